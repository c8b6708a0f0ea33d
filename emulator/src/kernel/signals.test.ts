/**
 * Signals without vfork (POSIX.1-2001 XSH 2.4, sigaction, sigprocmask, sigsuspend, kill; reference §1.4, §1.6): masks, what is pending,
 * what a handler changes, which calls are made again, and who is meant by kill.
 */
import { describe, expect, it } from 'vitest';
import { call, check, runSource, STATE, say, see } from './testing.ts';

const KERNELS = ['elks', 'linux-i386', 'cygwin'];
const [EINTR, EINVAL, EPERM, ESRCH] = [4, 22, 1, 3];
const [KILL, USR1, USR2, TERM, CHLD, CONT, STOP, TSTP] = [9, 10, 12, 15, 17, 18, 19, 20];
const [NOCLDSTOP, RESTART, NODEFER, RESETHAND] = [1, 0x1000, 0x4000, 0x8000];
const bit = (signal: number): number => 1 << (signal - 1);

const raise = (signal: number): string => `${call('getpid', 0)}\n  mov di, ax\n${call('kill', 'di', signal)}`;
const sleep = (name = 'span'): string => call('nanosleep', name, 0);
/** A handler that keeps all registers. */
const handler = (name: string, does: string): string =>
  `${name}: push ax\n  push bx\n  push cx\n  push dx\n${does}\n  pop dx\n  pop cx\n  pop bx\n  pop ax\n  mov ax, 204\n  int 0x80\n`;
interface Action {
  readonly does: string;
  readonly mask?: number;
  readonly flags?: number;
}
/** `main` with an action for SIGUSR1 and a handler for SIGUSR2, which says 2. */
const program = (
  body: string,
  { does, mask = 0, flags = 0 }: Action,
  data = '',
): string => `${STATE}main: ${call('sigaction', USR1, 'action', 0)}
${call('sigaction', USR2, 'second', 0)}
${body}
  xor ax, ax
  ret
${handler('first_handler', does)}${handler('second_handler', say('2'))}section .data
action: dw first_handler, first_handler
  dd ${mask}
  dw ${flags}
second: dw second_handler, second_handler
  dd 0
  dw 0
span: dd 1, 0
long_span: dd 3, 0
usr1: dd ${bit(USR1)}
all: dd 0xffffffff
none: dd 0
set: dd 0
${data}`;
const ONE: Action = { does: say('1') };
const block = (set: string): string => call('sigprocmask', 0, set, 0);
const unblock = (set: string): string => call('sigprocmask', 1, set, 0);

describe('masks', () => {
  it('hold a signal back, which is pending, until it is let through', () =>
    check(
      KERNELS,
      program(
        `${block('usr1')}\n${raise(USR1)}\n${call('sigpending', 'set')}\n  cmp word [set], ${bit(USR1)}\n  jne lost\n${say('pending ')}\n${unblock('usr1')}\n${say(' on')}\nlost:`,
        ONE,
      ),
      { stdout: 'pending 1 on' },
    ));

  it('hold one signal, however often it is sent, and others not', () =>
    check(
      KERNELS,
      program(`${block('usr1')}\n${raise(USR1)}\n${raise(USR2)}\n${raise(USR1)}\n${unblock('usr1')}`, ONE),
      {
        stdout: '21',
      },
    ));

  it('are told, set as a whole, and refused for another word', () =>
    check(
      KERNELS,
      program(
        `${call('sigprocmask', 2, 'usr1', 0)}\n${call('sigprocmask', 2, 'none', 'set')}\n  mov si, [set]\n${call('sigprocmask', 0, 0, 'set')}\n  or si, [set]
${call('sigprocmask', 3, 'usr1', 0)}\n  mov ax, [errno]\n  cmp si, ${bit(USR1)}\n  je same\n  mov ax, 99\nsame: ret`,
        ONE,
      ),
      { status: EINVAL },
    ));

  it.each([KILL, STOP])('do not hold %i, which nobody can catch or ignore either', (signal) => {
    const status = signal === KILL ? 128 + KILL : 'deadlock';
    check(KERNELS, program(`${block('all')}\n${raise(signal)}`, ONE), { status });
    check(KERNELS, program(`${call('sigaction', signal, 'action', 0)}\n  mov ax, [errno]\n  ret`, ONE), {
      status: EINVAL,
    });
    for (const how of [1, 'main'])
      check(KERNELS, program(`${call('signal', signal, how, 0)}\n  mov ax, [errno]\n  ret`, ONE), { status: EINVAL });
  });

  it('are inherited by fork, not what is pending', () =>
    check(
      KERNELS,
      program(
        `${block('usr1')}\n${raise(USR1)}\n${call('fork')}\n  test ax, ax\n  jnz parent\n${unblock('usr1')}\n${say('none ')}\n${block('usr1')}\n${raise(USR1)}\n${say('held ')}\n${call('exit', 0)}\nparent: ${call('wait4', -1, 0, 0, 0)}\n${unblock('usr1')}`,
        ONE,
      ),
      { stdout: 'none held 1' },
    ));
});

describe('what is pending', () => {
  it('is dropped where it is ignored', () =>
    check(
      KERNELS,
      program(
        `${block('usr1')}\n${raise(USR1)}\n${call('signal', USR1, 1, 0)}\n${call('sigaction', USR1, 'action', 0)}\n${unblock('usr1')}\n${say('on')}`,
        ONE,
      ),
      { stdout: 'on' },
    ));

  it('is dropped where it is ignored by default, and kept where it is not', () => {
    const source = (signal: number): string =>
      program(
        `${call('sigaction', signal, 'action', 0)}\n${block('all')}\n${raise(signal)}\n${call('signal', signal, 0, 0)}\n${call('sigaction', signal, 'action', 0)}\n${unblock('all')}\n${say('on')}`,
        ONE,
      );
    check(KERNELS, source(CHLD), { stdout: 'on' });
    check(KERNELS, source(TERM), { stdout: '1on' });
  });

  it('of stops is dropped by SIGCONT, and SIGCONT by a stop', () => {
    check(KERNELS, program(`${block('all')}\n${raise(TSTP)}\n${raise(CONT)}\n${unblock('all')}\n${say('on')}`, ONE), {
      stdout: 'on',
    });
    check(
      KERNELS,
      program(
        `${call('sigaction', CONT, 'action', 0)}\n${call('signal', TSTP, 1, 0)}\n${block('all')}\n${raise(CONT)}\n${raise(TSTP)}\n${unblock('all')}\n${say('on')}`,
        ONE,
      ),
      { stdout: 'on' },
    );
  });

  it('waits while the process is stopped, but for SIGKILL', () => {
    const source = (signal: number, goOn: string): string =>
      program(
        `${call('fork')}\n  test ax, ax\n  jnz parent\n${raise(STOP)}\n${say('on')}\n${call('exit', 0)}\nparent: mov si, ax\n${sleep()}\n${call('kill', 'si', signal)}\n${sleep()}\n${say('parent ')}\n${goOn}\n${call('wait4', 'si', 'state', 0, 0)}\n  mov ax, [state]\n  ret`,
        ONE,
      );
    check(KERNELS, source(USR1, call('kill', 'si', CONT)), { stdout: 'parent 1on' });
    check(KERNELS, source(KILL, ''), { stdout: 'parent ', status: KILL });
  });

  it('of SIGCONT stays where another signal comes', () =>
    check(
      KERNELS,
      program(
        `${call('sigaction', CONT, 'action', 0)}\n${block('all')}\n${raise(CONT)}\n${raise(USR2)}\n${unblock('usr1')}\n${call('sigprocmask', 1, 'cont', 0)}\n${say('.')}\n${unblock('all')}`,
        ONE,
        `cont: dd ${bit(CONT)}\n`,
      ),
      { stdout: '1.2' },
    ));
});

describe('a handler', () => {
  const inHandler = (signal: number): string =>
    `${say('(')}\n  push si\n  push di\n${raise(signal)}\n  pop di\n  pop si\n${say(')')}`;

  it('is not interrupted by its own signal, but by others', () => {
    const again = `cmp word [count], 0\n  jne twice\n  inc word [count]\n${inHandler(USR1)}\ntwice:`;
    check(KERNELS, program(raise(USR1), { does: again }, 'count: dw 0\n'), { stdout: '()' });
    check(KERNELS, program(raise(USR1), { does: inHandler(USR2) }), { stdout: '(2)' });
  });

  it('runs its own signal when it is done', () =>
    check(
      KERNELS,
      program(
        raise(USR1),
        { does: `${say('a')}\n  cmp word [count], 0\n  jne twice\n  inc word [count]\n${inHandler(USR1)}\ntwice:` },
        'count: dw 0\n',
      ),
      { stdout: 'a()a' },
    ));

  it('is interrupted by its own with SA_NODEFER', () =>
    check(
      KERNELS,
      program(
        raise(USR1),
        {
          does: `${say('a')}\n  cmp word [count], 0\n  jne twice\n  inc word [count]\n${inHandler(USR1)}\ntwice:`,
          flags: NODEFER,
        },
        'count: dw 0\n',
      ),
      { stdout: 'a(a)' },
    ));

  it('holds the signals of its mask, which is put back afterwards', () =>
    check(
      KERNELS,
      program(
        `${raise(USR1)}\n${raise(USR2)}\n${call('sigprocmask', 0, 0, 'set')}\n  mov ax, [set]\n  or ax, [set+2]\n  ret`,
        { does: inHandler(USR2), mask: bit(USR2) },
      ),
      {
        stdout: '()22',
      },
    ));

  it('is forgotten with SA_RESETHAND', () =>
    check(KERNELS, program(`${raise(USR1)}\n${raise(USR1)}`, { ...ONE, flags: RESETHAND }), {
      stdout: '1',
      status: 128 + USR1,
    }));

  it('is told by sigaction, with its flags and mask', () =>
    check(
      KERNELS,
      program(
        `${call('sigaction', USR1, 0, 'old')}\n  mov ax, [old+8]\n  cmp ax, ${NODEFER | RESTART}\n  jne bad\n  cmp word [old], first_handler\n  jne bad\n  cmp word [old+2], first_handler\n  jne bad\n  cmp word [old+4], 6\n  jne bad\n  cmp word [old+6], 1\n  jne bad\n  xor ax, ax\n  ret\nbad: mov ax, 1\n  ret`,
        { ...ONE, mask: 0x10006, flags: NODEFER | RESTART },
        'old: dw 9, 9, 9, 9, 9\n',
      ),
      {},
    ));

  it('keeps the registers and flags of what it interrupts', () =>
    check(
      KERNELS,
      program(
        `${call('getpid', 0)}\n  mov bx, ax\n  mov cx, ${USR1}\n  mov si, 5\n  mov di, 6\n  mov ax, 37\n  stc\n  int 0x80\n  jnc bad\n  add ax, si\n  add ax, di\n  sub ax, 11\n  ret\nbad: mov ax, 99\n  ret`,
        ONE,
      ),
      {
        stdout: '1',
      },
    ));

  it.each([
    [14, 0],
    [12, 128 + 11],
  ])('needs room for its frame of 14 bytes above the break: %i', (above, status) => {
    const source = program(
      `  mov bp, sp\n  mov bx, top+256\n  mov ax, 17\n  int 0x80\n${call('getpid', 0)}\n  mov bx, ax\n  mov cx, ${USR1}\n  mov ax, 37\n  mov sp, top+${256 + above}\n  int 0x80\n  mov sp, bp`,
      { does: '' },
      'section .bss\ntop: resw 100\n',
    ).replace(/first_handler: push ax[\s\S]*?pop ax/, 'first_handler:');
    const { result, events } = runSource('linux-i386', source);
    expect(result).toMatchObject({ kind: 'exited', status });
    const crashes = events.flatMap(({ what }) => (what.kind === 'crash' ? [what.why] : []));
    expect(crashes).toEqual(status === 0 ? [] : ['no room for a signal frame']);
  });
});

describe('a call that a handler interrupts', () => {
  /** A child sends SIGUSR1 after a second, and what is waited for after another; the status is the error, or what was read, or 0. */
  const source = (wait: string, flags: number): string =>
    program(
      `${call('pipe', 'ends')}\n${call('getpid', 0)}\n  mov [me], ax\n${call('fork')}\n  test ax, ax\n  jnz parent
${sleep()}\n${call('kill', '[me]', USR1)}\n${sleep()}\n${call('write', '[ends+2]', 'span', 1)}\n${call('exit', 7)}
parent: ${wait}\n  inc ax\n  mov ax, [set]\n  jnz good\n  mov ax, [errno]\ngood: ret`,
      { ...ONE, flags },
      'ends: dw 0, 0\nme: dw 0\n',
    );
  const CALLS = [
    ['read', call('read', '[ends]', 'set', 1), 1],
    ['wait4', `${call('wait4', -1, 'set', 0, 0)}\n  mov cl, 8\n  shr word [set], cl`, 7],
    ['nanosleep', sleep('long_span'), undefined],
    ['pause', call('pause'), undefined],
    ['sigsuspend', call('sigsuspend', 'none'), undefined],
  ] as const;

  it.each(CALLS)('fails with EINTR: %s', (_, wait) => check(KERNELS, source(wait, 0), { stdout: '1', status: EINTR }));

  it.each(CALLS)('is made again with SA_RESTART, if it is one that can: %s', (_, wait, result) =>
    check(KERNELS, source(wait, RESTART), { stdout: '1', status: result ?? EINTR }),
  );

  it('is not interrupted where the signal is ignored', () =>
    check(KERNELS, source(`${call('signal', USR1, 1, 0)}\n${call('read', '[ends]', 'set', 1)}`, 0), { status: 1 }));

  it('of sigsuspend runs with its mask, and has the one before again', () =>
    check(
      KERNELS,
      program(
        `${block('usr1')}\n${raise(USR1)}\n${say('held ')}\n${call('sigsuspend', 'none')}\n  mov si, [errno]\n${raise(USR1)}\n${say(' held')}\n  mov ax, si\n  ret`,
        ONE,
      ),
      { stdout: 'held 1 held', status: EINTR },
    ));
});

describe('SIGCHLD', () => {
  const stopsAndEnds = (flags: number): string =>
    program(
      `${call('sigaction', CHLD, 'action', 0)}\n${call('fork')}\n  test ax, ax\n  jnz parent\n${raise(STOP)}\n${call('exit', 0)}\nparent: mov si, ax\n${sleep()}\n${say('.')}\n${call('kill', 'si', CONT)}\n${call('wait4', -1, 0, 0, 0)}`,
      { ...ONE, flags: flags | RESTART },
    );

  it('comes for a stop and for an end, with SA_NOCLDSTOP only for an end', () => {
    check(KERNELS, stopsAndEnds(0), { stdout: '1.1' });
    check(KERNELS, stopsAndEnds(NOCLDSTOP), { stdout: '.1' });
  });
});

describe('kill', () => {
  /** Two children, the first in a group of its own, each say their digit when SIGUSR1 comes. */
  const source = (send: string): string =>
    program(
      `${call('fork')}\n  test ax, ax\n  jnz one\n${call('setpgid', 0, 0)}\n${sleep()}\n${sleep()}\n${say('a')}\n${call('exit', 0)}
one: mov si, ax\n${call('fork')}\n  test ax, ax\n  jnz two\n${sleep()}\n${sleep()}\n${say('b')}\n${call('exit', 0)}
two: mov di, ax\n${sleep('half')}\n${send}\n  mov [sent], ax\n${say('|')}\n${sleep('long_span')}\n${sleep('long_span')}\n  mov ax, [sent]\n  ret`,
      { does: `${say('!')}` },
      'sent: dw 0\nhalf: dd 0, 500000\n',
    );
  const signals = (stdout: string): readonly number[] => stdout.split('|').map((part) => part.split('!').length - 1);

  it.each([
    ['a process', call('kill', 'si', USR1), [0, 1]],
    ['its own group', call('kill', 0, USR1), [1, 1]],
    ['another group', `  neg si\n${call('kill', 'si', USR1)}`, [0, 1]],
    ['all but itself and process 1', call('kill', -1, USR1), [0, 2]],
  ])('means %s', (_, send, counts) => {
    for (const kernel of KERNELS)
      expect({ kernel, counts: signals(see(kernel, source(send)).stdout) }).toEqual({ kernel, counts });
  });

  it('finds nobody: ESRCH', () => {
    for (const who of [99, -99])
      check(KERNELS, `main: ${call('kill', who, USR1)}\n  mov ax, [errno]\n  ret`, { status: ESRCH });
    check(KERNELS, `main: ${call('kill', -1, USR1)}\n  mov ax, [errno]\n  ret`, { status: ESRCH });
  });

  it('with 0 only asks', () => {
    check(KERNELS, `main: ${raise(0)}\n  ret`, {});
    check(KERNELS, `main: ${call('kill', 99, 0)}\n  mov ax, [errno]\n  ret`, { status: ESRCH });
  });

  it('may be sent by the superuser, or where a real or effective id is the real or saved one of the other', () => {
    const sends = (ids: string): string =>
      `main: ${call('getpid', 0)}\n  mov si, ax\n${call('fork')}\n  test ax, ax\n  jnz parent\n${ids}\n${call('kill', 'si', USR1)}\n  mov ax, [errno]\n  mov si, ax\n${call('exit', 'si')}\nparent: ${call('signal', USR1, 1, 0)}\n${call('wait4', -1, 'state', 0, 0)}\n  mov al, [state+1]\n  xor ah, ah\n  ret\nsection .bss\nstate: resw 1`;
    for (const [ids, status] of [
      ['', 0],
      [call('setuid', 100), EPERM],
      [call('seteuid', 100), 0],
    ] as const)
      check(KERNELS, sends(ids), { status });
    check(KERNELS, sends(''), {}, { uid: 100 });
  });
});
