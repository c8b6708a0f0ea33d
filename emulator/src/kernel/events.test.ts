/**
 * What a run tells of vfork, exec, ends, signals and descriptors, event by event (`event.ts`): evidence and timelines are made of it, so
 * each field is held to what the claims say of the kernel, not only what programs see.
 */
import { describe, expect, it } from 'vitest';
import type { Happening } from './event.ts';
import { tellEvent } from './tell-event.ts';
import { borrower, build, call, lean, type RunOptions, runSource, STATE, say, trap, WAIT } from './testing.ts';

type Told = Happening & { readonly by: number };

/** Events of some kinds, with the process that they are about. */
const eventsOf = (
  kernel: string,
  source: string,
  kinds: readonly Happening['kind'][],
  options: RunOptions = {},
): readonly Told[] =>
  runSource(kernel, source, options).events.flatMap(({ pid, what }) =>
    kinds.includes(what.kind) ? [{ by: pid, ...what }] : [],
  );

const exited = (code: number): object => ({ kind: 'exited', code });
const EXIT_5 = `${trap('exit', 5)}`;
const LIFE = ['fork', 'resume', 'end'] as const;

describe('the life of a child', () => {
  const parentEnds = { by: 1, kind: 'end', outcome: exited(0), parent: 0, shared: false };
  const PARENT = `${WAIT}\n  xor ax, ax`;

  it('of vfork shares memory until its end, and then the parent resumes', () =>
    expect(eventsOf('linux-i386', lean(EXIT_5, PARENT), LIFE)).toEqual([
      { by: 1, kind: 'fork', child: 2, how: 'vfork', shared: true, flags: 0 },
      { by: 2, kind: 'end', outcome: exited(5), parent: 1, shared: true },
      { by: 1, kind: 'resume', child: 2, childGone: true, putBack: [] },
      parentEnds,
    ]));

  it('of vfork that is fork shares nothing', () =>
    expect(eventsOf('fork', lean(EXIT_5, PARENT), LIFE)).toEqual([
      { by: 1, kind: 'fork', child: 2, how: 'vfork', shared: false, flags: 0 },
      { by: 2, kind: 'end', outcome: exited(5), parent: 1, shared: false },
      parentEnds,
    ]));

  it.each(['linux-i386', 'fork', 'cygwin'])('of fork shares nothing on %s', (kernel) =>
    expect(eventsOf(kernel, lean(EXIT_5, PARENT).replace('call vfork', 'call fork'), LIFE)).toEqual([
      { by: 1, kind: 'fork', child: 2, how: 'fork', shared: false, flags: 0 },
      { by: 2, kind: 'end', outcome: exited(5), parent: 1, shared: false },
      parentEnds,
    ]),
  );

  it('D1: is played by the caller, until another process ends in its place', () =>
    expect(eventsOf('cygwin', lean(EXIT_5, PARENT), LIFE)).toEqual([
      { by: 1, kind: 'fork', child: 1, how: 'vfork', shared: true, flags: 0 },
      { by: 1, kind: 'resume', child: 2, childGone: true, putBack: [] },
      { by: 2, kind: 'end', outcome: exited(5), parent: 1, shared: false },
      parentEnds,
    ]));

  it('A3: of vfork in the child is fork where the caller plays it', () =>
    expect(
      eventsOf('cygwin', borrower(`call vfork\n  test ax, ax\n  jz .inner\n${WAIT}\n.inner:`, PARENT), ['fork']),
    ).toMatchObject([
      { by: 1, child: 1, how: 'vfork', shared: true },
      { by: 1, child: 2, how: 'fork', shared: false },
    ]));

  it.each([
    ['vforkx', true],
    ['forkx', false],
  ])('C7: of %s tells the flags', (name, shared) => {
    const source = lean(EXIT_5, PARENT).replace('call vfork', call(name, 3));
    const how = name.slice(0, -1);
    expect(eventsOf('solaris', source, ['fork'])).toEqual([{ by: 1, kind: 'fork', child: 2, how, shared, flags: 3 }]);
  });

  it('is not over when old ELKS wakes the parent', () => {
    const source = `${STATE}main: ${call('fork')}
  test ax, ax
  jz .ends
  call vfork
  test ax, ax
  jnz .parent
${trap('nanosleep', 'span', 0)}
${trap('exit', 0)}
.ends: ${call('exit', 0)}
.parent: xor ax, ax
  ret
section .data
span: dd 9, 0`;
    const gone = (kernel: string): unknown => eventsOf(kernel, source, ['resume']);
    const resume = { by: 1, kind: 'resume', child: 3, putBack: [] };
    for (const kernel of ['elks-1999', 'elks-2015']) expect(gone(kernel)).toEqual([{ ...resume, childGone: false }]);
    for (const kernel of ['elks', 'linux-i386']) expect(gone(kernel)).toEqual([{ ...resume, childGone: true }]);
  });

  it.each([
    ['linux-i386', 2],
    ['elks-2015', 2],
    ['elks', 4],
    ['naive', 0],
  ])('A9: on %s %i bytes that it overwrote are put back, and said where', (kernel, count) => {
    const { events } = runSource(
      kernel,
      lean('mov bp, sp\n  not word [bp-2]\n  not word [bp]', 'pop ax\n  xor ax, ax').replace(
        'main:',
        'main: push ax\n',
      ),
    );
    const [forked] = events.filter(({ what }) => what.kind === 'fork');
    const [resumed] = events.flatMap(({ what }) => (what.kind === 'resume' ? [what.putBack] : []));
    expect(resumed).toEqual(Array.from({ length: count }, (_, i) => (forked?.sp ?? 0) + i));
  });

  it('ends with the signal that killed it', () =>
    expect(
      eventsOf(
        'linux-i386',
        lean(`${trap('getpid', 0)}\n  mov bx, ax\n  mov cx, 15\n  mov ax, 37\n  int 0x80`, PARENT),
        ['end'],
      )[0],
    ).toEqual({ by: 2, kind: 'end', outcome: { kind: 'killed', signal: 15 }, parent: 1, shared: true }));
});

describe('exec', () => {
  const files: RunOptions = {
    files: {
      '/bin/other': build(`main: ${call('nanosleep', 'span', 0)}\n  xor ax, ax\n  ret\nsection .data\nspan: dd 1, 0`),
    },
  };
  const source = lean(
    trap('execve', 'path', 'block', 14),
    `${WAIT}\n  xor ax, ax`,
    'section .data\npath: db "/bin/other", 0\nblock: dw 1, 8, 0, 0\n  db "other", 0\n',
  );
  const exec = { kind: 'exec', path: '/bin/other', argv: ['other'], child: 2 };

  it.each(['linux-i386', 'elks', 'solaris'])('lets the parent resume before the program ends, on %s', (kernel) =>
    expect(eventsOf(kernel, source, ['exec', 'resume', 'end'], files)).toEqual([
      { by: 2, ...exec, self: false },
      { by: 1, kind: 'resume', child: 2, childGone: true, putBack: [] },
      { by: 2, kind: 'end', outcome: exited(0), parent: 1, shared: false },
      { by: 1, kind: 'end', outcome: exited(0), parent: 0, shared: false },
    ]),
  );

  it('D3: is a spawn by a caller that plays the child', () =>
    expect(eventsOf('cygwin', source, ['exec', 'resume'], files)).toEqual([
      { by: 1, ...exec, self: true },
      { by: 1, kind: 'resume', child: 2, childGone: true, putBack: [] },
    ]));
});

describe('signals', () => {
  const DATA = 'section .data\naction: dw 100, 100\n  dd 0\n  dw 0\n';

  it.each([
    ['a handler', call('sigaction', 10, 'action', 0), { to: 'handler', handler: 100, forced: false }],
    ['one of ELKS', call('signal', 10, 'main', 0), { to: 'handler', forced: false }],
    ['SIG_DFL', call('signal', 10, 0, 0), { to: 'default', handler: 0, forced: false }],
    ['SIG_IGN', call('signal', 10, 1, 0), { to: 'ignore', handler: 0, forced: false }],
  ])('tells what is set: %s', (_, set, expected) => {
    const source = `main: ${set}\n  xor ax, ax\n  ret\n${DATA}`;
    for (const kernel of ['elks', 'solaris'])
      expect(eventsOf(kernel, source, ['disposition'])).toMatchObject([
        { kind: 'disposition', signal: 10, ...expected },
      ]);
  });

  it('C8: tells that a handler was forced to SIG_DFL in the child, and no other word', () => {
    const told = (set: string): unknown => eventsOf('solaris', borrower(set, 'xor ax, ax', DATA), ['disposition']);
    expect(told(call('sigaction', 10, 'action', 0))).toMatchObject([{ to: 'default', handler: 100, forced: true }]);
    expect(told(call('signal', 10, 1, 0))).toMatchObject([{ to: 'ignore', forced: false }]);
    expect(told(call('signal', 10, 0, 0))).toMatchObject([{ to: 'default', forced: false }]);
  });

  it.each([
    ['linux-i386', 22, false],
    ['solaris', 22, true],
    ['solaris', 10, false],
  ])('B5: tells on %s whether %i is held: %s', (kernel, signal, held) => {
    const source = lean(
      `${trap('getpid', 0)}\n  mov bx, ax\n  mov cx, ${signal}\n  mov ax, 37\n  int 0x80`,
      `${call('wait4', -1, 'state', 2, 0)}\n  xor ax, ax`,
    );
    expect(eventsOf(kernel, source, ['signal-sent'])[0]).toEqual({ by: 2, kind: 'signal-sent', signal, to: 2, held });
  });

  it('tells who sent it to whom; nothing of 0, which only asks, nor of the dead', () => {
    const to = (signal: number, before: string): unknown =>
      eventsOf(
        'linux-i386',
        lean('', `${before}${call('kill', 'si', signal)}\n  xor ax, ax`).replace('call vfork', 'call fork'),
        ['signal-sent'],
      ).filter((one) => one.kind === 'signal-sent' && one.to === 2);
    expect(to(10, '')).toEqual([{ by: 1, kind: 'signal-sent', signal: 10, to: 2, held: false }]);
    expect(to(0, '')).toEqual([]);
    expect(to(10, `${call('nanosleep', 'span', 0)}\nsection .data\nspan: dd 1, 0\nsection .text\n`)).toEqual([]);
  });

  it('tells the handler that is entered, and the call that it cuts short', () => {
    const source = `main: ${call('sigaction', 14, 'action', 0)}\n${call('alarm', 1)}\n${call('pause')}\n  xor ax, ax\n  ret
handler: mov ax, 204\n  int 0x80\nsection .data\naction: dw handler, handler\n  dd 0\n  dw 0`;
    const events = eventsOf('linux-i386', source, ['signal-handled', 'call', 'disposition']);
    const set = events.flatMap((one) => (one.kind === 'disposition' ? [one.handler] : []));
    expect(events.filter(({ kind }) => kind === 'signal-handled')).toEqual([
      { by: 1, kind: 'signal-handled', signal: 14, handler: set[0] },
    ]);
    expect(
      events.flatMap((one) => (one.kind === 'call' && one.result.kind === 'error' ? [one.result.errno] : [])),
    ).toEqual(['EINTR']);
  });

  it('tells that a signal is held by the mask', () =>
    expect(
      eventsOf(
        'linux-i386',
        `main: ${call('sigprocmask', 0, 'set', 0)}\n${call('getpid', 0)}\n  mov di, ax\n${call('kill', 'di', 10)}\n  xor ax, ax\n  ret
section .data\nset: dd 0x200`,
        ['signal-sent'],
      ),
    ).toEqual([{ by: 1, kind: 'signal-sent', signal: 10, to: 1, held: true }]));
});

describe('in words', () => {
  const words = (kernel: string, source: string, options: RunOptions = {}): string[] =>
    runSource(kernel, source, options)
      .events.filter(({ what }) => what.kind !== 'call')
      .map((event) => tellEvent(event).replace(/ [\da-f]{4}\]/, ']'));

  it('of a vfork child that writes, closes and is ended', () =>
    expect(
      words(
        'elks',
        lean(`${trap('close', 0)}\n${trap('dup', 1)}\n${trap('exit', 3)}`, `${say('a\n')}\n${WAIT}\n  xor ax, ax`),
      ),
    ).toEqual([
      '[1] vfork: process 2 in the same memory',
      '[2] descriptor 0 (stdin): close',
      '[2] descriptor 0 (stdout): dup',
      '[2] ends: exit status 3',
      '[1] SIGCHLD sent to process 1',
      '[1] resumes after vfork child 2',
      '[1] 2 bytes to stdout: "a\\n"',
      '[1] ends: exit status 0',
    ]));
});
