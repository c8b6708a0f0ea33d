/**
 * What a call does to its caller: whether it comes back, what it gives, and which of its effects matter in a child. Library
 * functions by table, the program's own by summary: the callee is run through the same dataflow, with what the caller knows
 * of arguments and globals. Recursion ends in a fixpoint that starts from "does nothing and does not return".
 */

import { type CallOutcome, type Flow, type Role, returnedValue, runFlow } from './flow.ts';
import type { Call, CfgNode, Expr, FunctionIr, Variable } from './ir.ts';
import { placeOf } from './ir.ts';
import { libraryEffects, libraryOutcome } from './library-calls.ts';
import { type Definition, isLocal, type Lowered, type Program, spotOf } from './program.ts';
import type { Effect, Spot } from './site.ts';
import { type Environment, either, evaluateIn, type Value } from './values.ts';
import { writesAt } from './writes.ts';

/** What running a function does to the process that runs it. */
export interface Summary {
  readonly returns: boolean;
  readonly value: Value | undefined;
  readonly effects: readonly Effect[];
}

/** What a call's name stands for. */
export type Callee =
  | { readonly kind: 'vfork' | 'fork' }
  | { readonly kind: 'function'; readonly definition: Definition }
  | { readonly kind: 'library'; readonly name: string }
  | { readonly kind: 'unknown' };

const BOTTOM: Summary = { returns: false, value: undefined, effects: [] };
const UNKNOWN: Summary = { returns: true, value: undefined, effects: [] };
const MAX_DEPTH = 9;
/** Summaries that one call in the child may cost, so that a call into the depths of a program leaves some for the next. */
const MAX_SUMMARIES_A_CALL = 150;
const MAX_SUMMARIES = 2000;
const MAX_NODES = 4000;

/** Resolves and summarises calls of one program. */
export class Calls {
  readonly program: Program;
  readonly #summaries = new Map<string, Summary>();
  readonly #active = new Map<string, { summary: Summary; used: boolean }>();
  readonly #running = new Set<object>();
  readonly #wrappers = new Map<object, Callee | undefined>();
  readonly #ids = new Map<object, number>();
  #depth = 0;
  #count = 0;
  #limit = 0;

  constructor(program: Program) {
    this.program = program;
  }

  #id(object: object): number {
    const known = this.#ids.get(object);
    if (known !== undefined) return known;
    this.#ids.set(object, this.#ids.size);
    return this.#ids.size - 1;
  }

  /** What a call calls. `far` allows a look into other files. */
  callee(lowered: Lowered, call: Call, far: boolean): Callee {
    const names = this.#calleeNames(lowered, call.callee);
    if (names.length === 0) return { kind: 'unknown' };
    const found = names.map((name) => this.#named(lowered, name, call, far));
    return (
      found.find(({ kind }) => kind === 'vfork') ?? (found.length === 1 ? found[0] : undefined) ?? { kind: 'unknown' }
    );
  }

  #calleeNames(lowered: Lowered, callee: Expr): readonly string[] {
    if (callee.kind === 'target') return this.#calleeNames(lowered, callee.base);
    if (callee.kind === 'name') return this.#targets(lowered, callee.symbol, 0);
    const target = callee.kind === 'member' ? this.program.pointee(lowered.view.file, callee.field) : undefined;
    return target === undefined ? [] : [target];
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
    }
    if (libraryOutcome(name, [], this.program.options) !== undefined) return { kind: 'library', name };
    const definition = far ? this.program.elsewhere(name, file.path) : undefined;
    if (definition !== undefined) return this.#wrapper(definition) ?? { kind: 'function', definition };
    return { kind: 'library', name };
  }

  /** What kind of child a function makes and hands on to its caller, where it does: a wrapper is one more spelling. */
  #wrapper(definition: Definition): Callee | undefined {
    const { item, file } = definition;
    if (this.#wrappers.has(item)) return this.#wrappers.get(item);
    this.#wrappers.set(item, undefined);
    if (!/fork/i.test(file.text.slice(item.start, item.end))) return undefined;
    let found: Callee | undefined;
    for (const lowered of this.program.functions(definition, undefined, 3))
      for (const node of lowered.ir.nodes) {
        if (node.action.kind !== 'call' || found?.kind === 'vfork') continue;
        const callee = this.callee(lowered, node.action.call, false);
        if ((callee.kind !== 'vfork' && callee.kind !== 'fork') || lowered.ir.nodes.length > MAX_NODES) continue;
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
    this.#wrappers.set(item, found);
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

  /** The functions that a name may stand for: itself, or what a function pointer of that name was given. */
  #targets({ ir, view }: Lowered, variable: Variable, depth: number): readonly string[] {
    if (variable.storage === 'unknown') return [this.program.pointee(view.file, variable.name) ?? variable.name];
    if (depth > 3 || variable.storage === 'parameter') return [];
    const names = new Set<string>();
    const collect = (value: Expr): boolean => {
      if (value.kind === 'address') return collect(value.base);
      if (value.kind === 'name' && value.symbol.storage === 'unknown') {
        names.add(value.symbol.name);
        return true;
      }
      if (value.kind === 'temp')
        return ir.nodes
          .filter(
            ({ action }) => action.kind === 'assign' && action.target.kind === 'temp' && action.target.id === value.id,
          )
          .every(({ action }) => action.kind === 'assign' && collect(action.value));
      return false;
    };
    for (const { action } of ir.nodes)
      if (
        action.kind === 'assign' &&
        action.target.kind === 'name' &&
        action.target.symbol.id === variable.id &&
        !collect(action.value)
      )
        return names.has('vfork') ? ['vfork'] : [];
    return [...names];
  }

  /** What a call does to the flow of the role that makes it. */
  outcome(lowered: Lowered, call: Call, role: Role, environment: Environment): CallOutcome {
    const values = call.args.map((arg) => evaluateIn(arg, environment));
    const far = role === 'child' || values.some((value) => value?.origin === 'vfork');
    const callee = this.callee(lowered, call, far);
    switch (callee.kind) {
      case 'vfork':
        return { kind: 'spawn' };
      case 'fork':
        return { kind: 'fork' };
      case 'library': {
        const known = libraryOutcome(callee.name, values, this.program.options);
        if (callee.name === 'getpid' && role === 'child')
          return { kind: 'returns', value: { signs: 4, origin: 'own-pid' } };
        if (known !== undefined) return known;
        return this.program.declaredNoreturn(lowered.view.file, callee.name) ? { kind: 'never' } : { kind: 'returns' };
      }
      case 'function': {
        if (this.program.declaredNoreturn(lowered.view.file, callee.definition.item.name)) return { kind: 'never' };
        const summary = this.summary(lowered, callee.definition, call, role, environment);
        if (!summary.returns) return { kind: 'never' };
        return summary.value === undefined ? { kind: 'returns' } : { kind: 'returns', value: summary.value };
      }
      case 'unknown':
        return { kind: 'returns' };
    }
  }

  /** The effects of a call made by a child, outermost function first. */
  effects(lowered: Lowered, call: Call, environment: Environment): readonly Effect[] {
    const callee = this.callee(lowered, call, true);
    const at = spotOf(lowered, call.at);
    if (callee.kind === 'vfork') return [{ kind: 'nested', name: call.name ?? 'vfork', detail: '', at, via: [] }];
    if (callee.kind === 'library') return libraryEffects(lowered, callee.name, call, environment, this.program.options);
    if (callee.kind !== 'function') return [];
    const { effects } = this.summary(lowered, callee.definition, call, 'child', environment);
    // A function that is handed vfork's result is part of how the program forks.
    const forks = call.args.some((arg) => evaluateIn(arg, environment)?.origin === 'vfork');
    return effects
      .filter(({ kind }) => !forks || kind !== 'write')
      .map((effect) => ({ ...effect, via: [...effect.via] }));
  }

  /** The summary of a function for a call: with the constants that the caller passes and the globals that it knows. */
  summary(caller: Lowered, definition: Definition, call: Call, role: Role, environment: Environment): Summary {
    const given = call.args.map((arg) => evaluateIn(arg, environment));
    // Outside the child it only matters whether the function comes back: what it is given is not looked at, so that one
    // summary serves all its calls.
    const close = role === 'child' || given.some((value) => value?.origin === 'vfork');
    // A function that is being run already is run once more for any arguments, not again and again for each.
    const again = this.#running.has(definition.item);
    const args = close && !again ? given : [];
    const globals = new Map<string, Value>();
    if (close) for (const [place, value] of environment) if (place.startsWith('=')) globals.set(place.slice(1), value);
    for (const variable of close ? caller.ir.symbols : []) {
      const value = variable.storage === 'unknown' ? environment.get(`#${variable.id};`) : undefined;
      if (value !== undefined) globals.set(variable.name, value);
      else if (variable.storage === 'unknown') globals.delete(variable.name);
    }
    const show = (value: Value | undefined): string =>
      value === undefined ? '' : `${value.signs}/${value.exact ?? ''}/${value.origin ?? ''}`;
    const configuration = definition.file === caller.view.file ? caller.view.configuration : undefined;
    const text = configuration === undefined ? '' : [...configuration].map(([atom, on]) => `${atom}${on}`).join();
    const key = `${this.#id(definition.item)}|${role === 'child'}|${args.map(show).join()}|${[...globals].map(([name, value]) => `${name}=${show(value)}`).join()}|${text}`;
    const known = this.#summaries.get(key);
    if (known !== undefined) return known;
    const active = this.#active.get(key);
    if (active !== undefined) {
      active.used = true;
      return active.summary;
    }
    if (this.#depth === 0) this.#limit = Math.min(this.#count + MAX_SUMMARIES_A_CALL, MAX_SUMMARIES);
    if (this.#depth >= MAX_DEPTH || this.#count >= this.#limit) return UNKNOWN;
    this.#count++;
    this.#depth++;
    const entry = { summary: BOTTOM, used: false };
    this.#active.set(key, entry);
    if (!again) this.#running.add(definition.item);
    let result = BOTTOM;
    const functions = this.program.functions(definition, configuration, 3);
    if (functions.length === 0) result = UNKNOWN;
    else
      for (let round = 0; round < 3; round++) {
        entry.used = false;
        result = functions.map((lowered) => this.#run(lowered, role, args, globals)).reduce(merge);
        const stable =
          result.returns === entry.summary.returns && result.effects.length === entry.summary.effects.length;
        entry.summary = result;
        if (!entry.used || stable) break;
      }
    this.#active.delete(key);
    if (!again) this.#running.delete(definition.item);
    this.#depth--;
    this.#summaries.set(key, result);
    return result;
  }

  #run(
    lowered: Lowered,
    role: Role,
    args: readonly (Value | undefined)[],
    globals: ReadonlyMap<string, Value>,
  ): Summary {
    const { ir } = lowered;
    if (ir.nodes.length > MAX_NODES) return UNKNOWN;
    const environment = new Map<string, Value>();
    for (const [i, parameter] of ir.parameters.entries()) {
      const value = args[i];
      if (value !== undefined) environment.set(`#${parameter.id};`, value);
    }
    // What is known of globals that this function does not name goes on to those that it calls.
    for (const [name, value] of globals) environment.set(`=${name}`, value);
    for (const variable of ir.symbols) {
      const value = variable.storage === 'unknown' ? globals.get(variable.name) : undefined;
      if (value !== undefined) environment.set(`#${variable.id};`, value);
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
      effects: role === 'child' ? this.#effectsOf(lowered, flow) : [],
    };
  }

  #effectsOf(lowered: Lowered, flow: Flow): readonly Effect[] {
    const found = new Map<string, Effect>();
    const add = (effect: Effect): void => {
      const key = `${effect.kind}|${effect.name}|${effect.parameter ?? ''}`;
      const known = found.get(key);
      // Of several ways to one effect the shortest is told.
      if (known === undefined || effect.via.length < known.via.length) found.set(key, effect);
    };
    for (const node of lowered.ir.nodes) {
      const state = flow.at[node.id]?.get('child');
      if (state === undefined) continue;
      for (const effect of this.#writes(lowered, node, state.environment)) add(effect);
      if (node.action.kind !== 'call') continue;
      const call = node.action.call;
      const here = spotOf(lowered, call.at);
      for (const effect of this.effects(lowered, call, state.environment))
        if (effect.kind !== 'write')
          add(sameSpot(effect.at, here) ? effect : { ...effect, via: [here, ...effect.via] });
    }
    return [...found.values()];
  }

  /** The writes of a node that its function's caller can see. */
  #writes(lowered: Lowered, node: CfgNode, environment: Environment): Effect[] {
    const result: Effect[] = [];
    for (const write of writesAt(lowered, node, this, environment)) {
      const { root, pointee } = write.place;
      if (root === undefined) continue;
      const base = {
        kind: 'write' as const,
        detail: write.detail,
        at: write.inner ?? spotOf(lowered, write.at),
        via: write.inner === undefined ? [] : [spotOf(lowered, write.at), ...write.via],
      };
      if (root.storage === 'parameter') {
        if (pointee) result.push({ ...base, name: root.name, parameter: root.index });
      } else if (root.storage === 'unknown') {
        if (!/^(?:errno|optind|opterr|stdin|stdout|stderr)$/.test(root.name)) result.push({ ...base, name: root.name });
      }
    }
    return result;
  }
}

/** Answers of the configuration hold for names used as values, too. */
export const seed = ({ ir, view }: Lowered, environment: Map<string, Value>): void => {
  for (const variable of ir.symbols) {
    const answer = variable.storage === 'unknown' ? view.configuration.get(variable.name) : undefined;
    if (answer !== undefined) environment.set(`#${variable.id};`, { signs: answer ? 4 : 2, exact: Number(answer) });
  }
};

const sameSpot = (a: Spot, b: Spot): boolean =>
  a.path === b.path && a.range.start === b.range.start && a.range.end === b.range.end;

const merge = (a: Summary, b: Summary): Summary => ({
  returns: a.returns || b.returns,
  value: a.returns && b.returns ? either(a.value, b.value) : a.returns ? a.value : b.value,
  effects: [
    ...a.effects,
    ...b.effects.filter((effect) => !a.effects.some(({ kind, name }) => kind === effect.kind && name === effect.name)),
  ],
});

/** The variables that a pointer of this function may point to; undefined where it may be anything. */
export const pointsTo = (
  ir: FunctionIr,
  pointer: Variable,
  seen: Set<number> = new Set(),
): readonly Variable[] | undefined => {
  if (!isLocal(pointer) && pointer.storage !== 'static') return undefined;
  if (seen.has(pointer.id)) return [];
  seen.add(pointer.id);
  const result: Variable[] = pointer.storage === 'parameter' ? [pointer] : [];
  for (const { action } of ir.nodes) {
    if (
      action.kind !== 'assign' ||
      action.target.kind !== 'name' ||
      action.target.symbol.id !== pointer.id ||
      action.update
    )
      continue;
    const { value } = action;
    const place = placeOf(value.kind === 'address' ? value.base : value);
    if (value.kind === 'constant' || value.kind === 'text') continue;
    if (place?.root === undefined) return undefined;
    if (value.kind === 'address' || place.root.shape === 'array') {
      if (place.pointee) return undefined;
      result.push(place.root);
    } else {
      const further = pointsTo(ir, place.root, seen);
      if (further === undefined || !place.key.replace(/\++$/, '').endsWith(';')) return undefined;
      result.push(...further);
    }
  }
  return result;
};
