/** Evidence from two runs of one program: against plain fork, and with register variables off and on (DESIGN §5.3). */
import type { RunResult } from '../kernel/index.ts';
import type { Evidence } from './evidence.ts';

/** What can be seen of a run from the outside. */
export interface Outward {
  readonly stdout: string;
  readonly stderr: string;
  readonly result: RunResult;
  /** Contents of files that the program left, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Nothing where the two runs look the same; else evidence of the kind, with the first difference in words. */
export const compareRuns = (
  kind: 'differs-from-fork' | 'register-dependent',
  one: Outward,
  other: Outward,
): Evidence | undefined => {
  const difference = differenceOf(one, other);
  if (difference === undefined) return undefined;
  return { kind, child: undefined, parent: undefined, variable: undefined, text: difference };
};

const differenceOf = (one: Outward, other: Outward): string | undefined => {
  if (one.result.kind !== other.result.kind)
    return `one run ended as ${one.result.kind}, the other as ${other.result.kind}`;
  if (one.result.kind === 'exited' && other.result.kind === 'exited' && one.result.status !== other.result.status) {
    return `exit status ${one.result.status} against ${other.result.status}`;
  }
  for (const stream of ['stdout', 'stderr'] as const) {
    if (one[stream] !== other[stream]) return `${stream} ${short(one[stream])} against ${short(other[stream])}`;
  }
  for (const path of new Set([...one.files.keys(), ...other.files.keys()])) {
    if (one.files.get(path) !== other.files.get(path)) return `file ${path} differs`;
  }
  return undefined;
};

const short = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
