/** vfork under each kernel, claim by claim (CLAIMS.md), in assembly: what the library does on top of it is tested in C elsewhere. */
import { describe, expect, it } from 'vitest';
import { PERSONALITIES } from './index.ts';
import { build, call, type RunOptions, runSource, say } from './testing.ts';

interface Seen {
  readonly stdout?: string;
  /** Exit status, or how the run ended otherwise. */
  readonly status?: number | string;
}

const run = (kernel: string, source: string, options: RunOptions = {}): Required<Seen> => {
  const { result, stdout, terminal } = runSource(kernel, source, options);
  return { stdout: stdout + terminal, status: result.kind === 'exited' ? result.status : result.kind };
};

const check = (kernels: readonly string[], source: string, expected: Seen, options: RunOptions = {}): void => {
  const seen = kernels.map((kernel) => ({ kernel, ...run(kernel, source, options) }));
  expect(seen).toEqual(kernels.map((kernel) => ({ kernel, stdout: '', status: 0, ...expected })));
};

const ALL = PERSONALITIES.map(({ name }) => name);
const without = (...names: string[]): string[] => ALL.filter((name) => !names.includes(name));
const SHARING = without('fork');
/** Kernels that resume a correct program correctly. */
const SOUND = without('naive', 'stack-copy', 'userspace', 'inherit-registers');

const WAIT = call('wait4', -1, 'state', 0, 0);
const STATE = 'section .bss\nstate: resw 1\nsection .text\n';
/** Bytes of a program file, so that exec has something to run. */
const OTHER = build(`main: ${say('[exec]')}\n mov ax, 3\n ret`);
const FILES: RunOptions = { files: { '/bin/other': OTHER } };
const EXEC = `${call('execve', 'path', 'block', 14)}\n${call('exit', 255)}`;
const EXEC_DATA = 'section .data\npath: db "/bin/other", 0\nblock: dw 1, 8, 0, 0\n  db "other", 0\n';

/** main calls vfork; CHILD runs in the child, PARENT in the parent with the pid in SI. */
const program = (child: string, parent: string, data = ''): string => `${STATE}main: call vfork
  test ax, ax
  jnz parent
${child}
${call('exit', 0)}
parent: mov si, ax
${parent}
  ret
${data}`;

describe('A2: the intended shape', () => {
  it('runs cleanly on every kernel that keeps the return address', () =>
    check(
      without('naive', 'stack-copy'),
      program(`${call('close', 0)}\n${EXEC}`, `${WAIT}\n  mov al, [state+1]\n  xor ah, ah`, EXEC_DATA),
      { stdout: '[exec]', status: 3 },
      FILES,
    ));

  it('leaves the program when exec fails', () =>
    check(
      without('naive'),
      program(
        `${call('execve', 'path', 'block', 14)}\n${call('exit', 127)}`,
        `${WAIT}\n  mov al, [state+1]\n  xor ah, ah`,
        EXEC_DATA,
      ),
      { status: 127 },
    ));
});

describe('A1, E3: leaving the function that called vfork', () => {
  const source = (leave: boolean): string => `${STATE}
main: push bp
  mov bp, sp
  call lends
  test ax, ax
  jnz parent
  call scribble
${call('exit', 7)}
parent:
${say('parent')}
  mov sp, bp
  pop bp
  xor ax, ax
  ret
lends: push bp
  mov bp, sp
  sub sp, 4
  call vfork
  test ax, ax
  jnz .up
  ${leave ? '' : call('exit', 7)}
.up: mov sp, bp
  pop bp
  ret
scribble: mov cx, 20
.more: push cx
  loop .more
  add sp, 40
  ret`;

  it('takes the parent to nowhere', () => {
    for (const kernel of ['elks', 'elks-1999', 'elks-2015', 'news-os', 'solaris', 'linux-i386', 'bsd43', 'macos']) {
      expect({ kernel, ...run(kernel, source(true)) }).not.toMatchObject({ stdout: 'parent', status: 0 });
    }
  });

  it('is harmless under fork, and when the child stays', () => {
    check(['fork'], source(true), { stdout: 'parent' });
    check(SOUND, source(false), { stdout: 'parent' });
  });
});

describe('A9, A11: the return address on the shared stack', () => {
  const source = program(
    'mov cx, 20\n.fill: push cx\n  loop .fill\n  add sp, 40',
    `${WAIT}\n${say('parent')}\n  xor ax, ax`,
  );

  it('is put back by every kernel that keeps it', () => check(SOUND, source, { stdout: 'parent' }));

  it('is lost where nothing is kept', () => expect(run('naive', source)).not.toEqual({ stdout: 'parent', status: 0 }));

  it('is lost where the copy lies in free space and the child uses that', () => {
    const text = program(
      'mov bx, [top]\n  mov cx, 600\n.fill: mov word [bx], 0x1111\n  add bx, 2\n  loop .fill',
      `${say('parent')}\n  xor ax, ax`,
      'section .data\ntop: dw last\nsection .bss\nlast: resw 1',
    );
    expect(run('stack-copy', text)).not.toEqual({ stdout: 'parent', status: 0 });
    check(['elks', 'linux-i386'], text, { stdout: 'parent' });
  });
});

describe('memory and suspension', () => {
  it("A4, B1, C1, E2: what the child writes is the parent's, and the parent waits; not so under fork", () => {
    const source = program(
      `mov word [value], 2\n${say('child ')}`,
      `${say('parent')}\n${WAIT}\n  mov ax, [value]`,
      'section .data\nvalue: dw 1',
    );
    check(without('fork', 'naive'), source, { stdout: 'child parent', status: 2 });
    expect(run('fork', source).status).toBe(1);
  });

  it("D4: where the caller plays the child, its directory and ids are the parent's too", () => {
    const source = program(
      call('chdir', 'tmp'),
      `${call('open', 'name', 0, 0)}`,
      'section .data\ntmp: db "/etc", 0\nname: db "passwd", 0',
    );
    check(['cygwin'], source, { status: 3 });
    check(['elks', 'linux-i386', 'solaris'], source, { status: 255 });
  });

  it('B2: 0 in the child, the pid in the parent', () =>
    check(without('naive', 'cygwin'), program('', `${WAIT}\n  sub ax, si`), {}));

  it('E6, B6, C9: a variable in a register is not changed by the child, one in memory is', () => {
    const source = (place: string): string => `${STATE}main: mov word [memory], 1
  mov si, 1
  call vfork
  test ax, ax
  jnz parent
  mov word ${place}, 2
${call('exit', 0)}
parent: mov ax, ${place}
  ret
section .bss
memory: resw 1`;
    check(['linux-i386', 'elks', 'solaris'], source('[memory]'), { status: 2 });
    check(['linux-i386', 'elks', 'solaris'], source('si').replace('mov word si', 'mov si'), { status: 1 });
    check(['inherit-registers'], source('si').replace('mov word si', 'mov si'), { status: 2 });
  });
});

describe('A12, D2: descriptors', () => {
  const source = program(call('close', 1), `${WAIT}\n${say('seen')}\n  xor ax, ax`);

  it("stay the parent's own", () => check(without('naive', 'userspace'), source, { stdout: 'seen' }));
  it('are lost where vfork is made in user space', () => check(['userspace'], source, { stdout: '' }));
});

describe('B3, E4: failures', () => {
  const source = program(
    '',
    `  cmp si, -1
  jne .ok
  mov ax, [errno]
  ret
.ok: xor ax, ax`,
  );

  it.each(['EAGAIN', 'ENOMEM'] as const)('%s on demand', (errno) =>
    check(
      without('cygwin'),
      source,
      { status: errno === 'EAGAIN' ? 11 : 12 },
      { failures: [{ call: 'vfork', errno, from: 1, count: 1 }] },
    ),
  );

  it('EAGAIN at the limit of the system', () =>
    check(without('cygwin'), source, { status: 11 }, { limits: { processes: 1 } }));

  it('EAGAIN at the limit of the user, with the superuser exempt where that is the rule', () => {
    check(['linux-i386', 'news-os', 'solaris'], source, { status: 11 }, { limits: { processesPerUser: 1 }, uid: 100 });
    check(['news-os', 'solaris'], source, { status: 11 }, { limits: { processesPerUser: 1 } });
    check(['linux-i386'], source, {}, { limits: { processesPerUser: 1 } });
  });

  it('D6, E1: ENOMEM for fork where memory is short, and none for vfork, which copies nothing', () => {
    const options: RunOptions = { memory: 0x1000 + 14_000 };
    check(['fork'], source, { status: 12 }, options);
    check(['linux-i386', 'elks', 'cygwin'], source, {}, options);
  });
});

describe('B5, C9: the terminal', () => {
  /** A child in a background group reads the terminal, after the parent has left it the background. */
  const source = program(
    `${call('setpgid', 0, 0)}
${call('write', 1, 'text', 2)}
${call('read', 0, 'buffer', 4)}
  inc ax
  mov di, ax
${call('exit', 'di')}`,
    `${WAIT}\n  mov al, [state+1]\n  xor ah, ah`,
    'section .data\ntext: db "ok"\nsection .bss\nbuffer: resb 4',
  );
  const options: RunOptions = { stdio: 'terminal', keys: [{ at: 0, text: 'abc\n' }] };

  it.each([
    ['news-os', 1],
    ['solaris', 1],
    ['macos', 1],
    ['bsd43', 0],
    ['elks', 5],
  ])('%s reads with result %i less one', (kernel, status) =>
    expect(run(kernel, source, options)).toMatchObject({ status }),
  );

  it('stops the child by SIGTTIN elsewhere, and the parent waits for ever', () =>
    expect(run('linux-i386', source, options).status).toBe('deadlock'));
});

describe('signals', () => {
  const handler = (signal: number): string => call('sigaction', signal, 'action', 0);
  const DATA = 'section .data\naction: dw trampoline, trampoline\n dd 0\n dw 0\n';
  const TRAMPOLINE = `trampoline: push ax
  push bx
  push cx
  push dx
${say('!')}
  pop dx
  pop cx
  pop bx
  pop ax
  mov ax, 204
  int 0x80
`;
  const begin = (source: string): string => source.replace('main:', `main: ${handler(10)}\n`);
  const kill = (pid: string): string => `${call('kill', pid, 10)}`;
  const self = `${call('getpid', 0)}\n mov di, ax\n${kill('di')}`;

  it('C8: caught signals are at SIG_DFL in the child of solaris only', () => {
    const source = begin(program(self, `${WAIT}\n  mov al, [state]\n  xor ah, ah`, TRAMPOLINE + DATA));
    check(['solaris'], source, { status: 10 });
    check(['linux-i386', 'elks', 'news-os'], source, { stdout: '!' });
  });

  it('C8: a handler that the child installs becomes SIG_DFL there', () => {
    const source = program(`${handler(10)}\n${self}`, `${WAIT}\n  mov al, [state]\n  xor ah, ah`, TRAMPOLINE + DATA);
    check(['solaris'], source, { status: 10 });
    check(['linux-i386', 'elks', 'news-os'], source, { stdout: '!' });
  });

  it("E5: the child's changes of handlers are its own, but not where the process is one", () => {
    const reset = call('sigaction', 10, 'nothing', 0);
    const source = begin(program(reset, `${self}\n xor ax, ax`, `${TRAMPOLINE}${DATA}nothing: dw 0, 0, 0, 0, 0\n`));
    check(['linux-i386', 'elks', 'news-os', 'solaris'], source, { stdout: '!' });
    check(['cygwin', 'userspace'], source, { status: 128 + 10 });
  });

  it('E5: a signal for the suspended parent arrives after the child has let go', () => {
    const child = `${call('getpid', 'parent_pid')}\n mov di, [parent_pid]\n${kill('di')}\n${say('child ')}`;
    const source = begin(program(child, `${say('parent')}\n xor ax, ax`, `${TRAMPOLINE}${DATA}parent_pid: dw 0\n`));
    check(['linux-i386', 'elks', 'news-os', 'solaris'], source, { stdout: 'child !parent' });
  });

  it('E5: a fatal signal ends the wait on Linux, and waits elsewhere', () => {
    const child = `${call('getpid', 'parent_pid')}\n mov di, [parent_pid]\n${call('kill', 'di', 9)}\n${call('nanosleep', 'span', 0)}\n${say('child')}`;
    const source = program(child, 'xor ax, ax', 'section .data\nparent_pid: dw 0\nspan: dd 1, 0\n');
    for (const kernel of ['linux-i386', 'elks']) {
      const { events, stdout } = runSource(kernel, source);
      const order = events.flatMap(({ what, pid }) => (what.kind === 'end' ? [pid] : []));
      expect({ kernel, stdout, first: order[0] }).toEqual({
        kernel,
        stdout: 'child',
        first: kernel === 'elks' ? 2 : 1,
      });
    }
  });
});

describe('C2: threads', () => {
  /** Another thread holds a mutex for a second; the vfork child wants it. */
  const source = `${STATE}main: ${call('thread_create', 'other', 'top', 0)}
${call('sched_yield')}
  call vfork
  test ax, ax
  jnz parent
${call('mutex_lock', 'mutex')}
${say('child ')}
${call('exit', 0)}
parent: ${say('parent')}
  xor ax, ax
  ret
other: ${call('mutex_lock', 'mutex')}
${call('nanosleep', 'span', 0)}
${call('mutex_unlock', 'mutex')}
${call('thread_exit', 0)}
section .data
span: dd 1, 0
section .bss
mutex: resw 1
room: resb 300
top:`;

  it('deadlocks where the other threads are held, and names them', () => {
    const { result } = runSource('solaris', source);
    expect(result.kind).toBe('deadlock');
    const story = result.kind === 'deadlock' ? result.waiting.map(({ on }) => on).join('\n') : '';
    expect(story).toContain('for its vfork child, process 2, to call exec or _exit');
    expect(story).toContain('held by thread 2 of process 1');
  });

  it('goes on where they run', () => check(['linux-i386', 'elks'], source, { stdout: 'child parent' }));
});

describe('C7: vforkx', () => {
  const source = (flags: number, parent: string): string =>
    program('', parent).replace('call vfork\n', `${call('vforkx', flags)}\n`);
  const ERROR = '  cmp si, -1\n  mov ax, [errno]';

  it('takes two flags and refuses others', () => {
    check(['solaris'], source(0, `${WAIT}\n  sub ax, si`), {});
    check(['solaris'], source(4, ERROR), { status: 22 });
    check(['linux-i386', 'elks'], source(0, ERROR), { status: 38 });
  });

  it('FORK_WAITPID: only a wait for the pid takes it', () => {
    check(['solaris'], source(2, `${WAIT}\n  mov ax, [errno]`), { status: 10 });
    check(['solaris'], source(2, `${call('wait4', 'si', 0, 0, 0)}\n  sub ax, si`), {});
  });

  it('FORK_NOSIGCHLD: no signal at its end', () => {
    const sent = (flags: number): boolean =>
      runSource('solaris', source(flags, 'xor ax, ax')).events.some(
        ({ what }) => what.kind === 'signal-sent' && what.to === 1,
      );
    expect([sent(0), sent(1)]).toEqual([true, false]);
  });
});

describe('D: Cygwin', () => {
  it('D1: there is no second process until exec', () =>
    check(
      ['cygwin'],
      `${STATE}main: ${call('getpid', 0)}
  mov di, ax
  call vfork
  test ax, ax
  jnz parent
${call('getpid', 0)}
  sub ax, di
  mov [state], ax
${call('exit', 9)}
parent: mov ax, [state]
  ret`,
      {},
    ));

  it('D3: exec spawns and control jumps back to the vfork call; exit leaves a child with its status', () => {
    check(
      ['cygwin'],
      program(EXEC, `${WAIT}\n  sub ax, si\n  or al, [state+1]`, EXEC_DATA),
      { stdout: '[exec]', status: 3 },
      FILES,
    );
    check(['cygwin'], program(call('exit', 9), `${WAIT}\n  sub ax, si\n  or al, [state+1]`), { status: 9 });
  });

  it('D5: what another thread opens meanwhile is lost with the table that is put back', () => {
    const source = `${STATE}main: ${call('thread_create', 'other', 'top', 0)}
  call vfork
  test ax, ax
  jnz parent
${call('nanosleep', 'span', 0)}
${call('exit', 0)}
parent: ${call('close', '[fd]')}
  mov ax, [errno]
  ret
other: ${call('open', 'path', 0, 0)}
  mov [fd], ax
${call('thread_exit', 0)}
section .data
span: dd 1, 0
path: db "/etc/passwd", 0
section .bss
fd: resw 1
room: resb 300
top:`;
    check(['cygwin'], source, { status: 9 });
    check(['linux-i386'], source, {});
  });
});

describe('E1, A8: numbers and the stub', () => {
  const source = `${STATE}main: mov ax, 190
  int 0x80
  test ax, ax
  js none
  jnz parent
${call('exit', 0)}
parent: xor ax, ax
  ret
none: neg ax
  ret`;

  it('190 is vfork on Linux for the i386, and nothing on ELKS', () => {
    check(['elks', 'solaris'], source, { status: 38 });
  });

  it('32 is vfork everywhere', () => check(without('naive'), program('', 'xor ax, ax'), {}));
});

describe('wake-up', () => {
  /** The parent has a child that ends while its vfork child sleeps. */
  const source = `${STATE}main: ${call('fork')}
  test ax, ax
  jnz second
${call('nanosleep', 'little', 0)}
${call('exit', 0)}
second: call vfork
  test ax, ax
  jnz parent
${call('nanosleep', 'longer', 0)}
${say('child ')}
${call('exit', 0)}
parent: ${say('parent ')}
${call('wait4', -1, 'state', 0, 0)}
${call('wait4', -1, 'state', 0, 0)}
  xor ax, ax
  ret
section .data
little: dd 1, 0
longer: dd 2, 0`;

  it('is early on ELKS from 1999 to 2020, when any child event wakes the parent', () => {
    expect(run('elks-2015', source).stdout.startsWith('parent ')).toBe(true);
    expect(run('elks-1999', source).stdout.startsWith('parent ')).toBe(true);
  });

  it('is checked elsewhere', () =>
    check(['elks', 'linux-i386', 'solaris', 'news-os'], source, { stdout: 'child parent ' }));
});

describe('A3: more than a prelude: nested vfork', () => {
  const source = program(
    `call vfork
  mov di, ax
  test ax, ax
  jz inner
  cmp ax, -1
  je refused
${say('middle ')}
${call('exit', 0)}
refused: ${say('refused ')}
${call('exit', 0)}
inner: ${say('inner ')}`,
    `${say('outer')}\n  xor ax, ax`,
  );

  it('borrows again, or is refused', () => {
    check(['elks', 'linux-i386', 'solaris', 'news-os', 'bsd43'], source, { stdout: 'inner middle outer' });
    check(['macos'], source, { stdout: 'refused outer' });
  });
});

describe('every kernel', () => {
  it('gives the same run for the same seed', () => {
    for (const kernel of SHARING) {
      const source = program(`${say('c')}`, `${WAIT}\n${say('p')}\n  xor ax, ax`);
      const [a, b] = [1, 1].map((seed) => runSource(kernel, source, { seed }));
      expect(a?.events).toEqual(b?.events);
    }
  });
});
