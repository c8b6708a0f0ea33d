/**
 * wait and what is left behind at an end (POSIX.1-2001 wait, waitpid, sigaction, _exit; reference §1.4, §1.5; claim C7 for vforkx): who is selected,
 * which word it gives, what is reaped by itself, and what becomes of orphans. No vfork but where C7 speaks of it.
 */
import { describe, it } from 'vitest';
import { call, check, everywhere, type RunOptions, STATE, say } from './testing.ts';

const KERNELS = ['elks', 'linux-i386', 'solaris'];
const ECHILD = 10;
const [WNOHANG, WUNTRACED, WCONTINUED] = [1, 2, 8];
const [SIGHUP, SIGTERM, SIGCHLD, SIGCONT, SIGSTOP] = [1, 15, 17, 18, 19];

const raise = (signal: number): string => `${call('getpid', 0)}\n  mov di, ax\n${call('kill', 'di', signal)}`;
/** Ends with a status unless AX is what it should be. */
const want = (value: number | string, status: number): string =>
  `  cmp ax, ${value}\n  je want${status}\n${call('exit', status)}\nwant${status}:`;
/** A child that does something and ends with 7; its pid is in SI afterwards. */
const child = (name: string, does: string, how = call('fork')): string =>
  `${how}\n  test ax, ax\n  jnz ${name}\n${does}\n${call('exit', 7)}\n${name}: mov si, ax`;
const wait = (who: number | string, options = 0): string => call('wait4', who, 'state', options, 0);
const program = (body: string, data = ''): string =>
  `${STATE}main: ${body}\n  xor ax, ax\n  ret\nsection .data\nspan: dd 1, 0\nlong_span: dd 3, 0\n${data}`;
const sleep = (name = 'span'): string => call('nanosleep', name, 0);

describe('the status word', () => {
  it.each([
    ['an exit', call('exit', 5), 0, 0x0500],
    ['the low byte of an exit', call('exit', 0x1ff), 0, 0xff00],
    ['a signal', raise(SIGTERM), 0, SIGTERM],
    ['a stop', raise(SIGSTOP), WUNTRACED, (SIGSTOP << 8) | 0x7f],
  ])('tells %s', (_, does, options, word) =>
    check(
      KERNELS,
      program(
        `${child('parent', does)}\n${wait(-1, options)}\n  sub ax, si\n${want(0, 1)}\n  mov ax, [state]\n${want(word, 2)}`,
      ),
      {},
    ),
  );

  it('tells a stop and a continue once each, and then the end', () =>
    check(
      KERNELS,
      program(`${child('parent', raise(SIGSTOP))}
${wait('si', WUNTRACED)}
${wait('si', WUNTRACED | WNOHANG)}
${want(0, 1)}
${call('kill', 'si', SIGCONT)}
${wait('si', WCONTINUED)}
  mov ax, [state]
${want(0xffff, 2)}
${wait('si')}
  mov ax, [state]
${want(0x0700, 3)}
${wait('si')}
  mov ax, [errno]
${want(ECHILD, 4)}`),
      {},
    ));

  it('tells no continue of a child that was not stopped', () =>
    check(
      KERNELS,
      program(
        `${child('parent', sleep())}\n${call('kill', 'si', SIGCONT)}\n${wait('si', WCONTINUED)}\n  mov ax, [state]\n${want(0x0700, 1)}`,
      ),
      {},
    ));

  it('does not tell a stop to who did not ask, nor a continue', () =>
    check(
      KERNELS,
      program(`${child('parent', raise(SIGSTOP))}
${sleep()}
${wait(-1, WNOHANG)}
${want(0, 1)}
${wait(-1, WNOHANG | WCONTINUED)}
${want(0, 2)}
${call('kill', 'si', SIGCONT)}
${wait(-1, WUNTRACED)}
  mov ax, [state]
${want(0x0700, 3)}`),
      {},
    ));

  it('need not be wanted, and is then written nowhere', () =>
    check(
      KERNELS,
      program(
        `${child('parent', '')}\n  mov word [0], 0x1234\n${call('wait4', -1, 0, 0, 0)}\n  sub ax, si\n${want(0, 1)}\n  mov ax, [0]\n${want('0x1234', 2)}`,
      ),
      {},
    ));

  it('cannot be written behind the memory of ELKS: EFAULT, and the child is still there', () =>
    check(
      ['elks'],
      program(
        `${child('parent', '')}\n${call('wait4', -1, '0xfffe', 0, 0)}\n  mov ax, [errno]\n${want(14, 1)}\n${wait(-1)}\n  sub ax, si\n${want(0, 2)}`,
      ),
      {},
    ));
});

describe('who is waited for', () => {
  const two = `${child('first', sleep('long_span'))}\n  mov [one], si\n${child('second', sleep())}`;
  const DATA = 'one: dw 0\n';

  it('is any child, the one that ends first', () =>
    check(KERNELS, program(`${two}\n${wait(-1)}\n  sub ax, si\n${want(0, 1)}`, DATA), {}));

  it('is, of two that have ended, the one in the lower place of the process table', () =>
    check(
      KERNELS,
      program(
        `${child('first', '')}\n${child('second', sleep())}\n  mov [one], si\n${wait(-1)}\n${child('third', '')}\n${sleep('long_span')}\n${wait(-1)}\n  sub ax, si\n${want(0, 1)}\n${wait(-1)}\n  sub ax, [one]\n${want(0, 2)}`,
        DATA,
      ),
      {},
    ));

  it('is the child of a pid, though another has ended', () =>
    check(
      KERNELS,
      program(
        `${two}\n${wait('[one]')}\n  sub ax, [one]\n${want(0, 1)}\n${wait(-1)}\n  sub ax, si\n${want(0, 2)}`,
        DATA,
      ),
      {},
    ));

  it('is none but a child: ECHILD', () => {
    for (const who of [1, 99])
      check(KERNELS, program(`${child('parent', '')}\n${wait(who)}\n  mov ax, [errno]\n${want(ECHILD, 1)}`), {});
    check(KERNELS, program(`${wait(-1)}\n  mov ax, [errno]\n${want(ECHILD, 1)}`), {});
    const grandchild = child('below', child('deep', ''), call('fork'));
    check(KERNELS, program(`${grandchild}\n${wait('si')}\n${wait(-1)}\n  mov ax, [errno]\n${want(ECHILD, 1)}`), {});
  });

  it('is of the own group for 0, of a group for less than -1', () => {
    const grouped = `${child('first', `${call('setpgid', 0, 0)}`)}\n  mov [one], si\n${child('second', sleep())}\n${sleep()}`;
    check(
      KERNELS,
      program(
        `${grouped}\n${wait(0)}\n  sub ax, si\n${want(0, 1)}\n${wait(0)}\n  mov ax, [errno]\n${want(ECHILD, 2)}`,
        DATA,
      ),
      {},
    );
    check(
      KERNELS,
      program(
        `${grouped}\n  mov di, [one]\n  neg di\n${wait('di')}\n  sub ax, [one]\n${want(0, 1)}\n${wait('di')}\n  mov ax, [errno]\n${want(ECHILD, 2)}`,
        DATA,
      ),
      {},
    );
  });

  it('is nobody yet with WNOHANG: 0', () =>
    check(
      KERNELS,
      program(
        `${child('parent', sleep())}\n${wait(-1, WNOHANG)}\n${want(0, 1)}\n${wait(-1)}\n  sub ax, si\n${want(0, 2)}`,
      ),
      {},
    ));
});

describe('children that nobody waits for', () => {
  const action = (flags: number): string =>
    `section .text\nhandler: mov ax, 204\n  int 0x80\nsection .data\naction: dw handler, handler\n  dd 0\n  dw ${flags}\n`;
  const ignore = call('signal', SIGCHLD, 1, 0);
  const handle = call('sigaction', SIGCHLD, 'action', 0);
  const reaped = (begin: string, how: string, who: string): string =>
    `${begin}\n${child('parent', '', how)}\n${sleep()}\n${wait(who, WNOHANG)}\n  cmp ax, -1\n  mov ax, 0\n  jne .kept\n  mov ax, [errno]\n.kept:\n${want(ECHILD, 1)}`;
  const kept = (begin: string, how: string, who: string): string =>
    `${begin}\n${child('parent', '', how)}\n${sleep()}\n${wait(who)}\n  sub ax, si\n${want(0, 1)}`;

  it('are gone at their end where SIGCHLD is ignored or SA_NOCLDWAIT is set', () => {
    check(KERNELS, program(reaped(ignore, call('fork'), '-1')), {});
    for (const flags of [2, 3]) check(KERNELS, program(reaped(handle, call('fork'), '-1'), action(flags)), {});
  });

  it('stay until wait elsewhere', () => {
    check(KERNELS, program(kept('', call('fork'), '-1')), {});
    for (const flags of [0, 1, 0x1000]) check(KERNELS, program(kept(handle, call('fork'), '-1'), action(flags)), {});
  });

  it.each(['vforkx', 'forkx'])('C7: of %s with FORK_WAITPID stay even so, and with FORK_NOSIGCHLD do not', (name) => {
    check(['solaris'], program(kept(ignore, call(name, 2), 'si')), {});
    check(['solaris'], program(kept(ignore, call(name, 3), 'si')), {});
    check(['solaris'], program(reaped(ignore, call(name, 1), '-1')), {});
    check(['solaris'], program(reaped('', call(name, 2), '-1')), {});
    check(['solaris'], program(kept('', call(name, 1), '-1')), {});
  });

  it('wake a wait when the last one is gone', () =>
    check(
      KERNELS,
      program(`${ignore}\n${child('parent', sleep())}\n${wait(-1)}\n  mov ax, [errno]\n${want(ECHILD, 1)}`),
      {},
    ));
});

describe('what an end leaves', () => {
  const rounds = (count: number, body: string, data = ''): string =>
    program(`mov word [left], ${count}\nagain: ${body}\n  dec word [left]\n  jnz again`, `left: dw 0\n${data}`);
  const MANY: RunOptions = { budgets: { instructions: 1_000_000 } };

  it('is no memory, no place in the table, and no open file', () =>
    check(
      KERNELS,
      rounds(
        120,
        `${child('parent', `${call('open', 'path', 0, 0)}\n  inc ax\n  jz bad\n${call('exit', 7)}\nbad: ${call('exit', 1)}`)}\n${wait(-1)}\n  mov ax, [state]\n${want(0x0700, 1)}`,
        'path: db "/etc/passwd", 0\n',
      ),
      {},
      MANY,
    ));

  it('is no zombie of an orphan, whether it ends before its parent or after', () => {
    for (const [early, late] of [
      ['', sleep()],
      [sleep(), ''],
    ])
      check(
        KERNELS,
        rounds(
          20,
          `${child('parent', `${child('deep', early ?? '')}\n${late}`)}\n${wait(-1)}\n${want('si', 1)}\n${sleep('long_span')}`,
        ),
        {},
        MANY,
      );
  });

  it('is an orphan without a parent', () =>
    check(
      KERNELS,
      program(
        `${child('parent', child('deep', `${sleep()}\n${call('getpid', 'up')}\n  cmp word [up], 0\n  jne has_parent\n${say('orphan')}\nhas_parent:`))}\n${wait(-1)}\n${sleep('long_span')}`,
        'up: dw 99\n',
      ),
      { stdout: 'orphan' },
    ));

  it('is SIGHUP and SIGCONT for a stopped orphan', () => {
    const handler = `section .text\nhandler: push ax\n  push bx\n  push cx\n  push dx\n${say('hup')}\n  pop dx\n  pop cx\n  pop bx\n  pop ax\n  mov ax, 204\n  int 0x80\nsection .data\naction: dw handler, handler\n  dd 0\n  dw 0\n`;
    const stops = `${call('sigaction', SIGHUP, 'action', 0)}\n${raise(SIGSTOP)}\n${say(' on')}`;
    check(
      KERNELS,
      program(`${child('parent', `${child('deep', stops)}\n${sleep()}`)}\n${wait('si')}\n${sleep()}`, handler),
      {
        stdout: 'hup on',
      },
    );
  });

  it.each([
    ['its own group', call('setpgid', 0, 0), 'hup'],
    ['that of the leader', '', 'alive'],
  ])('of a session leader is SIGHUP for a foreground group that is %s: %s', (_, group, stdout) => {
    const data = `section .text\nhandler: push ax\n${say('hup')}\n${call('exit', 0)}\nsection .data\naction: dw handler, handler\n  dd 0\n  dw 0\npid: dw 0\n`;
    const front = group === '' ? '' : `  mov [pid], si\n${call('ioctl', 0, '0x5410', 'pid')}`;
    everywhere(
      program(
        `${child('parent', `${group}\n${call('sigaction', SIGHUP, 'action', 0)}\n${sleep('long_span')}\n${say('alive')}`)}\n${sleep()}\n${front}`,
        data,
      ),
      { rest: { stdout } },
      { stdio: 'terminal' },
    );
  });
});

describe('B3, E4: failures on demand', () => {
  /** Calls fork and vfork in turn, twice; the status has a bit for each that failed. */
  const turn = (bit: number, name: string): string =>
    `${call(name)}\n  test ax, ax\n  jnz turn${bit}\n${call('exit', 0)}\nturn${bit}: inc ax\n  jnz ok${bit}\n  or word [failed], ${bit}\nok${bit}:`;
  const source = program(
    `${turn(1, 'fork')}\n${turn(2, 'vfork')}\n${turn(4, 'fork')}\n${turn(8, 'vfork')}\n  mov ax, [failed]\n  ret`,
    'failed: dw 0\n',
  );

  it.each([
    ['vfork', 1, 1, 2],
    ['vfork', 2, 1, 8],
    ['vfork', 1, 9, 2 + 8],
    ['fork', 1, 1, 1],
    ['fork', 2, 5, 4],
    ['both', 1, 1, 1],
    ['both', 2, 2, 2 + 4],
    ['both', 4, 1, 8],
    ['both', 5, 1, 0],
  ] as const)('of %s, from the call number %i, %i of them', (name, from, count, status) =>
    check(['linux-i386', 'elks'], source, { status }, { failures: [{ call: name, errno: 'EAGAIN', from, count }] }),
  );
});
