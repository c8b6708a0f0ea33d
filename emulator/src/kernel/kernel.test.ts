/** Processes, files, pipes, signals, the terminal, time, threads and budgets of the kernel, in assembly, without vfork. */
import { describe, expect, it } from 'vitest';
import { PERSONALITIES } from './index.ts';
import { build, call, type RunOptions, runSource, say } from './testing.ts';

const check = (source: string, expected: { stdout?: string; status?: number }, options: RunOptions = {}): void => {
  for (const { name } of PERSONALITIES) {
    const { result, stdout } = runSource(name, source, options);
    expect({ name, stdout, status: result.kind === 'exited' ? result.status : result }).toEqual({
      name,
      stdout: expected.stdout ?? '',
      status: expected.status ?? 0,
    });
  }
};

/** Ends the process with a status unless AX is what it should be. */
const want = (value: number | string, status: number): string =>
  `  cmp ax, ${value}
  je %%ok${status}
${call('exit', status)}
%%ok${status}:`.replaceAll('%%', 'want');

describe('processes', () => {
  it('ends with the status of main', () => check('main: mov ax, 42\n ret', { status: 42 }));

  it('forks a copy and waits for it', () =>
    check(
      `main: ${call('fork')}
  test ax, ax
  jnz parent
  mov word [shared], 2
${say('child ')}
${call('exit', 5)}
parent: ${call('wait4', -1, 'state', 0, 0)}
  cmp word [shared], 1
  jne bad
${say('parent')}
  mov al, [state+1]
  xor ah, ah
  ret
bad: mov ax, 99
  ret
section .data
shared: dw 1
state: dw 0`,
      { stdout: 'child parent', status: 5 },
    ));

  it('has no child to wait for: ECHILD', () =>
    check(`main: ${call('wait4', -1, 0, 0, 0)}\n mov ax, [errno]\n ret`, { status: 10 }));

  it('runs another program with its arguments', () => {
    const other = build(`main: mov bx, sp
  mov bx, [bx+2]
${call('write', 1, '[argument]', 3)}
  mov ax, 7
  ret
section .data
argument: dw text
text: db "ok", 10`);
    check(
      `main: ${call('execve', 'path', 'block', 14)}\n mov ax, 1\n ret
section .data
path: db "/bin/other", 0
block: dw 1, 8, 0, 0
  db "other", 0`,
      { stdout: 'ok\n', status: 7 },
      { files: { '/bin/other': other } },
    );
  });

  it('says why it cannot run a program', () =>
    check(
      `main: ${call('execve', 'none', 'block', 8)}
  mov ax, [errno]
${want(2, 1)}
${call('execve', 'text', 'block', 8)}
  mov ax, [errno]
${want(13, 2)}
${call('execve', 'folder', 'block', 8)}
  mov ax, [errno]
${want(13, 3)}
  xor ax, ax
  ret
section .data
none: db "/no/such/program", 0
text: db "/etc/passwd", 0
folder: db "/etc", 0
block: dw 0, 0, 0, 0`,
      {},
    ));

  it('kills a process that divides by zero', () => check('main: xor cx, cx\n div cx\n ret', { status: 128 + 8 }));

  it('knows no such call: ENOSYS', () => check('main: mov ax, 199\n int 0x80\n neg ax\n ret', { status: 38 }));

  it('A10: keeps ES over a call', () =>
    check(
      `main: mov ax, 0x1234
  mov es, ax
${call('getpid', 0)}
  mov ax, es
${want('0x1234', 1)}
  xor ax, ax
  ret`,
      {},
    ));
});

describe('pipes', () => {
  const pair = 'section .bss\nends: resw 2\nbuffer: resb 600\nsection .text\n';

  it('carries bytes to the end of file', () =>
    check(
      `${pair}main: ${call('pipe', 'ends')}
${call('fork')}
  test ax, ax
  jnz parent
  mov word [buffer], 0x6968
${call('write', '[ends+2]', 'buffer', 2)}
${call('exit', 0)}
parent: ${call('close', '[ends+2]')}
${call('read', '[ends]', 'buffer', 10)}
${want(2, 1)}
${call('write', 1, 'buffer', 2)}
${call('read', '[ends]', 'buffer', 10)}
  ret`,
      { stdout: 'hi' },
    ));

  it('takes a long write piece by piece', () =>
    check(
      `${pair}main: ${call('pipe', 'ends')}
${call('fork')}
  test ax, ax
  jnz parent
${call('close', '[ends]')}
${call('write', '[ends+2]', 'buffer', 500)}
${want(500, 1)}
${call('exit', 0)}
parent: ${call('close', '[ends+2]')}
  xor si, si
.more: ${call('read', '[ends]', 'buffer', 70)}
  add si, ax
  test ax, ax
  jnz .more
  mov ax, si
${want(500, 2)}
${call('wait4', -1, 'ends', 0, 0)}
  mov al, [ends+1]
  xor ah, ah
  ret`,
      {},
    ));

  it('without a reader raises SIGPIPE, or EPIPE where that is ignored', () => {
    check(
      `${pair}main: ${call('pipe', 'ends')}\n${call('close', '[ends]')}\n${call('write', '[ends+2]', 'buffer', 1)}\n ret`,
      {
        status: 128 + 13,
      },
    );
    check(
      `${pair}main: ${call('signal', 13, 1, 0)}\n${call('pipe', 'ends')}\n${call('close', '[ends]')}
${call('write', '[ends+2]', 'buffer', 1)}\n mov ax, [errno]\n ret`,
      { status: 32 },
    );
  });
});

describe('files', () => {
  it('creates, writes, seeks, reads and removes', () =>
    check(
      `main: ${call('open', 'path', '0x42', '0x1a4')}
  mov [fd], ax
${call('write', '[fd]', 'text', 5)}
${call('lseek', '[fd]', 'at', 0)}
${call('read', '[fd]', 'buffer', 10)}
${want(3, 1)}
${call('write', 1, 'buffer', 3)}
${call('unlink', 'path')}
${call('open', 'path', 0, 0)}
  mov ax, [errno]
  ret
section .data
path: db "/tmp/file", 0
text: db "abcde"
at: dd 2
section .bss
fd: resw 1
buffer: resb 10`,
      { stdout: 'cde', status: 2 },
    ));

  it('shares the offset of an open file with a child, not the table', () =>
    check(
      `main: ${call('open', 'path', 0, 0)}
  mov [fd], ax
${call('fork')}
  test ax, ax
  jnz parent
${call('read', '[fd]', 'buffer', 2)}
${call('close', '[fd]')}
${call('exit', 0)}
parent: ${call('wait4', -1, 0, 0, 0)}
${call('read', '[fd]', 'buffer', 2)}
${call('write', 1, 'buffer', 2)}
  xor ax, ax
  ret
section .data
path: db "/etc/passwd", 0
section .bss
fd: resw 1
buffer: resb 4`,
      { stdout: 'ot' },
    ));
});

describe('the end of a run', () => {
  it('tells a deadlock with who waits for what', () => {
    const { result } = runSource(
      'elks',
      `main: ${call('pipe', 'ends')}\n${call('read', '[ends]', 'ends', 1)}\n ret
section .bss
ends: resw 2`,
    );
    expect(result).toMatchObject({
      kind: 'deadlock',
      waiting: [{ pid: 1, on: 'for data from the pipe on descriptor 3, whose write end is held by process 1' }],
    });
  });

  it.each([
    ['instructions', 'main: jmp main', {}],
    ['output', `main: ${say('0123456789')}\n jmp main`, { output: 1000 }],
    [
      'files',
      `main: ${call('open', 'path', '0x42', '0x1a4')}\n mov [fd], ax\n.on: ${call('write', '[fd]', 'path', 10)}\n jmp .on
section .data\npath: db "/tmp/a", 0, 0, 0, 0\nfd: dw 0`,
      { files: 2000 },
    ],
    [
      'processes',
      `main: ${call('fork')}\n test ax, ax\n jnz .wait\n${call('exit', 0)}\n.wait: ${call('wait4', -1, 0, 0, 0)}\n jmp main`,
      { processes: 50 },
    ],
    ['memory', `main: ${call('fork')}\n jmp main`, { memory: 100_000 }],
  ])('ends at the %s budget', (budget, source, budgets) => {
    const { result } = runSource('linux-i386', source, { budgets: { instructions: 200_000, ...budgets } });
    expect(result).toMatchObject({ kind: 'budget', budget });
  });

  it('passes virtual time when everybody sleeps', () => {
    const { kernel, result } = runSource(
      'linux-i386',
      `main: ${call('nanosleep', 'span', 0)}\n xor ax, ax\n ret
section .data
span: dd 100, 0`,
    );
    expect(result).toMatchObject({ kind: 'exited', status: 0 });
    expect(Math.floor(kernel.world.now / 1_000_000)).toBe(100);
  });
});

describe('signals', () => {
  it('kills, ignores, and handles once as ELKS does', () => {
    check(`main: ${call('getpid', 0)}\n mov si, ax\n${call('kill', 'si', 15)}\n ret`, { status: 128 + 15 });
    check(
      `main: ${call('signal', 15, 'trampoline', 0)}
${call('getpid', 0)}
  mov si, ax
${call('kill', 'si', 15)}
${say(' main ')}
${call('kill', 'si', 15)}
  ret
trampoline: push ax
  push bx
  push cx
  push dx
${say('handler')}
  pop dx
  pop cx
  pop bx
  pop ax
  ret 2`,
      { stdout: 'handler main ', status: 128 + 15 },
    );
  });

  it('enters handlers of sigaction with a mask, and comes back by sigreturn', () =>
    check(
      `main: ${call('sigaction', 10, 'action', 0)}
${call('getpid', 0)}
  mov si, ax
${call('kill', 'si', 10)}
${call('kill', 'si', 10)}
  mov ax, [count]
  ret
trampoline: push ax
  push bx
  push cx
  push dx
  inc word [count]
  mov ax, 37
  mov bx, si
  mov cx, 12
  int 0x80
  pop dx
  pop cx
  pop bx
  pop ax
  mov ax, 204
  int 0x80
section .data
action: dw trampoline, trampoline
  dd 0x800
  dw 0
count: dw 0`,
      { status: 128 + 12 },
    ));

  it('wakes a sleeper with EINTR, and alarm does it', () =>
    check(
      `main: ${call('signal', 14, 'trampoline', 0)}
${call('alarm', 3)}
${call('pause')}
  mov ax, [errno]
  ret
trampoline: ret 2`,
      { status: 4 },
    ));
});

describe('threads', () => {
  it('runs two threads in one memory, with a mutex, and joins', () =>
    check(
      `main: ${call('mutex_lock', 'mutex')}
${call('thread_create', 'other', 'top', 5)}
  mov si, ax
  mov word [value], 10
${call('mutex_unlock', 'mutex')}
${call('thread_join', 'si', 'result')}
  mov ax, [result]
  ret
other: ${call('mutex_lock', 'mutex')}
  mov bp, sp
  mov ax, [value]
  add ax, [bp+2]
  mov di, ax
${call('thread_exit', 'di')}
section .bss
mutex: resw 1
value: resw 1
result: resw 1
room: resb 200
top:`,
      { status: 15 },
    ));
});
