/**
 * How the caller tells vfork's failure from a process id: by a branch, by a value that differs, or in the function's stead
 * by others of the file that use the place in which it is kept (claim B3).
 */
import type { SourceFile } from '../syntax/source-file.ts';
import type { Flow } from './flow.ts';
import { type Call, type CfgNode, type Expr, eachPart, placeOf, readsOf } from './ir.ts';
import { TAKES_PID } from './library.ts';
import { libraryOutcome } from './library-calls.ts';
import { type Lowered, type Program, spotOf } from './program.ts';
import type { Site, Spot } from './site.ts';
import { decide, type Environment, evaluateIn, exactly, POSITIVE } from './values.ts';

/** What compares in test frameworks and projects, and complains: `ASSERT_NE`, `CHECK_GE`, `ck_assert_int_ne`, `assertNotEqual`. */
const ASSERTS = /(?:^|_)(?:assert|expect)(?=[_A-Z]|$)|(?:^|_)(?:ASSERT|EXPECT|CHECK|REQUIRE|VERIFY|ENSURE)(?=_|$)/;

/** Whether failure is told from success, and what takes the result for a process id. */
export const failureOf = (lowered: Lowered, flow: Flow, call: Call): Site['failure'] => {
  let told = false;
  let use: Spot | undefined;
  let kept = false;
  let escapes = false;
  const stores = new Set<string>();
  /** What is chosen between the result and something else. */
  const chosen = new Set<number>();
  for (const node of lowered.ir.nodes) {
    const parent = flow.at[node.id]?.get('parent');
    const failed = flow.at[node.id]?.get('failed');
    const { action } = node;
    if (action.kind === 'assign' && action.value.kind === 'temp' && action.value.id === call.result) kept = true;
    if (parent === undefined || failed === undefined) continue;
    // What is worked out of the result in both roles and differs, as in `_exit(pid < 0)`, tells them apart.
    const handed = action.kind === 'call' ? action.call.args : 'value' in action && action.value ? [action.value] : [];
    for (const value of handed) {
      const [a, b] = [evaluateIn(value, parent.environment), evaluateIn(value, failed.environment)];
      if (a?.exact !== undefined && b?.exact !== undefined && a.exact !== b.exact) told = true;
    }
    if (action.kind === 'branch' || action.kind === 'switch') {
      const a = flow.next(node, 'parent');
      const b = flow.next(node, 'failed');
      if (a.length !== b.length || a.some((id) => !b.includes(id))) told = true;
    }
    if (action.kind === 'return' && action.value !== undefined)
      eachPart(action.value, (part) => {
        escapes ||= evaluateIn(part, parent.environment)?.origin === 'vfork';
        escapes ||= part.kind === 'temp' && chosen.has(part.id);
      });
    if (action.kind === 'assign' && evaluateIn(action.value, parent.environment)?.origin === 'vfork') {
      const { target } = action;
      if (target.kind === 'member') stores.add(`.${target.field}`);
      else if (target.kind === 'name' && target.symbol.storage === 'unknown') stores.add(target.symbol.name);
      else if (target.kind === 'temp') chosen.add(target.id);
      else if (target.kind !== 'name' || target.symbol.storage === 'static') escapes = true;
    }
    if (action.kind === 'call') {
      const { name = '', args, at } = action.call;
      const values = args.map((arg) => evaluateIn(arg, parent.environment));
      const compares = ASSERTS.test(name) && values.some((value) => value?.exact !== undefined);
      for (const [i, value] of values.entries()) {
        if (value?.origin !== 'vfork') continue;
        if (compares) told = true;
        if (TAKES_PID.get(name) === i) use ??= spotOf(lowered, at);
        else escapes = true;
      }
    }
  }
  const keptIn = !told && !escapes && use === undefined && stores.size === 1 ? [...stores][0] : undefined;
  return {
    told: told || ((escapes || stores.size > 0) && use === undefined),
    use,
    kept,
    ...(keptIn === undefined ? {} : { keptIn }),
  };
};

/** The parts of an expression that name the kept place: a global by its name, a member by `.` and its own. */
const parts = (expr: Expr, kept: string): readonly Expr[] => {
  const found: Expr[] = [];
  eachPart(expr, (part) => {
    if (part.kind === 'name' ? part.symbol.storage === 'unknown' && part.symbol.name === kept : false) found.push(part);
    if (part.kind === 'member' && `.${part.field}` === kept) found.push(part);
  });
  return found;
};

type Judgement = { readonly kind: 'told' } | { readonly kind: 'use'; readonly at: Spot } | undefined;

/** What a node does with the kept place: tells -1 from a process id, or may; takes it for an id; or neither. */
const judgeNode = (program: Program, lowered: Lowered, { action }: CfgNode, kept: string): Judgement => {
  const reads = readsOf(action).flatMap((expr) => parts(expr, kept));
  if (reads.length === 0) return undefined;
  if (action.kind === 'branch') {
    const known = (value: Environment): boolean | undefined => decide(action.condition, value);
    const keys = reads.flatMap((part) => placeOf(part)?.key ?? []);
    const failed: Environment = new Map(keys.map((key) => [key, exactly(-1)]));
    const made: Environment = new Map(keys.map((key) => [key, { signs: POSITIVE }]));
    return known(failed) === known(made) ? undefined : { kind: 'told' };
  }
  if (action.kind === 'evaluate') return undefined;
  if (action.kind !== 'call') return { kind: 'told' };
  const { call } = action;
  const name = call.name ?? '';
  const index = call.args.findIndex((arg) => reads.includes(arg));
  if (index < 0) return { kind: 'told' };
  if (TAKES_PID.get(name) === index) return { kind: 'use', at: spotOf(lowered, call.at) };
  return libraryOutcome(name, [], program.options) === undefined ? { kind: 'told' } : undefined;
};

/**
 * The first place in other functions of the file that takes what a site keeps for a process id, where none of them ever
 * tells it from -1. `owner` is the outline's index of the site's function, `mentions` the names in each item.
 */
export const laterUse = (
  program: Program,
  file: SourceFile,
  { owner, kept, mentions }: { owner: number; kept: string; mentions: ReadonlyMap<number, ReadonlySet<string>> },
): Spot | undefined => {
  let use: Spot | undefined;
  for (const [index, item] of file.outline.items.entries()) {
    if (index === owner || item.kind !== 'function' || mentions.get(index)?.has(kept.replace('.', '')) !== true)
      continue;
    for (const lowered of program.functions({ file, item }))
      for (const node of lowered.ir.nodes) {
        const judgement = judgeNode(program, lowered, node, kept);
        if (judgement?.kind === 'told') return undefined;
        use ??= judgement?.at;
      }
  }
  return use;
};
