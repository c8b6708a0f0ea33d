/** What each signal does to a process that has said nothing, and signal(2) of ELKS (reference §1.4, §1.6; signal(7)). */
import { describe, expect, it } from 'vitest';
import { SIGNALS } from './signals.ts';
import { call, check } from './testing.ts';

const KERNELS = ['elks', 'linux-i386', 'cygwin'];
const [EINVAL, TERM] = [22, 15];
const raise = (signal: number): string => `${call('getpid', 0)}\n  mov di, ax\n${call('kill', 'di', signal)}`;

describe('by default', () => {
  /** signal(7), reference §1.6: what is ignored, what stops; the rest ends the process. */
  const IGNORED = ['SIGCHLD', 'SIGCONT', 'SIGURG', 'SIGWINCH'];
  const STOPS = ['SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'];

  it.each(SIGNALS.map(({ name, number }) => [name, number] as const))('%s (%i) does what it should', (name, number) => {
    const status = IGNORED.includes(name) ? 0 : STOPS.includes(name) ? 'deadlock' : 128 + number;
    check(KERNELS, `main: ${raise(number)}\n  xor ax, ax\n  ret`, { status });
  });

  it('are 31, in order', () =>
    expect(SIGNALS.map(({ number }) => number)).toEqual(Array.from({ length: 31 }, (_, i) => i + 1)));

  it.each([32, 99, 0x8000])('%i is none: EINVAL', (signal) =>
    check(KERNELS, `main: ${raise(signal)}\n  mov ax, [errno]\n  ret`, { status: EINVAL }),
  );
});

describe('signal of ELKS', () => {
  it('tells what was before: 0 default, 1 ignored, 2 caught', () =>
    check(
      KERNELS,
      `main: ${call('signal', TERM, 1, 0)}\n  mov si, ax\n${call('signal', TERM, 'main', 0)}\n  mov cl, 2\n  shl ax, cl\n  or si, ax\n${call('signal', TERM, 0, 0)}\n  mov cl, 4\n  shl ax, cl\n  or si, ax\n${call('signal', TERM, 0, 0)}\n  mov cl, 6\n  shl ax, cl\n  or ax, si\n  ret`,
      { status: (1 << 2) | (2 << 4) },
    ));
});

it('a frame that a program makes up for sigreturn may hold all but SIGKILL and SIGSTOP', () => {
  const source = (signal: number): string =>
    `main: mov ax, back\n  push ax\n  push ax\n  pushf\n  mov ax, -1\n  push ax\n  push ax\n  push ax\n  push ax\n  mov ax, 204\n  int 0x80\nback: ${raise(signal)}\n  xor ax, ax\n  ret`;
  check(KERNELS, source(TERM), {});
  check(KERNELS, source(9), { status: 128 + 9 });
  check(KERNELS, source(19), { status: 'deadlock' });
});
