/**
 * One call that makes a child, taken apart: which nodes only the child may run, every call and write it makes there, every
 * way out, and how the parent tells failure from success. The dataflow (flow.ts) has said who runs which node.
 */
import type { TextRange } from '../text/range.ts';
import type { Calls } from './calls.ts';
import { type Context, childWrites, type Walk } from './child-writes.ts';
import { failureOf } from './failure.ts';
import type { CfgNode } from './ir.ts';
import { QUESTIONS } from './library.ts';
import { libraryOutcome } from './library-calls.ts';
import { likely } from './likely.ts';
import { type Lowered, spotOf } from './program.ts';
import type { ChildCall, ChildLeave, Site, Spot } from './site.ts';
import { spawnShapeOf } from './spawn-shape.ts';
import { evaluateIn } from './values.ts';
import { waitingOf } from './waiting.ts';
import { worldsOf } from './worlds.ts';

/** A place on the child's way: whether it has parted from its parent, done something alone, and been told from it. */
interface Step {
  readonly id: number;
  readonly apart: boolean;
  readonly did: boolean;
  readonly tested: boolean;
}

/** Whether a range is text of the function itself and not of a macro. */
const isPlain = ({ view }: Lowered, at: TextRange): boolean => view.macroAt(at) === undefined;

/** Whether a node only finds something out: nothing that child or parent would have to do alone. */
const isQuestion = ({ action }: CfgNode): boolean =>
  /^(?:join|branch|switch|evaluate)$/.test(action.kind) ||
  (action.kind === 'call' && QUESTIONS.has(action.call.name ?? '')) ||
  (action.kind === 'assign' && action.target.kind === 'temp');

/** Statements of more lines than this are not marked whole. */
const LONG = 10;

/** Follows the child from the call to its ends, and no further than where the parent runs too. */
const walkChild = ({ lowered, flow, calls, siteId }: Context): Walk => {
  const { ir } = lowered;
  const own = new Set<number>();
  const common = new Set<number>();
  const leaves = new Map<string, ChildLeave>();
  const came = new Map<number, number>();
  const isMain = ir.name === 'main';
  const execsAt = (id: number): readonly Spot[] =>
    (flow.at[id]?.get('child')?.execs ?? []).flatMap((exec) => {
      const action = ir.nodes[exec]?.action;
      return action?.kind === 'call' ? [spotOf(lowered, action.call.at)] : [];
    });
  /** The statement that a condition heads, where the child leaves behind it; else the node alone. */
  const whole = (done: CfgNode, id: number): TextRange => {
    if (done.action.kind !== 'branch') return done.at;
    let node = ir.nodes[id];
    for (let n = 0; n < 50 && node !== undefined && node.id !== done.id; n++) {
      const before: number | undefined = came.get(node.id);
      const { start, end } = node.at;
      if (before === done.id && start === end && start >= done.at.end) {
        const text = lowered.view.text.slice(done.at.start, end);
        return text.split('\n').length > LONG ? done.at : { start: done.at.start, end };
      }
      node = before === undefined ? undefined : ir.nodes[before];
    }
    return done.at;
  };
  /** The exec that a node is, where its failure is what leads on. */
  const madeBy = (done: CfgNode, to: number): readonly Spot[] =>
    done.action.kind === 'call' && execsAt(to).length > 0 ? [spotOf(lowered, done.at)] : [];
  const add = (leave: ChildLeave): void => {
    const key = `${leave.kind}${leave.at.range.start}`;
    if (!leaves.has(key)) leaves.set(key, leave);
  };
  /** The last thing done before an edge: the node itself, or what led to an empty one. */
  const lastDone = (id: number): CfgNode | undefined => {
    let node = ir.nodes[id];
    for (let n = 0; n < 50 && node !== undefined && node.action.kind === 'join'; n++) {
      const before = came.get(node.id);
      if (before === undefined || before === siteId) break;
      node = ir.nodes[before];
    }
    return node;
  };
  /** The return statement that a node inside of it leads straight to: parent and child give back different parts of it. */
  const returnAround = (from: number, { at }: CfgNode): CfgNode | undefined => {
    let node = ir.nodes[from];
    for (let n = 0; n < 6 && node !== undefined; n++) {
      if (node.action.kind === 'return') return node.at.start <= at.start && at.end <= node.at.end ? node : undefined;
      if (node.action.kind !== 'join' && node.action.kind !== 'assign') return undefined;
      node = ir.nodes[node.next[0] ?? -1];
    }
    return undefined;
  };
  /** Whether a function that nobody has seen stands here which by its name puts another program in place. */
  const handsOver = ({ id, action }: CfgNode): boolean => {
    const known = flow.at[id]?.get('child')?.environment;
    if (action.kind !== 'call' || known === undefined) return false;
    const callee = calls.callee(lowered, action.call, false, known);
    if (callee.kind !== 'library' || libraryOutcome(callee.name, [], calls.program.options) !== undefined) return false;
    return likely(callee.name).hands && calls.program.own(lowered.view.file, callee.name) === undefined;
  };
  /** Whether one goes from a node to one that `wanted` picks, itself included. */
  const reaches = (
    start: number,
    wanted: (node: CfgNode) => boolean,
    next: (node: CfgNode) => readonly number[],
  ): boolean => {
    const reached = new Set<number>();
    const queue = [start];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const node = ir.nodes[id];
      if (node === undefined || reached.has(id)) continue;
      reached.add(id);
      if (wanted(node)) return true;
      queue.push(...next(node));
    }
    return false;
  };
  /** Whether child and parent, having met at a node, only look once more who is who before anything is done. */
  const partsAgain = (start: number): boolean =>
    !reaches(
      start,
      ({ action }) => !/^(?:join|branch|switch)$/.test(action.kind),
      (node) => {
        const parent = flow.next(node, 'parent');
        return flow.next(node, 'child').filter((to) => parent.includes(to));
      },
    );
  /** Whether a node is the caller's where vfork has failed or was never called, and not the parent's. */
  const isElsewhere = (id: number): boolean => {
    const roles = flow.at[id];
    return roles?.has('parent') === false && (roles.has('failed') || roles.has('before'));
  };
  /** Whether the child can return, or come to its parent's code, from a node on. */
  const escapes = (start: number): boolean =>
    reaches(
      start,
      ({ id, action }) =>
        /^(?:return|end)$/.test(action.kind) || (flow.at[id]?.has('parent') === true && !partsAgain(id)),
      (node) => flow.next(node, 'child'),
    );
  const start = ir.nodes[siteId];
  const work: Step[] = (start?.next ?? []).map((id) => ({ id, apart: false, did: false, tested: false }));
  const seen = new Set<string>();
  for (let entry = work.pop(); entry !== undefined; entry = work.pop()) {
    const { id, apart, tested } = entry;
    const node = ir.nodes[id];
    const state = flow.at[id]?.get('child');
    if (node === undefined || state === undefined || seen.has(`${id}${apart}${entry.did}`)) continue;
    seen.add(`${id}${apart}${entry.did}`);
    const parentHere = flow.at[id]?.has('parent') === true;
    const alone = apart || !parentHere;
    const did = entry.did || (alone && !isQuestion(node));
    (parentHere ? common : own).add(id);
    if (node.action.kind === 'return') {
      const { value } = node.action;
      const handed = value !== undefined && evaluateIn(value, state.environment)?.origin === 'vfork';
      if (!alone && (handed || (!isMain && !tested)))
        add({ kind: 'wrapper', at: spotOf(lowered, start?.at ?? node.at) });
      else
        add({
          kind: 'return',
          at: spotOf(lowered, node.at),
          plain: isPlain(lowered, node.at),
          value: value === undefined ? undefined : spotOf(lowered, value.at),
          execs: execsAt(id),
          main: isMain,
          shared: parentHere || flow.at[id]?.has('failed') === true,
        });
      continue;
    }
    if (node.action.kind === 'end') {
      const done = lastDone(came.get(id) ?? id);
      if (alone && done !== undefined && handsOver(done)) continue;
      // Where the last statement stands right before the closing brace, it is the place as much as the brace.
      const gap = done === undefined ? '' : lowered.view.text.slice(done.at.end, node.at.start);
      const close = done !== undefined && done.id !== id && own.has(done.id) && /^;?\s*$/.test(gap);
      if (!alone && !isMain) add({ kind: 'wrapper', at: spotOf(lowered, start?.at ?? node.at) });
      else
        add({
          kind: 'end',
          at: alone
            ? spotOf(lowered, close ? { start: done.at.start, end: node.at.end } : node.at)
            : spotOf(lowered, start?.at ?? node.at),
          execs: execsAt(id),
          main: isMain,
        });
      continue;
    }
    const parentNext = parentHere ? flow.next(node, 'parent') : [];
    for (const to of flow.next(node, 'child')) {
      const parted = alone || (parentNext.length > 0 && !parentNext.includes(to));
      const meets = parted && to !== siteId && flow.at[to]?.has('parent') === true;
      if (meets && (!did || partsAgain(to))) {
        // Nothing was the child's alone so far, or the two part again at once: both run what follows, and it matters
        // how the child ends there.
        if (!came.has(to)) came.set(to, id);
        work.push({ id: to, apart: false, did: false, tested: true });
        continue;
      }
      // A jump to what cleans up for the caller is where the child goes astray, not the end of that.
      const astray =
        alone && node.action.kind === 'jump' && !isElsewhere(id) && isElsewhere(to) && to !== siteId && escapes(to);
      if (meets || astray) {
        const done = lastDone(id) ?? node;
        const how = done.action.kind === 'jump' ? done.action.how : 'falls through';
        const target = ir.nodes[to];
        if (handsOver(done)) continue;
        const around = returnAround(to, done);
        if (around?.action.kind === 'return') {
          const { value } = around.action;
          add({
            kind: 'return',
            at: spotOf(lowered, around.at),
            plain: false,
            value: value === undefined ? undefined : spotOf(lowered, value.at),
            execs: execsAt(id),
            main: isMain,
            shared: true,
          });
          continue;
        }
        add({
          kind: 'parent-code',
          at: spotOf(lowered, whole(done, id)),
          how,
          plain: isPlain(lowered, done.at),
          execs: [execsAt(id), execsAt(done.id), madeBy(done, to)].find((list) => list.length > 0) ?? [],
          parentCode: spotOf(lowered, target?.at ?? node.at),
          shared: flow.at[done.id]?.has('failed') === true,
        });
        continue;
      }
      if (!came.has(to)) came.set(to, id);
      work.push({ id: to, apart: parted, did, tested: tested || parted });
    }
  }
  return { own, common, leaves: [...leaves.values()] };
};

/** The calls of the child with what they do, in the order of the text. */
export const childCalls = ({ lowered, flow, calls }: Context, walk: Walk): ChildCall[] => {
  const result: ChildCall[] = [];
  for (const id of [...walk.common, ...walk.own]) {
    const node = lowered.ir.nodes[id];
    const state = flow.at[id]?.get('child');
    if (node?.action.kind !== 'call' || state === undefined) continue;
    const { call } = node.action;
    const callee = calls.callee(lowered, call, false, state.environment);
    const exec = lowered.ir.nodes[state.execs[0] ?? -1]?.action;
    const leaves = flow.next(node, 'child').length === 0;
    result.push({
      name: call.name ?? '',
      call: spotOf(lowered, call.at),
      callee: spotOf(lowered, call.nameAt),
      plain: isPlain(lowered, call.at),
      direct: callee.kind === 'library',
      argumentSpots: call.args.map((arg) => spotOf(lowered, arg.at)),
      effects: calls.effects(lowered, call, state.environment).filter(({ kind }) => kind !== 'write'),
      failedExec: leaves && exec?.kind === 'call' ? spotOf(lowered, exec.call.at) : undefined,
    });
  }
  return result.toSorted((a, b) => a.call.range.start - b.call.range.start);
};

/** What several cases found, the first of each key; what one case found is kept as it is. */
const united = <T>(cases: readonly (readonly T[])[], key: (item: T) => string): readonly T[] => {
  const [only] = cases;
  if (only !== undefined && cases.length === 1) return only;
  const found = new Map<string, T>();
  for (const item of cases.flat()) if (!found.has(key(item))) found.set(key(item), item);
  return [...found.values()];
};

/** Takes one call apart. */
export const siteOf = (
  lowered: Lowered,
  calls: Calls,
  siteId: number,
  kind: Site['kind'],
  facts: Pick<Site, 'threads' | 'headers'>,
): Site | undefined => {
  const node = lowered.ir.nodes[siteId];
  if (node?.action.kind !== 'call') return undefined;
  const { call } = node.action;
  const { view, ir } = lowered;
  const cases = worldsOf(lowered, calls, siteId)
    .filter((flow) => node.next.some((id) => flow.at[id]?.has('child') === true))
    .map((flow) => {
      const context: Context = { lowered, flow, calls, siteId, call };
      const walk = walkChild(context);
      return {
        flow,
        walk,
        calls: childCalls(context, walk),
        writes: kind === 'vfork' ? childWrites(context, walk) : [],
        failure: failureOf(lowered, flow, call),
        quits: [...walk.own].some((id) => {
          const inner = ir.nodes[id];
          return inner?.action.kind === 'call' && flow.next(inner, 'child').length === 0;
        }),
      };
    });
  const failure = cases.map((one) => one.failure).find(({ told }) => told) ?? cases[0]?.failure;
  if (failure === undefined) return undefined;
  const own = new Set(cases.flatMap(({ walk }) => [...walk.own]));
  const leaves = united(
    cases.map(({ walk }) => walk.leaves),
    (leave) => `${leave.kind}${leave.at.range.start}`,
  );
  const found = united(
    cases.map((one) => one.calls),
    ({ name, call }) => `${name} ${call.range.start} ${call.range.end}`,
  );
  const effects = found.flatMap((entry) => entry.effects);
  return {
    path: view.file.path,
    kind,
    owner: ir.name,
    ownerName: view.sourceOf(ir.nameAt),
    isMain: ir.name === 'main',
    call: spotOf(lowered, call.at),
    spelling: call.name ?? 'vfork',
    calls: found,
    writes: united(
      cases.map(({ writes }) => writes),
      ({ at, name }) => `${at.range.start} ${name}`,
    ),
    leaves,
    failure,
    ends: { exec: effects.some((effect) => effect.kind === 'exec'), quits: cases.some(({ quits }) => quits) },
    ...waitingOf(lowered, own),
    targets: calls.program.options.targets,
    strict: calls.program.options.strict,
    text: view.file.text,
    region: [...own].map((id) => view.sourceOf(ir.nodes[id]?.at ?? node.at)),
    headers: facts.headers,
    threads: facts.threads,
    spawn: kind === 'vfork' && leaves.length === 0 ? spawnShapeOf(lowered, call) : undefined,
    argumentsText: call.args.map((arg) => view.text.slice(arg.at.start, arg.at.end)),
  };
};
