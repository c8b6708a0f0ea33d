/**
 * Table: changes to the CPU's sources that no test can tell from the original, each with the reason. `before` and `after`
 * are the line as it is and as the mutant of tools/mutate.ts has it, or for generated code a piece of it.
 */
import type { Argument } from './mutation/equivalent.ts';

export const EQUIVALENT: readonly Argument[] = [
  {
    file: 'cpu/bulk.ts',
    before: 'const WORTH = 8;',
    after: 'const WORTH = 9;',
    because: 'it decides only whether elements are moved at once or one by one, with the same outcome',
  },
];
