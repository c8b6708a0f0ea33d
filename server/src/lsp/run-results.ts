/**
 * What runs of the emulator gave, for lenses and diagnostics: kept until what the function depends on changes, moved along when the
 * text around it does. Whether it changed is known exactly by footprints (room `confirm`), which are asked for a moment after an
 * edit; until they are there, an edit of an indented line elsewhere in the file, or of blanks, counts as harmless and every other one
 * does not, nor does any edit of another file that it was made of.
 */
import { type Beyond, type Footprint, movedLine, type RunOutcome, type RunVerdict } from '../ide/index.ts';

type Ran = Extract<RunOutcome, { kind: 'ran' }>;

/** How things stand with a function: being run, stopped, or run with a result that still holds or is out of date. */
export type RunState =
  | { readonly kind: 'running' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ran'; readonly outcome: Ran; readonly fresh: boolean };

/** The verdict on a finding at a line of the text as it is now; evidence lines are moved along. */
export interface PlacedVerdict extends RunVerdict {
  readonly function: string;
}

interface Kept {
  readonly outcome: Ran;
  /** The last text that runs alike, as known or as guessed; the footprint is that of `shifts` before it. */
  text: string;
  footprint: Footprint | undefined;
  shifts: readonly Shift[];
  /** A text that is known to run differently. */
  differs: string | undefined;
  /** Another file that it was made of was edited, and it is not known whether that makes a difference, or it does. */
  doubted: boolean;
}

/** The states of all functions that were run, by file and name. */
export class RunResults {
  readonly #kept = new Map<string, Map<string, Kept>>();
  readonly #passing = new Map<string, Map<string, RunState>>();

  /** A run begins, was stopped, or failed: shown until the next one. */
  pass(path: string, name: string, state: Exclude<RunState, { kind: 'ran' }> | undefined): void {
    put(this.#passing, path, name, state);
  }

  keep(path: string, name: string, text: string, outcome: Ran): void {
    this.pass(path, name, undefined);
    put(this.#kept, path, name, {
      outcome,
      text,
      footprint: outcome.footprint,
      shifts: [],
      differs: undefined,
      doubted: false,
    });
  }

  forget(path: string): void {
    this.#kept.delete(path);
    this.#passing.delete(path);
  }

  /** The text was edited: harmless edits move results along. To be told of every edit, so that each one is judged by itself. */
  edited(path: string, text: string): void {
    for (const kept of this.#kept.get(path)?.values() ?? []) {
      const shift = kept.text === text ? undefined : shiftOf(kept, text);
      if (shift !== undefined) Object.assign(kept, { text, shifts: [...kept.shifts, shift] });
    }
  }

  /** A file was edited: what was made of it, besides its own results, is in doubt. Returns whether something was not before. */
  doubt(path: string): boolean {
    let changed = false;
    for (const [own, functions] of this.#kept)
      for (const kept of functions.values()) {
        if (own === path || kept.doubted || kept.footprint?.files.includes(path) !== true) continue;
        kept.doubted = true;
        changed = true;
      }
    return changed;
  }

  /** How it stands with a function of this text; undefined where it was not run. */
  state(path: string, name: string, text: string): RunState | undefined {
    const passing = this.#passing.get(path)?.get(name);
    if (passing !== undefined) return passing;
    const kept = this.#kept.get(path)?.get(name);
    return kept && { kind: 'ran', outcome: kept.outcome, fresh: shiftOf(kept, text) !== undefined };
  }

  /** The verdicts that hold for this text. */
  verdicts(path: string, text: string): readonly PlacedVerdict[] {
    return [...(this.#kept.get(path) ?? [])].flatMap(([name, kept]) => {
      const shift = shiftOf(kept, text);
      return shift === undefined ? [] : kept.outcome.verdicts.map((one) => placed(one, name, kept, shift));
    });
  }

  /** The files that have results. */
  paths(): readonly string[] {
    return [...this.#kept.keys()];
  }

  /** The functions of a file that have results, with what these were made of. */
  wanted(path: string): ReadonlyMap<string, Beyond> {
    return new Map(
      [...(this.#kept.get(path) ?? [])].flatMap(([name, { outcome }]) =>
        outcome.footprint === undefined ? [] : [[name, outcome.footprint.beyond]],
      ),
    );
  }

  /** Takes the footprints of a text. Returns whether anything that is shown may differ now. */
  settle(path: string, text: string, names: readonly string[], found: ReadonlyMap<string, Footprint>): boolean {
    let changed = false;
    for (const name of names) {
      const kept = this.#kept.get(path)?.get(name);
      if (kept === undefined) continue;
      const footprint = found.get(name);
      const before = shiftOf(kept, text) !== undefined;
      const same = footprint !== undefined && footprint.key === kept.outcome.footprint?.key;
      if (same) {
        changed ||= !before || kept.text !== text;
        Object.assign(kept, { text, footprint, shifts: [], differs: undefined, doubted: false });
      } else {
        changed ||= before;
        // With its own text as it was it is for another file to be changed back.
        if (kept.text === text) kept.doubted = true;
        else kept.differs = text;
      }
    }
    return changed;
  }
}

const put = <Value>(
  map: Map<string, Map<string, Value>>,
  path: string,
  name: string,
  value: Value | undefined,
): void => {
  const inner = map.get(path) ?? new Map<string, Value>();
  map.set(path, inner);
  if (value === undefined) inner.delete(name);
  else inner.set(name, value);
};

/** Lines from `from` on, counted from 1, stand `by` further down. */
interface Shift {
  readonly from: number;
  readonly by: number;
}

/** How lines of the kept text have moved in this one; undefined where the function may run differently now. */
const shiftOf = (kept: Kept, text: string): Shift | undefined => {
  if (kept.doubted || kept.differs === text) return undefined;
  if (kept.text === text) return { from: 1, by: 0 };
  const { start, oldEnd, newEnd } = difference(kept.text, text);
  const [old, now] = [kept.text.slice(start, oldEnd), text.slice(start, newEnd)];
  const from = lineAt(kept.text, start);
  const shift = { from: from + 1, by: count(now) - count(old) };
  const blank = /^\s*$/.test(old) && /^\s*$/.test(now);
  const alone = start === 0 || kept.text[start - 1] === '\n';
  if (blank && alone) return { ...shift, from };
  const until = from + count(old);
  const touched =
    kept.footprint?.ranges.some(([first, last]) => from <= moved(last, kept) && until >= moved(first, kept)) ?? true;
  if (touched || hasDirective(kept.text, start, oldEnd) || hasDirective(text, start, newEnd)) return undefined;
  if (![kept.text, text].some((one) => isIndented(one, start))) return undefined;
  return shift;
};

/** Whether the line of an offset is indented, as lines inside of functions are. */
const isIndented = (text: string, offset: number): boolean =>
  /^[ \t]/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1));

/** Whether a preprocessor directive stands on the lines of a range. */
const hasDirective = (text: string, start: number, end: number): boolean =>
  /^[ \t]*#/m.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, lineEnd(text, end)));

const lineEnd = (text: string, from: number): number => {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
};

const count = (text: string): number => text.split('\n').length - 1;

const lineAt = (text: string, offset: number): number => count(text.slice(0, offset)) + 1;

/** The one region in which two texts differ. */
const difference = (
  old: string,
  now: string,
): { readonly start: number; readonly oldEnd: number; readonly newEnd: number } => {
  const least = Math.min(old.length, now.length);
  let start = 0;
  while (start < least && old.charCodeAt(start) === now.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < least - start && old.charCodeAt(old.length - 1 - tail) === now.charCodeAt(now.length - 1 - tail))
    tail++;
  return { start, oldEnd: old.length - tail, newEnd: now.length - tail };
};

/** Where a line of the footprint's text stands in the kept one. */
const moved = (line: number, { shifts }: Kept): number =>
  shifts.reduce((at, { from, by }) => (at >= from ? at + by : at), line);

const placed = (verdict: RunVerdict, name: string, kept: Kept, { from, by }: Shift): PlacedVerdict => {
  const first = kept.outcome.footprint;
  const move = (line: number): number => {
    const settled = first === undefined || kept.footprint === undefined ? line : movedLine(line, first, kept.footprint);
    const at = moved(settled ?? line, kept);
    return at >= from ? at + by : at;
  };
  return {
    ...verdict,
    function: name,
    line: move(verdict.line),
    evidence: verdict.evidence.map((one) => ({
      ...one,
      child: one.child === undefined ? undefined : move(one.child),
      parent: one.parent === undefined ? undefined : move(one.parent),
    })),
  };
};
