/** Whether what a thread waits for has come, when it will come by itself, and how to say it in words. */
import { reportOf, selected } from './children.ts';
import { assertNever } from './invariant.ts';
import type { OpenFile } from './open-file.ts';
import type { Process, Thread } from './process.ts';
import type { Wait } from './wait.ts';
import type { World } from './world.ts';

/** Whether a blocked thread can go on. */
export const isReady = (world: World, thread: Thread, until: Wait): boolean => {
  const { process } = thread;
  switch (until.kind) {
    case 'pipe-data':
      return until.pipe.length > 0 || until.pipe.writers === 0;
    case 'pipe-room':
      return until.pipe.readers === 0 || until.pipe.room >= Math.min(until.bytes, until.pipe.capacity);
    case 'pipe-peer':
      return until.end === 'read' ? until.pipe.writers > 0 : until.pipe.readers > 0;
    case 'terminal-input':
      return until.terminal.readable;
    case 'child': {
      const children = selected(world, process, until.selector);
      return children.length === 0 || children.some((child) => reportOf(child, until.options) !== undefined);
    }
    case 'vfork':
      if (world.personality.vfork.wake === 'any-child') return process.childEvents !== until.seen;
      return world.processes.get(until.child)?.borrowedFrom !== thread;
    case 'time':
      return world.now >= until.at;
    case 'signal':
    case 'never':
      return false;
    case 'mutex':
      return world.machine.ram[until.address] === 0 && world.machine.ram[until.address + 1] === 0;
    case 'condition':
      return until.ticket.woken || world.now >= until.deadline;
    case 'thread':
      return process.threads.every((other) => other.tid !== until.tid || other.state.kind === 'done');
    case 'select':
      return (
        world.now >= until.deadline ||
        until.read.some((fd) => readable(process, fd)) ||
        until.write.some((fd) => writable(process, fd))
      );
    default:
      return assertNever(until);
  }
};

/** The virtual time at which a wait ends by itself; Infinity where it does not. */
export const deadlineOf = (until: Wait): number => {
  if (until.kind === 'time') return until.at;
  if (until.kind === 'select' || until.kind === 'condition') return until.deadline;
  return Infinity;
};

/** Whether a read on a descriptor would return at once. */
export const readable = (process: Process, fd: number): boolean => {
  const target = process.descriptors.get(fd)?.target;
  if (target?.kind === 'pipe') return target.pipe.length > 0 || target.pipe.writers === 0;
  return target?.kind === 'terminal' ? target.terminal.readable : target !== undefined;
};

/** Whether a write on a descriptor would return at once. */
export const writable = (process: Process, fd: number): boolean => {
  const target = process.descriptors.get(fd)?.target;
  if (target?.kind === 'pipe') return target.pipe.room > 0 || target.pipe.readers === 0;
  return target !== undefined;
};

/** What a thread waits for, naming who could end it. */
export const tellWait = (world: World, thread: Thread, until: Wait): string => {
  switch (until.kind) {
    case 'pipe-data':
      return `for data from the pipe on descriptor ${until.fd}, whose write end is held by ${holders(world, until.pipe, 'write')}`;
    case 'pipe-room':
      return `for room in the pipe on descriptor ${until.fd}, whose read end is held by ${holders(world, until.pipe, 'read')}`;
    case 'pipe-peer':
      return `for someone to open the other end of ${until.path}`;
    case 'terminal-input':
      return 'for input from the terminal';
    case 'child': {
      const pids = selected(world, thread.process, until.selector).map((child) => child.pid);
      return `for ${pids.length === 1 ? `process ${pids[0]}` : `one of the processes ${pids.join(', ')}`} to end`;
    }
    case 'vfork':
      return `for its vfork child, process ${until.child}, to call exec or _exit`;
    case 'time':
      return 'for time to pass';
    case 'signal':
      return 'for a signal';
    case 'mutex':
      return `for the mutex at ${hex(until.offset)}, held by ${ownerName(world, until.owner)}`;
    case 'condition':
      return `for the condition at ${hex(until.offset)}`;
    case 'thread':
      return `for thread ${until.tid} to end`;
    case 'select':
      return `in select for descriptors ${[...until.read, ...until.write].join(', ')}`;
    case 'never':
      return until.why;
    default:
      return assertNever(until);
  }
};

const hex = (offset: number): string => `0x${offset.toString(16)}`;

const ownerName = (world: World, tid: number): string => {
  for (const thread of world.threads()) {
    if (thread.tid === tid) return `thread ${tid} of process ${thread.process.pid}`;
  }
  return `thread ${tid}, which is gone`;
};

const holders = (world: World, pipe: unknown, end: 'read' | 'write'): string => {
  const holds = ({ target }: OpenFile): boolean => target.kind === 'pipe' && target.pipe === pipe && target.end === end;
  const pids = [...world.processes.values()].filter((one) => one.descriptors.list().some(({ file }) => holds(file)));
  if (pids.length === 0) return 'nobody';
  return pids.map((one) => `process ${one.pid}`).join(', ');
};
