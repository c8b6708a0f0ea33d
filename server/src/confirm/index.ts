/**
 * API of room `confirm`: from findings about one function to verdicts, by running the function on our machine under each system.
 * Deterministic and bounded; it reads files through the caller's reader only and never throws on any text. API boundary.
 */
import type { Image } from '@vfork-lint/emulator/asm';
import type { RegisterMode } from '@vfork-lint/emulator/cc';
import type { Reader } from '@vfork-lint/emulator/cpp';
import { PERSONALITIES, type Personality, personalityOf } from '@vfork-lint/emulator/kernel';
import { compareRuns, type Evidence, type Form } from '@vfork-lint/emulator/trace';
import { type Cut, cutOut, type Subject } from './cut.ts';
import { type Footprint, footprintOfCut } from './footprint.ts';
import { type Played, play, type Scenario } from './play.ts';
import { type Made, makeProgram } from './program.ts';
import { type Tale, taleOf } from './tale.ts';
import type { Neighbours } from './unit.ts';
import { type Claim, HAZARDS, type Proof, proofsOf, ranClaim, type VerdictName } from './verdict.ts';

export { footprintOf, movedLine } from './footprint.ts';
export { isChanged, type StackSlot, type Step } from './tale.ts';
export type { Claim, Footprint, Form, Proof, Subject, Tale, VerdictName };

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
    /** Whether a generated caller was needed; otherwise the program's own main leads there. */
    readonly generated: boolean;
  };
}

const scenario = (name: string, programs: boolean, answer: number, failure?: Scenario['failure']): Scenario => ({
  name,
  programs,
  answer,
  failure,
});

/** In the order in which they are tried; later ones only while some claim is neither reached nor proved. */
const SCENARIOS: readonly Scenario[] = [
  scenario('exec fails', false, 0),
  scenario('exec works', true, 0),
  scenario('stubs answer 1, exec fails', false, 1),
  scenario('stubs answer -1, exec fails', false, -1),
  scenario('stubs answer 1, exec works', true, 1),
];

interface Program {
  readonly image: Image;
  readonly choices: readonly number[];
}

/** A claim on its way through the runs of one system. */
interface State {
  readonly claim: Claim;
  runs: number;
  reached: boolean;
  proofs: readonly Proof[];
  tale: Tale | undefined;
}

const linesOf = (claims: readonly Claim[]): readonly number[] =>
  claims.flatMap(({ line, endLine }) => Array.from({ length: Math.min(endLine - line, 20) + 1 }, (_, i) => line + i));

/** The programs of a function: for each register mode that is asked for, one whose arguments name a program or do not. */
class Programs {
  readonly #cut: Cut;
  readonly #made = new Map<string, Made>();

  constructor(cut: Cut) {
    this.#cut = cut;
  }

  get(registers: RegisterMode, programs: boolean): Made {
    const key = `${registers} ${programs}`;
    const known = this.#made.get(key) ?? makeProgram(this.#cut, registers, programs ? '/bin/true' : '/no/program');
    this.#made.set(key, known);
    return known;
  }
}

const ready = ({ image, choices }: Made): Program | undefined => (image === undefined ? undefined : { image, choices });

/** Whether two runs can be compared: neither was cut off at a budget, which another order of events reaches sooner. */
const bothEnd = (one: Played, other: Played): boolean =>
  [one, other].every(({ result }) => result.kind !== 'budget' && result.kind !== 'paused');

/** Evidence that only shows beside another run: against plain fork, and with variables in registers. */
const compared = (
  programs: Programs,
  played: Played,
  how: Scenario,
  claims: readonly Claim[],
  personality: Personality,
  request: Request,
): readonly Evidence[] => {
  const again = (registers: RegisterMode, on: Personality): Played | undefined => {
    const program = ready(programs.get(registers, how.programs));
    return program && play(program, request.subject, [], on, how, request.seed);
  };
  const found: (Evidence | undefined)[] = [];
  const fork = personalityOf('fork');
  if (
    fork !== undefined &&
    personality !== fork &&
    played.left &&
    claims.some(({ rule }) => HAZARDS[rule]?.kinds.includes('differs-from-fork'))
  ) {
    const other = again('declared', fork);
    if (other !== undefined && bothEnd(played, other))
      found.push(compareRuns('differs-from-fork', played.outward, other.outward));
  }
  if (claims.some(({ rule }) => HAZARDS[rule]?.kinds.includes('register-dependent'))) {
    const other = again('auto', personality);
    if (other !== undefined && bothEnd(played, other))
      found.push(compareRuns('register-dependent', played.outward, other.outward));
  }
  return found.flatMap((one) => one ?? []);
};

/** Runs every scenario that is still of use on one system. */
const onKernel = (
  programs: Programs,
  personality: Personality,
  request: Request,
): { readonly states: readonly State[]; readonly runs: number; readonly tale: Tale | undefined } => {
  const states = request.claims.map(
    (claim): State => ({ claim, runs: 0, reached: false, proofs: [], tale: undefined }),
  );
  let runs = 0;
  let first: Tale | undefined;
  for (const how of SCENARIOS) {
    const open = states.filter(({ proofs, claim }) => proofs.length === 0 && HAZARDS[claim.rule] !== undefined);
    if (request.stopped?.() === true || (runs > 1 && open.length === 0)) break;
    const program = ready(programs.get('declared', how.programs));
    if (program === undefined) break;
    if (how.answer !== 0 && program.choices.length === 0) continue;
    const claims = open.map(({ claim }) => claim);
    const played = play(program, request.subject, linesOf(claims), personality, how, request.seed);
    runs++;
    const reached = claims.filter((claim) => ranClaim(claim, played));
    const more = reached.length === 0 ? [] : compared(programs, played, how, reached, personality, request);
    let tale: Tale | undefined;
    const told = (): Tale => {
      const { recording, result, outward, first } = played;
      tale ??= taleOf(recording, request.subject, { scenario: how.name, result, output: outward.stdout, first });
      return tale;
    };
    first ??= told();
    for (const state of open) {
      state.runs++;
      const ran = ranClaim(state.claim, played);
      if (ran || !state.reached) state.tale = told();
      if (!ran) continue;
      state.reached = true;
      state.proofs = proofsOf(state.claim, played, more, request.subject.path);
    }
  }
  return { states, runs, tale: first };
};

const unique = (proofs: readonly Proof[]): readonly Proof[] => {
  const seen = new Set<string>();
  return proofs.filter(({ kind, child, parent, text }) => {
    const key = `${kind} ${child} ${parent} ${text}`;
    return !seen.has(key) && seen.add(key);
  });
};

const ORDER: readonly VerdictName[] = ['confirmed', 'not-observed', 'not-reached', 'not-runnable'];

/** Whether a claim's evidence is gone on the systems that confirmed it once its fix is applied. */
const verify = (claim: Claim, kernels: readonly string[], request: Request): boolean | undefined => {
  const subject = request.fixed?.(claim);
  if (subject === undefined) return undefined;
  const programs = new Programs(cutOut(subject, request.reader, request.includePaths, request.neighbours));
  if (ready(programs.get('declared', true)) === undefined) return undefined;
  return kernels.every((name) => {
    const personality = personalityOf(name);
    if (personality === undefined) return false;
    const { states } = onKernel(programs, personality, { ...request, subject, claims: [claim] });
    return states.every(({ proofs }) => proofs.length === 0);
  });
};

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
  const made = programs.get('declared', true);
  const compile = {
    ok: made.image !== undefined,
    assumed: made.assumed,
    problem: made.problem,
    generated: !cut.slice.hasMain,
  };
  const byKernel = new Map<string, readonly State[]>();
  let runs = 0;
  const tales: Record<string, Tale> = {};
  if (made.image !== undefined)
    for (const [done, name] of request.kernels.entries()) {
      const personality = personalityOf(name);
      request.progress?.(name, done, request.kernels.length);
      if (personality === undefined || request.stopped?.() === true) continue;
      const result = onKernel(programs, personality, request);
      runs += result.runs;
      byKernel.set(name, result.states);
      if (result.tale !== undefined) tales[name] = result.tale;
    }
  const verdicts = claims.map((claim, at): ClaimVerdict => {
    const kernels: Record<string, KernelVerdict> = {};
    for (const [name, states] of byKernel) {
      const state = states[at];
      if (state === undefined) continue;
      const verdict: VerdictName =
        HAZARDS[claim.rule] === undefined
          ? 'not-runnable'
          : state.proofs.length > 0
            ? made.omitted.length > 0
              ? 'not-runnable'
              : 'confirmed'
            : made.omitted.some(({ line, endLine }) => line <= claim.endLine && claim.line <= endLine)
              ? 'not-runnable'
              : state.reached
                ? 'not-observed'
                : 'not-reached';
      kernels[name] = { verdict, runs: state.runs, evidence: unique(state.proofs).slice(0, 8), tale: state.tale };
    }
    const best =
      ORDER.find((verdict) => Object.values(kernels).some((one) => one.verdict === verdict)) ?? 'not-runnable';
    const proved = Object.entries(kernels).flatMap(([name, one]) => (one.verdict === 'confirmed' ? [name] : []));
    const reason =
      made.problem?.message ??
      leftOut(made) ??
      (HAZARDS[claim.rule] === undefined
        ? 'the rule speaks of nothing that a run could show to be a fault'
        : undefined);
    const fixVerified = proved.length > 0 ? verify(claim, proved, request) : undefined;
    return { claim, verdict: best, kernels, reason, fixVerified };
  });
  return { subject, claims: verdicts, runs, footprint: footprintOfCut(cut), tales, compile };
};
