/**
 * A program that a shell started: an ordinary process of the shell's session and group, on every system. What POSIX.1-2001 keeps from
 * leaders is open to it: setpgid(0, 0), and setsid() as it stands in the group of another.
 */
import { describe, expect, it } from 'vitest';
import { build, call, runImage, SOUND } from './testing.ts';

/** Exit status of a program that a shell started; the result of the last call, with errors as EPERM = 255. */
const status = (name: string, body: string, under: 'nobody' | 'shell' = 'shell'): string => {
  const { result } = runImage(name, build(`main:\n${body}\n  ret\nsection .bss\nstate: resw 1\nvalue: resw 1`), {
    under,
  });
  return result.kind === 'exited' ? `${result.outcome.kind} ${result.status}` : result.kind;
};

const inVforkChild = (body: string): string => `${call('vfork')}
  test ax, ax
  jnz parent
${body}
  mov [value], ax
${call('exit', '[value]')}
parent:
${call('wait4', -1, 'state', 0, 0)}
  mov al, [state+1]
  xor ah, ah`;

describe.each(SOUND)('%s', (name) => {
  it.each([
    ['it may lead a group of its own', call('setpgid', 0, 0), 'exited 0'],
    ['it may lead a session of its own', `${call('setsid')}\n  sub ax, 3`, 'exited 0'],
    [
      'its group and session are those of its parent, which is there',
      `${call('getpid', 'value')}\n${call('kill', '[value]', 0)}\n  cmp word [value], 2\n  jb short .done\n  ret\n.done: dec ax`,
      'exited 0',
    ],
    ['it ends without anybody to wait for it', 'mov ax, 7', 'exited 7'],
    ['a child in its memory may lead a group', inVforkChild(call('setpgid', 0, 0)), 'exited 0'],
    ['a child may lead a session', inVforkChild(`${call('setsid')}\n  test ax, ax\n  sbb ax, ax`), 'exited 0'],
  ])('%s', (_, body, expected) => {
    expect(status(name, body)).toBe(expected);
  });
});

it('the first process of all leads its own session, and may not', () => {
  expect(status('linux-i386', call('setpgid', 0, 0), 'nobody')).toBe('exited 255');
  expect(status('linux-i386', call('setpgid', 0, 0))).toBe('exited 0');
});

it('signals of its group reach it, and its end that of nobody else', () => {
  expect(status('linux-i386', call('kill', 0, 15))).toBe('killed 143');
  expect(status('linux-i386', `${call('getpid', 'value')}\n${call('kill', '[value]', 9)}\n  mov ax, 5`)).toBe(
    'exited 5',
  );
});

it('a deadlock is that of the program', () => {
  const { result } = runImage('linux-i386', build(`main:\n${call('pause')}\n  ret`), { under: 'shell' });
  expect(result).toMatchObject({ kind: 'deadlock', waiting: [{ pid: 3 }] });
});

it.each([
  ['streams', 'ENOTTY', 'ENOTTY'],
  ['terminal-input', 0, 'ENOTTY'],
  ['terminal', 0, 0],
] as const)('descriptors of %s', (stdio, input, output) => {
  const tell = `${call('ioctl', 0, 0x5401, 'value')}\n${call('ioctl', 1, 0x5401, 'value')}\n${call('read', 0, 'value', 9)}`;
  const { events, result } = runImage('linux-i386', build(`main:\n${tell}\n  ret\nsection .bss\nvalue: resw 30`), {
    under: 'shell',
    stdio,
    keys: [{ at: 0, text: 'ab\n' }],
    input: () => new Uint8Array([1, 2]),
  });
  const results = events.flatMap(({ what }) =>
    what.kind === 'call' && what.name === 'ioctl' ? [what.result.kind === 'error' ? what.result.errno : 0] : [],
  );
  expect(results).toEqual([input, output]);
  expect(result).toMatchObject({ kind: 'exited', status: stdio === 'streams' ? 2 : 3 });
});
