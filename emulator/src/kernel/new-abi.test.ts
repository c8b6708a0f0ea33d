/** Programs of the ABI that ELKS has since 2020, which the header's version tells (reference §1.1, §1.6): far handlers, the 16 signals, sbrk. */
import { describe, expect, it } from 'vitest';
import { call, check, type RunOptions, runSource, STATE, say } from './testing.ts';

const NEW: RunOptions = { abi: 'new' };
const KERNELS = ['elks', 'linux-i386'];
const [EINVAL, ENOSYS] = [22, 38];
const [USR1, CHLD, TERM] = [10, 12, 15];
const raise = (signal: number): string => `${call('getpid', 0)}\n  mov di, ax\n${call('kill', 'di', signal)}`;

describe('the 16 signals', () => {
  const STOPS = [5, 7];
  const IGNORED = [4, 8, 12, 16];
  const source = (signal: number): string => `${STATE}main: ${call('fork')}
  test ax, ax
  jnz parent
${raise(signal)}
${call('exit', 9)}
parent: ${call('wait4', -1, 'state', 2, 0)}
  mov ax, [state]
  or al, ah
  xor ah, ah
  ret`;

  it.each(Array.from({ length: 16 }, (_, i) => i + 1))(
    '%i ends, stops or is ignored, and wait tells that number',
    (signal) => {
      const status = STOPS.includes(signal) ? 0x7f | signal : IGNORED.includes(signal) ? 9 : signal;
      check(KERNELS, source(signal), { status }, NEW);
    },
  );

  it.each([0, 17, 20, 31])('%i is none: EINVAL', (signal) =>
    check(KERNELS, `main: ${raise(signal)}\n  mov ax, [errno]\n  ret`, { status: EINVAL }, NEW),
  );
});

describe('signal', () => {
  /** A far handler: SP leads to IP, CS and the number, in the words of ELKS; it goes back by a far return. */
  const HANDLER = `handler: push bp
  mov bp, sp
  push ax
  push bx
  push cx
  push dx
  mov ax, [bp+6]
  mov [heard], ax
${say('!')}
  pop dx
  pop cx
  pop bx
  pop ax
  pop bp
  db 0xca, 2, 0
section .data
heard: dw 0
`;

  it('enters a far handler once, with the number of ELKS, and is 0', () =>
    check(
      KERNELS,
      `main: ${call('signal', CHLD, 'handler', 'cs')}\n  mov si, ax\n${raise(CHLD)}\n${raise(CHLD)}\n  mov ax, [heard]\n  add ax, si\n  ret\n${HANDLER}`,
      { stdout: '!', status: CHLD },
      NEW,
    ));

  it('tells nothing of what was before', () =>
    check(KERNELS, `main: ${call('signal', TERM, 1, 0)}\n${call('signal', TERM, 0, 0)}\n  ret`, {}, NEW));

  it('refuses a handler in another segment, SIGKILL, SIGSTOP and what is no signal', () => {
    const refused = (...args: readonly (string | number)[]): void =>
      check(KERNELS, `main: ${call('signal', ...args)}\n  mov ax, [errno]\n  ret\n${HANDLER}`, { status: EINVAL }, NEW);
    refused(USR1, 'handler', '0x1234');
    refused(USR1, '0xfff0', 'cs');
    for (const signal of [9, 5, 0, 17]) refused(signal, 1, 0);
  });
});

describe('sbrk', () => {
  it('moves the break and tells the old one, down to where it began and up to the stack', () =>
    check(
      KERNELS,
      `main: ${call('sbrk', 0, 'first')}
${call('sbrk', 64, 'old')}
${call('sbrk', 0, 'old')}
  mov si, [old]
  sub si, [first]
${call('sbrk', -64, 'old')}
${call('sbrk', -1, 'old')}
  mov di, [errno]
  mov word [errno], 0
${call('sbrk', '0x7000', 'old')}
  add di, [errno]
  mov ax, si
  add ax, di
  ret
section .bss
first: resw 1
old: resw 1`,
      { status: 64 + 12 + 12 },
      NEW,
    ));

  it('is no call of the old ABI', () =>
    check(KERNELS, `main: ${call('sbrk', 0, 'old')}\n  mov ax, [errno]\n  ret\nsection .bss\nold: resw 1`, {
      status: ENOSYS,
    }));
});

it('has numbers of its own for setitimer and uname', () => {
  const source = 'main: mov bx, 9\n  mov ax, 71\n  int 0x80\n  mov ax, 74\n  int 0x80\n  xor ax, ax\n  ret';
  const names = (abi: 'old' | 'new'): readonly string[] =>
    runSource('elks', source, { abi }).events.flatMap(({ what }) => (what.kind === 'call' ? [what.name] : []));
  expect(names('new')).toEqual(['setitimer', 'uname']);
  expect(names('old')).not.toContain('setitimer');
});
