/** Changes to state, flags, instructions and runs of the CPU that no program can tell from the original. */
import type { Reason } from '../equivalent.ts';

export const CORE: readonly Reason[] = [
  {
    files: ['cpu/core.ts'],
    because: 'indices have four bits: nothing can name one more register',
    changes: [
      [
        'readonly registers: Uint16Array = new Uint16Array(16);',
        'readonly registers: Uint16Array = new Uint16Array(17);',
      ],
    ],
  },
  {
    files: ['cpu/core.ts'],
    because: 'every instruction sets it before anything reads it',
    changes: [['start = 0;', 'start = 1;']],
  },
  {
    files: ['cpu/core.ts'],
    because: 'AF and OF are bits 4, 15 and 16',
    changes: [
      ['carries = 0;', 'carries = 1;'],
      ['this.carries = (af ? AF : 0) | (of ? OF << 4 : 0);', 'this.carries = (af ? AF : 1) | (of ? OF << 4 : 0);'],
      ['this.carries = (af ? AF : 0) | (of ? OF << 4 : 0);', 'this.carries = (af ? AF : 0) | (of ? OF << 4 : 1);'],
    ],
  },
  {
    files: ['cpu/core.ts'],
    because: 'OF is whether bits 15 and 16 differ, and the other is clear',
    changes: [['OF << 4 : 0);', 'OF << 5 : 0);']],
  },
  {
    files: ['cpu/flags.ts'],
    because: 'OF is whether bits 15 and 16 differ, and the other is clear',
    changes: [['((flags & OF) << 4);', '((flags & OF) << 5);']],
  },
  {
    files: ['cpu/groups/shift.ts'],
    because: 'bit 0 of a doubled value is clear',
    changes: [['value & ((1 << width) - 1);', 'value & ((1 << width) - 2);']],
  },
  {
    files: ['cpu/core.ts'],
    because: 'CF is bit 16',
    changes: [['carry = 0;', 'carry = 1;']],
  },
  {
    files: ['cpu/core.ts'],
    because: 'both are numbers that no tag has',
    changes: [['shadow = -1;', 'shadow = -2;']],
  },
  {
    files: ['cpu/core.ts'],
    because: 'a run clears it before its loop reads it',
    changes: [['attention = false;', 'attention = true;']],
  },
  {
    files: ['cpu/core.ts'],
    because: 'it is read only where an instruction was left, which sets it',
    changes: [['resume = 0;', 'resume = 1;']],
  },
  {
    files: ['cpu/core.ts'],
    because: 'attention for nothing only makes the loop look around and go on',
    changes: [
      ['if ((value & TF) !== 0) this.attention = true;', 'if (true) this.attention = true;'],
      ['if ((value & TF) !== 0) this.attention = true;', 'if ((value | TF) !== 0) this.attention = true;'],
      ['if ((value & TF) !== 0) this.attention = true;', 'if (((value)) !== 0) this.attention = true;'],
      ['if ((value & TF) !== 0) this.attention = true;', 'if ((value & TF) !== 1) this.attention = true;'],
    ],
  },
  {
    files: ['cpu/flags.ts'],
    because: 'bit 0 is shifted out',
    changes: [['(((carries ^ (carries >> 1)) & 0x8000) >> 4);', '(((carries ^ (carries >> 1)) & 32769) >> 4);']],
  },
  {
    files: ['cpu/flags.ts'],
    because: 'CF is bit 0, which is bit 16 of the carry by either',
    changes: [['((carry >>> 16) & CF) |', '((carry >> 16) & CF) |']],
  },
  {
    files: ['cpu/flags.ts'],
    because: 'only the low eight bits of the shifted value are used, and those are the same',
    changes: [['const byte = result ^ (result >> 16);', 'const byte = result ^ (result >>> 16);']],
  },
  {
    files: ['cpu/flags.ts'],
    because: 'the table is positive',
    changes: [
      [
        'return ((EVEN_NIBBLES >> ((byte ^ (byte >> 4)) & 15)) & 1) !== 0;',
        'return ((EVEN_NIBBLES >>> ((byte ^ (byte >> 4)) & 15)) & 1) !== 0;',
      ],
    ],
  },
  {
    files: ['cpu/flags.ts'],
    because: 'of the byte only four bits are used',
    changes: [
      [
        'return ((EVEN_NIBBLES >> ((byte ^ (byte >> 4)) & 15)) & 1) !== 0;',
        'return ((EVEN_NIBBLES >> ((byte ^ (byte >>> 4)) & 15)) & 1) !== 0;',
      ],
    ],
  },
  {
    files: ['cpu/flags.ts'],
    because: 'the shifts differ in bit 31, and bit 15 is taken',
    changes: [['(((carries ^ (carries >> 1)) & 0x8000) >> 4);', '(((carries ^ (carries >>> 1)) & 0x8000) >> 4);']],
  },
  {
    files: ['cpu/flags.ts'],
    because: 'bit 15 alone is positive',
    changes: [['(((carries ^ (carries >> 1)) & 0x8000) >> 4);', '(((carries ^ (carries >> 1)) & 0x8000) >>> 4);']],
  },
  {
    files: ['cpu/groups/control.ts'],
    because: 'registers have no sign',
    changes: [
      [
        'return operand.index < 4 ? (pair << 8) | (pair >> 8) : pair;',
        'return operand.index < 4 ? (pair << 8) | (pair >>> 8) : pair;',
      ],
    ],
  },
  {
    files: ['cpu/groups/logic.ts', 'cpu/groups/decimal.ts', 'cpu/groups/shift.ts'],
    because: 'AF and OF are bits 4, 15 and 16',
    changes: [['core.carries = 0;', 'core.carries = 1;']],
  },
  {
    files: ['cpu/groups/logic.ts', 'cpu/groups/decimal.ts', 'cpu/groups/shift.ts'],
    because: 'CF is bit 16',
    changes: [['core.carry = 0;', 'core.carry = 1;']],
  },
  {
    files: ['cpu/groups/multiply.ts'],
    because: 'only the low half of it is used, which is the same',
    changes: [['const high = product >> width;', 'const high = product >>> width;']],
  },
  {
    files: ['cpu/groups/multiply.ts'],
    because: 'both are 0 for the same products',
    changes: [
      [
        'settle(core, product, width, product >> width === 0);',
        'settle(core, product, width, product >>> width === 0);',
      ],
    ],
  },
  {
    files: ['cpu/groups/shift.ts'],
    because: 'operands have no sign here',
    changes: [
      [
        'const overflow = (before ^ value) >> (width - 1) !== 0;',
        'const overflow = (before ^ value) >>> (width - 1) !== 0;',
      ],
      [
        'const top = (value: number, width: 8 | 16): number => value >> (width - 1);',
        'const top = (value: number, width: 8 | 16): number => value >>> (width - 1);',
      ],
      [
        'ROR: repeat((value, _carry, width) => (value >> 1) | ((value & 1) << (width - 1)) | (value << 16), false),',
        'ROR: repeat((value, _carry, width) => (value >>> 1) | ((value & 1) << (width - 1)) | (value << 16), false),',
      ],
      [
        'RCR: repeat((value, carry, width) => (value >> 1) | (carry << (width - 1)) | (value << 16), false),',
        'RCR: repeat((value, carry, width) => (value >>> 1) | (carry << (width - 1)) | (value << 16), false),',
      ],
      [
        'SHR: repeat((value) => (value >> 1) | (value << 16), true),',
        'SHR: repeat((value) => (value >>> 1) | (value << 16), true),',
      ],
      [
        'SAR: repeat((value, _carry, width) => (value >> 1) | (top(value, width) << (width - 1)) | (value << 16), true),',
        'SAR: repeat((value, _carry, width) => (value >>> 1) | (top(value, width) << (width - 1)) | (value << 16), true),',
      ],
    ],
  },
  {
    files: ['cpu/core.ts'],
    because: 'the shifts differ in bit 31, and bit 15 is taken',
    changes: [
      [
        'return ((this.carries ^ (this.carries >> 1)) & 0x8000) !== 0;',
        'return ((this.carries ^ (this.carries >>> 1)) & 0x8000) !== 0;',
      ],
    ],
  },
  {
    files: ['cpu/core.ts'],
    because: 'memory keeps the low eight bits, which are the same',
    changes: [['this.store8(segment, offset + 1, value >> 8);', 'this.store8(segment, offset + 1, value >>> 8);']],
  },
  {
    files: ['cpu/cpu.ts'],
    because: 'room for more tags than are needed does no harm',
    changes: [['reserve(1);', 'reserve(2);']],
  },
  {
    files: ['cpu/bus.ts'],
    because: 'every run sets it',
    changes: [['process = 0;', 'process = 1;']],
  },
  {
    files: ['cpu/bus.ts'],
    because: 'a touch of what no bit guards does nothing',
    changes: [['if (machine.map[address] === 0) return;', 'if (false) return;']],
  },
  {
    files: ['cpu/bus.ts'],
    because: 'attention for nothing only makes the loop look around and go on',
    changes: [['if (machine.struck)', 'if (true)']],
  },
  {
    files: ['cpu/cpu.ts'],
    because: 'both are numbers that no tag has',
    changes: [
      ['private passed = -1;', 'private passed = -2;'],
      ['this.core.shadow = -1;', 'this.core.shadow = -2;'],
      ['this.passed = -1;\n    this.trace', 'this.passed = -2;\n    this.trace'],
      ['this.passed = -1;\n      if', 'this.passed = -2;\n      if'],
    ],
  },
  {
    files: ['cpu/cpu.ts'],
    because: 'a run that has not spent its budget goes on',
    changes: [
      [
        'const stop = this.raise(due, executed());\n        if (stop !== undefined) return stop;',
        'const stop = this.raise(due, executed());\n        if (true) return stop;',
      ],
      [
        "cause: 'step' }, executed());\n        if (stop !== undefined) return stop;",
        "cause: 'step' }, executed());\n        if (true) return stop;",
      ],
    ],
  },
  {
    files: ['cpu/cpu.ts'],
    because: 'attention for nothing only makes the loop look around and go on',
    changes: [
      ['core.attention = false;', ';'],
      ['core.attention = false;', 'core.attention = true;'],
    ],
  },
  {
    files: ['cpu/cpu.ts'],
    because: 'how a run is cut into slices changes nothing',
    changes: [
      ['SLICE = 1 << 24;', 'SLICE = 2 << 24;'],
      ['SLICE = 1 << 24;', 'SLICE = 1 << 25;'],
    ],
  },
  {
    files: ['cpu/cpu.ts'],
    because: 'a tag that nothing gets',
    changes: [['this.machine.history.tag--;', ';']],
  },
  {
    files: ['cpu/operation.ts'],
    because: 'indices have no sign',
    changes: [['(encoded >> 2)', '(encoded >>> 2)']],
  },
];
