/** What exec keeps and what it changes, what it refuses, and scripts (POSIX.1-2001 exec; reference §1.3, §1.5). What of it is vfork's is in `vfork*.test.ts`. */
import { describe, expect, it } from 'vitest';
import { argumentBlock, readBlock } from './exec.ts';
import { build, call, check, everywhere, lean, type RunOptions, say, trap } from './testing.ts';

const KERNELS = ['elks', 'linux-i386', 'solaris', 'cygwin'];
const [ENOENT, ENOEXEC, EBADF, EACCES, ENOTDIR] = [2, 8, 9, 13, 20];
const [USR1, ALRM] = [10, 14];

/** `main` does something and then runs /bin/other; the status is the error where it cannot. */
const before = (does: string, data = ''): string => `main: ${does}
${call('execve', 'path', 'block', 14)}
  mov ax, [errno]
  ret
handler: ret
section .data
path: db "/bin/other", 0
block: dw 1, 8, 0, 0
  db "other", 0
action: dw handler, handler
  dd 0
  dw 0
usr1: dd ${1 << (USR1 - 1)}
${data}`;
const other = (body: string): RunOptions => ({
  files: { '/bin/other': build(`main: ${body}\n  ret\nsection .bss\ncell: resw 8`) },
});
const raise = (signal: number): string => `${call('getpid', 0)}\n  mov di, ax\n${call('kill', 'di', signal)}`;

describe('exec', () => {
  it('puts caught signals back to SIG_DFL', () =>
    check(
      KERNELS,
      before(call('sigaction', USR1, 'action', 0)),
      {},
      other(`${call('sigaction', USR1, 0, 'cell')}\n  mov ax, [cell]`),
    ));

  it('keeps the mask, and what is pending', () =>
    check(
      KERNELS,
      before(`${call('sigprocmask', 0, 'usr1', 0)}\n${raise(USR1)}`),
      { status: 3 },
      other(
        `${call('sigprocmask', 0, 0, 'cell')}\n${call('sigpending', 'cell+4')}\n  mov ax, [cell+5]\n  and ax, 2\n  shr ax, 1\n  mov bx, [cell+1]\n  and bx, 2\n  or ax, bx`,
      ),
    ));

  it('keeps the process, its directory and its alarm', () => {
    check(
      KERNELS,
      before(
        `${call('getpid', 0)}\n  mov bx, ax\n  mov ax, 1\n  sub bx, ax\n${call('chdir', 'etc')}`,
        'etc: db "/etc", 0\n',
      ),
      { status: 4 },
      other(
        `mov word [cell], 'pa'\n  mov word [cell+2], 'ss'\n  mov word [cell+4], 'wd'\n${call('open', 'cell', 0, 0)}\n  mov si, ax\n${call('getpid', 0)}\n  add ax, si`,
      ),
    );
    check(KERNELS, before(call('alarm', 1)), { status: 128 + ALRM }, other(call('pause')));
  });

  it('closes what is marked for it, and nothing else', () =>
    check(
      KERNELS,
      before(call('fcntl', 0, 2, 1)),
      { stdout: 'open', status: EBADF },
      other(`${say('open')}\n${call('read', 0, 'cell', 1)}\n  mov ax, [errno]`),
    ));

  it.each([
    [0o755, 100, 100],
    [0o4755, 0, 100],
    [0o2755, 100, 0],
    [0o6755, 0, 0],
  ])('of a file with mode %i leaves the effective ids %i and %i', (mode, user, group) =>
    check(
      KERNELS,
      before(`${call('chmod', 'path', mode)}\n${call('setgid', 100)}\n${call('setuid', 100)}`),
      { status: user + group },
      other(`${call('getuid', 'cell')}\n${call('getgid', 'cell+2')}\n  mov ax, [cell]\n  add ax, [cell+2]`),
    ),
  );

  it.each([
    ['is not there', '/no', ENOENT],
    ['is behind a file', '/etc/passwd/x', ENOTDIR],
    ['is a directory', '/etc', EACCES],
    ['may not be run', '/etc/passwd', EACCES],
  ])('refuses what %s, and the program goes on', (_, path, errno) =>
    check(KERNELS, before(say('on')).replace('"/bin/other"', `"${path}"`), { stdout: 'on', status: errno }),
  );

  it('refuses what is no program, though it may be run', () =>
    check(KERNELS, before(`${call('chmod', 'path', 0o755)}`).replace('"/bin/other"', '"/etc/passwd"'), {
      status: ENOEXEC,
    }));
});

describe('the argument block', () => {
  it('is at the top of the stack, its lists of arguments and environment as addresses', () =>
    check(
      KERNELS,
      before('')
        .replace('block: dw 1, 8, 0, 0\n  db "other", 0', 'block: dw 1, 10, 0, 16, 0\n  db "other", 0, "E=1", 0')
        .replace('mov ax, 14', 'mov ax, 20'),
      { stdout: 'otherE=1', status: 1 },
      other(
        `mov bp, sp\n${call('write', 1, '[bp+4]', 5)}\n${call('write', 1, '[bp+8]', 3)}\n  mov ax, [bp+6]\n  or ax, [bp+10]\n  add ax, [bp+2]`,
      ),
    ));

  it('says what was put into it', () => {
    for (const [argv, envp] of [
      [['a'], []],
      [
        ['sh', '-c', 'x'],
        ['A=1', 'BC='],
      ],
      [[], ['E=1']],
      [[], []],
    ] as const) {
      const block = argumentBlock(argv, envp);
      expect([block.length % 2, block[0], readBlock(block)]).toEqual([0, argv.length, { argv, envp }]);
    }
  });

  it('is none where it is cut short or leads outside', () => {
    const block = argumentBlock(['ab'], ['cd']);
    for (let length = 0; length < block.length - 1; length++)
      expect(readBlock(block.subarray(0, length))).toBeUndefined();
    for (const at of [block.length, 0x7fff])
      expect(readBlock(Uint8Array.of(1, 0, at & 0xff, at >> 8, 0, 0, 0, 0))).toBeUndefined();
  });
});

describe('after exec', () => {
  it('C8, B5: a vfork child is one no more: it sets handlers, and is stopped', () => {
    const child = (told: string): string =>
      lean(
        trap('execve', 'path', 'block', 14),
        `${call('wait4', -1, 'state', 2, 0)}\n  mov ax, [state]\n  ${told}`,
        'section .data\npath: db "/bin/other", 0\nblock: dw 1, 8, 0, 0\n  db "other", 0\n',
      );
    const sets = `${call('signal', USR1, 'main', 0)}\n${call('sigaction', USR1, 0, 'cell')}\n  xor ax, ax\n  cmp word [cell], 1\n  ja .caught\n  inc ax\n.caught:`;
    everywhere(child('mov al, ah\n  xor ah, ah'), {}, other(sets));
    everywhere(child('xor ah, ah'), { rest: { status: 0x7f } }, other(raise(21)));
  });
});

describe('a script', () => {
  const count = other('mov bx, sp\n  mov ax, [bx+2]');
  /** Writes a script, makes it executable and runs it; the interpreter tells how many arguments it has. */
  const script = (line: string): string =>
    `main: ${call('open', 'path', '0x41', 0o755)}\n  mov si, ax\n${call('write', 'si', 'text', line.length + 1)}\n${call('close', 'si')}
${call('execve', 'path', 'block', 18)}
  mov ax, [errno]
  ret
section .data
path: db "/tmp/script", 0
text: db "${line}", 10
block: dw 2, 10, 16, 0, 0
  db "other", 0
  db "x", 0`;

  it.each([
    ['#!/bin/other', 3],
    ['#! /bin/other ', 3],
    ['#!/bin/other one', 4],
    ['#!/bin/other one two', 4],
  ])('%s gives its program %i words: itself, at most one, the script and what follows', (line, status) =>
    check(['linux-i386', 'solaris', 'cygwin'], script(line), { status }, count),
  );

  it.each([
    ['#!/no/such', ENOENT],
    ['#!/etc/passwd', EACCES],
    ['#!/tmp/script', ENOEXEC],
    ['#!', ENOEXEC],
    ['no program', ENOEXEC],
  ])('%s cannot be run: %i', (line, status) =>
    check(['linux-i386', 'solaris', 'cygwin'], script(line), { status }, count),
  );
});
