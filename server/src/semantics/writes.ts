/** What a node writes: by assignment, through an argument of a library function, or in a function of the program. */
import type { TextRange } from '../text/range.ts';
import type { Calls } from './calls.ts';
import { type CfgNode, type Expr, type Place, placeOf, type Variable } from './ir.ts';
import { UPDATES, WRITES } from './library.ts';
import { throughResults } from './local-pointers.ts';
import type { Lowered } from './program.ts';
import type { Spot } from './site.ts';
import { type Environment, evaluateIn } from './values.ts';

/** One write. `inner` is its place in a helper; `whole` says that nothing of the old value stays. */
export interface Write {
  readonly place: Place;
  readonly at: TextRange;
  readonly shown: string;
  readonly detail: string;
  readonly inner: Spot | undefined;
  /** The calls on the way to the helper. */
  readonly via: readonly Spot[];
  readonly whole: boolean;
}

/** The place that a pointer argument leads to. */
export const argumentPlace = (argument: Expr): Place | undefined => {
  if (argument.kind === 'address') return placeOf(argument.base);
  const place = placeOf(argument);
  if (place === undefined) return undefined;
  const array = place.whole && place.root?.shape === 'array';
  return array
    ? place
    : { ...place, key: `*${place.key}`, pointee: place.pointee || place.root?.shape !== 'array', whole: false };
};

/** The writes of a node, without those that only store vfork's result; initialisers only where they are asked for. */
export const writesAt = (
  lowered: Lowered,
  node: CfgNode,
  calls: Calls,
  environment: Environment,
  initialisers = false,
): readonly Write[] => {
  const { action } = node;
  const text = (at: TextRange): string => lowered.view.text.slice(at.start, at.end);
  if (action.kind === 'assign') {
    const place = action.initial && !initialisers ? undefined : placeOf(throughResults(lowered.ir, action.target));
    if (place?.root === undefined || evaluateIn(action.value, environment)?.origin === 'vfork') return [];
    return [
      { place, at: node.at, shown: text(action.target.at), detail: '', inner: undefined, via: [], whole: place.whole },
    ];
  }
  if (action.kind !== 'call') return [];
  const { call } = action;
  const name = call.name ?? '';
  const through = (
    index: number,
    inner: Spot | undefined,
    via: readonly Spot[],
    detail: string,
    whole: boolean,
  ): Write[] => {
    const argument = call.args[index];
    const place = argument === undefined ? undefined : argumentPlace(throughResults(lowered.ir, argument));
    if (argument === undefined || place?.root === undefined) return [];
    return [{ place, at: call.at, shown: text(argument.at), detail, inner, via, whole }];
  };
  const callee = calls.callee(lowered, call, true, environment);
  if (callee.kind === 'library')
    return [
      ...(WRITES.get(name) ?? []).flatMap((i) => through(i, undefined, [], name, true)),
      ...(UPDATES.get(name) ?? []).flatMap((i) => through(i, undefined, [], name, false)),
    ];
  if (callee.kind !== 'function' && callee.kind !== 'several') return [];
  return calls.effects(lowered, call, environment).flatMap((effect) => {
    if (effect.kind !== 'write') return [];
    if (effect.parameter !== undefined) return through(effect.parameter, effect.at, effect.via, name, false);
    const root: Variable = {
      id: -1,
      name: effect.name,
      storage: 'unknown',
      volatile: false,
      shape: 'scalar',
      index: -1,
      at: undefined,
    };
    return [
      {
        place: { key: `g${effect.name};`, root, pointee: false, whole: false },
        at: call.at,
        shown: effect.name,
        detail: name,
        inner: effect.at,
        via: effect.via,
        whole: false,
      },
    ];
  });
};
