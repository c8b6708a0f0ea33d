/**
 * Changes to the generated hot loop that no program can tell from the original. A piece of code stands in many cases; the
 * reason holds for each of them. Table, exempt from the size limit.
 */
import type { Reason } from '../equivalent.ts';

export const HOT_LOOP: readonly Reason[] = [
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'an instruction that is kept has at most seven bytes, so the highest bit of its length is clear',
    changes: [['d >>> 28', 'd >> 28']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'AF and OF are bits 4, 15 and 16',
    changes: [['carries = 0;', 'carries = 1;']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'CF is bit 16',
    changes: [
      ['carry = 0;', 'carry = 1;'],
      ['carry = 0x10000;', 'carry = 65537;'],
    ],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'the general semantics do the same, more slowly',
    changes: [
      ['if (ea === 0xffff) break;', 'if (true) break;'],
      ['if (sp === 0xffff) break;', 'if (true) break;'],
      ['if (o6 === 0xffff) break;', 'if (true) break;'],
      ['if (o7 === 0xffff) break;', 'if (true) break;'],
      ['if (map[a] !== 0) break;', 'if (true) break;'],
      ['if ((map[a]! | map[a1]!) !== 0) break;', 'if (true) break;'],
    ],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'memory keeps the low eight bits, which are the same',
    changes: [['ram[a1] = v >> 8;', 'ram[a1] = v >>> 8;']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'AF is bit 4, and bit 0 says nothing',
    changes: [
      ['(x & 0x10)', '(x & 17)'],
      ['(v & 0x10)', '(v & 17)'],
      ['(carries & 0x10)', '(carries & 17)'],
    ],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'AF and OF are bits of the carries above these',
    changes: [['^ 1 ^ v;', '^ 2 ^ v;']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'where memory ends the map does, and undefined leaves the case as a guard does',
    changes: [
      [
        'const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break;',
        'const a = (((regs[(d >> 20) & 15]! << 4) + ea)); if (map[a] !== 0) break;',
      ],
      [
        'const a = ((regs[8]! << 4) + o7) & 0xfffff;  if (map[a] !== 0) break;',
        'const a = (((regs[8]! << 4) + o7));  if (map[a] !== 0) break;',
      ],
    ],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'only the low half of the value is used',
    changes: [
      ['const q = (arg[pc]! >>> 16); const v = p | q;', 'const q = (arg[pc]! >> 16); const v = p | q;'],
      ['const q = (arg[pc]! >>> 16); const v = p & q;', 'const q = (arg[pc]! >> 16); const v = p & q;'],
      ['const q = (arg[pc]! >>> 16); const v = p ^ q;', 'const q = (arg[pc]! >> 16); const v = p ^ q;'],
    ],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'a register keeps the low half',
    changes: [['regs[(d >> 8) & 15] = (arg[pc]! >>> 16);', 'regs[(d >> 8) & 15] = (arg[pc]! >> 16);']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'a register keeps the low bits',
    changes: [['bytes[(d >> 8) & 15] = (arg[pc]! >>> 16);', 'bytes[(d >> 8) & 15] = (arg[pc]! >> 16);']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'memory keeps the low bits',
    changes: [['const v = (arg[pc]! >>> 16); ram[a]', 'const v = (arg[pc]! >> 16); ram[a]']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'bit 16 is set where the difference is negative, in either',
    changes: [
      [
        'const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;',
        'const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v >> 8;',
      ],
      [
        'const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;',
        'const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v >> 8;',
      ],
    ],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'a sum of bytes has no bit above 8: what else it adds is below bit 15',
    changes: [
      [
        'const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10);',
        'const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | ((x));',
      ],
      [
        'const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10);',
        'const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | ((x));',
      ],
    ],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'no case is met, and the general semantics do the same, more slowly',
    changes: [
      ['switch (d & 0xff) {', 'switch (d | 0xff) {'],
      ['switch (d & 0xff) {', 'switch ((d)) {'],
      ['switch (d & 0xff) {', 'switch (d & 256) {'],
    ],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'beyond memory nothing is known, and the general semantics do the same',
    changes: [['const pc = (code + ip) & 0xfffff;', 'const pc = ((code + ip));']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'the immediate of a byte operation is a byte',
    changes: [
      [
        'const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16);',
        'const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >> 16);',
      ],
      ['const p = ram[a]!; const q = (arg[pc]! >>> 16);', 'const p = ram[a]!; const q = (arg[pc]! >> 16);'],
    ],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'bits above 8 are set only where 0 was decremented, bits 15 and 16 both: no overflow, as there is none',
    changes: [['^ 1 ^ v; carries = (x << 8) | (x & 0x10);', '^ 1 ^ v; carries = (x << 8) | ((x));']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'the shifts differ in bit 31, and bit 15 is taken',
    changes: [
      ['(carries ^ (carries >> 1)) & 0x8000', '(carries ^ (carries >>> 1)) & 0x8000'],
      ['^ carries ^ (carries >> 1)) & 0x8000', '^ carries ^ (carries >>> 1)) & 0x8000'],
    ],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'bit 31 comes to bit 15 by either',
    changes: [['((result >>> 16) ^ carries', '((result >> 16) ^ carries']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: '-1 and FFFF are both not 0, and the register keeps 16 bits',
    changes: [['const p = (regs[1]! - 1) & 0xffff;', 'const p = ((regs[1]! - 1));']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'the register keeps 16 bits',
    changes: [['regs[4] = sp + 2 + (arg[pc]! >>> 16);', 'regs[4] = sp + 2 + (arg[pc]! >> 16);']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'a shift by 0 is none',
    changes: [['& 32768) << 0', '& 32768) >> 0']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'bit 0 of the carries says nothing',
    changes: [['& 32768) << 0', '& 32769) << 0']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'OF is whether bits 15 and 16 differ, and the other is clear',
    changes: [
      ['& 32768) << 0', '& 32768) << 1'],
      ['& 128) << 8', '& 128) << 9'],
    ],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'bit 8 of the carries says nothing',
    changes: [['& 128) << 8', '& 129) << 8']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'a byte shifted by one has nothing above bit 8, and of the bits below 15 AF alone counts',
    changes: [['carries = (v & 0x10) | (((p ^ v) & 128) << 8);', 'carries = ((v)) | (((p ^ v) & 128) << 8);']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'of a byte shifted left by 8 the carries show bit 15 alone',
    changes: [['carries = (p & 128) << 8;', 'carries = ((p)) << 8;']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'registers have no sign',
    changes: [
      ['p >> 1', 'p >>> 1'],
      ['(p >> 15)', '(p >>> 15)'],
      ['(p >> 7)', '(p >>> 7)'],
    ],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'of the carry bit 16 alone reaches the register',
    changes: [['((carry >>> 16) <<', '((carry >> 16) <<']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'DF alone is positive',
    changes: [['(core.control & 0x400) >>', '(core.control & 0x400) >>>']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'the control bits are TF, IF and DF, and bit 0 is none',
    changes: [['(core.control & 0x400)', '(core.control & 1025)']],
  },
  {
    files: ['cpu/hot-loop.generated.ts'],
    because: 'no case has this number, and the general semantics do the same, more slowly',
    changes: [["['MOVSB', 160],", "['MOVSB', 161],"]],
  },
];
