/** Evidence from recorded runs in assembly: each kind where it happens, and none for the correct shape on any kernel. */
import { describe, expect, it } from 'vitest';
import { Kernel, PERSONALITIES, personalityOf, programOf, type RunResult } from '../kernel/index.ts';
import { build, call, say } from '../kernel/testing.ts';
import { type Evidence, evidenceOf, Recorder } from './index.ts';

const record = (name: string, source: string): { evidence: Evidence[]; result: RunResult } => {
  const personality = personalityOf(name);
  if (personality === undefined) throw new Error(name);
  const recorder = new Recorder();
  const kernel = new Kernel({ personality, budgets: { instructions: 300_000 }, ...recorder.options });
  recorder.attach(kernel);
  kernel.install('/bin/other', build('main: xor ax, ax\n ret'));
  kernel.start(programOf('/bin/test', build(source)), ['test']);
  const result = kernel.run();
  return { evidence: evidenceOf(recorder.recording, result), result };
};

const kinds = (name: string, source: string): string[] => [
  ...new Set(record(name, source).evidence.map(({ kind }) => kind)),
];

const STATE = 'section .bss\nstate: resw 1\nsection .text\n';
const program = (child: string, parent: string, data = ''): string => `${STATE}main: call vfork
  test ax, ax
  jnz parent
${child}
${call('exit', 0)}
parent: mov si, ax
${parent}
  xor ax, ax
  ret
${data}`;
const WAIT = call('wait4', -1, 'state', 0, 0);

describe('evidence', () => {
  it('is none for close, exec and _exit, on every kernel that is sound', () => {
    const data = 'section .data\npath: db "/bin/other", 0\nblock: dw 1, 8, 0, 0\n  db "other", 0\n';
    const source = program(
      `${call('close', 0)}\n${call('execve', 'path', 'block', 14)}\n${call('exit', 255)}`,
      WAIT,
      data,
    );
    for (const { name } of PERSONALITIES) {
      if (['naive', 'stack-copy', 'userspace'].includes(name)) continue;
      const { evidence } = record(name, source);
      expect({ name, evidence: evidence.filter(({ kind }) => kind !== 'fd-changed') }).toEqual({ name, evidence: [] });
    }
  });

  it('parent-read-child-write: a global that the parent reads afterwards', () => {
    const data = 'section .data\nvalue: dw 1\nother: dw 1';
    const read = program('mov word [value], 2', `${WAIT}\n mov ax, [value]`, data);
    const unread = program('mov word [value], 2', `${WAIT}\n mov ax, [other]`, data);
    for (const name of ['elks', 'linux-i386', 'solaris', 'news-os', 'cygwin']) {
      const { evidence } = record(name, read);
      expect({ name, evidence }).toMatchObject({
        name,
        evidence: [{ kind: 'parent-read-child-write', variable: 'value' }],
      });
      expect(kinds(name, unread)).toEqual([]);
    }
    expect(kinds('fork', read)).toEqual([]);
  });

  it('dead-frame: the child returns from the function that called vfork', () => {
    const source = `${STATE}main: call lends
  test ax, ax
  jnz parent
  push ax
  push ax
${call('exit', 7)}
parent: xor ax, ax
  ret
lends: push bp
  mov bp, sp
  call vfork
  pop bp
  ret`;
    expect(kinds('linux-i386', source)).toContain('dead-frame');
    expect(kinds('fork', source)).toEqual([]);
  });

  it('deadlock: the child reads a pipe that only the parent fills', () => {
    const source = program(call('read', '[ends]', 'ends', 1), WAIT, 'section .bss\nends: resw 2').replace(
      'main:',
      `main: ${call('pipe', 'ends')}\n`,
    );
    expect(kinds('linux-i386', source)).toContain('deadlock');
    expect(record('linux-i386', source).evidence.find(({ kind }) => kind === 'deadlock')?.text).toContain(
      'for its vfork child, process 2, to call exec or _exit',
    );
  });

  it('handler-changed, handler-ran-in-child', () => {
    const data = `trampoline: mov ax, 204\n int 0x80\nsection .data\naction: dw trampoline, trampoline, 0, 0, 0\n`;
    const install = call('sigaction', 10, 'action', 0);
    const self = `${call('getpid', 0)}\n mov di, ax\n${call('kill', 'di', 10)}`;
    expect(kinds('solaris', program(install, WAIT, data))).toEqual(['handler-changed']);
    expect(kinds('linux-i386', program(install, WAIT, data))).toEqual([]);
    const reset = program(call('signal', 10, 0, 0), WAIT, data).replace('main:', `main: ${install}\n`);
    for (const kernel of ['userspace', 'cygwin']) expect(kinds(kernel, reset)).toContain('handler-changed');
    expect(kinds('linux-i386', reset)).toEqual([]);
    expect(kinds('linux-i386', program(self, WAIT, data).replace('main:', `main: ${install}\n`))).toEqual([
      'handler-ran-in-child',
    ]);
  });

  it('heap-changed and fd-changed', () => {
    expect(kinds('linux-i386', program(call('brk', 600), WAIT))).toEqual(['heap-changed']);
    expect(kinds('userspace', program(call('close', 1), WAIT))).toContain('fd-changed');
    expect(kinds('linux-i386', program(call('close', 1), WAIT))).toEqual([]);
  });

  it('parent-code-ran-twice: the child falls into the code behind the branch', () => {
    const source = `${STATE}main: call vfork
  mov si, ax
${say('both')}
  test si, si
  jnz parent
${call('exit', 0)}
parent: xor ax, ax
  ret`;
    expect(kinds('linux-i386', source)).toContain('parent-code-ran-twice');
  });

  it('parent-crashed', () => {
    const source = program(
      'mov word [divisor], 0',
      'mov dx, 0\n mov ax, 5\n div word [divisor]',
      'section .data\ndivisor: dw 1',
    );
    expect(kinds('linux-i386', source)).toEqual(expect.arrayContaining(['parent-read-child-write', 'parent-crashed']));
  });
});
