/**
 * What the generated caller can use of the file around the function: strings that its functions hold, jump buffers, and variables
 * that other files can read. Found in the tokens of the slice.
 */
import type { Scene } from './driver.ts';
import type { Slice } from './slice.ts';

/** Literals that are worth a try as an argument: short, and no format. */
const CANDIDATE = /^"(?:[^"\\%]|\\.){0,24}"$/;
const MOST_STRINGS = 24;

/** Character constants that can stand in a string: no NUL, and no digits that the next character would go on. */
const CHARACTER = /^'(?:[^'\\]|\\[^0-9x])'$/;

const MOST_LOOKS = 24;

const ENVIRONMENT = /^(?:secure_)?(?:getenv|unsetenv|setenv)$/;
const MOST_NAMES = 8;

/** Names that the slice looks for in its environment. */
export const environmentOf = ({ declarations }: Slice): readonly string[] => {
  const names = new Set<string>();
  for (const { tokens } of declarations)
    for (const [i, token] of tokens.entries()) {
      const name = /^"([A-Za-z_]\w*)"$/.exec(tokens[i + 2]?.text ?? '')?.[1];
      if (name !== undefined && ENVIRONMENT.test(token.text) && tokens[i + 1]?.text === '(') names.add(name);
    }
  return [...names].slice(0, MOST_NAMES);
};

/** The scene for the caller of a slice's function. */
export const sceneOf = ({ declarations }: Slice): Scene => {
  const strings = new Set<string>();
  const jumps: string[] = [];
  const looks: string[] = [];
  for (const { kind, tokens, gives } of declarations) {
    for (const token of tokens) {
      if (token.kind === 'string' && CANDIDATE.test(token.text)) strings.add(token.text);
      if (token.kind !== 'char' || !CHARACTER.test(token.text)) continue;
      // The letters of options, for getopt, and texts that begin with what is looked for.
      const character = token.text.slice(1, -1);
      if (/^[A-Za-z]$/.test(character)) strings.add(`"-${character}"`);
      strings.add(character === '"' ? '"\\"a"' : `"${character}a"`);
    }
    const isBuffer = tokens.some(({ text }) => /^(?:sig)?jmp_buf$/.test(text));
    if (kind === 'object' && isBuffer && !tokens.some(({ text }) => /^[[*]$/.test(text))) jumps.push(...gives);
    const seen = kind === 'object' && !tokens.some(({ text }) => /^(?:static|extern|enum)$/.test(text));
    if (seen) looks.push(...gives.filter((name) => !name.startsWith('struct ')));
  }
  return { strings: [...strings].slice(0, MOST_STRINGS), jumps, looks: looks.slice(0, MOST_LOOKS) };
};
