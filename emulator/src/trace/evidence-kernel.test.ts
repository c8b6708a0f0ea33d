/**
 * What counts as evidence in signals, heap, descriptors, calls and ends, and what does not (DESIGN §5.3; claims in brackets), from recordings
 * written by hand: each kind with the record that shows it, and the records next to it that show nothing.
 */
import { describe, expect, it } from 'vitest';
import type { Happening, RunResult } from '../kernel/index.ts';
import type { Evidence, Recording } from './index.ts';
import { CHILD, event, kinds, PARENT, stackOf, told, wrote } from './testing.ts';

describe('signals (A7, C8, E5)', () => {
  const set = (to: 'default' | 'ignore' | 'handler', handler = 0, forced = false): Happening => ({
    kind: 'disposition',
    signal: 15,
    to,
    handler,
    forced,
  });

  it('have a table in the library that the child changes', () => {
    for (const variable of ['_sigtable', '__sig_table', 'signal_table'])
      expect(told({ writes: [wrote('@signal run', { variable })] })).toMatchObject([
        { kind: 'handler-changed', variable },
      ]);
    expect(kinds({ writes: [wrote('@signal run', { variable: '_sigtable', changes: false })] })).toEqual([]);
    expect(
      kinds({ writes: [wrote('@signal run', { variable: 'table' }), wrote('run', { variable: undefined })] }),
    ).toEqual([]);
  });

  it('have dispositions that are the parent’s where they are shared', () => {
    const before = event(set('handler', 40), { at: 1 });
    const shows = (...events: Recording['events']): readonly string[] => kinds({ events, handlersShared: true });
    expect(shows(event(set('ignore')))).toEqual(['handler-changed']);
    expect(shows(event(set('handler', 7)))).toEqual(['handler-changed']);
    expect(shows(event(set('default')))).toEqual([]);
    const others = [before, event({ ...set('ignore'), signal: 2 } as Happening, { at: 2, vforkChild: false })];
    expect(shows(...[{ ...before, vforkChild: false }], event(set('handler', 40)))).toEqual([]);
    expect(shows(...[{ ...before, vforkChild: false }], event(set('handler', 41)))).toEqual(['handler-changed']);
    expect(shows(...[{ ...before, vforkChild: false }], event(set('default')))).toEqual(['handler-changed']);
    expect(shows({ ...before, vforkChild: false }, ...others.slice(1), event(set('handler', 40)))).toEqual([]);
    expect(kinds({ events: [event(set('ignore'))] })).toEqual([]);
    expect(shows(event(set('ignore'), { pid: PARENT }))).toEqual([]);
  });

  it('A12: are changed against what the lender set last, where they are shared with it', () => {
    const lent = (child: number, by: number): Recording['events'][number] =>
      event({ kind: 'fork', child, how: 'vfork', shared: true, flags: 0 }, { pid: by, at: 2, vforkChild: false });
    const own = event(set('handler', 40), { pid: PARENT, at: 1 });
    const stranger = event(set('handler', 50), { pid: 7, at: 3, vforkChild: false });
    const shows = (what: Happening, ...events: Recording['events']): readonly string[] =>
      kinds({
        events: [own, ...events, event(what, { at: 9 }), event(set('ignore'), { at: 12, vforkChild: false })],
        handlersShared: true,
      });
    for (const lending of [[lent(CHILD, PARENT)], [lent(3, PARENT), lent(CHILD, 3)]]) {
      expect(shows(set('default'), ...lending, stranger)).toEqual(['handler-changed']);
      expect(shows(set('handler', 41), ...lending, stranger)).toEqual(['handler-changed']);
      expect(shows(set('handler', 40), ...lending, stranger)).toEqual([]);
    }
    expect(shows(set('default'), lent(5, PARENT))).toEqual([]);
  });

  it('are forced to SIG_DFL', () => {
    expect(told({ events: [event(set('default', 40, true))] })).toMatchObject([
      { kind: 'handler-changed', text: 'the handler for SIGTERM became SIG_DFL in the child' },
    ]);
    expect(kinds({ events: [event(set('default', 40, true), { pid: PARENT })] })).toEqual([]);
  });

  it('have handlers that run in the child', () => {
    const ran: Happening = { kind: 'signal-handled', signal: 15, handler: 40 };
    expect(told({ events: [event(ran)] })).toMatchObject([
      { kind: 'handler-ran-in-child', text: 'a handler for SIGTERM ran in the child' },
    ]);
    expect(kinds({ events: [event(ran, { pid: PARENT })] })).toEqual([]);
  });
});

describe('heap and descriptors (C4, A12)', () => {
  it.each(['malloc', '_free', 'calloc', 'realloc', '__sbrk', 'brk'])('a write by %s to the heap changes it', (name) =>
    expect(kinds({ writes: [wrote(`@${name} run`, { area: 'heap' })] })).toEqual(['heap-changed']),
  );

  it.each([
    ['by the program', wrote('run', { area: 'heap' })],
    ['in exec', wrote('@malloc @execvp run', { area: 'heap' })],
    ['elsewhere', wrote('@malloc run')],
  ])('a write %s does not', (_, write) => expect(kinds({ writes: [write] })).toEqual([]));

  it('a moved break changes it, but for exec’s', () => {
    const moved: Happening = { kind: 'break', from: 1, to: 2 };
    expect(kinds({ events: [event(moved)] })).toEqual(['heap-changed']);
    expect(kinds({ events: [event(moved, { stack: '@sbrk @_execl run' })] })).toEqual([]);
    expect(kinds({ events: [event(moved, { pid: PARENT })] })).toEqual([]);
  });

  it('a change of a shared table of descriptors is the parent’s too', () => {
    const fd = (what: 'open' | 'close' | 'dup' | 'close-on-exec', table: 'own' | 'shared'): Happening => ({
      kind: 'fd',
      what,
      fd: 4,
      file: 'x',
      table,
    });
    for (const what of ['open', 'close', 'dup'] as const) {
      expect(told({ events: [event(fd(what, 'shared'))] })).toMatchObject([
        { kind: 'fd-changed', text: 'the child changed descriptor 4 in the table of its parent' },
      ]);
      expect(kinds({ events: [event(fd(what, 'own'))] })).toEqual([]);
      expect(kinds({ events: [event(fd(what, 'shared'), { pid: PARENT })] })).toEqual([]);
    }
    expect(kinds({ events: [event(fd('close-on-exec', 'shared'))] })).toEqual([]);
  });
});

describe('code that both run (A1, A3)', () => {
  const called = (name: string): Happening => ({
    kind: 'call',
    name,
    args: [],
    result: { kind: 'return', value: 0 },
    text: '',
  });
  const both = (name: string, inParent: string, inChild = inParent): readonly Evidence[] =>
    told({
      events: [event(called(name), { stack: inChild }), event(called(name), { pid: PARENT, at: 9, stack: inParent })],
    });

  it('is the same call by the same way, once', () => {
    expect(both('write', '@write run main')).toMatchObject([
      { kind: 'parent-code-ran-twice', child: { pid: CHILD }, parent: { pid: PARENT } },
    ]);
    const parent = event(called('write'), { pid: PARENT, at: 9 });
    expect(kinds({ events: [event(called('write')), parent, parent] })).toHaveLength(1);
  });

  const none: readonly (readonly [string, () => readonly Evidence[]])[] = [
    ['by another way', () => both('write', '@write run main', '@write run other main')],
    ['without a way', () => both('write', '')],
    ...['fork', 'vfork', 'vforkx', 'forkx', 'clone'].map(
      (name) => [`to ${name}`, () => both(name, 'run main')] as const,
    ),
    ['of another call', () => told({ events: [event(called('a')), event(called('b'), { pid: PARENT })] })],
    ['in the parent before', () => told({ events: [event(called('a'), { pid: PARENT, at: 1 }), event(called('a'))] })],
  ];

  it.each(none)('is none %s', (_, found) => expect(found()).toEqual([]));
});

describe('ends', () => {
  const waits = [
    { pid: PARENT, stack: stackOf('main'), borrows: false },
    { pid: CHILD, stack: stackOf('run'), borrows: true },
  ];
  const waiting = [
    { pid: PARENT, tid: 1, program: 'a', pc: 0, line: undefined, on: 'for its child' },
    { pid: CHILD, tid: 2, program: 'a', pc: 0, line: 'a.c:4', on: 'for data' },
  ];
  const DEADLOCK: RunResult = { kind: 'deadlock', waiting };

  it('C2: deadlock, where a child that borrows is among those who wait', () => {
    expect(told({ waits }, DEADLOCK)).toMatchObject([
      {
        kind: 'deadlock',
        child: { pid: CHILD, stack: stackOf('run') },
        text: 'process 1 waits for its child; process 2 waits for data at a.c:4',
      },
    ]);
    expect(kinds({ waits: waits.slice(0, 1) }, DEADLOCK)).toEqual([]);
    expect(kinds({ waits })).toEqual([]);
    expect(kinds({ waits }, { kind: 'budget', budget: 'instructions', waiting })).toEqual([]);
  });

  it('A1: a crash of a process that called vfork', () => {
    const vforked = event({ kind: 'fork', child: CHILD, how: 'vfork', shared: true, flags: 0 }, { pid: PARENT, at: 1 });
    const crash = event({ kind: 'crash', why: 'divide fault', signal: 8 }, { pid: PARENT, at: 9 });
    expect(told({ events: [vforked, crash] })).toMatchObject([
      { kind: 'parent-crashed', parent: { pid: PARENT }, text: 'the parent crashed: divide fault' },
    ]);
    const killed = (signal: number, pid = PARENT): Recording['events'][number] =>
      event({ kind: 'end', outcome: { kind: 'killed', signal }, parent: 0, shared: false }, { pid, at: 9 });
    for (const signal of [4, 5, 7, 8, 11])
      expect(told({ events: [vforked, killed(signal)] })).toMatchObject([
        { kind: 'parent-crashed', text: 'the parent was killed by a fault' },
      ]);
    for (const signal of [6, 9, 15]) expect(kinds({ events: [vforked, killed(signal)] })).toEqual([]);
    expect(kinds({ events: [vforked, killed(11, CHILD)] })).toEqual([]);
    const forked = event({ kind: 'fork', child: CHILD, how: 'fork', shared: false, flags: 0 }, { pid: PARENT, at: 1 });
    expect(kinds({ events: [forked, crash] })).toEqual([]);
    const ended: Happening = { kind: 'end', outcome: { kind: 'exited', code: 11 }, parent: 0, shared: false };
    expect(kinds({ events: [vforked, event(ended, { pid: PARENT })] })).toEqual([]);
  });

  it('C7: a call of vfork refused for what was asked', () => {
    const refused = (name: string, errno: 'EINVAL' | 'EAGAIN'): Happening => ({
      kind: 'call',
      name,
      args: [],
      result: { kind: 'error', errno },
      text: '',
    });
    for (const pid of [PARENT, CHILD])
      for (const name of ['vfork', 'vforkx'])
        expect(told({ events: [event(refused(name, 'EINVAL'), { pid })] })).toMatchObject([
          { kind: 'call-refused', child: { pid }, text: `${name} was refused: EINVAL` },
        ]);
    expect(kinds({ events: [event(refused('vfork', 'EAGAIN')), event(refused('ioctl', 'EINVAL'))] })).toEqual([]);
  });
});
