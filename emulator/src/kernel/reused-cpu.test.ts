/** A CPU lent to one kernel after the other: each run is as it would be on a new machine, whatever the one before left; sites of
 * stores that ran untraced have no meaning. */
import { expect, it } from 'vitest';
import { PERSONALITIES } from './index.ts';
import { build, call, runImage, say } from './testing.ts';

const VFORK = build(`main: ${call('vfork')}
  test ax, ax
  jnz parent
  mov word [shared], 2
${call('exit', 5)}
parent: ${call('wait4', -1, 'state', 0, 0)}
${say('parent')}
  mov ax, [shared]
  ret
section .data
shared: dw 1
state: dw 0`);

/** Ends at a budget, with code written over itself, a watch, the trap flag and a repeated instruction under way. */
const ROUGH = build(`main: pushf
  mov cx, 60000
  mov si, 0
  mov di, 1
  rep movsb
  jmp main`);

it('gives the same events, memory and output as a new one', () => {
  const used = runImage('elks', VFORK).kernel;
  for (const { name } of PERSONALITIES) {
    const fresh = runImage(name, VFORK);
    used.world.machine.watch({ access: 'execute', address: 0x2000, length: 400 });
    used.cpu.trace(true, () => {});
    runImage('elks', ROUGH, { cpu: used.cpu, budgets: { instructions: 9 } });
    const again = runImage(name, VFORK, { cpu: used.cpu });
    expect(again.kernel.cpu).toBe(used.cpu);
    const told = ({ result, stdout, events, kernel }: typeof fresh) => ({
      name,
      result,
      stdout,
      events,
      regs: kernel.cpu.registers,
    });
    expect(told(again)).toEqual(told(fresh));
    for (const part of ['ram', 'shadow'] as const) {
      const [one, other] = [again, fresh].map(({ kernel }) => Buffer.from(kernel.world.machine[part].buffer));
      expect(one?.compare(other ?? new Uint8Array(0))).toBe(0);
    }
  }
});
