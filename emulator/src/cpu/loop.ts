/** The general loop: decodes or finds the instruction at CS:IP, runs it, counts it. On either bus. */
import { WATCH_EXECUTE } from '../machine/index.ts';
import type { CodeCache } from './code-cache.ts';
import type { Core } from './core.ts';
import { CS } from './registers.ts';

/**
 * Runs until the history's tag is `end` or something asks for attention. `passed` is a tag at which a watched
 * instruction may run.
 */
export const runLoop = (core: Core, cache: CodeCache, end: number, passed: number): void => {
  const { machine, registers } = core;
  const { history, map } = machine;
  const { at, operations } = cache;
  while (history.tag < end) {
    const address = ((registers[CS]! << 4) + core.ip) & 0xfffff;
    const number = at[address]!;
    if (number === 0 && (map[address]! & WATCH_EXECUTE) !== 0 && history.tag !== passed) {
      machine.strike({ access: 'execute', address });
      return;
    }
    const operation = operations[number === 0 ? cache.number(core) : number]!;
    core.start = core.ip;
    core.ip = (core.ip + operation.length) & 0xffff;
    core.unfinished = false;
    operation.run(core, operation);
    if (core.unfinished) return;
    history.tag++;
    if (core.attention) return;
  }
};
