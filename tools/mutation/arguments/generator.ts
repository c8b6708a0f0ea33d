/** Changes to the program that writes the hot loop after which it writes the same. */
import type { Reason } from '../equivalent.ts';

export const GENERATOR: readonly Reason[] = [
  {
    files: ['tools/generators/hot-loop.ts'],
    because: 'a width has no sign',
    changes: [['width >> 3', 'width >>> 3']],
  },
];
