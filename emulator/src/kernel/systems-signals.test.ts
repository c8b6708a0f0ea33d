/**
 * Each axis of signals and the terminal on which systems' vfork differ (claims B5, C8, E5; reference §1.6, §4.1, §4.3), on every kernel: one
 * program, and a table of what is seen where. Children use no stack (`lean`), so that kernels that keep nothing can be asked too.
 */
import { describe, expect, it } from 'vitest';
import {
  build,
  call,
  check,
  everywhere,
  lean,
  type RunOptions,
  runSource,
  STATE,
  tell,
  trap,
  WAIT,
  without,
} from './testing.ts';

const CODE = `${WAIT}\n  mov al, [state+1]\n  xor ah, ah`;
const ACTION =
  'section .data\naction: dw handler, handler\n  dd 0\n  dw 0\nnothing: dw 0, 0, 0, 0, 0\nold: dw 0, 0, 0, 0, 0\n';
const HANDLER = 'section .text\nhandler: mov ax, 204\n  int 0x80\n';
const IGNORE = 1;
const [INT, USR1, CHLD, TSTP, TTIN, TTOU] = [2, 10, 17, 20, 21, 22];

/** Ends with 0 where a signal is at SIG_DFL, 1 where it is ignored, 2 where it is caught. */
const tellDisposition = (signal: number): string => `${trap('sigaction', signal, 0, 'old')}
  mov bx, [old]
  cmp bx, 2
  jb .told
  mov bx, 2
.told: mov ax, 1
  int 0x80`;
const first = (source: string, before: string): string => source.replace('main:', `main: ${before}\n`);

describe('C8, E5: dispositions', () => {
  it('of caught signals are inherited, but at SIG_DFL on Solaris', () =>
    everywhere(first(lean(tellDisposition(USR1), CODE, HANDLER + ACTION), call('sigaction', USR1, 'action', 0)), {
      solaris: {},
      rest: { status: 2 },
    }));

  it('of ignored signals are inherited everywhere', () =>
    everywhere(first(lean(tellDisposition(USR1), CODE, HANDLER + ACTION), call('signal', USR1, IGNORE, 0)), {
      rest: { status: IGNORE },
    }));

  it('that the child sets are handlers, but SIG_DFL on Solaris', () =>
    everywhere(lean(`${trap('sigaction', USR1, 'action', 0)}\n${tellDisposition(USR1)}`, CODE, HANDLER + ACTION), {
      solaris: {},
      rest: { status: 2 },
    }));

  it('that the child sets to SIG_IGN are that everywhere', () =>
    everywhere(lean(`${trap('signal', USR1, IGNORE, 0)}\n${tellDisposition(USR1)}`, CODE, HANDLER + ACTION), {
      rest: { status: IGNORE },
    }));

  it('that the child sets are not its parent’s, but where the process is one or the table is in user space', () =>
    everywhere(
      first(
        lean(trap('sigaction', USR1, 'nothing', 0), tellDisposition(USR1), HANDLER + ACTION),
        call('sigaction', USR1, 'action', 0),
      ),
      { 'cygwin userspace': {}, rest: { status: 2 } },
    ));

  it('of SIGINT that were ignored are kept by exec, but reset on ELKS', () => {
    const source = `main: ${call('signal', INT, IGNORE, 0)}\n${call('execve', 'path', 'block', 14)}\n  ret
section .data
path: db "/bin/other", 0
block: dw 1, 8, 0, 0
  db "other", 0`;
    const other = `main: ${call('sigaction', INT, 0, 'old')}\n  mov ax, [old]\n  ret\nsection .bss\nold: resw 5`;
    everywhere(
      source,
      { 'elks elks-1999 elks-2015': {}, rest: { status: IGNORE } },
      { files: { '/bin/other': build(other) } },
    );
  });
});

describe('pending signals', () => {
  const source = (vfork: string): string =>
    first(
      lean(
        `${trap('sigpending', 'pending')}\n  mov bx, [pending+1]\n  and bx, 2\n  mov ax, 1\n  int 0x80`,
        CODE,
        'section .data\nblocked: dd 0x200\npending: dd 0\n',
      ).replace('call vfork', `call ${vfork}`),
      `${call('sigprocmask', 0, 'blocked', 0)}\n${call('getpid', 0)}\n  mov di, ax\n${call('kill', 'di', USR1)}`,
    );

  it('are not the child’s, but were on ELKS until 2026, and are where the process is one', () =>
    everywhere(source('vfork'), { 'elks-1999 elks-2015 cygwin': { status: 2 } }));

  it('are not the child’s of fork', () => everywhere(source('fork'), {}));
});

describe('handlers of signal(2)', () => {
  /** Each of two handlers shifts the order by two bits and adds its number. */
  const handler = (number: number): string =>
    `  push ax\n  mov ax, [order]\n  add ax, ax\n  add ax, ax\n  add ax, ${number}\n  mov [order], ax\n  pop ax\n  ret 2`;
  const source = `main: ${call('signal', USR1, 'one', 0)}
${call('signal', CHLD, 'two', 0)}
${call('sigprocmask', 0, 'both', 0)}
${call('getpid', 0)}
  mov di, ax
${call('kill', 'di', USR1)}
${call('kill', 'di', CHLD)}
${call('sigprocmask', 1, 'both', 0)}
${call('getpid', 0)}
  mov ax, [order]
  ret
one: ${handler(1)}
two: ${handler(2)}
section .data
both: dd 0x10200
order: dw 0`;

  it('run one by one on ELKS, which forgot the second until 2015, and one on top of the other elsewhere', () =>
    everywhere(source, { 'elks-1999 elks-2015': { status: 1 }, elks: { status: 6 }, rest: { status: 9 } }));

  it('of sigaction run one on top of the other everywhere', () => {
    const action = (name: string): string => `${name}_action: dw ${name}, ${name}\n  dd 0\n  dw 0\n`;
    const own = source
      .replace(call('signal', USR1, 'one', 0), call('sigaction', USR1, 'one_action', 0))
      .replace(call('signal', CHLD, 'two', 0), call('sigaction', CHLD, 'two_action', 0))
      .replaceAll('ret 2', 'mov ax, 204\n  int 0x80');
    everywhere(`${own}\n${action('one')}${action('two')}`, { rest: { status: 9 } });
  });
});

describe('B5: signals of the terminal', () => {
  /** The child sends itself a signal and goes on if it can; what wait tells of it, with stops told. */
  const source = (signal: number): string =>
    lean(
      `${trap('getpid', 0)}\n  mov bx, ax\n  mov cx, ${signal}\n  mov ax, 37\n  int 0x80\n${tell('on')}`,
      `${call('wait4', -1, 'state', 2, 0)}\n  mov al, [state]\n  xor ah, ah`,
    );
  const STOPPED = { status: 0x7f };

  it.each([TTIN, TTOU, TSTP])('%i stops the child, but on the systems after 4.3BSD and SVR4', (signal) =>
    everywhere(source(signal), {
      'news-os solaris bsd43 macos': { stdout: 'on' },
      fork: STOPPED,
      rest: { status: 'deadlock' },
    }),
  );

  it.each([INT, USR1])('%i ends it everywhere', (signal) =>
    everywhere(source(signal), { cygwin: { status: 128 + signal }, rest: { status: signal } }),
  );

  it.each([TTIN, TTOU, TSTP])('%i stops a child of fork everywhere', (signal) =>
    everywhere(source(signal).replace('call vfork', 'call fork'), { rest: STOPPED }),
  );
});

describe('B5, C9: the terminal for a child in the background', () => {
  const terminal: RunOptions = { stdio: 'terminal', keys: [{ at: 0, text: 'abc\n' }] };
  const ECHO = 'abc\r\n';

  it('is read as usual on ELKS, stops it elsewhere, gives end of file, or an error on 4.3BSD', () =>
    everywhere(
      lean(
        `${trap('setpgid', 0, 0)}\n${trap('read', 0, 'buffer', 4)}\n  mov bx, ax\n  mov ax, 1\n  int 0x80`,
        CODE,
        'section .bss\nbuffer: resb 4\n',
      ),
      {
        'elks elks-1999 elks-2015 cygwin': { status: 4, stdout: ECHO },
        'news-os solaris macos': { status: 0, stdout: ECHO },
        bsd43: { status: 256 - 5, stdout: ECHO },
        rest: { status: 'deadlock', stdout: ECHO },
      },
      terminal,
    ));

  it('is written though TOSTOP is set, but not where it would stop any other', () =>
    everywhere(
      first(
        lean(
          `${trap('setpgid', 0, 0)}\n${trap('write', 1, 'text', 2)}\n  mov bx, ax\n  mov ax, 1\n  int 0x80`,
          CODE,
          'section .data\ntext: db "ok"\nsection .bss\ntermios: resb 34\n',
        ),
        `${call('ioctl', 0, '0x5401', 'termios')}\n  or word [termios+12], 256\n${call('ioctl', 0, '0x5402', 'termios')}`,
      ),
      {
        'elks elks-1999 elks-2015 cygwin news-os solaris macos bsd43': { status: 2, stdout: 'ok' },
        rest: { status: 'deadlock' },
      },
      { stdio: 'terminal' },
    ));

  it('can be changed by it on the same systems', () =>
    everywhere(
      first(
        lean(
          `${trap('setpgid', 0, 0)}\n${trap('ioctl', 0, '0x5402', 'termios')}\n  mov bx, ax\n  mov ax, 1\n  int 0x80`,
          CODE,
          'section .bss\ntermios: resb 34\n',
        ),
        call('ioctl', 0, '0x5401', 'termios'),
      ),
      { 'elks elks-1999 elks-2015 cygwin news-os solaris macos bsd43': {}, rest: { status: 'deadlock' } },
      { stdio: 'terminal' },
    ));
});

describe('the terminal for others in the background', () => {
  /** A child of fork leaves the foreground; it, or its own vfork child, reads. */
  const source = (vfork: string): string => `${STATE}main: ${call('fork')}
  test ax, ax
  jz .child
${call('wait4', -1, 'state', 2, 0)}
  mov ax, [state]
  or al, ah
  xor ah, ah
  ret
.child: ${call('setpgid', 0, 0)}
${vfork}
${trap('read', 0, 'buffer', 4)}
  mov bx, ax
  mov ax, 1
  int 0x80
section .bss
buffer: resb 4`;
  const terminal: RunOptions = { stdio: 'terminal', keys: [{ at: 0, text: 'abc\n' }] };
  const stdout = 'abc\r\n';

  it('stops at a read, but on ELKS, which does not look', () =>
    everywhere(
      source(''),
      { 'elks elks-1999 elks-2015': { status: 4, stdout }, rest: { status: 0x7f | TTIN, stdout } },
      terminal,
    ));

  it('D4: stops a caller that plays the child as any other', () =>
    check(
      ['cygwin'],
      source(`  call vfork\n  test ax, ax\n  jz .plays\n${trap('exit', 9)}\n.plays:`),
      { status: 0x7f | TTIN, stdout },
      terminal,
    ));
});

describe('E5: signals to the suspended parent', () => {
  /** Who ends first: 1 is the parent, 2 the child, which has sent the signal and sleeps. */
  const firstToEnd = (kernel: string, signal: number): number | undefined => {
    const source = lean(
      `${trap('getpid', 'parent_pid')}\n  mov bx, [parent_pid]\n  mov cx, ${signal}\n  mov ax, 37\n  int 0x80\n${trap('nanosleep', 'span', 0)}`,
      'xor ax, ax',
      'section .data\nparent_pid: dw 0\nspan: dd 1, 0\n',
    );
    return runSource(kernel, source).events.find(({ what }) => what.kind === 'end')?.pid;
  };

  it.each([9, 15])('%i: the fatal end the wait on Linux, and wait elsewhere', (signal) => {
    const atOnce = ['linux-i386', 'naive', 'stack-copy', 'userspace', 'inherit-registers', 'fork'];
    for (const kernel of without('cygwin'))
      expect({ kernel, first: firstToEnd(kernel, signal) }).toEqual({ kernel, first: atOnce.includes(kernel) ? 1 : 2 });
  });

  it.each([CHLD, TSTP])('%i: others wait everywhere', (signal) => {
    for (const kernel of without('cygwin', 'fork'))
      expect({ kernel, first: firstToEnd(kernel, signal) }).toEqual({ kernel, first: 2 });
  });
});
