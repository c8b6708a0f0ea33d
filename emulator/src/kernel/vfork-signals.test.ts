/** Signals and the terminal around vfork under each kernel (claims B5, C7, C8, E5): what the child inherits, what is held, what it is told. */
import { describe, expect, it } from 'vitest';
import { borrower, call, check, type RunOptions, runSource, say, see, WAIT } from './testing.ts';

describe('B5, C9: the terminal', () => {
  /** A child in a background group reads the terminal, after the parent has left it the background. */
  const source = borrower(
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
    expect(see(kernel, source, options)).toMatchObject({ status }),
  );

  it('stops the child by SIGTTIN elsewhere, and the parent waits for ever', () =>
    expect(see('linux-i386', source, options).status).toBe('deadlock'));
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
    const source = begin(borrower(self, `${WAIT}\n  mov al, [state]\n  xor ah, ah`, TRAMPOLINE + DATA));
    check(['solaris'], source, { status: 10 });
    check(['linux-i386', 'elks', 'news-os'], source, { stdout: '!' });
  });

  it('C8: a handler that the child installs becomes SIG_DFL there', () => {
    const source = borrower(`${handler(10)}\n${self}`, `${WAIT}\n  mov al, [state]\n  xor ah, ah`, TRAMPOLINE + DATA);
    check(['solaris'], source, { status: 10 });
    check(['linux-i386', 'elks', 'news-os'], source, { stdout: '!' });
  });

  it("E5: the child's changes of handlers are its own, but not where the process is one", () => {
    const reset = call('sigaction', 10, 'nothing', 0);
    const source = begin(borrower(reset, `${self}\n xor ax, ax`, `${TRAMPOLINE}${DATA}nothing: dw 0, 0, 0, 0, 0\n`));
    check(['linux-i386', 'elks', 'news-os', 'solaris'], source, { stdout: '!' });
    check(['cygwin', 'userspace'], source, { status: 128 + 10 });
  });

  it('E5: a signal for the suspended parent arrives after the child has let go', () => {
    const child = `${call('getpid', 'parent_pid')}\n mov di, [parent_pid]\n${kill('di')}\n${say('child ')}`;
    const source = begin(borrower(child, `${say('parent')}\n xor ax, ax`, `${TRAMPOLINE}${DATA}parent_pid: dw 0\n`));
    check(['linux-i386', 'elks', 'news-os', 'solaris'], source, { stdout: 'child !parent' });
  });

  it('E5: a fatal signal ends the wait on Linux, and waits elsewhere', () => {
    const child = `${call('getpid', 'parent_pid')}\n mov di, [parent_pid]\n${call('kill', 'di', 9)}\n${call('nanosleep', 'span', 0)}\n${say('child')}`;
    const source = borrower(child, 'xor ax, ax', 'section .data\nparent_pid: dw 0\nspan: dd 1, 0\n');
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

describe('C7: vforkx', () => {
  const source = (flags: number, parent: string): string =>
    borrower('', parent).replace('call vfork\n', `${call('vforkx', flags)}\n`);
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
