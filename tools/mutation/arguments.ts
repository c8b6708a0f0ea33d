/** All arguments for changes that no test can tell from the original, by the source that they are about. */
import { CODE } from './arguments/code.ts';
import { CORE } from './arguments/core.ts';
import { GENERATOR } from './arguments/generator.ts';
import { HOT_LOOP } from './arguments/hot-loop.ts';
import { MACHINE } from './arguments/machine.ts';
import type { Argument } from './equivalent.ts';

/** One argument for each change. */
export const EQUIVALENT: readonly Argument[] = [...CORE, ...CODE, ...MACHINE, ...HOT_LOOP, ...GENERATOR].flatMap(
  ({ files, because, changes }) =>
    files.flatMap((file) => changes.map(([before, after]) => ({ file, before, after, because }))),
);
