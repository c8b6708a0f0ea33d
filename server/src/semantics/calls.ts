/**
 * What a call does to its caller: whether it comes back, what it gives, and which of its effects matter in a child. Library
 * functions by table, the program's own by summary (summaries.ts): the callee is run through the same dataflow, with what
 * the caller knows of arguments and globals, down to a fixed number of calls. What lies deeper is taken to do nothing and to
 * come back.
 */
import { argumentOf, relevantOf, shown } from './arguments.ts';
import { effectsOf } from './effects.ts';
import { type CallOutcome, type Flow, type Role, returnedValue, runFlow } from './flow.ts';
import type { Call, Expr } from './ir.ts';
import { STATUS_EXIT } from './library.ts';
import { libraryEffects, libraryOutcome } from './library-calls.ts';
import { likely } from './likely.ts';
import { functionsOf } from './local-pointers.ts';
import { type Definition, type Lowered, type Program, spotOf } from './program.ts';
import type { Effect } from './site.ts';
import { type Entry, type Frame, mergeSummaries, namesOf, Summaries, type Summary, UNKNOWN } from './summaries.ts';
import { type Environment, evaluateIn, type Value } from './values.ts';

/** What a call's name stands for. */
export type Callee =
  | { readonly kind: 'vfork' | 'fork' }
  | { readonly kind: 'function'; readonly definition: Definition }
  | { readonly kind: 'library'; readonly name: string }
  | { readonly kind: 'several'; readonly callees: readonly Callee[] }
  | { readonly kind: 'unknown' };

/** How many calls below the child, and how many wrappers of vfork one in another, are looked into. */
const DEPTH = 5;
/** The same for those who are not the child: whether a function comes back at all is seldom decided further away. */
const NEAR = 3;
/** Down to this depth what the caller knows of arguments and globals counts; below, one summary serves all calls. */
const KNOWING = 3;
const WRAPPERS = 3;
const MAX_NODES = 700;
/** Functions larger than this are not run again for each caller's values. */
const SMALL = 450;

const frameOf = (depth: number, wrappers: number, globals: Frame['globals']): Frame => ({
  depth,
  wrappers,
  globals,
  used: new Set(),
  cut: false,
  height: 0,
  foreign: false,
});

const nothing = (): undefined => undefined;

/** Resolves and summarises calls of one program, whichever file they are in. */
export class Calls {
  readonly program: Program;
  readonly #summaries = new Summaries();
  readonly #wrappers = new Map<string, { readonly callee: Callee | undefined; readonly foreign: boolean }>();
  readonly #ids = new WeakMap<object, number>();
  #lastId = 0;
  #frame: Frame = frameOf(DEPTH, WRAPPERS, nothing);

  constructor(program: Program) {
    this.program = program;
  }

  /** Begins with another file: `foreign` then tells of this one. */
  begin(): void {
    this.#frame = frameOf(DEPTH, WRAPPERS, nothing);
  }

  /** Whether functions of other files were looked into since `begin`. */
  get foreign(): boolean {
    return this.#frame.foreign;
  }

  #id(object: object): number {
    const known = this.#ids.get(object);
    if (known !== undefined) return known;
    this.#ids.set(object, ++this.#lastId);
    return this.#lastId;
  }

  /** What a call calls, in an environment where one is at hand. `far` allows a look into other files. */
  callee(lowered: Lowered, call: Call, far: boolean, environment?: Environment): Callee {
    const found = this.#calleeNames(lowered, call.callee, far, environment).map((name) =>
      this.#named(lowered, name, call, far),
    );
    const [only] = found;
    if (only === undefined) return { kind: 'unknown' };
    if (found.length === 1) return only;
    return found.find(({ kind }) => kind === 'vfork') ?? { kind: 'several', callees: found };
  }

  /** The functions that a callee may be: itself, or what the pointer of that name holds. */
  #calleeNames({ ir, view }: Lowered, callee: Expr, far: boolean, environment?: Environment): readonly string[] {
    if (callee.kind === 'target') return this.#calleeNames({ ir, view }, callee.base, far, environment);
    if (callee.kind === 'name') {
      const { storage, name, id } = callee.symbol;
      if (storage === 'unknown') {
        const held = this.program.pointee(view.file, name);
        return held.length === 0 ? [name] : held;
      }
      const given = environment?.get(`#${id};`)?.callee;
      if (given !== undefined) return given.split('|');
      if (storage !== 'parameter') return functionsOf(ir, callee) ?? [];
      const handed = this.program.handed(view.file, ir.name, callee.symbol.index, far);
      this.#frame.foreign ||= far;
      return handed;
    }
    if (callee.kind === 'temp') return functionsOf(ir, callee) ?? [];
    return callee.kind === 'member' ? this.program.pointee(view.file, callee.field) : [];
  }

  #named(lowered: Lowered, name: string, call: Call, far: boolean): Callee {
    const { file } = lowered.view;
    const own = this.program.own(file, name);
    if (own !== undefined && own.item !== lowered.view.item && this.program.options.aliases.get(name) === undefined)
      return this.#wrapper(own) ?? { kind: 'function', definition: own };
    if (own !== undefined) return { kind: 'unknown' };
    const spawns = this.program.spawns(name);
    if (spawns !== undefined) return { kind: spawns };
    if (/^(?:__)?syscall$/.test(name)) {
      const number = call.args[0];
      const text = number === undefined ? '' : lowered.view.text.slice(number.at.start, number.at.end);
      const flags =
        call.args[1] === undefined ? '' : lowered.view.text.slice(call.args[1].at.start, call.args[1].at.end);
      if (/\b(?:SYS|__NR)_vfork\b/.test(text) || (/_clone\b/.test(text) && /CLONE_VFORK/.test(flags)))
        return { kind: 'vfork' };
      if (/\b(?:SYS|__NR)_fork\b/.test(text)) return { kind: 'fork' };
      if (/\b(?:SYS|__NR)_exit(?:_group)?\b/.test(text)) return { kind: 'library', name: '_exit' };
    }
    if (libraryOutcome(name, [], this.program.options) !== undefined) return { kind: 'library', name };
    const definition = far ? this.program.elsewhere(name, file.path) : undefined;
    this.#frame.foreign ||= definition !== undefined;
    if (definition !== undefined) return this.#wrapper(definition) ?? { kind: 'function', definition };
    return { kind: 'library', name };
  }

  /** What kind of child a function makes and hands on to its caller, where it does: a wrapper is one more spelling. */
  #wrapper(definition: Definition): Callee | undefined {
    const { item, file } = definition;
    const { wrappers } = this.#frame;
    if (wrappers === 0 || !/fork/i.test(file.text.slice(item.start, item.end))) return undefined;
    const key = `${this.#id(item)}|${wrappers}`;
    let known = this.#wrappers.get(key);
    if (known === undefined) {
      const outer = this.#frame;
      const inner = frameOf(NEAR, wrappers - 1, nothing);
      this.#frame = inner;
      try {
        known = { callee: this.#handedOn(definition), foreign: inner.foreign };
      } finally {
        this.#frame = outer;
      }
      this.#wrappers.set(key, known);
    }
    this.#frame.foreign ||= known.foreign;
    return known.callee;
  }

  #handedOn(definition: Definition): Callee | undefined {
    let found: Callee | undefined;
    for (const lowered of this.program.functions(definition, undefined, 3)) {
      if (lowered.ir.isVoid || lowered.ir.nodes.length > SMALL) continue;
      for (const node of lowered.ir.nodes) {
        if (node.action.kind !== 'call' || found?.kind === 'vfork') continue;
        const callee = this.callee(lowered, node.action.call, false);
        if (callee.kind !== 'vfork' && callee.kind !== 'fork') continue;
        const flow = this.flowFrom(lowered, node.id);
        const hands = lowered.ir.nodes.some(({ id, action }) => {
          const state = flow.at[id]?.get('child');
          return (
            state !== undefined &&
            action.kind === 'return' &&
            action.value !== undefined &&
            evaluateIn(action.value, state.environment)?.origin === 'vfork'
          );
        });
        if (hands) found = callee;
      }
    }
    return found;
  }

  /** The dataflow of a function around one of its calls that returns twice. */
  flowFrom(lowered: Lowered, site: number, assumed?: Environment): Flow {
    const environment = new Map<string, Value>();
    seed(lowered, environment);
    const call = lowered.ir.nodes[site]?.action;
    return runFlow(lowered.ir, {
      role: 'before',
      environment,
      site,
      ...(assumed === undefined ? {} : { assumed }),
      outcome: (other, role, known) =>
        call?.kind === 'call' && call.call === other && role !== 'child'
          ? { kind: 'spawn' }
          : this.outcome(lowered, other, role, known),
    });
  }

  /** The dataflow of a function that a child runs from its beginning, as clone's does. */
  flowInChild(lowered: Lowered): Flow {
    const environment = new Map<string, Value>();
    seed(lowered, environment);
    return runFlow(lowered.ir, {
      role: 'child',
      environment,
      site: undefined,
      outcome: (call, role, known) => this.outcome(lowered, call, role, known),
    });
  }

  /** What a call does to the flow of the role that makes it. */
  outcome(lowered: Lowered, call: Call, role: Role, environment: Environment): CallOutcome {
    const values = call.args.map((arg) => evaluateIn(arg, environment));
    const far = role === 'child' || values.some((value) => value?.origin === 'vfork');
    return this.#outcomeOf(lowered, this.callee(lowered, call, far, environment), call, role, environment, values);
  }

  #outcomeOf(
    lowered: Lowered,
    callee: Callee,
    call: Call,
    role: Role,
    environment: Environment,
    values: readonly (Value | undefined)[],
  ): CallOutcome {
    switch (callee.kind) {
      case 'vfork':
        return { kind: 'spawn' };
      case 'fork':
        return { kind: 'fork' };
      case 'library': {
        const known = libraryOutcome(callee.name, values, this.program.options);
        if (callee.name === 'getpid' && role === 'child')
          return { kind: 'returns', value: { signs: 4, origin: 'own-pid' } };
        // A function called `error` whose status nobody knows may be another than the library's.
        if (role !== 'child' && known?.kind === 'never' && STATUS_EXIT.has(callee.name) && values[0] === undefined)
          return { kind: 'returns' };
        if (known !== undefined) return known;
        const told = likely(callee.name);
        const ends = told.ends || ((told.replaces || told.exits) && role === 'child');
        const never = ends || this.program.declaredNoreturn(lowered.view.file, callee.name);
        return never ? { kind: 'never' } : { kind: 'returns' };
      }
      case 'function': {
        const { name } = callee.definition.item;
        if (role === 'child' && likely(name).replaces) return { kind: 'never' };
        if (this.program.declaredNoreturn(lowered.view.file, name)) return { kind: 'never' };
        const summary = this.summary(lowered, callee.definition, call, role, environment);
        if (!summary.returns) return { kind: 'never' };
        return summary.value === undefined ? { kind: 'returns' } : { kind: 'returns', value: summary.value };
      }
      case 'several': {
        const outcomes = callee.callees.map((one) => this.#outcomeOf(lowered, one, call, role, environment, values));
        const [first] = outcomes;
        return first !== undefined && outcomes.every(({ kind }) => kind === first.kind && kind !== 'returns')
          ? first
          : { kind: 'returns' };
      }
      case 'unknown':
        return { kind: 'returns' };
    }
  }

  /** The effects of a call made by a child, outermost function first. */
  effects(lowered: Lowered, call: Call, environment: Environment): readonly Effect[] {
    return this.#effectsThrough(lowered, this.callee(lowered, call, true, environment), call, environment);
  }

  #effectsThrough(lowered: Lowered, callee: Callee, call: Call, environment: Environment): readonly Effect[] {
    const at = spotOf(lowered, call.at);
    // The function calls itself: what it does is what is being found out, but one more vfork is for sure.
    if (callee.kind === 'unknown' && call.name === lowered.ir.name && this.#spawns(lowered))
      return [{ kind: 'nested', name: call.name, detail: '', at, via: [] }];
    if (callee.kind === 'vfork') return [{ kind: 'nested', name: call.name ?? 'vfork', detail: '', at, via: [] }];
    if (callee.kind === 'library') return libraryEffects(lowered, callee.name, call, environment, this.program.options);
    if (callee.kind === 'several')
      return callee.callees.flatMap((one) => this.#effectsThrough(lowered, one, call, environment));
    if (callee.kind !== 'function') return [];
    const { effects } = this.summary(lowered, callee.definition, call, 'child', environment);
    // A function that is handed vfork's result is part of how the program forks.
    const forks = call.args.some((arg) => evaluateIn(arg, environment)?.origin === 'vfork');
    return forks ? effects.filter(({ kind }) => kind !== 'write') : effects;
  }

  #spawns(lowered: Lowered): boolean {
    return lowered.ir.nodes.some(
      ({ action }) => action.kind === 'call' && this.callee(lowered, action.call, false).kind === 'vfork',
    );
  }

  /** The summary of a function for a call: with the constants that the caller passes and the globals that it knows. */
  summary(caller: Lowered, definition: Definition, call: Call, role: Role, environment: Environment): Summary {
    const frame = this.#frame;
    if (frame.depth === 0) {
      frame.cut = true;
      return UNKNOWN;
    }
    const given = call.args.map((arg) => argumentOf(this.program, caller, arg, environment));
    // Outside the child it only matters whether the function comes back: what it is given is not looked at, so that one
    // summary serves all its calls.
    const close = role === 'child' || given.some((value) => value?.origin === 'vfork');
    // What a branch has found of a global is forgotten at the call: only what was set on the way counts.
    const { set } = namesOf(caller.ir);
    const configuration = definition.file === caller.view.file ? caller.view.configuration : undefined;
    const functions = this.program.functions(definition, configuration, 3);
    const small = close && functions.every(({ ir }) => ir.nodes.length <= SMALL);
    const knowing = small && frame.depth >= KNOWING;
    const global = (name: string): Value | undefined => {
      const id = set.get(name);
      return id === undefined ? frame.globals(name) : environment.get(`#${id};`);
    };
    const globals = knowing ? global : nothing;
    const relevant = small ? relevantOf(functions, given) : [];
    const args = knowing ? relevant : [];
    const text = configuration === undefined ? '' : [...configuration].map(([atom, on]) => `${atom}${on}`).join();
    const key = `${this.#id(definition.item)}|${role === 'child'}${frame.wrappers}|${args.map(shown).join()}|${text}`;
    const depth = close ? frame.depth : Math.min(frame.depth, NEAR);
    let entry = this.#summaries.find(key, depth, globals);
    if (entry === undefined) {
      entry = this.#summarise(functions, role, args, depth, globals);
      this.#summaries.add(key, entry);
    }
    // Whether what is known is told depends on the depth, and so does what comes of it.
    const known =
      small && (relevant.some(Boolean) || [...entry.used.keys()].some((name) => global(name) !== undefined));
    frame.cut ||= entry.cut || known;
    frame.height = Math.max(frame.height, entry.height);
    frame.foreign ||= entry.foreign;
    if (close) for (const name of entry.used.keys()) if (!set.has(name)) frame.used.add(name);
    return entry.summary;
  }

  #summarise(
    functions: readonly Lowered[],
    role: Role,
    args: readonly (Value | undefined)[],
    depth: number,
    globals: Frame['globals'],
  ): Entry {
    const outer = this.#frame;
    const inner = frameOf(depth - 1, outer.wrappers, globals);
    this.#frame = inner;
    try {
      const [first = UNKNOWN, ...rest] = functions.map((lowered) => this.#run(lowered, role, args, inner));
      return {
        depth,
        cut: inner.cut,
        height: inner.height + 1,
        foreign: inner.foreign,
        used: new Map([...inner.used].map((name) => [name, globals(name)])),
        summary: rest.reduce(mergeSummaries, first),
      };
    } finally {
      this.#frame = outer;
    }
  }

  #run(lowered: Lowered, role: Role, args: readonly (Value | undefined)[], frame: Frame): Summary {
    const { ir } = lowered;
    if (ir.nodes.length > MAX_NODES) return UNKNOWN;
    const environment = new Map<string, Value>();
    for (const [i, parameter] of ir.parameters.entries()) {
      const value = args[i];
      if (value !== undefined) environment.set(`#${parameter.id};`, value);
    }
    for (const [name, id] of namesOf(ir).read) {
      frame.used.add(name);
      const value = frame.globals(name);
      if (value !== undefined) environment.set(`#${id};`, value);
    }
    seed(lowered, environment);
    const flow = runFlow(ir, {
      role,
      environment,
      site: undefined,
      outcome: (call, as, known) => this.outcome(lowered, call, as, known),
    });
    const returns =
      !ir.noreturn &&
      ir.nodes.some(
        ({ id, action }) => (action.kind === 'return' || action.kind === 'end') && flow.at[id]?.has(role) === true,
      );
    return {
      returns,
      value: returns ? returnedValue(ir, flow, role) : undefined,
      effects: role === 'child' ? effectsOf(this, lowered, flow) : [],
    };
  }
}

/** Answers of the configuration hold for names used as values, too. */
export const seed = ({ ir, view }: Lowered, environment: Map<string, Value>): void => {
  for (const variable of ir.symbols) {
    const answer = variable.storage === 'unknown' ? view.configuration.get(variable.name) : undefined;
    if (answer !== undefined) environment.set(`#${variable.id};`, { signs: answer ? 4 : 2, exact: Number(answer) });
  }
};
