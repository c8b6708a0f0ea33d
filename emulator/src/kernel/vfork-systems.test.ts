/** What sets one system's vfork apart from the others' (claims B3, E4, C2, D): failures and limits, threads, and a child that is the caller itself. */
import { describe, expect, it } from 'vitest';
import { personalityOf } from './personalities.ts';
import { borrower, build, call, check, type RunOptions, runSource, STATE, say, WAIT, without } from './testing.ts';

/** Bytes of a program file, so that exec has something to run. */
const OTHER = build(`main: ${say('[exec]')}\n mov ax, 3\n ret`);
const FILES: RunOptions = { files: { '/bin/other': OTHER } };
const EXEC = `${call('execve', 'path', 'block', 14)}\n${call('exit', 255)}`;
const EXEC_DATA = 'section .data\npath: db "/bin/other", 0\nblock: dw 1, 8, 0, 0\n  db "other", 0\n';

describe('B3, E4: failures', () => {
  const source = borrower(
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
    check(without(), source.replace('call vfork', 'call fork'), { status: 12 }, options);
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
      borrower(EXEC, `${WAIT}\n  sub ax, si\n  or al, [state+1]`, EXEC_DATA),
      { stdout: '[exec]', status: 3 },
      FILES,
    );
    check(['cygwin'], borrower(call('exit', 9), `${WAIT}\n  sub ax, si\n  or al, [state+1]`), { status: 9 });
  });

  it('D1: the caller can play the child again, and is itself in between', () =>
    check(
      ['cygwin'],
      `${STATE}main: mov di, 3
again: call vfork
  test ax, ax
  jz child
  mov si, ax
${call('wait4', 'si', 'state', 0, 0)}
  sub ax, si
  or ax, ax
  jnz bad
${call('getpid', 0)}
  mov [me], ax
  dec di
  jnz again
  mov al, [state+1]
  xor ah, ah
  ret
bad: mov ax, 99
  ret
child: ${call('exit', 'di')}
section .data
me: dw 0`,
      { status: 1 },
    ));

  it('D2: what the child opened is closed when it is back: a pipe has no writer left', () =>
    check(
      ['cygwin'],
      borrower(
        call('dup', '[ends+2]'),
        `${call('close', '[ends+2]')}\n${call('read', '[ends]', 'ends', 1)}\n${WAIT}\n  xor ax, ax`,
        'section .bss\nends: resw 2\n',
      ).replace('main:', `main: ${call('pipe', 'ends')}\n`),
      {},
    ));

  it('D4: what it writes afterwards is its own: it is no child of vfork any more', () => {
    const twice = borrower(
      '',
      `  call vfork\n  test ax, ax\n  jz .second\n${WAIT}\n  xor ax, ax\n  ret\n.second: ${call('exit', 0)}`,
    );
    const forks = runSource('cygwin', twice).events.flatMap(({ what }) => (what.kind === 'fork' ? [what.how] : []));
    expect(forks).toEqual(['vfork', 'vfork']);
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

describe('a system that copies the memory and only waits, as 4.4BSD and OpenBSD do', () => {
  const fork = personalityOf('fork');
  const openbsd = fork === undefined ? undefined : { ...fork, vfork: { ...fork.vfork, parent: 'suspended' as const } };

  it('runs the child first, in memory of its own, and puts nothing back', () => {
    const child = `mov word [value], 2\n  mov bp, sp\n  mov word [bp], 2\n${call('nanosleep', 'span', 0)}\n${say('child ')}`;
    const source = borrower(
      child,
      `${say('parent')}\n  pop ax\n  add ax, [value]`,
      'section .data\nvalue: dw 1\nspan: dd 1, 0\n',
    ).replace('main:', 'main: mov ax, 4\n  push ax\n');
    if (openbsd === undefined) throw new Error('no fork');
    const { result, stdout, events } = runSource(openbsd, source);
    expect([stdout, result]).toMatchObject(['child parent', { kind: 'exited', status: 5 }]);
    const told = events.flatMap(({ what }) => (['fork', 'resume', 'end'].includes(what.kind) ? [what] : []));
    expect(told).toMatchObject([
      { kind: 'fork', how: 'vfork', shared: false },
      { kind: 'end', shared: false },
      { kind: 'resume', childGone: true, putBack: [] },
      { kind: 'end' },
    ]);
  });
});
