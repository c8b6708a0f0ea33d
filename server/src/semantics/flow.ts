/**
 * Who runs this line: a forward dataflow over the control-flow graph. The state of a node is, for each role that may run it,
 * what that role knows of the places that hold vfork's result and of every other value. At the vfork call the roles part;
 * a branch leads each role only where its own knowledge allows.
 */
import type { Call, CfgNode, Expr, FunctionIr } from './ir.ts';
import { placeOf } from './ir.ts';
import {
  assigned,
  decide,
  EMPTY,
  type Environment,
  either,
  evaluateIn,
  exactly,
  joinEnvironments,
  NEGATIVE,
  POSITIVE,
  refine,
  same,
  type Value,
  ZERO,
} from './values.ts';

/** `before`: the one process before vfork; then the child, its parent, and the caller whose vfork failed. */
export type Role = 'before' | 'parent' | 'child' | 'failed';

/** What a role knows at a node. `execs` are the exec calls that may have failed last on the way, as node ids. */
export interface RoleState {
  readonly environment: Environment;
  readonly execs: readonly number[];
}

/** What a call does to the flow. `spawn` and `fork` are calls that return twice. */
export type CallOutcome =
  | { readonly kind: 'spawn' }
  | { readonly kind: 'fork' }
  | { readonly kind: 'never' }
  | { readonly kind: 'exec' }
  | { readonly kind: 'returns'; readonly value?: Value };

/** How a flow starts and what its calls do. */
export interface FlowSetup {
  readonly role: Role;
  readonly environment: Environment;
  readonly site: number | undefined;
  /** What is taken to hold from the call that parts the roles on: one of several cases looked at apart. */
  readonly assumed?: Environment;
  readonly outcome: (call: Call, role: Role, environment: Environment) => CallOutcome;
}

/** The states of all nodes on entry, by node id. */
export interface Flow {
  readonly at: readonly ReadonlyMap<Role, RoleState>[];
  /** The successors that a role can go to from a node, given its state there. */
  readonly next: (node: CfgNode, role: Role) => readonly number[];
}

type Step = readonly { readonly role: Role; readonly to: number; readonly state: RoleState }[];

const joinStates = (a: RoleState | undefined, b: RoleState): RoleState => {
  if (a === undefined) return b;
  const environment = joinEnvironments(a.environment, b.environment);
  const execs = union(a.execs, b.execs);
  return environment === a.environment && execs === a.execs ? a : { environment, execs };
};

/** All of both; the very first list where the second adds nothing. */
const union = (a: readonly number[], b: readonly number[]): readonly number[] => {
  if (a === b || b.length === 0) return a;
  const more = b.filter((id) => !a.includes(id));
  return more.length === 0 ? a : [...a, ...more].toSorted((x, y) => x - y);
};

const NONE: readonly number[] = [];

/** The value after `++` or `--` of something unknown is taken not to be zero: it counts. */
const counted = (value: Expr): Value | undefined =>
  value.kind === 'binary' && value.operator === '+' && value.right.kind === 'constant' && value.right.value === 1
    ? { signs: NEGATIVE | POSITIVE }
    : undefined;

const forgetArguments = (call: Call, environment: Environment): Environment => {
  let result = environment;
  for (const arg of call.args)
    if (arg.kind === 'address') {
      const place = placeOf(arg.base);
      if (place !== undefined) result = assigned(result, place.key, undefined);
    }
  return result;
};

const switchTargets = (
  node: CfgNode,
  value: Expr,
  cases: readonly (Expr | 'default')[],
  environment: Environment,
): { to: number; environment: Environment }[] => {
  const known = evaluateIn(value, environment);
  const targets: { to: number; environment: Environment }[] = [];
  let rest = true;
  let otherwise = environment;
  let signs = known?.signs ?? NEGATIVE | ZERO | POSITIVE;
  for (const [i, label] of cases.entries()) {
    const to = node.next[i];
    if (label === 'default' || to === undefined) continue;
    const wanted = evaluateIn(label, environment);
    if (wanted?.exact === undefined) {
      targets.push({ to, environment });
      continue;
    }
    if (
      known !== undefined &&
      ((known.exact !== undefined && known.exact !== wanted.exact) || (known.signs & wanted.signs) === 0)
    )
      continue;
    if (known?.exact === wanted.exact || (wanted.exact === 0 && known?.signs === ZERO)) rest = false;
    if (wanted.exact === 0) {
      signs &= ~ZERO;
      otherwise = refine(value, true, otherwise);
    }
    // Failure of vfork is exactly -1.
    if (wanted.exact === -1 && known?.origin === 'vfork') signs &= ~NEGATIVE;
    const equal: Expr = { kind: 'binary', operator: '==', left: value, right: label, at: label.at };
    targets.push({ to, environment: refine(equal, true, environment) });
  }
  const fallback = cases.indexOf('default');
  const to = node.next[fallback];
  if (rest && signs !== 0 && to !== undefined) targets.push({ to, environment: otherwise });
  return targets;
};

/** Where a role goes from a node, and what it then knows. */
const step = (node: CfgNode, role: Role, state: RoleState, setup: FlowSetup): Step => {
  const { action } = node;
  const all = (next: RoleState, as: Role = role): Step => node.next.map((to) => ({ role: as, to, state: next }));
  switch (action.kind) {
    case 'assign': {
      const place = placeOf(action.target);
      if (place === undefined) return all(state);
      const value = evaluateIn(action.value, state.environment) ?? (action.update ? counted(action.value) : undefined);
      return all({ ...state, environment: assigned(state.environment, place.key, value) });
    }
    case 'declare':
      return all({ ...state, environment: assigned(state.environment, `#${action.symbol.id};`, undefined) });
    case 'call':
      return callStep(node, action.call, role, state, setup, all);
    case 'branch': {
      const truth = decide(action.condition, state.environment);
      const result: { role: Role; to: number; state: RoleState }[] = [];
      for (const [i, holds] of [true, false].entries()) {
        const to = node.next[i];
        if (to === undefined || truth === !holds) continue;
        result.push({ role, to, state: { ...state, environment: refine(action.condition, holds, state.environment) } });
      }
      return result;
    }
    case 'switch':
      return switchTargets(node, action.value, action.cases, state.environment).map(({ to, environment }) => ({
        role,
        to,
        state: { ...state, environment },
      }));
    case 'macro':
      // A child whose branch closes with a macro that nobody has seen likely ends by it.
      return role === 'child' ? [] : all(state);
    case 'return':
    case 'end':
      return [];
    default:
      return all(state);
  }
};

const callStep = (
  node: CfgNode,
  call: Call,
  role: Role,
  state: RoleState,
  setup: FlowSetup,
  all: (next: RoleState, as?: Role) => Step,
): Step => {
  const outcome = setup.outcome(call, role, state.environment);
  const environment = forgetArguments(call, state.environment);
  const key = `t${call.result};`;
  const having = (value: Value | undefined): RoleState => ({
    ...state,
    environment: assigned(environment, key, value),
  });
  switch (outcome.kind) {
    case 'never':
      return [];
    case 'spawn':
      // A child that comes round to the very call has left its own code long before.
      if (role === 'child' && setup.site === node.id) return [];
      if (role !== 'child' && setup.site === node.id) {
        const clean = (signs: number, exact?: number): RoleState => ({
          execs: NONE,
          environment: new Map([
            ...assigned(environment, key, { signs, origin: 'vfork', ...(exact === undefined ? {} : { exact }) }),
            ...(setup.assumed ?? []),
          ]),
        });
        return [
          ...all(clean(ZERO, 0), 'child'),
          ...all(clean(POSITIVE), 'parent'),
          ...all(clean(NEGATIVE, -1), 'failed'),
        ];
      }
      return all(having(undefined));
    case 'fork':
      return all(having({ signs: NEGATIVE | POSITIVE }));
    case 'exec':
      return all({ execs: [node.id], environment: assigned(environment, key, exactly(-1)) });
    case 'returns': {
      const asserted = assertion(call);
      if (asserted === undefined) return all(having(outcome.value));
      const holds = decide(asserted, state.environment) !== false;
      return holds ? all({ ...state, environment: refine(asserted, true, state.environment) }) : [];
    }
  }
};

/** What a call of `assert`, or of a project's macro of that sort, says to hold behind it. */
const assertion = ({ name, args }: Call): Expr | undefined =>
  args.length === 1 && name !== undefined && /assert$/i.test(name) ? args[0] : undefined;

const LIMIT = 60;

const ROLES: readonly Role[] = ['before', 'parent', 'child', 'failed'];
const bitOf = (role: Role): number => 1 << ROLES.indexOf(role);

const orders = new WeakMap<FunctionIr, Int32Array>();

/** The nodes that can be reached, each before those that it leads to as far as loops allow. */
const orderOf = (ir: FunctionIr): Int32Array => {
  const known = orders.get(ir);
  if (known !== undefined) return known;
  const seen = new Uint8Array(ir.nodes.length);
  const done: number[] = [];
  const path: { id: number; edge: number }[] = [{ id: 0, edge: 0 }];
  seen[0] = 1;
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const to = ir.nodes[top.id]?.next[top.edge++];
    if (to === undefined) {
      done.push(top.id);
      path.pop();
    } else if (seen[to] === 0) {
      seen[to] = 1;
      path.push({ id: to, edge: 0 });
    }
  }
  const order = Int32Array.from(done.toReversed());
  orders.set(ir, order);
  return order;
};

/** Runs the dataflow to its fixpoint. Ends always: environments only lose knowledge, and visits of a node are limited. */
export const runFlow = (ir: FunctionIr, setup: FlowSetup): Flow => {
  const at: Map<Role, RoleState>[] = ir.nodes.map(() => new Map());
  const visits = new Uint16Array(ir.nodes.length);
  const order = orderOf(ir);
  const rank = new Int32Array(ir.nodes.length);
  for (const [i, id] of order.entries()) rank[id] = i;
  /** The roles that something new is known of, by rank. */
  const news = new Uint8Array(order.length);
  at[0]?.set(setup.role, { environment: setup.environment, execs: NONE });
  news[0] = bitOf(setup.role);
  for (let next = 0; next < order.length; ) {
    const changed = news[next] as number;
    const id = order[next] as number;
    const node = ir.nodes[id];
    if (changed === 0 || node === undefined) {
      next++;
      continue;
    }
    news[next] = 0;
    const count = (visits[id] ?? 0) + 1;
    visits[id] = count;
    if (count > LIMIT) continue;
    for (const role of ROLES) {
      const state = (changed & bitOf(role)) === 0 ? undefined : at[id]?.get(role);
      if (state === undefined) continue;
      for (const { role: as, to, state: after } of step(node, role, state, setup)) {
        const known = at[to]?.get(as);
        // Late visits of a loop keep nothing but what cannot change any more.
        const joined =
          count > LIMIT - 10 && known !== undefined
            ? { environment: EMPTY, execs: union(known.execs, after.execs) }
            : joinStates(known, after);
        if (known !== undefined && joined.execs === known.execs && same(joined.environment, known.environment))
          continue;
        at[to]?.set(as, joined);
        const place = rank[to] as number;
        news[place] = (news[place] as number) | bitOf(as);
        if (place < next) next = place;
      }
    }
  }
  return {
    at,
    next: (node, role) => {
      const state = at[node.id]?.get(role);
      return state === undefined
        ? []
        : step(node, role, state, setup)
            .filter((edge) => edge.role === role)
            .map(({ to }) => to);
    },
  };
};

/** The joined value that a function returns to one role; undefined where it may be anything. */
export const returnedValue = (ir: FunctionIr, flow: Flow, role: Role): Value | undefined => {
  let result: Value | undefined;
  let first = true;
  for (const node of ir.nodes) {
    const state = node.action.kind === 'return' ? flow.at[node.id]?.get(role) : undefined;
    if (state === undefined || node.action.kind !== 'return') continue;
    const value = node.action.value === undefined ? undefined : evaluateIn(node.action.value, state.environment);
    result = first ? value : either(result, value);
    first = false;
  }
  return result;
};
