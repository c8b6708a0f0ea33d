/**
 * A caller for a function that the program's own main does not lead to: a generated `main` that sets the scene (scene.ts, and a
 * frame with known values), calls the function with arguments that fit
 * its parameters, and looks afterwards whether the scene is as it left it. C text only; it runs nothing.
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

/** What a generated argument stands on: a program that exists, or one that does not. */
export interface Scene {
  readonly program: string;
}

const word = (name: string): string => name.toLowerCase();

/** The argument for a parameter as a C expression, and the declarations it needs. `at` tells parameters apart. */
const argument = (
  { base, pointers, isFunction, name, type }: Parameter,
  at: number,
): { readonly before: string; readonly value: string } => {
  const own = `__driver_${at}`;
  const plain = base.replace(/^(?:unsigned|signed)\s+/, '');
  if (isFunction) return { before: '', value: '(void *)__driver_function' };
  if (pointers === 0) {
    if (/\b(?:struct|union)\b/.test(base)) return { before: `static ${base} ${own};`, value: own };
    if (/fd|file|desc|sock|in$|out$/.test(word(name))) return { before: '', value: '__scene_fd()' };
    if (/^(?:argc|n|count|num|len)/.test(word(name))) return { before: '', value: '2' };
    return { before: '', value: /^(?:void)$/.test(plain) ? '' : '0' };
  }
  if (plain === 'char') {
    if (pointers === 1) {
      const text = /mode|type/.test(word(name))
        ? '"r"'
        : /arg|cmd|command|line/.test(word(name))
          ? '__driver_command'
          : '__driver_program';
      return { before: '', value: text };
    }
    return { before: '', value: /env/.test(word(name)) ? '(void *)0' : '__driver_vector' };
  }
  if (plain === 'FILE' && pointers === 1) return { before: '', value: '(void *)__scene_stdout()' };
  if (plain === 'int' && pointers === 1) return { before: `static int ${own}[8];`, value: own };
  if (plain === 'void' || pointers > 1) return { before: `static char ${own}[256];`, value: `(void *)${own}` };
  return { before: `static __typeof__(*(${type})0) ${own};`, value: `&${own}` };
};

/**
 * The text of `main` for a function and its parameters; it stands behind the slice and uses the functions of scene.ts, which
 * need no declaration.
 */
export const driverText = (name: string, parameters: readonly Parameter[], { program }: Scene): string => {
  const made = parameters.map(argument);
  return `
#line 1 "<driver>"
static char __driver_program[] = ${JSON.stringify(program)};
static char __driver_command[] = "true";
static char __driver_word[] = "a";
static char *__driver_vector[] = { __driver_program, __driver_word, 0, 0 };
static int __driver_function() { return 0; }
static int __driver_check(int p, int q, int r, int s) { return p == 11 && q == 22 && r == 33 && s == 44; }
int main(void) {
  volatile int __driver_a = 11, __driver_b = 22, __driver_c = 33, __driver_d = 44;
  ${made.map(({ before }) => before).join('\n  ')}
  __scene_begin();
  ${name}(${made.map(({ value }) => value).join(', ')});
  __scene_end(__driver_check(__driver_a, __driver_b, __driver_c, __driver_d));
  return 0;
}
`;
};
