/** For tests of evidence: recordings written by hand, in few words. The parent is process 1, its vfork child process 2. */
import type { Frame, Happening, RunResult } from '../kernel/index.ts';
import { type Evidence, evidenceOf, type RecordedRead, type RecordedWrite, type Recording } from './index.ts';

export const PARENT = 1;
export const CHILD = 2;
const LIBC = '/@vfork-lint/libc/stdlib.c';

/** Frames from names, innermost first: `name` is the program's own, `@name` the library's; the code address tells them apart. */
export const stackOf = (names: string): readonly Frame[] =>
  names
    .split(' ')
    .filter((name) => name !== '')
    .map((name, i) => ({
      pc: [...name].reduce((sum, letter) => sum * 7 + letter.charCodeAt(0), i),
      function: name.replace(/^@/, ''),
      file: name.startsWith('@') ? LIBC : '/home/a.c',
      line: 10 + i,
    }));

const EXITED: RunResult = { kind: 'exited', outcome: { kind: 'exited', code: 0 }, status: 0, left: [] };
const NOTHING: Recording = {
  events: [],
  writes: [],
  reads: [],
  loans: [],
  handlersShared: false,
  waits: [],
  dropped: 0,
};

/** A write of the child to a variable of its parent, unless told otherwise. */
export const wrote = (stack: string, more: Partial<RecordedWrite> = {}): RecordedWrite => ({
  child: CHILD,
  lender: PARENT,
  offset: 100,
  area: 'data',
  variable: 'v',
  at: 5,
  stack: stackOf(stack),
  outside: false,
  changes: true,
  ...more,
});
const MOV = 0xa1;
/** The parent's read of it. */
export const read = (more: Partial<RecordedRead> = {}): RecordedRead => ({
  reader: PARENT,
  child: CHILD,
  offset: 100,
  area: 'data',
  variable: 'v',
  at: 9,
  opcode: MOV,
  stack: stackOf('main'),
  write: wrote('run main'),
  changed: true,
  ...more,
});

/** Where an event was. */
export interface Happened {
  readonly pid: number;
  readonly at: number;
  readonly stack: string;
  readonly vforkChild: boolean;
  readonly borrowed: number;
}
/** An event in the child before it lets go, unless told otherwise. */
export const event = (what: Happening, more: Partial<Happened> = {}): Recording['events'][number] => {
  const { pid = CHILD, at = 5, stack = 'run main', vforkChild = pid === CHILD, borrowed = 0 } = more;
  const site = { pid, tid: pid, pc: 0, sp: 0, bp: 0, program: '/a', at };
  return { event: { ...site, what }, stack: stackOf(stack), vforkChild, borrowed };
};

/** What a recording with these records shows. */
export const told = (part: Partial<Recording>, result: RunResult = EXITED): readonly Evidence[] =>
  evidenceOf({ ...NOTHING, ...part }, result);
/** Of that, the kinds. */
export const kinds = (part: Partial<Recording>, result: RunResult = EXITED): readonly string[] =>
  told(part, result).map(({ kind }) => kind);
