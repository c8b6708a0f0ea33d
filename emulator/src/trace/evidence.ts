/**
 * What a recorded run proves about vfork: typed evidence with the child's and the parent's lines (DESIGN §5.3). Each kind is derived
 * from what happened in memory and kernel, never from the source. Kinds that compare two runs are in `compare.ts`.
 */
import type { Area, Frame, Happening, KernelEvent, RunResult } from '../kernel/index.ts';
import { signalName } from '../kernel/index.ts';
import type { Recorded, RecordedRead, Recording } from './recorder.ts';

export const EVIDENCE_KINDS = [
  'parent-read-child-write',
  'dead-frame',
  'double-flush',
  'atexit-in-child',
  'stdio-closed',
  'handler-changed',
  'handler-ran-in-child',
  'heap-changed',
  'fd-changed',
  'parent-code-ran-twice',
  'deadlock',
  'parent-crashed',
  'call-refused',
  'failure-unnoticed',
  'differs-from-fork',
  'register-dependent',
] as const;

export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** One side of a piece of evidence: functions innermost first, with their lines. */
export interface Side {
  readonly pid: number;
  readonly stack: readonly Frame[];
}

export interface Evidence {
  readonly kind: EvidenceKind;
  readonly child: Side | undefined;
  readonly parent: Side | undefined;
  /** The variable in question, where one is known by name. */
  readonly variable: string | undefined;
  /** For a read of what the child wrote: in which part of the memory. */
  readonly area?: Area;
  /** It is as it was when the memory was lent: the library's own state, which it set again. */
  readonly unchanged?: true;
  readonly text: string;
}

const RET = new Set([0xc2, 0xc3, 0xca, 0xcb]);
/** POP of BP, SI and DI, which a function keeps for its caller. */
const RESTORES = new Set([0x5d, 0x5e, 0x5f]);
/** POP of the other registers, which drops an argument of a call as well. */
const DROPS = new Set([0x58, 0x59, 0x5a, 0x5b, 0x5c]);
/** Files of our own library. */
const LIBRARY = /^\/@/;
const FLUSHES = /^_*(fflush|flush|fclose|fcloseall|exit|stdio_close_all|close_all|fflush_all)/;
const EXITS = /^_*(exit|do_exit|run_exit|run_atexit|quick_exit)$/;
const HANDLER_TABLES = /^_*(sigtable|signal_table|sig_table)/;
/** exec* builds its argument block in the heap and takes it down again. */
const inExec = (stack: readonly Frame[]): boolean => stack.some((frame) => /^_*exec[lv]/.test(frame.function ?? ''));
/** The library's own child tells it through a word on its stack why exec failed, and nobody else can see that word. */
const inSpawn = (stack: readonly Frame[]): boolean =>
  stack.some((frame) => /^_*posix_spawnp?$/.test(frame.function ?? ''));
const HEAP_FUNCTIONS = /^_*(malloc|free|calloc|realloc|sbrk|brk)$/;

/** Everything that one run shows, once for each pair of places. `result` is how it ended. */
export const evidenceOf = (recording: Recording, result: RunResult): Evidence[] => {
  const seen = new Set<string>();
  return all(recording, result).filter(({ kind, child, parent, variable }) => {
    const way = child?.stack.map(({ pc }) => pc).join(',');
    const key = [kind, variable, child?.pid, way, parent?.stack[0]?.pc].join(' ');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

const all = (recording: Recording, result: RunResult): Evidence[] => [
  ...recording.reads.flatMap(ofRead),
  ...recording.writes.flatMap((write): Evidence[] => {
    const child = { pid: write.child, stack: write.stack };
    const ran = ofExit(child);
    if (ran.length > 0) return ran;
    if (write.changes && write.variable !== undefined && HANDLER_TABLES.test(write.variable)) {
      const text = `the child changed the table of signal handlers that it shares with its parent`;
      return [{ kind: 'handler-changed', child, parent: undefined, variable: write.variable, text }];
    }
    if (
      write.area === 'heap' &&
      !inExec(write.stack) &&
      write.stack.some((frame) => HEAP_FUNCTIONS.test(frame.function ?? ''))
    ) {
      const text = 'the child changed the heap that it shares with its parent';
      return [{ kind: 'heap-changed', child, parent: undefined, variable: undefined, text }];
    }
    return [];
  }),
  ...leavings(recording),
  ...recording.events.flatMap((one) => ofEvent(one, recording)),
  ...ranTwice(recording),
  ...ofResult(recording, result),
];

const ofRead = (read: RecordedRead): Evidence[] => {
  const child = read.write === undefined ? undefined : { pid: read.child, stack: read.write.stack };
  const parent = { pid: read.reader, stack: read.stack };
  const { variable } = read;
  if (DROPS.has(read.opcode)) return [];
  if (read.write !== undefined && inSpawn(read.write.stack) && inSpawn(read.stack)) return [];
  if (RET.has(read.opcode) || (RESTORES.has(read.opcode) && read.area === 'frame')) {
    const what = RET.has(read.opcode) ? 'returns through an address' : 'restores a register from a place';
    return [{ kind: 'dead-frame', child, parent, variable, text: `the parent ${what} that the child has overwritten` }];
  }
  if (read.area === 'free-stack' || read.write === undefined) return [];
  // What the program set to what it was has not changed for the parent; of the library's state nobody knows what it means.
  if (!read.changed && !LIBRARY.test(read.write.stack[0]?.file ?? '/@')) return [];
  const name =
    variable === undefined ? (read.area === 'frame' ? 'a local' : `memory in ${read.area}`) : `'${variable}'`;
  return [
    {
      kind: 'parent-read-child-write',
      child,
      parent,
      variable,
      area: read.area,
      ...(read.changed ? {} : { unchanged: true }),
      text: `the parent read ${name}, which the child wrote`,
    },
  ];
};

/** Children that have left the function that called vfork and push over its frame, whether or not the parent looks at it again. */
const leavings = ({ writes }: Recording): Evidence[] => {
  const children = new Set<number>();
  return writes.flatMap(({ outside, child: pid, stack }): Evidence[] => {
    if (!outside || children.has(pid)) return [];
    children.add(pid);
    const text = 'the child has left the function that called vfork, and its calls overwrite the frame of its parent';
    return [{ kind: 'dead-frame', child: { pid, stack }, parent: undefined, variable: undefined, text }];
  });
};

const ofEvent = ({ event, stack, vforkChild, borrowed }: Recorded, recording: Recording): Evidence[] => {
  const child: Side = { pid: event.pid, stack };
  const single = (kind: EvidenceKind, text: string): Evidence[] => [
    { kind, child, parent: undefined, variable: undefined, text },
  ];
  const { what } = event;
  const leaving = stack.findIndex((frame) => EXITS.test(frame.function ?? ''));
  switch (what.kind) {
    case 'write':
      if (!flushes(stack)) return [];
      if (borrowed === 0) return [];
      return vforkChild ? flushOf(event, child, recording, borrowed) : twice(event, child, recording, borrowed);
    case 'call': {
      const refused = ofRefusal(what, child);
      return vforkChild ? [...ofExit(child), ...refused] : refused;
    }
    case 'fd':
      if (!vforkChild) return [];
      if (what.what === 'close' && leaving >= 0)
        return single('stdio-closed', `exit in the child closed descriptor ${what.fd}`);
      if (what.table === 'shared' && what.what !== 'close-on-exec') {
        return single('fd-changed', `the child changed descriptor ${what.fd} in the table of its parent`);
      }
      return [];
    case 'disposition':
      if (!vforkChild) return [];
      if (recording.handlersShared && changes(event, recording))
        return single('handler-changed', `the child changed what ${signalName(what.signal)} does in its parent`);
      if (what.forced)
        return single('handler-changed', `the handler for ${signalName(what.signal)} became SIG_DFL in the child`);
      return [];
    case 'signal-handled':
      return vforkChild
        ? single('handler-ran-in-child', `a handler for ${signalName(what.signal)} ran in the child`)
        : [];
    case 'break':
      return vforkChild && !inExec(stack) ? single('heap-changed', `the child moved the heap break`) : [];
    default:
      return [];
  }
};

/** Whether a disposition is another than the process, or one whose table it shares, set last; what they were started with is the default. */
const changes = (event: KernelEvent, { events }: Recording): boolean => {
  const { what } = event;
  if (what.kind !== 'disposition') return false;
  const sharers = new Set([event.pid]);
  for (const { event: other } of events.toReversed()) {
    if (other.what.kind === 'fork' && other.what.how === 'vfork' && sharers.has(other.what.child))
      sharers.add(other.pid);
  }
  const before = events.findLast(
    ({ event: other }) =>
      sharers.has(other.pid) &&
      other.at < event.at &&
      other.what.kind === 'disposition' &&
      other.what.signal === what.signal,
  )?.event.what;
  const [to, handler] = before?.kind === 'disposition' ? [before.to, before.handler] : ['default', 0];
  return what.to !== to || (what.to === 'handler' && what.handler !== handler);
};

/** vfork that the system refuses for what it was asked, not for want of room: a bit that vforkx does not know, a child of a child. */
const ofRefusal = ({ name, result }: Extract<Happening, { kind: 'call' }>, side: Side): Evidence[] => {
  if (!/^vforkx?$/.test(name) || result.kind !== 'error' || result.errno !== 'EINVAL') return [];
  return [
    { kind: 'call-refused', child: side, parent: undefined, variable: undefined, text: `${name} was refused: EINVAL` },
  ];
};

/** A function that exit called for the parent: not the library's own that flushes and closes streams. */
const ofExit = (child: Side): Evidence[] => {
  const leaving = child.stack.findIndex((frame) => EXITS.test(frame.function ?? ''));
  const called = leaving > 0 ? child.stack[leaving - 1] : undefined;
  const handler = called?.function;
  if (handler === undefined || called?.file === undefined || folder(called.file) === folder(child.stack[leaving]?.file))
    return [];
  const text = `exit in the child ran '${handler}', which the parent had registered`;
  return [{ kind: 'atexit-in-child', child, parent: undefined, variable: undefined, text }];
};

const folder = (file: string | undefined): string | undefined => file?.replace(/[^/]*$/, '');

const flushes = (stack: readonly Frame[]): boolean => stack.some((frame) => FLUSHES.test(frame.function ?? ''));

/** A flush by a vfork child: the buffer belongs to the parent. */
const flushOf = (event: KernelEvent, child: Side, recording: Recording, borrowed: number): Evidence[] => {
  if (event.what.kind !== 'write') return [];
  const after = recording.events.find(
    (one) => one.event.pid !== event.pid && one.event.at > event.at && one.event.what.kind === 'write',
  );
  const parent = after === undefined ? undefined : { pid: after.event.pid, stack: after.stack };
  const own = JSON.stringify(event.what.text.slice(0, borrowed));
  const text = `the child wrote out ${borrowed} bytes of its parent's output buffer: ${own}`;
  return [{ kind: 'double-flush', child, parent, variable: undefined, text }];
};

/** The bytes that a fork child found in its copy of the buffer, written by it and by its parent. */
const twice = (event: KernelEvent, child: Side, recording: Recording, borrowed: number): Evidence[] => {
  const { what } = event;
  if (what.kind !== 'write') return [];
  const found = what.text.slice(0, borrowed);
  const born = recording.events.find((one) => one.event.what.kind === 'fork' && one.event.what.child === event.pid);
  if (born === undefined || born.event.pid === event.pid) return [];
  const again = recording.events.find(
    ({ event: other, stack }) =>
      other.pid === born.event.pid &&
      other.at > born.event.at &&
      other.what.kind === 'write' &&
      other.what.file === what.file &&
      other.what.address === what.address &&
      other.what.text.startsWith(found) &&
      flushes(stack),
  );
  if (again === undefined) return [];
  const text = `buffered output was written by the child and by its parent: ${JSON.stringify(found)}`;
  const parent = { pid: again.event.pid, stack: again.stack };
  return [{ kind: 'double-flush', child, parent, variable: undefined, text }];
};

const MAKES_CHILD = /^(?:v?forkx?|clone)$/;

/** The same call, by the same way through the program, in a vfork child and later in the parent. */
const ranTwice = ({ events }: Recording): Evidence[] => {
  const inChild = new Map<string, Recorded>();
  const found: Evidence[] = [];
  const way = (stack: readonly Frame[]): string => stack.map((frame) => frame.pc).join(' ');
  for (const one of events) {
    // A call without a backtrace has no way to compare; the call that makes the child is made once and returns twice.
    if (one.event.what.kind !== 'call' || one.stack.length === 0 || MAKES_CHILD.test(one.event.what.name)) continue;
    const key = `${one.event.what.name} ${way(one.stack)}`;
    if (one.vforkChild) {
      inChild.set(key, one);
      continue;
    }
    const child = inChild.get(key);
    if (child === undefined) continue;
    found.push({
      kind: 'parent-code-ran-twice',
      child: { pid: child.event.pid, stack: child.stack },
      parent: { pid: one.event.pid, stack: one.stack },
      variable: undefined,
      text: 'the child ran code that the parent runs as well',
    });
  }
  return found;
};

const ofResult = ({ events, waits }: Recording, result: RunResult): Evidence[] => {
  const found: Evidence[] = [];
  const waiting = waits.find(({ borrows }) => borrows);
  if (result.kind === 'deadlock' && waiting !== undefined) {
    const text = result.waiting.map(
      ({ pid, on, line }) => `process ${pid} waits ${on}${line === undefined ? '' : ` at ${line}`}`,
    );
    found.push({ kind: 'deadlock', child: waiting, parent: undefined, variable: undefined, text: text.join('; ') });
  }
  const lenders = new Set(
    events.flatMap(({ event }) => (event.what.kind === 'fork' && event.what.how === 'vfork' ? [event.pid] : [])),
  );
  for (const { event, stack } of events) {
    const died =
      event.what.kind === 'end' && event.what.outcome.kind === 'killed' && FATAL.has(event.what.outcome.signal);
    if ((event.what.kind !== 'crash' && !died) || !lenders.has(event.pid)) continue;
    const text =
      event.what.kind === 'crash' ? `the parent crashed: ${event.what.why}` : 'the parent was killed by a fault';
    found.push({
      kind: 'parent-crashed',
      child: undefined,
      parent: { pid: event.pid, stack },
      variable: undefined,
      text,
    });
  }
  return found;
};

/** SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV. */
const FATAL = new Set([4, 5, 7, 8, 11]);

/** The innermost frame with a source line that `keep` accepts: the user's own code under a library. */
export const lineOf = (side: Side | undefined, keep: (file: string) => boolean): Frame | undefined =>
  side?.stack.find((frame) => frame.file !== undefined && frame.line !== undefined && keep(frame.file));
