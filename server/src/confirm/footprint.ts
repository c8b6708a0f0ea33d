/**
 * What a run of a function depends on: the tokens of its slice after preprocessing, what its file assigns to its variables, and the
 * functions of other files that a proof hung on. Two states of a program with the same key run alike, however comments, layout or
 * other functions changed; and a line of the one is found in the other by its tokens.
 */
import { originOf, type Reader } from '@vfork-lint/emulator/cpp';
import { SYSTEM_INCLUDE } from '@vfork-lint/emulator/toolchain';
import { assignedIn } from './assigned.ts';
import { type Cut, cutOut, type Subject } from './cut.ts';
import { cutsElsewhere } from './helpers.ts';
import type { Neighbours } from './unit.ts';

/** What a run was made of besides the function's own cut. */
export interface Beyond {
  /** Functions that were looked for in other files of the project, whether they have them or not. */
  readonly names: readonly string[];
  /** Whether the function was cut out without the project's headers as well. */
  readonly alone: boolean;
  /** Whether it was run from the main of its file as well. */
  readonly main: boolean;
}

/** Nothing besides the cut. */
export const NOTHING_BEYOND: Beyond = { names: [], alone: false, main: false };

/**
 * Equal keys mean equal programs. `lines` holds for each token of the slice its line in the subject's file, 0 for others; `ranges`
 * the first and last lines of the declarations that stand there.
 */
export interface Footprint {
  readonly key: string;
  readonly lines: readonly number[];
  readonly ranges: readonly (readonly [number, number])[];
  /** What has to be looked at again to tell whether another state has the same key. */
  readonly beyond: Beyond;
  /** Paths of the other files that it was made of. */
  readonly files: readonly string[];
}

/** The footprint of a function as it stands, made of the same parts as another; undefined where it cannot be cut out. */
export const footprintOf = (
  {
    subject,
    reader,
    includePaths,
    neighbours,
  }: {
    readonly subject: Subject;
    readonly reader: Reader;
    readonly includePaths: readonly string[];
    readonly neighbours?: Neighbours;
  },
  beyond: Beyond = NOTHING_BEYOND,
): Footprint | undefined => footprintOfCut(cutOut(subject, reader, includePaths, neighbours), beyond);

/** All that is compiled of a cut: its tokens, and what they were chosen by. */
const textsOf = ({ unit, slice }: Cut): readonly string[] => [
  unit.assumed.join('\n'),
  ...slice.declarations.flatMap(({ tokens }) => tokens.map(({ text }) => text)),
  '',
];

/** What the file of a cut assigns to the variables of its slice: it decides which values are tried. */
const assignments = ({ unit, slice }: Cut): readonly string[] => {
  const names = new Set(slice.declarations.flatMap(({ kind, gives }) => (kind === 'object' ? gives : [])));
  return [...assignedIn(unit.run.tokens, names)]
    .map(([name, values]) => `${name} ${values === 'any' ? values : [...values].join(' ')}`)
    .toSorted();
};

/** The files that a cut was read from, without those of our library. */
const filesOf = ({ subject, unit }: Cut): readonly string[] => [
  subject.path,
  ...unit.run.includes.flatMap(({ path }) => (path === undefined || path.startsWith(SYSTEM_INCLUDE) ? [] : [path])),
];

/** The same of a function that was cut out already. */
export const footprintOfCut = (cut: Cut, beyond: Beyond = NOTHING_BEYOND): Footprint | undefined => {
  const { subject, slice, definition } = cut;
  if (definition === undefined) return undefined;
  const lines: number[] = [];
  const ranges: (readonly [number, number])[] = [];
  const alone = beyond.alone ? cut.alone() : undefined;
  const main = beyond.main ? cut.throughMain() : undefined;
  const own = [alone ?? [], main ?? []].flat();
  const others = [...own, ...beyond.names.flatMap((name) => cutsElsewhere(name, cut))];
  const texts = [cut, ...others].flatMap(textsOf);
  texts.push(...assignments(cut));
  for (const { tokens } of slice.declarations) {
    const own: number[] = [];
    for (const token of tokens) {
      const { file, start } = originOf(token);
      const line = file.path === subject.path ? file.positionAt(start).line + 1 : 0;
      lines.push(line);
      if (line > 0) own.push(line);
    }
    if (own.length > 0) ranges.push([Math.min(...own), Math.max(...own)]);
  }
  for (const { tokens } of main?.slice.declarations ?? []) {
    const [from, to] = [tokens[0], tokens.at(-1)].map((token) => token && originOf(token));
    if (from?.file.path === subject.path && to?.file.path === subject.path)
      ranges.push([from.file.positionAt(from.start).line + 1, to.file.positionAt(to.start).line + 1]);
  }
  const files = new Set([cut, ...others].flatMap(filesOf));
  files.delete(subject.path);
  return { key: hashOf(texts.join('\n')), lines, ranges, beyond, files: [...files] };
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
