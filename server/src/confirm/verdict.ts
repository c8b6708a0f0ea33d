/**
 * What a run proves of one finding: evidence of a kind that the rule speaks of, tied to the flagged line. Everything else that a
 * run shows is left out, so that a correct line is never confirmed because of another one. DESIGN §5.3-5.4.
 */
import { type Evidence, type EvidenceKind, lineOf } from '@vfork-lint/emulator/trace';
import type { Subject } from './cut.ts';
import { callOn, type Played } from './play.ts';
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

/**
 * How evidence belongs to a flagged line. `stack`: the line is among the functions that did it in the child. `child`: the child
 * that it speaks of ran the line. `call`: the line is among the functions that called vfork for this child. `write`: the child
 * wrote something of its parent's on that line.
 */
type Tie = 'stack' | 'child' | 'call' | 'write';

interface Hazard {
  readonly kinds: Readonly<Partial<Record<EvidenceKind, Tie>>>;
  /** The flagged line is that of the call that makes the child, which the caller runs. */
  readonly call?: true;
}

/** The child leaves the frame of its parent. What only shows outside counts where it did: see `leaves`. */
const LEAVING: Hazard = {
  kinds: {
    'dead-frame': 'child',
    'parent-code-ran-twice': 'child',
    'parent-crashed': 'child',
    'differs-from-fork': 'child',
    deadlock: 'child',
  },
};

/** The rules whose hazard a machine can show, and how it shows. */
export const HAZARDS: Readonly<Record<string, Hazard>> = {
  'exit-in-child': { kinds: { 'double-flush': 'stack', 'atexit-in-child': 'stack', 'stdio-closed': 'stack' } },
  'exit-in-fork-child': { kinds: { 'double-flush': 'stack', 'atexit-in-child': 'stack' } },
  'return-from-vfork-frame': LEAVING,
  'child-reaches-parent-code': LEAVING,
  'longjmp-out-of-child': LEAVING,
  'vfork-wrapper': {
    kinds: Object.fromEntries(Object.keys(LEAVING.kinds).map((kind) => [kind, 'call'])),
    call: true,
  },
  'missing-exit-after-exec': LEAVING,
  'parent-visible-write': { kinds: { 'parent-read-child-write': 'stack' } },
  'register-dependent-write': { kinds: { 'parent-read-child-write': 'stack', 'register-dependent': 'write' } },
  'signal-in-child': { kinds: { 'handler-changed': 'stack', 'handler-ran-in-child': 'stack' } },
  'unsafe-call-in-child': {
    kinds: {
      'heap-changed': 'stack',
      'double-flush': 'stack',
      'stdio-closed': 'stack',
      'parent-read-child-write': 'stack',
    },
  },
  'blocking-call-in-child': { kinds: { deadlock: 'stack' } },
  'nested-vfork': { kinds: { 'call-refused': 'stack', 'dead-frame': 'child' } },
  'invalid-vforkx-flags': { kinds: { 'call-refused': 'stack' }, call: true },
  'unchecked-vfork-failure': { kinds: { 'failure-unnoticed': 'stack' }, call: true },
};

/** Why a machine cannot show what a rule reports, where it cannot. */
export const NOT_SHOWN: Readonly<Record<string, string>> = {
  'shared-memory-as-channel': 'what it reports is intended: it works on this system and on others it does not',
  'not-a-prelude': 'that the parent waits for long is no fault that a run could show',
  'tty-input-in-child': 'whether somebody types is not for the program to say',
  'missing-vfork-header': 'what a compiler makes of an undeclared vfork is not a matter of the run',
  'prefer-posix-spawn': 'the code is right as it stands',
  'vfork-in-threaded-program': 'it takes a lock that another thread holds at that moment',
  'setid-in-child': 'it takes another thread that is attacked at that moment',
};

/** The library's exec moves the heap break for its arguments and back; that is how every exec works and no fault of the caller. */
const byExec = ({ kind, child }: Evidence): boolean =>
  kind === 'heap-changed' && child?.stack.some((frame) => /^_*exec/.test(frame.function ?? '')) === true;

/** Functions that print errno for their caller. */
const TELLS_ERRNO = /^_*(?:v?err|v?warn|perror|error|v?syslog|strerror)$/;

/** errno read by the library for itself: not by the user's code, nor to be printed. */
const aside = ({ variable, parent }: Evidence, path: string): boolean =>
  variable === 'errno' &&
  parent?.stack[0]?.file !== path &&
  parent?.stack.some((frame) => TELLS_ERRNO.test(frame.function ?? '')) !== true;

/** A flush that the program was assumed to do: nobody saw it. */
const byAssumption = ({ child }: Evidence): boolean =>
  child?.stack.some((frame) => frame.function === '__scene_flush') === true;

/**
 * A write by the user's own code to memory that it has no name for, of the library or between variables: the pointer came from a
 * function that is not there, or from a length that does not fit, and it says nothing of the program.
 */
const isWild = ({ kind, child, variable, area }: Evidence, { path, text }: Subject): boolean =>
  kind === 'parent-read-child-write' &&
  area === 'data' &&
  child?.stack[0]?.file === path &&
  (variable === undefined || !(variable.startsWith('__driver_') || new RegExp(`\\b${variable}\\b`).test(text)));

const inClaim = ({ line, endLine }: Claim, at: number | undefined): boolean =>
  at !== undefined && line <= at && at <= endLine;

/** Whether the functions that did it in the child include the flagged line. */
const inStack = (claim: Claim, { child }: Evidence, path: string): boolean =>
  child?.stack.some(({ file, line }) => file === path && inClaim(claim, line)) === true;

/** Whether the flagged line is where the child left the user's code: what it did then is behind all of it. */
const isLast = (claim: Claim, { child }: Evidence, { reached, left }: Played, path: string): boolean => {
  if (child === undefined || !left || child.stack.some(({ file }) => file === path)) return false;
  const lines = [...reached].flatMap(([line, by]) => (by.has(child.pid & 0xffff) ? [line] : []));
  // The closing brace, where every return leads, is no line of its own.
  const end = Math.max(...lines);
  return inClaim(claim, lines.at(-1)) || (lines.at(-1) === end && inClaim(claim, lines.at(-2)));
};

/** Processes that ran the flagged lines as a child. */
const ranBy = (claim: Claim, { reached }: Played): ReadonlySet<number> =>
  new Set([...reached].flatMap(([line, by]) => (inClaim(claim, line) ? [...by] : [])));

/** Whether the child, or for the vfork call itself the caller, ran a line of the claim in this run. */
export const ranClaim = (claim: Claim, { reached, ran }: Played): boolean => {
  return [...(HAZARDS[claim.rule]?.call === true ? ran : reached.keys())].some((line) => inClaim(claim, line));
};

/** Whether the flagged line is among the functions that called vfork, for the child of this evidence where one is known. */
const made = (claim: Claim, { child }: Evidence, { recording }: Played, path: string): boolean =>
  recording.events.some(
    ({ event: { what }, stack }) =>
      what.kind === 'fork' &&
      what.how === 'vfork' &&
      (child === undefined || what.child === (child.pid & 0xffff)) &&
      stack.some(({ file, line }) => file === path && inClaim(claim, line)),
  );

/** Whether what a child wrote out was in the memory of a parent that waits for it, and not in a copy. */
const isBorrowed = ({ child }: Evidence, { recording }: Played): boolean =>
  recording.events.some(
    ({ event: { pid, what } }) =>
      what.kind === 'fork' && what.shared && (what.child === child?.pid || pid === child?.pid),
  );

const LEAVES_PROGRAM = /^_*(?:exit|quick_exit|_Exit)$/;

/** What a rule asks of its evidence beside the kind: a flush by exit for the rules about exit, in shared memory for the
 * others; a value that is another than before, but for calls that work on the library's state. */
const fits = ({ rule }: Claim, evidence: Evidence, played: Played): boolean => {
  if (evidence.unchanged === true && rule !== 'unsafe-call-in-child') return false;
  if (evidence.kind !== 'double-flush') return true;
  return EXITS.test(rule)
    ? evidence.child?.stack.some((frame) => LEAVES_PROGRAM.test(frame.function ?? '')) === true
    : isBorrowed(evidence, played);
};

/** Whether a child went where only its parent should be: by its own steps, not because something else broke the parent. */
const leaves = ({ evidence, left }: Played): boolean =>
  left || evidence.some(({ kind, child }) => kind === 'parent-code-ran-twice' || (kind === 'dead-frame' && child));

/** Rules about what follows a return from main as well. */
const EXITS = /^exit-in-/;

const isTied = (tie: Tie, claim: Claim, evidence: Evidence, played: Played, path: string): boolean => {
  switch (tie) {
    case 'stack':
      return inStack(claim, evidence, path) || (EXITS.test(claim.rule) && isLast(claim, evidence, played, path));
    case 'child':
      return evidence.child === undefined ? leaves(played) : ranBy(claim, played).has(evidence.child.pid & 0xffff);
    case 'call':
      return (evidence.child !== undefined || leaves(played)) && made(claim, evidence, played, path);
    case 'write':
      return played.recording.writes.some(
        ({ area, stack }) => area !== 'free-stack' && inStack(claim, { ...evidence, child: { pid: 0, stack } }, path),
      );
  }
};

/**
 * Children that went into their parent's part right behind a function of which nobody knows whether it returns, each with the
 * lines that it ran behind it. If it does not return, which is likely where nothing of the child's own follows, they never came there.
 * A call that is the parent's own is behind the step that matters.
 */
const straysIn = (
  { trail, byParent, callsByParent }: Played,
  unsure: ReadonlySet<string>,
): ReadonlyMap<number, ReadonlySet<number>> => {
  const strays = new Map<number, ReadonlySet<number>>();
  if (unsure.size === 0) return strays;
  for (const pid of new Set(trail.map((mark) => mark.pid))) {
    const way = trail.filter((mark) => mark.pid === pid);
    const at = way.findLastIndex(
      ({ what, line }) => typeof what === 'string' && unsure.has(what) && !callsByParent.has(callOn(what, line)),
    );
    const behind = way.slice(at + 1).flatMap(({ what }) => (typeof what === 'number' ? [what] : []));
    if (at >= 0 && behind.every((line) => byParent.has(line))) strays.set(pid, new Set(behind));
  }
  return strays;
};

/** Whether evidence is only there if a function comes back that may not. */
const hangs = (
  { rule, line, endLine }: Claim,
  { child }: Evidence,
  strays: ReadonlyMap<number, ReadonlySet<number>>,
  path: string,
): boolean => {
  const behind = child === undefined ? [...strays.values()][0] : strays.get(child.pid & 0xffff);
  if (behind === undefined) return false;
  // What the rule is about is that the child came there at all; or it did it there, or beyond.
  if (HAZARDS[rule] === LEAVING || HAZARDS[rule]?.call === true || rule === 'nested-vfork') return true;
  if (child?.stack.every(({ file }) => file !== path) === true) return true;
  return [...behind].some((at) => line <= at && at <= endLine);
};

/** What a run proves of a claim about the subject's file. */
export const proofsOf = (
  claim: Claim,
  played: Played,
  more: readonly Evidence[],
  subject: Subject,
  unsure: ReadonlySet<string>,
): readonly Proof[] => {
  const { path } = subject;
  const strays = straysIn(played, unsure);
  const hazard = HAZARDS[claim.rule];
  if (hazard === undefined || !ranClaim(claim, played)) return [];
  const own = (file: string): boolean => file === path;
  return [...played.evidence, ...more]
    .filter((evidence) => {
      const tie = hazard.kinds[evidence.kind];
      return (
        tie !== undefined &&
        fits(claim, evidence, played) &&
        !byExec(evidence) &&
        !byAssumption(evidence) &&
        !isWild(evidence, subject) &&
        !aside(evidence, path) &&
        isTied(tie, claim, evidence, played, path) &&
        !hangs(claim, evidence, strays, path)
      );
    })
    .map(({ kind, child, parent, text }) => ({
      kind,
      child: lineOf(child, own)?.line ?? claim.line,
      parent: lineOf(parent, own)?.line,
      text: plainText(text),
    }));
};
