/**
 * compile_commands.json (the format of clang's tooling page): for each file the folders, macros and forced headers that its
 * compiler is given. Reads the options that gcc and clang share; anything else on the command line is passed over.
 */

/** What one file is compiled with; paths are absolute. `defines` holds `NAME`, `NAME=text`; `undefines` names. */
export interface CompileFlags {
  readonly quotePaths: readonly string[];
  readonly includePaths: readonly string[];
  readonly systemPaths: readonly string[];
  readonly defines: readonly string[];
  readonly undefines: readonly string[];
  readonly forced: readonly string[];
}

/** Flags by the absolute path of the source file. Entries that make no sense are left out; broken JSON gives an empty map. */
export const parseCompileCommands = (text: string, folder: string): ReadonlyMap<string, CompileFlags> => {
  const flags = new Map<string, CompileFlags>();
  for (const entry of entriesOf(text)) {
    const directory = absolutePath(folder, typeof entry.directory === 'string' ? entry.directory : '.');
    const file = entry.file;
    const list = Array.isArray(entry.arguments)
      ? entry.arguments.filter((word): word is string => typeof word === 'string')
      : typeof entry.command === 'string'
        ? splitCommand(entry.command)
        : undefined;
    if (typeof file !== 'string' || list === undefined) continue;
    const path = absolutePath(directory, file);
    if (!flags.has(path)) flags.set(path, flagsOf(list, directory));
  }
  return flags;
};

interface Entry {
  readonly directory?: unknown;
  readonly file?: unknown;
  readonly arguments?: unknown;
  readonly command?: unknown;
}

const entriesOf = (text: string): readonly Entry[] => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(value)) return [];
  return value.filter((entry): entry is Entry => typeof entry === 'object' && entry !== null);
};

/** Cuts a command as a POSIX shell does, as far as quoting goes. */
export const splitCommand = (command: string): readonly string[] => {
  const words: string[] = [];
  for (const [whole] of command.matchAll(/(?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"?|'[^']*'?)+/g)) {
    const parts = whole.matchAll(/"((?:[^"\\]|\\[\s\S])*)"?|'([^']*)'?|\\([\s\S])|([^"'\\]+)/g);
    let word = '';
    for (const [, double, single, escaped, plain] of parts)
      word += double?.replaceAll(/\\(["\\$`\n])/g, '$1') ?? single ?? escaped ?? plain ?? '';
    words.push(word);
  }
  return words;
};

const OPTION = /^(-iquote|-isystem|-idirafter|-include|-imacros|-I|-D|-U)=?([\s\S]*)$/;

const flagsOf = (words: readonly string[], directory: string): CompileFlags => {
  const found = new Map<string, string[]>();
  for (let i = 1; i < words.length; i++) {
    const [, option, joined] = OPTION.exec(words[i] ?? '') ?? [];
    if (option === undefined) continue;
    const value = joined === undefined || joined === '' ? words[++i] : joined;
    if (value === undefined) continue;
    const list = found.get(option) ?? [];
    list.push(value);
    found.set(option, list);
  }
  const values = (...options: readonly string[]): string[] => options.flatMap((option) => found.get(option) ?? []);
  const paths = (...options: readonly string[]): string[] =>
    values(...options).map((path) => absolutePath(directory, path));
  return {
    quotePaths: paths('-iquote'),
    includePaths: paths('-I'),
    systemPaths: paths('-isystem', '-idirafter'),
    defines: values('-D'),
    undefines: values('-U'),
    forced: paths('-include', '-imacros'),
  };
};

/** Joins a path to an absolute folder, with `.` and `..` resolved. */
export const absolutePath = (folder: string, path: string): string => {
  const whole = /^(?:\/|[A-Za-z]:[\\/])/.test(path) ? path : `${folder}/${path}`;
  const steps: string[] = [];
  for (const step of whole.replaceAll('\\', '/').split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return (whole.startsWith('/') ? '/' : '') + steps.join('/');
};
