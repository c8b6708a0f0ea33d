/** A debugger's watch beside a recorder: both see what they asked for, on the same bytes and in the same instruction. */
import { describe, expect, it } from 'vitest';
import { Kernel, personalityOf, programOf } from '../kernel/index.ts';
import { addressIn } from '../kernel/segments.ts';
import { build, call } from '../kernel/testing.ts';
import { evidenceOf, Recorder } from './index.ts';

const SOURCE = `section .bss
state: resw 1
value: resw 2
section .text
main: mov word [value], 1
  call vfork
  test ax, ax
  jnz parent
  mov word [value], 2
${call('pipe', 'value')}
${call('exit', 0)}
parent:
${call('wait4', -1, 'state', 0, 0)}
  mov ax, [value]
  ret`;

interface Watched {
  readonly hits: readonly number[];
  readonly evidence: readonly string[];
}

/** Runs with a watch on the writes to a variable; who wrote at each pause, and what the recorder made of the run. */
const watch = (length: number, recording: boolean): Watched => {
  const personality = personalityOf('linux-i386');
  if (personality === undefined) throw new Error('no personality');
  const recorder = new Recorder();
  const kernel = new Kernel({ personality, ...(recording ? recorder.options : {}) });
  recorder.attach(kernel);
  const image = build(SOURCE);
  kernel.start(programOf('/bin/test', image), ['test']);
  const value = image.symbols.find(({ name }) => name === 'value')?.value ?? -1;
  const { data } = [...kernel.world.processes.values()][0]!.space;
  kernel.world.machine.watch({ access: 'write', address: addressIn(data, value), length });
  const hits: number[] = [];
  let result = kernel.run();
  for (; result.kind === 'paused'; result = kernel.run()) if (result.hit !== undefined) hits.push(result.pid);
  const evidence = evidenceOf(recorder.recording, result).map(({ kind, variable }) => `${kind} ${variable}`);
  return { hits, evidence };
};

describe('a watch', () => {
  it('pauses at each instruction and each system call that writes there', () => {
    expect(watch(2, false)).toEqual({ hits: [1, 2, 2], evidence: [] });
  });

  it('pauses there while a recorder watches the same memory, and takes nothing from it', () => {
    expect(watch(2, true)).toEqual({ hits: [1, 2, 2], evidence: ['parent-read-child-write value'] });
    expect(watch(1, true).hits).toEqual([1, 2, 2]);
  });
});
