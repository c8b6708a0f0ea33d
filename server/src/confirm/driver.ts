/**
 * A caller for a function that the program's own main does not lead to: a generated `main` that sets the scene (scene.ts, and a
 * frame with known values), calls the function with arguments that fit its parameters, and looks afterwards whether the scene is as
 * it left it. The program's own main has no scene, unless it is asked for. C text only; it runs nothing.
 */
import type { Token } from '@vfork-lint/emulator/cpp';
import { behindBracket, type Declaration } from './declarations.ts';

/** What a driver needs to know of a parameter: its type as C text with `%` for the name, and the name. */
export interface Parameter {
  readonly type: string;
  readonly name: string;
  readonly pointers: number;
  readonly isFunction: boolean;
  readonly base: string;
}

const spell = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');
const QUALIFIER =
  /\b(?:const|volatile|restrict|__restrict|__restrict__|register|static|extern|inline|__inline|__inline__)\b/g;

/** A declarator's parts: `struct job *const list[]` is base `struct job`, two pointers, name `list`. */
export const parameterOf = (tokens: readonly Token[]): Parameter | undefined => {
  const text = spell(tokens);
  if (text === 'void' || text === '...' || text === '') return undefined;
  const inner = /\(\s*\*\s*(?:const\s+)?([A-Za-z_]\w*)?\s*\)\s*\(/.exec(text);
  if (inner !== null) return { type: text, name: inner[1] ?? '', pointers: 1, isFunction: true, base: text };
  const arrays = (text.match(/\[/g) ?? []).length;
  const plain = text
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(QUALIFIER, ' ')
    .replaceAll(/__attribute__\s*\(.*\)\s*$/g, ' ');
  const pointers = (plain.match(/\*/g) ?? []).length + arrays;
  const words = plain.replaceAll('*', ' ').trim().split(/\s+/);
  const isTag = /^(?:struct|union|enum)$/.test(words[0] ?? '');
  const typeWords = /^(?:unsigned|signed|int|char|long|short|float|double|void|_Bool)$/;
  const last = words.at(-1) ?? '';
  const named = words.length > (isTag ? 2 : 1) && !typeWords.test(last);
  const base = (named ? words.slice(0, -1) : words).join(' ');
  return { type: `${base} ${'*'.repeat(pointers)}`, name: named ? last : '', pointers, isFunction: false, base };
};

/** Index of the `(` of a function's parameter list: the one behind its name. */
const listStart = ({ tokens, body }: Declaration, name: string): number => {
  const end = body ?? tokens.length;
  for (let i = 0; i + 1 < end; i++) if (tokens[i]?.text === name && tokens[i + 1]?.text === '(') return i + 1;
  return -1;
};

const splitAtCommas = (tokens: readonly Token[]): readonly (readonly Token[])[] => {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(' || token.text === '[') depth++;
    else if (token.text === ')' || token.text === ']') depth--;
    if (token.text === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
};

/** The parameters of a function definition, new or old style. */
export const parametersOf = (declaration: Declaration, name: string): readonly Parameter[] => {
  const { tokens, body = tokens.length } = declaration;
  const open = listStart(declaration, name);
  if (open < 0) return [];
  const close = behindBracket(tokens, open) - 1;
  const list = splitAtCommas(tokens.slice(open + 1, close));
  const rest = tokens.slice(close + 1, body);
  if (!rest.some(({ text }) => text === ';')) return list.flatMap((part) => parameterOf(part) ?? []);
  const declared = new Map<string, Parameter>();
  for (const statement of spellSplit(rest)) {
    const [first = [], ...more] = splitAtCommas(statement);
    const base = first.slice(
      0,
      Math.max(
        0,
        first.findIndex(({ text }, i) => text === '*' || i === first.length - 1),
      ),
    );
    for (const part of [first, ...more.map((tail) => [...base, ...tail])]) {
      const parameter = parameterOf(part);
      if (parameter !== undefined) declared.set(parameter.name, parameter);
    }
  }
  const int = (word: string): Parameter => ({ type: 'int ', name: word, pointers: 0, isFunction: false, base: 'int' });
  return list.flatMap((part) => part.map(({ text }) => declared.get(text) ?? int(text)));
};

const spellSplit = (tokens: readonly Token[]): readonly (readonly Token[])[] => {
  const parts: Token[][] = [];
  let part: Token[] = [];
  for (const token of tokens) {
    if (token.text === ';') {
      parts.push(part);
      part = [];
    } else part.push(token);
  }
  return parts;
};

/** What the generated caller knows of the file around the function. */
export interface Scene {
  /** String literals of the slice, as C tokens: candidates for arguments. */
  readonly strings: readonly string[];
  /** Names of jump buffers in the file, which the caller fills before the call. */
  readonly jumps: readonly string[];
  /** Names of variables that the rest of the program can read after the call. */
  readonly looks: readonly string[];
}

/** The name of the variable that asks for the scene around main. */
export const CROWDED = '__driver_crowded';

/** A program that the world may or may not hold. */
export const PROGRAM = '/bin/true';

/** Words that any program may look for. */
const WORDS: readonly string[] = ['"a"', '"-"', '"/no/program"', '"/etc/passwd"', '"r"', '""'];

const word = (name: string): string => name.toLowerCase();

/**
 * The variable that holds the argument for a parameter, with what has to be declared before it, and the argument as an
 * expression. The variable is static and has a known name, so that the search can give it other values (inputs.ts).
 */
const argument = (
  { base, pointers, isFunction, name, type }: Parameter,
  at: number,
): { readonly before: string; readonly value: string } => {
  const own = `__driver_arg_${at}`;
  const object = `__driver_obj_${at}`;
  const plain = base.replace(/^(?:unsigned|signed)\s+/, '');
  const variable = (text: string, start: string): { readonly before: string; readonly value: string } => ({
    before: `${text}${text.endsWith('*') ? '' : ' '}${own} = ${start};`,
    value: own,
  });
  if (isFunction) return { before: `int (*${own})() = __driver_function;`, value: `(void *)${own}` };
  if (pointers === 0) {
    if (plain === 'void') return { before: '', value: '' };
    const number = /^(?:(?:unsigned|signed|int|char|short|long|pid_t|size_t|ssize_t|mode_t)\s*)+$/.test(base.trim());
    if (!number) return { before: `${base} ${own};`, value: own };
    if (/fd|file|desc|sock|in$|out$|pipe/.test(word(name))) return variable(base, '3');
    if (/^(?:argc|n|count|num|len)/.test(word(name))) return variable(base, '3');
    return variable(base, '0');
  }
  if (plain === 'char') {
    if (pointers > 2) return { before: `char ***${own} = __driver_vectors;`, value: `(void *)${own}` };
    if (pointers === 2)
      return {
        before: `char **${own} = ${/env/.test(word(name)) ? '0' : '__driver_vector'};`,
        value: `(void *)${own}`,
      };
    const start = /mode|type/.test(word(name))
      ? '"r"'
      : /arg|cmd|command|line/.test(word(name))
        ? '"true"'
        : '__driver_program';
    return { before: `char *${own} = ${start};`, value: `(void *)${own}` };
  }
  if (plain === 'FILE' && pointers === 1) return { before: '', value: '(void *)__scene_stdout()' };
  if (plain === 'int' && pointers === 1)
    return { before: `int ${object}[8];\nint *${own} = ${object};`, value: `(void *)${own}` };
  if (plain === 'void' || pointers > 1) return { before: `void *${own} = __driver_blank;`, value: `(void *)${own}` };
  return { before: `__typeof__(*(${type})0) ${object};\n${type} ${own} = &${object};`, value: own };
};

/** Arguments of main: as many as the vector has, and the environment. */
const ofMain = (_: Parameter, at: number): { readonly before: string; readonly value: string } => {
  if (at === 0)
    return {
      before: 'static int __driver_count(void) { int n = 0; while (__driver_vector[n]) n++; return n; }',
      value: '__driver_count()',
    };
  return { before: '', value: at === 1 ? '(void *)__driver_vector' : '(void *)__scene_environment()' };
};

/**
 * The text of the caller for a function and its parameters; it stands behind the slice and uses the functions of scene.ts, which
 * need no declaration. The start-up code reaches it under the name of main.
 */
export const driverText = (
  name: string,
  parameters: readonly Parameter[],
  { strings, jumps, looks }: Scene,
): string => {
  const own = name === 'main';
  const made = parameters.map(own ? ofMain : argument);
  // Some declare main to give nothing.
  const call = `${own ? '((int (*)())main)' : name}(${made.map(({ value }) => value).join(', ')})`;
  const usual = [`"${PROGRAM}"`, ...WORDS];
  // What main is given is what the code compares with, if anything; others are given what any function may want.
  const pool = own ? [...strings, ...usual] : [...usual, ...strings];
  return `
char __driver_program[] = "${PROGRAM}";
char *__driver_pool[] = { ${pool.join(', ')} };
char *__driver_vector[] = { __driver_program, __driver_program, "a", 0, 0, 0 };
char *__driver_other[] = { __driver_program, 0 };
char **__driver_vectors[] = { __driver_vector, __driver_other, 0 };
char __driver_blank[512];
int __driver_function() { return 0; }
${own ? `int ${CROWDED};` : ''}
static int __driver_check(int p, int q, int r, int s) { return p == 11 && q == 22 && r == 33 && s == 44; }
${made.map(({ before }) => before).join('\n')}
int __driver_main(void) {
  volatile int __driver_a = 11, __driver_b = 22, __driver_c = 33, __driver_d = 44;
  ${own ? `if (!${CROWDED}) return ${call};` : ''}
  __scene_begin();
  ${jumps.map((buffer) => `if (setjmp(${buffer})) return __scene_jumped();`).join('\n  ')}
  ${call};
  ${looks.map((variable) => `__scene_look(&${variable}, sizeof ${variable});`).join('\n  ')}
  __scene_end(__driver_check(__driver_a, __driver_b, __driver_c, __driver_d));
  return 0;
}
`;
};
