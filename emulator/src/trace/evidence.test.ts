/**
 * What counts as evidence in memory and output, and what does not (DESIGN §5.3; claims in brackets), from recordings written by hand: each kind
 * with the record that shows it, and the records next to it that show nothing. A correct program must never give any.
 */
import { describe, expect, it } from 'vitest';
import type { Happening } from '../kernel/index.ts';
import { lineOf } from './index.ts';
import { CHILD, event, kinds, PARENT, read, stackOf, told, wrote } from './testing.ts';

describe('a read of what the child wrote (C1, E2)', () => {
  it('tells both sides, the variable and the area', () =>
    expect(told({ reads: [read()] })).toEqual([
      {
        kind: 'parent-read-child-write',
        child: { pid: CHILD, stack: stackOf('run main') },
        parent: { pid: PARENT, stack: stackOf('main') },
        variable: 'v',
        area: 'data',
        text: "the parent read 'v', which the child wrote",
      },
    ]));

  it.each([
    ['frame', 'a local'],
    ['heap', 'memory in heap'],
    ['data', 'memory in data'],
  ] as const)('without a name in the %s is of %s', (area, words) =>
    expect(told({ reads: [read({ area, variable: undefined })] })[0]?.text).toBe(
      `the parent read ${words}, which the child wrote`,
    ),
  );

  it.each([
    ['below the stack', { area: 'free-stack' }],
    ['of a write that nobody saw', { write: undefined }],
    ['of what is as it was', { changed: false }],
    ...[0x58, 0x59, 0x5a, 0x5b, 0x5c].map((opcode) => [`that drops an argument (${opcode})`, { opcode }] as const),
    ['by posix_spawn of its own child', { stack: stackOf('@posix_spawn main'), write: wrote('@_posix_spawnp main') }],
  ] as const)('%s is none', (_, more) => expect(kinds({ reads: [read(more)] })).toEqual([]));

  it.each([
    ['the child of posix_spawn', { write: wrote('@posix_spawn main') }],
    ['posix_spawn', { stack: stackOf('@posix_spawn main') }],
  ] as const)('of which only one side is %s counts', (_, more) =>
    expect(kinds({ reads: [read(more)] })).toEqual(['parent-read-child-write']),
  );

  it('of the library’s own state counts though it is as it was, and says so', () =>
    expect(told({ reads: [read({ changed: false, write: wrote('@malloc run') })] })).toMatchObject([
      { kind: 'parent-read-child-write', unchanged: true },
    ]));

  it('is told once for a pair of places, and again for another variable, way, reader or child', () => {
    const one = read();
    expect(kinds({ reads: [one, { ...one, at: 11 }] })).toHaveLength(1);
    for (const more of [
      { variable: 'w' },
      { stack: stackOf('other') },
      { child: 3 },
      { write: wrote('run main other') },
    ])
      expect(kinds({ reads: [one, read(more)] })).toHaveLength(2);
  });
});

describe('a dead frame (A1, E3)', () => {
  it.each([0xc2, 0xc3, 0xca, 0xcb])('is a return (%i) through what the child wrote, wherever it lies', (opcode) => {
    for (const area of ['frame', 'data', 'free-stack'] as const)
      expect(told({ reads: [read({ opcode, area, changed: false })] })).toMatchObject([
        { kind: 'dead-frame', text: 'the parent returns through an address that the child has overwritten' },
      ]);
  });

  it.each([0x5d, 0x5e, 0x5f])('is a register restored (%i) from the frame, and a plain read elsewhere', (opcode) => {
    expect(told({ reads: [read({ opcode, area: 'frame' })] })).toMatchObject([
      { kind: 'dead-frame', text: 'the parent restores a register from a place that the child has overwritten' },
    ]);
    expect(kinds({ reads: [read({ opcode })] })).toEqual(['parent-read-child-write']);
  });

  it.each([0xc1, 0xc4, 0x57, 0x60])('is no other instruction: %i', (opcode) =>
    expect(kinds({ reads: [read({ opcode, area: 'frame' })] })).toEqual(['parent-read-child-write']),
  );

  it('is a push over it by a child that has left, once for each child', () => {
    const writes = [
      wrote('run'),
      wrote('a b', { outside: true }),
      wrote('c', { outside: true }),
      wrote('d', { outside: true, child: 3 }),
    ];
    expect(told({ writes })).toMatchObject([
      { kind: 'dead-frame', child: { pid: CHILD, stack: stackOf('a b') } },
      { kind: 'dead-frame', child: { pid: 3 } },
    ]);
  });
});

describe('exit in the child (A5, C3)', () => {
  const CALL: Happening = { kind: 'call', name: 'getpid', args: [], result: { kind: 'return', value: 2 }, text: '' };

  it('ran the function next to exit, if it is known by name and file', () => {
    expect(kinds({ writes: [wrote('goodbye @exit run')] })).toEqual(['atexit-in-child']);
    const [called, ...rest] = stackOf('goodbye @exit run');
    for (const unknown of [{ function: undefined }, { file: undefined }]) {
      const stack = called === undefined ? [] : [{ ...called, ...unknown }, ...rest];
      expect(kinds({ writes: [{ ...wrote(''), stack }] })).toEqual([]);
    }
  });

  it.each(['exit', '_exit', 'do_exit', 'run_exit', '__run_atexit', 'quick_exit'])('ran a function for %s', (exits) => {
    const stack = `helper goodbye @${exits} run`;
    for (const part of [{ writes: [wrote(stack)] }, { events: [event(CALL, { stack })] }])
      expect(told(part)).toMatchObject([
        { kind: 'atexit-in-child', text: "exit in the child ran 'goodbye', which the parent had registered" },
      ]);
  });

  it.each([
    ['the library’s own function', '@flush_all @exit run'],
    ['exit itself', '@exit run'],
    ['a function of another name', 'goodbye @exits run'],
    ['no exit', 'goodbye run main'],
  ])('ran %s: none', (_, stack) => {
    expect(kinds({ writes: [wrote(stack)] })).toEqual([]);
    expect(kinds({ events: [event(CALL, { stack })] })).toEqual([]);
  });

  it('is none in the parent', () =>
    expect(kinds({ events: [event(CALL, { pid: PARENT, stack: 'goodbye @exit main' })] })).toEqual([]));

  it('closed a stream: a descriptor that exit closes, not one that the child does', () => {
    const close = { kind: 'fd', what: 'close', fd: 1, file: 'x', table: 'own' } as const;
    expect(told({ events: [event(close, { stack: '@close @fclose @exit run' })] })).toMatchObject([
      { kind: 'stdio-closed', text: 'exit in the child closed descriptor 1' },
    ]);
    expect(kinds({ events: [event(close, { stack: '@exit run' })] })).toEqual(['stdio-closed']);
    expect(kinds({ events: [event(close)] })).toEqual([]);
    expect(kinds({ events: [event({ ...close, what: 'dup' }, { stack: '@exit run' })] })).toEqual([]);
    expect(kinds({ events: [event(close, { pid: PARENT, stack: '@exit main' })] })).toEqual([]);
  });
});

describe('output (A5, A6)', () => {
  const write: Happening = { kind: 'write', fd: 1, file: 'out', offset: 0, length: 4, address: 50, text: 'abcd' };
  const later = event(write, { pid: PARENT, at: 20, stack: '@fflush main' });

  it.each(['fflush', '_flush', 'fclose', 'fcloseall', 'exit', '__stdio_close_all', 'fflush_all'])(
    'of the parent’s buffer is flushed by the child in %s',
    (how) =>
      expect(told({ events: [event(write, { stack: `@write @${how} run`, borrowed: 3 }), later] })).toMatchObject([
        {
          kind: 'double-flush',
          child: { pid: CHILD },
          parent: { pid: PARENT, stack: stackOf('@fflush main') },
          text: 'the child wrote out 3 bytes of its parent\'s output buffer: "abc"',
        },
      ]),
  );

  it('has no other side where the parent writes no more', () => {
    const events = [
      event(write, { pid: PARENT, at: 2 }),
      event(write, { pid: PARENT, at: 5 }),
      event(write, { at: 12 }),
      event(write, { stack: '@fflush run', borrowed: 4 }),
      event({ kind: 'read', fd: 0, file: 'x', length: 1 }, { pid: PARENT, at: 9 }),
    ];
    expect(told({ events })).toMatchObject([{ kind: 'double-flush', parent: undefined }]);
  });

  it('of the child’s own is none, nor what it writes without a buffer', () => {
    expect(kinds({ events: [event(write, { stack: '@fflush run' })] })).toEqual([]);
    expect(kinds({ events: [event(write, { stack: '@write run', borrowed: 4 })] })).toEqual([]);
  });

  describe('after fork', () => {
    const born = event({ kind: 'fork', child: CHILD, how: 'fork', shared: false, flags: 0 }, { pid: PARENT, at: 1 });
    const copy = event(write, { stack: '@fflush run', borrowed: 3, vforkChild: false });

    /** Other children of others, before and after. */
    const strangers = [0, 2].map((at) =>
      event({ kind: 'fork', child: 5, how: 'fork', shared: false, flags: 0 }, { pid: 7, at, vforkChild: false }),
    );

    it('is written by both', () =>
      expect(told({ events: [...strangers, born, ...strangers, copy, later] })).toMatchObject([
        {
          kind: 'double-flush',
          child: { pid: CHILD },
          parent: { pid: PARENT },
          text: 'buffered output was written by the child and by its parent: "abc"',
        },
      ]));

    it.each([
      ['to another file', { ...write, file: 'other' }, {}],
      ['from another buffer', { ...write, address: 51 }, {}],
      ['of another text', { ...write, text: 'abxd' }, {}],
      ['past the buffer', write, { stack: '@write main' }],
      ['before the child was', write, { at: 1 }],
      ['by a third', write, { pid: 7, vforkChild: false }],
    ] as const)('is none where the parent’s is %s', (_, what, more) =>
      expect(
        kinds({ events: [born, copy, event(what, { pid: PARENT, at: 20, stack: '@fflush main', ...more })] }),
      ).toEqual([]),
    );

    it('is none of a process whose parent is not known', () => expect(kinds({ events: [copy, later] })).toEqual([]));
  });
});

it('finds the innermost line of the files that one asks for', () => {
  const stack = [
    { pc: 1, function: 'f', file: undefined, line: undefined },
    { pc: 2, function: 'g', file: '/a.c', line: undefined },
    ...stackOf('@exit run main'),
  ];
  const own = (file: string): boolean => !file.startsWith('/@');
  expect(lineOf({ pid: 1, stack }, own)).toMatchObject({ function: 'run' });
  expect(lineOf({ pid: 1, stack }, () => true)).toMatchObject({ function: 'exit' });
  expect(lineOf(undefined, own)).toBeUndefined();
});
