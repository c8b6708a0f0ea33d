/**
 * Where the child waits for what cannot come: a pipe that only its sleeping parent fills, a variable that only the parent
 * changes; and where it moves data in a loop instead of getting out of the way.
 */
import { eachPart, type FunctionIr, placeOf } from './ir.ts';
import { type Lowered, spotOf } from './program.ts';
import type { Site, Spot } from './site.ts';

const READS = /^(?:read|recv|recvfrom|recvmsg|readv|fgets|getline|fread|getc|fgetc)$/;
const WRITES = /^(?:write|send|sendto|sendmsg|writev|sendfile|splice|fputs|fwrite|fputc|putc)$/;
const IDLE = /^(?:usleep|nanosleep|sched_yield|sleep|pthread_yield)$/;

/** The variables that pipe or socketpair filled, and those of them that somebody wrote to before. */
const pipesOf = (ir: FunctionIr, own: ReadonlySet<number>): ReadonlySet<number> => {
  const pipes = new Set<number>();
  for (const { action } of ir.nodes) {
    if (action.kind !== 'call' || !/^(?:pipe2?|socketpair)$/.test(action.call.name ?? '')) continue;
    const argument = action.call.args[action.call.name === 'socketpair' ? 3 : 0];
    const root =
      argument === undefined ? undefined : placeOf(argument.kind === 'address' ? argument.base : argument)?.root;
    if (root !== undefined) pipes.add(root.id);
  }
  for (const node of ir.nodes) {
    const { action } = node;
    if (action.kind !== 'call' || !WRITES.test(action.call.name ?? '') || action.call.args[0] === undefined) continue;
    const root = placeOf(action.call.args[0])?.root;
    // What was written before the call, or by the child itself, is there to be read.
    if (root !== undefined && pipes.has(root.id) && (own.has(node.id) || before(ir, node.id, own)))
      pipes.delete(root.id);
  }
  return pipes;
};

/** Whether a node stands before everything that the child runs. */
const before = (ir: FunctionIr, id: number, own: ReadonlySet<number>): boolean => {
  const start = ir.nodes[id]?.at.start ?? 0;
  return [...own].every((other) => (ir.nodes[other]?.at.start ?? 0) > start);
};

/** The nodes of the child's code from which a node is reached again without leaving it. */
const cycle = (ir: FunctionIr, from: number, own: ReadonlySet<number>): ReadonlySet<number> => {
  const reach = new Set<number>();
  const work = [...(ir.nodes[from]?.next ?? [])];
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    if (reach.has(id) || !own.has(id)) continue;
    reach.add(id);
    work.push(...(ir.nodes[id]?.next ?? []));
  }
  if (!reach.has(from)) return new Set();
  return new Set([...reach].filter((id) => id === from || leadsTo(ir, id, from, own)));
};

const leadsTo = (ir: FunctionIr, from: number, to: number, own: ReadonlySet<number>): boolean => {
  const seen = new Set<number>();
  const work = [from];
  for (let id = work.pop(); id !== undefined; id = work.pop()) {
    if (id === to && seen.size > 0) return true;
    if (seen.has(id) || !own.has(id)) continue;
    seen.add(id);
    work.push(...(ir.nodes[id]?.next ?? []));
  }
  return false;
};

/** Finds the three kinds of waiting in the nodes that only the child runs. */
export const waitingOf = (lowered: Lowered, own: ReadonlySet<number>): Pick<Site, 'starved' | 'spins' | 'pumps'> => {
  const { ir } = lowered;
  const starved: Spot[] = [];
  const spins: Spot[] = [];
  const pumps: Spot[] = [];
  if (own.size > 1500) return { starved, spins, pumps };
  const pipes = pipesOf(ir, own);
  for (const id of own) {
    const action = ir.nodes[id]?.action;
    if (action?.kind === 'call') {
      const { name = '', args, at } = action.call;
      const root = args[0] === undefined ? undefined : placeOf(args[0])?.root;
      if (READS.test(name) && root !== undefined && pipes.has(root.id)) starved.push(spotOf(lowered, at));
      else if ((READS.test(name) || WRITES.test(name) || name === 'accept') && cycle(ir, id, own).size > 0)
        pumps.push(spotOf(lowered, at));
    } else if (action?.kind === 'branch') {
      const names = new Set<number>();
      let shared = false;
      eachPart(action.condition, (part) => {
        if (part.kind !== 'name') return;
        names.add(part.symbol.id);
        shared ||= part.symbol.storage === 'unknown' || part.symbol.storage === 'static' || part.symbol.volatile;
      });
      if (!shared) continue;
      const round = cycle(ir, id, own);
      const still = [...round].every((other) => {
        const inner = ir.nodes[other]?.action;
        if (inner?.kind === 'call') return IDLE.test(inner.call.name ?? '');
        if (inner?.kind !== 'assign') return true;
        const root = placeOf(inner.target)?.root;
        return root === undefined || !names.has(root.id);
      });
      if (round.size > 0 && still) spins.push(spotOf(lowered, action.condition.at));
    }
  }
  return { starved, spins, pumps };
};
