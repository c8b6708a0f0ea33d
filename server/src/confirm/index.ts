/**
 * API of room `confirm`: from findings about one function to verdicts, by running the function on our machine under each system.
 * Deterministic and bounded; it reads files through the caller's reader only and never throws on any text. API boundary.
 */
import type { Reader } from '@vfork-lint/emulator/cpp';
import { PERSONALITIES } from '@vfork-lint/emulator/kernel';
import { type Cut, cutOut, type Subject } from './cut.ts';
import { type Beyond, type Footprint, footprintOfCut } from './footprint.ts';
import { hasElsewhere } from './helpers.ts';
import type { Made } from './program.ts';
import { Programs } from './programs.ts';
import { Search, type State } from './search.ts';
import type { Tale } from './tale.ts';
import type { Neighbours } from './unit.ts';
import { type Claim, HAZARDS, NOT_SHOWN, type Proof, type VerdictName } from './verdict.ts';

export type { Form } from '@vfork-lint/emulator/trace';
export { footprintOf, movedLine } from './footprint.ts';
export { isChanged, type StackSlot, type Step } from './tale.ts';
export type { Beyond, Claim, Footprint, Proof, Subject, Tale, VerdictName };

/** Systems that findings are confirmed on unless told otherwise: those of DESIGN §4 without the broken variants. */
export const DEFAULT_KERNELS: readonly string[] = ['elks', 'news-os', 'solaris', 'cygwin', 'linux-i386'];

/** The names of every system. */
export const kernelNames = (): readonly string[] => PERSONALITIES.map(({ name }) => name);

/** What is to be confirmed. `stopped` is asked between runs. */
export interface Request {
  readonly subject: Subject;
  readonly claims: readonly Claim[];
  readonly reader: Reader;
  readonly includePaths: readonly string[];
  /** The project around the file, where it is known. */
  readonly neighbours?: Neighbours;
  readonly kernels: readonly string[];
  readonly seed: number;
  readonly stopped?: () => boolean;
  /** Told before each system is run: its name, how many are done, of how many. */
  readonly progress?: (kernel: string, done: number, all: number) => void;
  /** Texts with one claim's fix applied, to run again. */
  readonly fixed?: (claim: Claim) => Subject | undefined;
}

/** The verdict on one claim on one system. */
export interface KernelVerdict {
  readonly verdict: VerdictName;
  readonly runs: number;
  readonly evidence: readonly Proof[];
  /** The run that proved it, else the last one that came to its line, else the last one. */
  readonly tale: Tale | undefined;
}

/** The verdict on one claim. `reason` says why it could not be run or shown; `fixVerified` that the evidence went with the fix. */
export interface ClaimVerdict {
  readonly claim: Claim;
  readonly verdict: VerdictName;
  readonly kernels: Readonly<Record<string, KernelVerdict>>;
  readonly reason: string | undefined;
  readonly fixVerified: boolean | undefined;
}

/** What running one function gave. `runs` counts them all, those without claims too. */
export interface Confirmation {
  readonly subject: Subject;
  readonly claims: readonly ClaimVerdict[];
  readonly runs: number;
  /** What the runs depended on; undefined where the function could not be cut out. */
  readonly footprint: Footprint | undefined;
  /** The first run on each system. */
  readonly tales: Readonly<Record<string, Tale>>;
  readonly compile: {
    readonly ok: boolean;
    readonly assumed: readonly string[];
    readonly problem: { readonly message: string; readonly line: number | undefined } | undefined;
    /** Whether the function was called by a generated caller; otherwise it is main. */
    readonly generated: boolean;
  };
}

const unique = (proofs: readonly Proof[]): readonly Proof[] => {
  const seen = new Set<string>();
  return proofs.filter(({ kind, child, parent, text }) => {
    const key = `${kind} ${child} ${parent} ${text}`;
    return !seen.has(key) && seen.add(key);
  });
};

const ORDER: readonly VerdictName[] = ['confirmed', 'not-observed', 'not-reached', 'not-runnable'];

/** Whether a claim's evidence is gone on the systems that confirmed it once its fix is applied, in the runs that showed it. */
const verify = (claim: Claim, proved: readonly (readonly [string, State])[], request: Request): boolean | undefined => {
  const subject = request.fixed?.(claim);
  if (subject === undefined) return undefined;
  const programs = new Programs(cutOut(subject, request.reader, request.includePaths, request.neighbours));
  if (programs.get('declared').image === undefined) return undefined;
  const search = new Search(programs, { ...request, subject, claims: [claim], kernels: proved.map(([name]) => name) });
  const scenarios = new Map(proved.flatMap(([, { by }]) => (by === undefined ? [] : [[by.name, by] as const])));
  search.only([...scenarios.values()]);
  // Runs that were cut short show nothing.
  if (request.stopped?.() === true) return undefined;
  return search.systems.every(({ states }) => states.every(({ proofs }) => proofs.length === 0));
};

/**
 * Holds against the project what hangs on functions that may never return and that other files have: played again with those
 * linked in, it counts as it is then. Returns the names of all that were looked for.
 */
const recheck = (search: Search, cut: Cut, request: Request): readonly string[] => {
  const open = search.systems.flatMap(({ states }) => states.filter(isDoubtful));
  const asked = new Set(open.flatMap((state) => [...state.asked]));
  const wanted = [...asked].map((symbol) => symbol.replace(/^_/, ''));
  const names = wanted.filter((name) => hasElsewhere(name, cut));
  if (names.length === 0) return wanted;
  const programs = new Programs(cut, names);
  const all = [...new Set([...wanted, ...programs.get('declared').beyond.names])];
  const found = new Set(names.map((name) => `_${name}`));
  for (const { symbol } of programs.get('declared').asks) found.delete(symbol);
  if (found.size === 0 || programs.get('declared').image === undefined) return all;
  const again = new Search(programs, request);
  const scenarios = new Set(open.flatMap(({ by, hung }) => by ?? hung ?? []));
  again.only([...scenarios]);
  for (const [i, { states }] of search.systems.entries())
    for (const [at, state] of states.entries()) {
      const other = again.systems[i]?.states[at];
      if (other === undefined || !isDoubtful(state) || ![...state.asked].some((one) => found.has(one))) continue;
      const { proofs, by, tale } = other;
      Object.assign(state, { proofs, by, tale: tale ?? state.tale });
    }
  return all;
};

/** Whether a claim was proved, or would have been, past a function that may never return. */
const isDoubtful = ({ proofs, hung, asked }: State): boolean =>
  asked.size > 0 && (proofs.length > 0 || hung !== undefined);

/** Why nothing can be proved where a part of the function was left out. */
const leftOut = ({ omitted: [first] }: Made): string | undefined =>
  first && `line ${first.line} had to be left out, so that the run is not that of this function: ${first.message}`;

/** Confirms the claims about one function. */
export const confirm = (asked: Request): Confirmation => {
  const { claims } = asked;
  const cut = cutOut(asked.subject, asked.reader, asked.includePaths, asked.neighbours);
  const { subject } = cut;
  const request: Request = { ...asked, subject };
  const programs = new Programs(cut);
  const made = programs.get('declared');
  const compile = {
    ok: made.image !== undefined,
    assumed: made.assumed,
    problem: made.problem,
    generated: !cut.slice.hasMain,
  };
  const search = made.image === undefined ? undefined : new Search(programs, request);
  search?.all();
  const names = search === undefined ? [] : recheck(search, cut, request);
  const systems = (search?.systems ?? []).filter(({ runs }) => runs > 0);
  const verdicts = claims.map((claim, at): ClaimVerdict => {
    const kernels: Record<string, KernelVerdict> = {};
    const proved: (readonly [string, State])[] = [];
    for (const { personality, states } of systems) {
      const state = states[at];
      if (state === undefined) continue;
      const verdict = verdictOf(state, made);
      if (verdict === 'confirmed') proved.push([personality.name, state]);
      const evidence = unique(state.proofs).slice(0, 8);
      kernels[personality.name] = { verdict, runs: state.runs, evidence, tale: state.tale };
    }
    const best =
      ORDER.find((verdict) => Object.values(kernels).some((one) => one.verdict === verdict)) ?? 'not-runnable';
    const reason = made.problem?.message ?? leftOut(made) ?? NOT_SHOWN[claim.rule];
    const fixVerified = proved.length > 0 ? verify(claim, proved, request) : undefined;
    return { claim, verdict: best, kernels, reason, fixVerified };
  });
  const tales = Object.fromEntries(
    systems.flatMap(({ personality, tale }) => (tale === undefined ? [] : [[personality.name, tale]])),
  );
  const beyond: Beyond = { names, alone: made.beyond.alone, main: search?.usedMain === true };
  return { subject, claims: verdicts, runs: search?.runs ?? 0, footprint: footprintOfCut(cut, beyond), tales, compile };
};

/** What the runs on one system come to. Where a part of the function was left out, nothing is proved. */
const verdictOf = ({ claim, proofs, reached }: State, { omitted }: Made): VerdictName => {
  if (HAZARDS[claim.rule] === undefined) return 'not-runnable';
  if (proofs.length > 0) return omitted.length > 0 ? 'not-runnable' : 'confirmed';
  if (omitted.some(({ line, endLine }) => line <= claim.endLine && claim.line <= endLine)) return 'not-runnable';
  return reached ? 'not-observed' : 'not-reached';
};
