/**
 * What a run of a function depends on: the tokens of its slice after preprocessing. Two states of a program with the same key run
 * alike, however comments, layout or other functions changed; and a line of the one is found in the other by its tokens.
 */
import { originOf, type Reader } from '@vfork-lint/emulator/cpp';
import { type Cut, cutOut, type Subject } from './cut.ts';
import type { Neighbours } from './unit.ts';

/**
 * Equal keys mean equal programs. `lines` holds for each token of the slice its line in the subject's file, 0 for others; `ranges`
 * the first and last lines of the declarations that stand there.
 */
export interface Footprint {
  readonly key: string;
  readonly lines: readonly number[];
  readonly ranges: readonly (readonly [number, number])[];
}

/** The footprint of a function as it stands; undefined where it cannot be cut out. */
export const footprintOf = ({
  subject,
  reader,
  includePaths,
  neighbours,
}: {
  readonly subject: Subject;
  readonly reader: Reader;
  readonly includePaths: readonly string[];
  readonly neighbours?: Neighbours;
}): Footprint | undefined => footprintOfCut(cutOut(subject, reader, includePaths, neighbours));

/** The same of a function that was cut out already. */
export const footprintOfCut = ({ subject, slice, definition, unit }: Cut): Footprint | undefined => {
  if (definition === undefined) return undefined;
  const lines: number[] = [];
  const ranges: (readonly [number, number])[] = [];
  const texts: string[] = [unit.assumed.join('\n')];
  for (const { tokens } of slice.declarations) {
    const own: number[] = [];
    for (const token of tokens) {
      const { file, start } = originOf(token);
      const line = file.path === subject.path ? file.positionAt(start).line + 1 : 0;
      texts.push(token.text);
      lines.push(line);
      if (line > 0) own.push(line);
    }
    if (own.length > 0) ranges.push([Math.min(...own), Math.max(...own)]);
  }
  return { key: hashOf(texts.join('\n')), lines, ranges };
};

/** Where a line of one state stands in another with the same key; undefined where it holds no token of the slice. */
export const movedLine = (line: number, from: Footprint, to: Footprint): number | undefined => {
  const at = from.lines.indexOf(line);
  return at < 0 ? undefined : to.lines[at];
};

/** Two independent 32-bit hashes (FNV-1a, forwards with two bases) and the length: for telling texts apart, not for secrets. */
const hashOf = (text: string): string => {
  let [one, other] = [0x811c9dc5, 0x01234567];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x01000197) + i;
  }
  return `${(one >>> 0).toString(16)}-${(other >>> 0).toString(16)}-${text.length}`;
};
