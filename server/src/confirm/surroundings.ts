/**
 * What the generated caller can use of the file around the function: strings that its functions hold, jump buffers, and variables
 * that other files can read. Found in the tokens of the slice.
 */
import type { Scene } from './driver.ts';
import type { Slice } from './slice.ts';

/** Literals that are worth a try as an argument: short, and no format. */
const CANDIDATE = /^"(?:[^"\\%]|\\.){0,24}"$/;
const MOST_STRINGS = 24;

const MOST_LOOKS = 24;

/** The scene for the caller of a slice's function. */
export const sceneOf = ({ declarations }: Slice): Scene => {
  const strings = new Set<string>();
  const jumps: string[] = [];
  const looks: string[] = [];
  for (const { kind, tokens, gives } of declarations) {
    for (const token of tokens) {
      if (token.kind === 'string' && CANDIDATE.test(token.text)) strings.add(token.text);
      // The letters of options, for getopt.
      if (token.kind === 'char' && /^'[A-Za-z]'$/.test(token.text)) strings.add(`"-${token.text[1]}"`);
    }
    const isBuffer = tokens.some(({ text }) => /^(?:sig)?jmp_buf$/.test(text));
    if (kind === 'object' && isBuffer && !tokens.some(({ text }) => /^[[*]$/.test(text))) jumps.push(...gives);
    const seen = kind === 'object' && !tokens.some(({ text }) => /^(?:static|extern|enum)$/.test(text));
    if (seen) looks.push(...gives.filter((name) => !name.startsWith('struct ')));
  }
  return { strings: [...strings].slice(0, MOST_STRINGS), jumps, looks: looks.slice(0, MOST_LOOKS) };
};
