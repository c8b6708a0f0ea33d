/**
 * What a run proves of one finding: evidence of a kind that the rule speaks of, tied to the flagged line. Everything else that a
 * run shows is left out, so that a correct line is never confirmed because of another one. DESIGN §5.3-5.4.
 */
import { type Evidence, type EvidenceKind, lineOf } from '@vfork-lint/emulator/trace';
import type { Played } from './play.ts';
import { plainText } from './tale.ts';

/** A finding as far as confirming it needs; lines count from 1. */
export interface Claim {
  readonly rule: string;
  readonly line: number;
  readonly endLine: number;
}

/** One piece of evidence for a person: lines are of the user's file. */
export interface Proof {
  readonly kind: EvidenceKind;
  readonly child: number | undefined;
  readonly parent: number | undefined;
  readonly text: string;
}

export type VerdictName = 'confirmed' | 'not-observed' | 'not-reached' | 'not-runnable';

interface Hazard {
  readonly kinds: readonly EvidenceKind[];
  /**
   * `stack`: the flagged line is among the functions that did it in the child. `ran`: it is enough that the child ran it.
   * `call`: the line is that of the vfork call itself, which the caller runs.
   */
  readonly tie: 'stack' | 'ran' | 'call';
}

const LEAVING: Hazard = {
  kinds: ['dead-frame', 'parent-code-ran-twice', 'parent-crashed', 'differs-from-fork', 'deadlock'],
  tie: 'ran',
};

/** The rules whose hazard a machine can show, and how it shows. */
export const HAZARDS: Readonly<Record<string, Hazard>> = {
  'exit-in-child': { kinds: ['double-flush', 'atexit-in-child', 'stdio-closed'], tie: 'stack' },
  'exit-in-fork-child': { kinds: ['double-flush', 'atexit-in-child'], tie: 'stack' },
  'return-from-vfork-frame': LEAVING,
  'child-reaches-parent-code': LEAVING,
  'longjmp-out-of-child': LEAVING,
  'vfork-wrapper': { ...LEAVING, tie: 'call' },
  'missing-exit-after-exec': LEAVING,
  'parent-visible-write': { kinds: ['parent-read-child-write'], tie: 'stack' },
  'register-dependent-write': { kinds: ['parent-read-child-write', 'register-dependent'], tie: 'stack' },
  'signal-in-child': { kinds: ['handler-changed', 'handler-ran-in-child'], tie: 'stack' },
  'unsafe-call-in-child': {
    kinds: ['heap-changed', 'double-flush', 'stdio-closed', 'parent-read-child-write'],
    tie: 'stack',
  },
  'blocking-call-in-child': { kinds: ['deadlock'], tie: 'ran' },
  'nested-vfork': { kinds: ['deadlock', 'parent-crashed', 'dead-frame'], tie: 'ran' },
};

/** The library's exec moves the heap break for its arguments and back; that is how every exec works and no fault of the caller. */
const byExec = ({ kind, child }: Evidence): boolean =>
  kind === 'heap-changed' && child?.stack.some((frame) => /^_*exec/.test(frame.function ?? '')) === true;

const inClaim = ({ line, endLine }: Claim, at: number | undefined): boolean =>
  at !== undefined && line <= at && at <= endLine;

/** Whether the functions that did it in the child include the flagged line. */
const tied = (claim: Claim, { child }: Evidence, path: string): boolean =>
  child?.stack.some(({ file, line }) => file === path && inClaim(claim, line)) === true;

/** Whether the child, or for the vfork call itself the caller, ran a line of the claim in this run. */
export const ranClaim = (claim: Claim, { reached, ran }: Played): boolean =>
  [...(HAZARDS[claim.rule]?.tie === 'call' ? ran : reached)].some((line) => inClaim(claim, line));

/** What a run proves of a claim about the file at `path`. */
export const proofsOf = (claim: Claim, played: Played, more: readonly Evidence[], path: string): readonly Proof[] => {
  const hazard = HAZARDS[claim.rule];
  if (hazard === undefined || !ranClaim(claim, played)) return [];
  const own = (file: string): boolean => file === path;
  return [...played.evidence, ...more]
    .filter((evidence) => hazard.kinds.includes(evidence.kind) && !byExec(evidence))
    .filter(
      (evidence) => hazard.tie !== 'stack' || evidence.kind === 'register-dependent' || tied(claim, evidence, path),
    )
    .map(({ kind, child, parent, text }) => ({
      kind,
      child: lineOf(child, own)?.line ?? claim.line,
      parent: lineOf(parent, own)?.line,
      text: plainText(text),
    }));
};
