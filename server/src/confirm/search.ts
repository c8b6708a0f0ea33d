/**
 * The runs of one function: first the usual scenarios on every system, then, for what they did not settle, a search over the
 * inputs of the program. It goes on from runs that came to new code, varies what they read, one value at a time on top of what
 * led there, and plays what helped on the other systems. Deterministic: its budget counts runs and instructions, not time.
 */
import type { RegisterMode } from '@vfork-lint/emulator/cc';
import { type Personality, personalityOf } from '@vfork-lint/emulator/kernel';
import { compareRuns, type Evidence } from '@vfork-lint/emulator/trace';
import { candidates, type Kept, keyOf, marksOf } from './candidates.ts';
import type { Subject } from './cut.ts';
import { unnoticed } from './failure.ts';
import { type Played, play, type Scenario } from './play.ts';
import { linesOf, type Programs } from './programs.ts';
import { type Tale, taleOf } from './tale.ts';
import { type Claim, HAZARDS, type Proof, proofsOf, ranClaim } from './verdict.ts';

/** A claim on its way through the runs of one system. `by` is the run that proved it. */
export interface State {
  readonly claim: Claim;
  runs: number;
  reached: boolean;
  proofs: readonly Proof[];
  by: Scenario | undefined;
  /**
   * Symbols of functions that may never return, and that the child called in the run that proved it, or that would have if they
   * do return: then `hung` is that run.
   */
  asked: ReadonlySet<string>;
  hung: Scenario | undefined;
  tale: Tale | undefined;
}

/** The runs on one system so far. */
export interface System {
  readonly personality: Personality;
  readonly states: readonly State[];
  runs: number;
  tale: Tale | undefined;
}

/** What is asked for. `stopped` is asked before each run. */
export interface Task {
  readonly subject: Subject;
  readonly claims: readonly Claim[];
  readonly kernels: readonly string[];
  readonly seed: number;
  readonly stopped?: () => boolean;
  /** Told before the first run on each system: how many are done, of how many. */
  readonly progress?: (kernel: string, done: number, all: number) => void;
}

const scenario = (name: string, programs: boolean, failure?: Scenario['failure']): Scenario => ({
  name,
  programs,
  values: new Map(),
  failure,
});

const USUAL: readonly Scenario[] = [scenario('exec fails', false), scenario('exec works', true)];
/** The same from the main of the file. */
const FROM_MAIN: readonly Scenario[] = USUAL.map((how) => ({ ...how, name: `from main, ${how.name}`, main: true }));
const FAILS: Scenario = scenario('vfork fails', false, 'EAGAIN');

/** Runs of a search on one system, those of them after everything was reached, and instructions. */
const MOST_RUNS = 160;
const MOST_FROM_MAIN = 90;
const MOST_IDLE = 28;
/** The first runs of a search are made on every system. */
const EVERYWHERE = 6;
/** Runs that are compared with those of the other register mode. */
const MOST_COMPARED = 16;
const MOST_INSTRUCTIONS = 1_500_000;
/** Runs that are played on from, newest first, and values tried of each in a turn. */
const MOST_KEPT = 48;
const TURN = 6;

/**
 * Rules about what is wrong in main whatever it did before, so that the scene may stand for it. What others speak of happens in main
 * as it stands, or it does not.
 */
const CROWDED: ReadonlySet<string> = new Set(['exit-in-child']);

/** Whether two runs can be compared: neither was cut off at a budget, which another order of events reaches sooner. */
const bothEnd = (one: Played, other: Played): boolean =>
  [one, other].every(({ result, untyped }) => result.kind !== 'budget' && result.kind !== 'paused' && !untyped);

/** Functions of which nobody knows whether they return, and that a child called. */
const childAsked = ({ trail }: Played, unsure: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(trail.flatMap(({ what }) => (typeof what === 'string' && unsure.has(what) ? [what] : [])));

const canShow = (state: State, kind: Evidence['kind']): boolean => HAZARDS[state.claim.rule]?.kinds[kind] !== undefined;

/** All runs of one function. */
export class Search {
  readonly systems: readonly System[];
  readonly #programs: Programs;
  readonly #task: Task;
  readonly #lines: readonly number[];
  #instructions = 0;
  #compares = 0;

  constructor(programs: Programs, task: Task) {
    const program = programs.ready('declared', false);
    if (program === undefined) throw new Error('there is no program to run');
    this.#programs = programs;
    this.#task = task;
    this.#lines = linesOf(task, program);
    this.systems = task.kernels.flatMap((name): System[] => {
      const personality = personalityOf(name);
      if (personality === undefined) return [];
      const states = task.claims.map(
        (claim): State => ({
          claim,
          runs: 0,
          reached: false,
          proofs: [],
          by: undefined,
          asked: new Set(),
          hung: undefined,
          tale: undefined,
        }),
      );
      return [{ personality, states, runs: 0, tale: undefined }];
    });
  }

  /** Runs that were made, on all systems. */
  get runs(): number {
    return this.systems.reduce((sum, { runs }) => sum + runs, 0);
  }

  /** The usual scenarios on every system, then the search. */
  all(): void {
    const kept = this.#usual(USUAL);
    if (this.systems.some(({ states }) => states.some((state) => canShow(state, 'failure-unnoticed'))))
      for (const system of this.systems) this.on(system, FAILS, false);
    if (this.#isOpen()) this.#explore(kept, MOST_RUNS);
    // What our caller did not show, the program that the function is part of may.
    if (this.#isOpen() && this.#programs.ready('declared', true) !== undefined)
      this.#explore(this.#usual(FROM_MAIN), MOST_FROM_MAIN);
  }

  /** Whether the main of the file was looked at. */
  get usedMain(): boolean {
    return this.#programs.usedMain;
  }

  /** Scenarios on every system; those of the guide to go on from. */
  #usual(scenarios: readonly Scenario[]): Kept[] {
    const kept: Kept[] = [];
    for (const how of scenarios)
      for (const [done, system] of this.systems.entries()) {
        if (system.runs === 0) this.#task.progress?.(system.personality.name, done, this.systems.length);
        if (system.runs > 0 && openIn(system).length === 0) continue;
        const played = this.on(system, how, system === this.#guide);
        if (played !== undefined && system === this.#guide) kept.unshift({ how, played, at: 0 });
      }
    return kept;
  }

  /** Plays the scenarios given and nothing else. */
  only(scenarios: readonly Scenario[]): void {
    for (const how of scenarios) for (const system of this.systems) this.on(system, how, false);
  }

  /** The system that the search runs on. */
  get #guide(): System | undefined {
    return this.systems.find(({ personality }) => personality.name === 'linux-i386') ?? this.systems[0];
  }

  /**
   * Claims to search for, by index: those that no system has proved, and those whose line the guide has not come to, though it
   * was proved where a call fails that works on the guide.
   */
  #open(): readonly number[] {
    return this.#task.claims.flatMap(({ rule }, at) => {
      const own = this.#guide?.states[at];
      // What a failed vfork leads to shows where it fails: other inputs only help to come there.
      const settled = own?.reached === true && (rule === 'unchecked-vfork-failure' || this.#isProved(at));
      return HAZARDS[rule] === undefined || settled ? [] : [at];
    });
  }

  #isProved(at: number): boolean {
    return this.systems.some(({ states }) => (states[at]?.proofs.length ?? 0) > 0);
  }

  #isOpen(): boolean {
    return this.#open().length > 0 && this.#task.stopped?.() !== true;
  }

  /** One run on one system, with what it proves of the claims that are still open there. */
  on(system: System, how: Scenario, search: boolean): Played | undefined {
    const { subject, seed } = this.#task;
    if (this.#task.stopped?.() === true) return undefined;
    const main = how.main === true;
    const program = this.#programs.ready('declared', main);
    if (program === undefined) return undefined;
    const { personality } = system;
    const look = search ? this.#programs.facts(program, subject.path) : undefined;
    const played = play(program, subject, this.#lines, personality, how, seed, look);
    this.#instructions += played.instructions;
    system.runs++;
    let tale: Tale | undefined;
    const told = (): Tale => {
      const { recording, result, outward, first } = played;
      const own = how.crowded === true ? 'main in the scene' : 'main';
      const began = program.inputs.crowded === undefined ? 'caller' : own;
      tale ??= taleOf(recording, subject, { scenario: how.name, began, result, output: outward.stdout, first });
      return tale;
    };
    system.tale ??= told();
    const open = openIn(system).filter(({ claim }) => how.crowded !== true || CROWDED.has(claim.rule));
    const ran = open.filter(({ claim }) => ranClaim(claim, played));
    const unsure = this.#programs.get('declared', main)?.unsure ?? new Set<string>();
    const asked = childAsked(played, unsure);
    let whole: Played | undefined;
    /** The run with all lines that are the parent's: where the child spoilt its stack, plain fork tells which it would have run. */
    const seen = (): Played => {
      if (asked.size === 0 || whole !== undefined) return whole ?? played;
      const fork = personalityOf('fork');
      const other = fork && this.#again('declared', fork, how, this.#lines);
      whole = {
        ...played,
        byParent: new Set([...played.byParent, ...(other?.byParent ?? [])]),
        callsByParent: new Set([...played.callsByParent, ...(other?.callsByParent ?? [])]),
      };
      return whole;
    };
    const prove = (state: State, more: readonly Evidence[]): void => {
      if (asked.size > 0 && proofsOf(state.claim, played, more, subject, new Set()).length === 0) return;
      state.proofs = proofsOf(state.claim, seen(), more, subject, unsure);
      if (asked.size === 0 || state.proofs.length > 0 || state.hung !== undefined) return;
      state.hung = how;
      state.asked = asked;
    };
    for (const state of ran) prove(state, []);
    // Other runs are only made for what this one does not show by itself.
    const silent = ran.filter(({ proofs }) => proofs.length === 0);
    const more = silent.length === 0 ? [] : this.#compared(played, how, silent, system);
    if (more.length > 0) for (const state of silent) prove(state, more);
    for (const state of open) {
      state.runs++;
      if (!ran.includes(state)) {
        if (!state.reached) state.tale ??= told();
        continue;
      }
      if (state.proofs.length > 0 || !state.reached) {
        state.tale = told();
        state.by = how;
        if (state.proofs.length > 0) state.asked = asked;
      }
      state.reached = true;
    }
    if (how.crowded !== true && !main && program.inputs.crowded !== undefined)
      if (ran.some(({ proofs, claim }) => proofs.length === 0 && CROWDED.has(claim.rule)))
        this.on(system, { ...how, name: `${how.name}, with output buffered before`, crowded: true }, false);
    return played;
  }

  /** The same run on another system, or in another register mode. */
  #again(registers: RegisterMode, on: Personality, how: Scenario, lines: readonly number[] = []): Played | undefined {
    const { subject, seed } = this.#task;
    const program = this.#programs.ready(registers, how.main === true);
    return program && play(program, subject, lines, on, how, seed);
  }

  /** Evidence that only shows beside another run: against plain fork, with variables in registers, and with vfork working. */
  #compared(played: Played, how: Scenario, states: readonly State[], { personality }: System): readonly Evidence[] {
    const found: (Evidence | undefined)[] = [];
    const fork = personalityOf('fork');
    if (
      fork !== undefined &&
      personality !== fork &&
      played.left &&
      states.some((one) => canShow(one, 'differs-from-fork'))
    ) {
      const other = this.#again('declared', fork, how);
      if (other !== undefined && bothEnd(played, other))
        found.push(compareRuns('differs-from-fork', played.outward, other.outward));
    }
    if (
      fork !== undefined &&
      this.#compares < MOST_COMPARED &&
      states.some((one) => canShow(one, 'register-dependent'))
    ) {
      this.#compares++;
      const other = this.#again('auto', personality, how);
      if (other !== undefined && bothEnd(played, other)) {
        const difference = compareRuns('register-dependent', played.outward, other.outward);
        // What depends on registers without shared memory as well is not of vfork's making.
        const [plain, plainOther] = [this.#again('declared', fork, how), this.#again('auto', fork, how)];
        if (difference && plain && plainOther && !compareRuns('register-dependent', plain.outward, plainOther.outward))
          found.push(difference);
      }
    }
    if (how.failure !== undefined && states.some((one) => canShow(one, 'failure-unnoticed'))) {
      const other = this.#again('declared', personality, { ...how, failure: undefined });
      if (other !== undefined) found.push(...unnoticed(played.recording, other.recording));
    }
    return found.flatMap((one) => one ?? []);
  }

  /** Varies inputs on the guide until nothing is open, or the budget is spent. */
  #explore(kept: Kept[], most: number): void {
    const guide = this.#guide;
    const program = this.#programs.ready('declared', kept[0]?.how.main === true);
    if (guide === undefined || program === undefined) return;
    const unreached = (): number =>
      this.#open().filter((at) => guide.states[at]?.reached !== true && !this.#isProved(at)).length;
    const { constants } = this.#programs.facts(program, this.#task.subject.path);
    const seen = new Set(kept.flatMap(({ played }) => marksOf(played)));
    const tried = new Set(kept.map(({ how }) => keyOf(how)));
    let idle = 0;
    this.#instructions = 0;
    for (let runs = 0; runs < most && this.#isOpen() && this.#instructions < MOST_INSTRUCTIONS; ) {
      // Each gets its turn: what was played on from goes to the end.
      const from = kept.shift();
      if (from === undefined) return;
      let turns = 0;
      const list = candidates(from, program, constants);
      for (; turns < TURN && from.at < list.length; from.at++) {
        const how = list[from.at];
        if (how === undefined || tried.has(keyOf(how))) continue;
        tried.add(keyOf(how));
        turns++;
        runs++;
        const before = this.#open().length;
        const missing = unreached();
        const played = this.on(guide, how, true);
        if (played === undefined) return;
        const marks = marksOf(played).filter((mark) => !seen.has(mark));
        for (const mark of marks) seen.add(mark);
        // The others get what helped here, and what may help there alone.
        const everywhere = this.#open().length < before || unreached() < missing || runs <= EVERYWHERE;
        for (const other of everywhere ? this.systems : [])
          if (other !== guide && openIn(other).length > 0) this.on(other, how, false);
        if (marks.length > 0) kept.unshift({ how, played, at: 0 });
        idle = marks.length > 0 || unreached() < missing ? 0 : idle + 1;
        if (!this.#isOpen() || (unreached() === 0 && idle > MOST_IDLE)) return;
      }
      if (from.at < list.length) kept.push(from);
      kept.length = Math.min(kept.length, MOST_KEPT);
    }
  }
}

const openIn = ({ states }: System): readonly State[] =>
  states.filter(({ proofs, claim }) => proofs.length === 0 && HAZARDS[claim.rule] !== undefined);
