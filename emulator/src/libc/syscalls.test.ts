/** The library's numbers against the kernel's: of the stubs number, name and count of arguments, of the headers every constant that both have. */
import { expect, test } from 'vitest';
import { assembleText } from '../asm/index.ts';
import { ERRNO } from '../kernel/errno.ts';
import { SYSCALLS } from '../kernel/index.ts';
import { FORK_NOSIGCHLD, FORK_WAITPID } from '../kernel/lifecycle.ts';
import * as files from '../kernel/open-file.ts';
import * as signals from '../kernel/signals.ts';
import * as terminal from '../kernel/termios.ts';
import { HEADERS } from './index.ts';
import { STUBS, stubText } from './syscalls.ts';

test.each(STUBS)('%s is system call %i with %i arguments', (name, number, args) => {
  const call = SYSCALLS.find((one) => one.number === number && one.abi !== 'new');
  expect(call?.name).toBe(name.replace(/^_+(sys_)?/, ''));
  expect(call?.parameters.length).toBe(args);
  expect(assembleText(stubText([name, number, args])).problems).toEqual([]);
});

/** Constants of the kernel by name, wherever they are kept. */
const KERNEL: Readonly<Record<string, unknown>> = {
  ...ERRNO,
  ...signals.SIG,
  ...signals,
  ...files,
  ...terminal,
  FORK_NOSIGCHLD,
  FORK_WAITPID,
};

/** Numbers that a header defines: in C's spelling of octal and hexadecimal. */
const constantsOf = (text: string): (readonly [string, number])[] =>
  [...text.matchAll(/^#define (\w+) (0x[\da-f]+|\d+)$/gim)].map(([, name = '', digits = '']) => [
    name,
    Number(/^0\d/.test(digits) ? `0o${digits}` : digits),
  ]);

test.each(['errno.h', 'fcntl.h', 'signal.h', 'termios.h', 'sys/fork.h'])(
  '%s has the numbers of the kernel',
  (header) => {
    const both = constantsOf(HEADERS[header] ?? '').filter(([name]) => typeof KERNEL[name] === 'number');
    expect(both.length).toBeGreaterThan(1);
    expect(both).toEqual(both.map(([name]) => [name, KERNEL[name]]));
  },
);
