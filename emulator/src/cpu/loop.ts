/** The general loop: every instruction by its general semantics. On either bus. */
import type { CodeCache } from './code-cache.ts';
import type { Core } from './core.ts';

/**
 * Runs until the history's tag is `end` or something asks for attention. `passed` is a tag at which a watched
 * instruction may run.
 */
export const runLoop = (core: Core, cache: CodeCache, end: number, passed: number): void => {
  const { history } = core.machine;
  while (history.tag < end && cache.step(core, passed));
};
