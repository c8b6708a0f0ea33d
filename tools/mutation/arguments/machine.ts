/** Changes to room `machine` that no program can tell from the original. */
import type { Reason } from '../equivalent.ts';

export const MACHINE: readonly Reason[] = [
  {
    files: ['machine/history.ts'],
    because: 'when tags are numbered anew changes nothing that can be asked, as long as they fit the shadow',
    changes: [
      ['2 ** 30 - 1;', '2 ** 30 + 1;'],
      ['2 ** 30 - 1;', '2 ** 31 - 1;'],
      ['2 ** 30 - 1;', '2 ** 30 - 2;'],
      ['1 << 17;', '2 << 17;'],
      ['1 << 17;', '1 << 18;'],
      ['this.tag + count > TAG_LIMIT', 'this.tag + count >= TAG_LIMIT'],
      ['this.slices.length > CROWDED', 'this.slices.length >= CROWDED'],
    ],
  },
  {
    files: ['machine/history.ts'],
    because: 'the first run or write puts a slice of its own in the place of this one',
    changes: [["instruction: 0, process: 0, origin: 'plain' }];", "instruction: 0, process: 1, origin: 'plain' }];"]],
  },
  {
    files: ['machine/history.ts'],
    because:
      'the slice found last is a guess: one that is wrong is not taken, and without one the search finds the same',
    changes: [
      ['private found = 0;', 'private found = 1;'],
      [
        'if (guess !== undefined && guess.tag <= tag && tag < (slices[found + 1]?.tag ?? Infinity)) return found;',
        'if (false) return found;',
      ],
      ['guess !== undefined &&', 'guess === undefined &&'],
      ['guess.tag <= tag', 'guess.tag < tag'],
      ['this.found = low;', ';'],
    ],
  },
  {
    files: ['machine/history.ts'],
    because: 'the search ends at the same slice wherever it cuts',
    changes: [['(low + high + 1) >> 1', '(low + high + 2) >> 1']],
  },
  {
    files: ['machine/machine.ts'],
    because: 'room for more tags than are needed does no harm',
    changes: [['reserve(1);', 'reserve(2);']],
  },
  {
    files: ['machine/history.ts'],
    because: 'indices have no sign',
    changes: [['(low + high + 1) >> 1', '(low + high + 1) >>> 1']],
  },
  {
    files: ['machine/machine.ts'],
    because: 'the marks of other kinds of watches stand already',
    changes: [['if (other.access === watch.access)', 'if (true)']],
  },
  {
    files: ['machine/machine.ts'],
    because: 'code that is dropped for nothing is decoded again',
    changes: [['this.announce(address, 1);', 'this.announce(address, 2);']],
  },
  {
    files: ['machine/machine.ts'],
    because: 'all of memory is cleared, more slowly',
    changes: [
      ['this.shadow[top - 1] === 0', 'this.shadow[top - 1] === 1'],
      ['this.shadow[top - 1] === 0', 'this.shadow[top + 1] === 0'],
    ],
  },
  {
    files: ['machine/machine.ts'],
    because: 'behind their ends both arrays of the same length have nothing',
    changes: [['index < a.length', 'index <= a.length']],
  },
];
