/**
 * Summaries of functions and where they are kept. A summary is a function of what went into it and of nothing else: the
 * callee, what the caller passes, the globals that are looked at on the way, and how many calls deep it may look. So it is
 * the same in whatever order functions and files come, and one store serves all files of a program.
 */
import type { Expr, FunctionIr } from './ir.ts';
import { eachPart, readsOf } from './ir.ts';
import type { Effect } from './site.ts';
import { either, sameValue, type Value } from './values.ts';

/** What running a function does to the process that runs it. */
export interface Summary {
  readonly returns: boolean;
  readonly value: Value | undefined;
  readonly effects: readonly Effect[];
}

/** Of a function that is not looked into. */
export const UNKNOWN: Summary = { returns: true, value: undefined, effects: [] };

/** What several texts or targets of one call do together. */
export const mergeSummaries = (a: Summary, b: Summary): Summary => ({
  returns: a.returns || b.returns,
  value: a.returns && b.returns ? either(a.value, b.value) : a.returns ? a.value : b.value,
  effects: [
    ...a.effects,
    ...b.effects.filter((effect) => !a.effects.some((other) => effectKey(other) === effectKey(effect))),
  ],
});

/** What an effect is told by among those of one function. */
export const effectKey = ({ kind, name, parameter }: Effect): string => `${kind}|${name}|${parameter ?? ''}`;

/** What is known of a global by its name. */
export type Globals = (name: string) => Value | undefined;

/** A summary being worked out: how deep it may look, and what it has looked at so far. */
export interface Frame {
  readonly depth: number;
  /** How many wrappers of vfork may still be looked through. */
  readonly wrappers: number;
  readonly globals: Globals;
  readonly used: Set<string>;
  /** Whether something was too deep to be looked into, or to be told what is known. */
  cut: boolean;
  /** How many calls deep it has looked. */
  height: number;
  /** Whether functions of other files were found. */
  foreign: boolean;
}

/** A summary with what it holds for. One that was not cut short holds wherever there is room for its height. */
export interface Entry {
  readonly depth: number;
  readonly cut: boolean;
  readonly height: number;
  readonly foreign: boolean;
  readonly used: ReadonlyMap<string, Value | undefined>;
  readonly summary: Summary;
}

/** Summaries by callee and arguments, each with the globals for which it holds. */
export class Summaries {
  readonly #entries = new Map<string, Entry[]>();

  find(key: string, depth: number, globals: Globals): Entry | undefined {
    for (const entry of this.#entries.get(key) ?? []) {
      if (entry.cut ? entry.depth !== depth : entry.height > depth) continue;
      let holds = true;
      for (const [name, value] of entry.used)
        if (!sameValue(value, globals(name))) {
          holds = false;
          break;
        }
      if (holds) return entry;
    }
    return undefined;
  }

  add(key: string, entry: Entry): void {
    const known = this.#entries.get(key);
    if (known === undefined) this.#entries.set(key, [entry]);
    else known.push(entry);
  }
}

interface Names {
  readonly read: ReadonlyMap<string, number>;
  readonly set: ReadonlyMap<string, number>;
}

const names = new WeakMap<FunctionIr, Names>();

/** The names of elsewhere that a function reads, and those that it sets, with their symbols' ids. Callees are left out. */
export const namesOf = (ir: FunctionIr): Names => {
  const known = names.get(ir);
  if (known !== undefined) return known;
  const read = new Map<string, number>();
  const set = new Map<string, number>();
  for (const { action } of ir.nodes) {
    if (action.kind === 'assign' && action.target.kind === 'name' && action.target.symbol.storage === 'unknown')
      set.set(action.target.symbol.name, action.target.symbol.id);
    for (const expr of readsOf(action))
      eachPart(expr, (part) => {
        if (part.kind === 'name' && part.symbol.storage === 'unknown') read.set(part.symbol.name, part.symbol.id);
      });
  }
  const found = { read, set };
  names.set(ir, found);
  return found;
};

const parameters = new WeakMap<FunctionIr, Parameters>();

interface Parameters {
  readonly tested: ReadonlySet<number>;
  readonly handedOn: ReadonlySet<number>;
}

/** The parameters of a function, by index, that decide its branches, and those that it hands on, gives back or calls. */
export const parametersOf = (ir: FunctionIr): Parameters => {
  const known = parameters.get(ir);
  if (known !== undefined) return known;
  const tested = new Set<number>();
  const handedOn = new Set<number>();
  const collect = (expr: Expr, into: Set<number>): void =>
    eachPart(expr, (part) => {
      if (part.kind === 'name' && part.symbol.storage === 'parameter') into.add(part.symbol.index);
    });
  for (const { action } of ir.nodes)
    for (const expr of readsOf(action))
      collect(expr, action.kind === 'branch' || action.kind === 'switch' ? tested : handedOn);
  const found = { tested, handedOn };
  parameters.set(ir, found);
  return found;
};
