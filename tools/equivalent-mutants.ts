/**
 * Changes to the CPU's sources that no test can tell from the original, each with the reason. `before` and `after`
 * are the line as it is and as the mutant of tools/mutate.ts has it, or for generated code a piece of it.
 * Table, exempt from the size limit.
 */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of a program that writes a program
import type { Argument } from './mutation/equivalent.ts';

export const EQUIVALENT: readonly Argument[] = [
  {
    file: 'cpu/core.ts',
    before: 'readonly registers: Uint16Array = new Uint16Array(16);',
    after: 'readonly registers: Uint16Array = new Uint16Array(17);',
    because: 'indices have four bits: nothing can name one more register',
  },
  {
    file: 'cpu/core.ts',
    before: 'start = 0;',
    after: 'start = 1;',
    because: 'every instruction sets it before anything reads it',
  },
  {
    file: 'cpu/core.ts',
    before: 'carries = 0;',
    after: 'carries = 1;',
    because: 'AF and OF are bits 4, 15 and 16',
  },
  {
    file: 'cpu/core.ts',
    before: 'carry = 0;',
    after: 'carry = 1;',
    because: 'CF is bit 16',
  },
  {
    file: 'cpu/core.ts',
    before: 'shadow = -1;',
    after: 'shadow = -2;',
    because: 'both are numbers that no tag has',
  },
  {
    file: 'cpu/core.ts',
    before: 'attention = false;',
    after: 'attention = true;',
    because: 'a run clears it before its loop reads it',
  },
  {
    file: 'cpu/core.ts',
    before: 'resume = 0;',
    after: 'resume = 1;',
    because: 'it is read only where an instruction was left, which sets it',
  },
  {
    file: 'cpu/core.ts',
    before: 'if ((value & TF) !== 0) this.attention = true;',
    after: 'if (true) this.attention = true;',
    because: 'attention for nothing only makes the loop look around and go on',
  },
  {
    file: 'cpu/core.ts',
    before: 'if ((value & TF) !== 0) this.attention = true;',
    after: 'if ((value | TF) !== 0) this.attention = true;',
    because: 'attention for nothing only makes the loop look around and go on',
  },
  {
    file: 'cpu/core.ts',
    before: 'if ((value & TF) !== 0) this.attention = true;',
    after: 'if (((value)) !== 0) this.attention = true;',
    because: 'attention for nothing only makes the loop look around and go on',
  },
  {
    file: 'cpu/core.ts',
    before: 'if ((value & TF) !== 0) this.attention = true;',
    after: 'if ((value & TF) !== 1) this.attention = true;',
    because: 'attention for nothing only makes the loop look around and go on',
  },
  {
    file: 'cpu/flags.ts',
    before: '(((carries ^ (carries >> 1)) & 0x8000) >> 4);',
    after: '(((carries ^ (carries >> 1)) & 32769) >> 4);',
    because: 'bit 0 is shifted out',
  },
  {
    file: 'cpu/flags.ts',
    before: '((carry >>> 16) & CF) |',
    after: '((carry >> 16) & CF) |',
    because: 'CF is bit 0, which is bit 16 of the carry by either',
  },
  {
    file: 'cpu/flags.ts',
    before: 'const byte = result ^ (result >> 16);',
    after: 'const byte = result ^ (result >>> 16);',
    because: 'only the low eight bits of the shifted value are used, and those are the same',
  },
  {
    file: 'cpu/flags.ts',
    before: 'return ((EVEN_NIBBLES >> ((byte ^ (byte >> 4)) & 15)) & 1) !== 0;',
    after: 'return ((EVEN_NIBBLES >>> ((byte ^ (byte >> 4)) & 15)) & 1) !== 0;',
    because: 'the table is positive',
  },
  {
    file: 'cpu/flags.ts',
    before: 'return ((EVEN_NIBBLES >> ((byte ^ (byte >> 4)) & 15)) & 1) !== 0;',
    after: 'return ((EVEN_NIBBLES >> ((byte ^ (byte >>> 4)) & 15)) & 1) !== 0;',
    because: 'of the byte only four bits are used',
  },
  {
    file: 'cpu/flags.ts',
    before: '(((carries ^ (carries >> 1)) & 0x8000) >> 4);',
    after: '(((carries ^ (carries >>> 1)) & 0x8000) >> 4);',
    because: 'the shifts differ in bit 31, and bit 15 is taken',
  },
  {
    file: 'cpu/flags.ts',
    before: '(((carries ^ (carries >> 1)) & 0x8000) >> 4);',
    after: '(((carries ^ (carries >> 1)) & 0x8000) >>> 4);',
    because: 'bit 15 alone is positive',
  },
  {
    file: 'cpu/groups/control.ts',
    before: 'return operand.index < 4 ? (pair << 8) | (pair >> 8) : pair;',
    after: 'return operand.index < 4 ? (pair << 8) | (pair >>> 8) : pair;',
    because: 'registers have no sign',
  },
  {
    file: 'cpu/groups/logic.ts',
    before: 'core.carries = 0;',
    after: 'core.carries = 1;',
    because: 'AF and OF are bits 4, 15 and 16',
  },
  {
    file: 'cpu/groups/logic.ts',
    before: 'core.carry = 0;',
    after: 'core.carry = 1;',
    because: 'CF is bit 16',
  },
  {
    file: 'cpu/groups/decimal.ts',
    before: 'core.carries = 0;',
    after: 'core.carries = 1;',
    because: 'AF and OF are bits 4, 15 and 16',
  },
  {
    file: 'cpu/groups/decimal.ts',
    before: 'core.carry = 0;',
    after: 'core.carry = 1;',
    because: 'CF is bit 16',
  },
  {
    file: 'cpu/groups/decimal.ts',
    before: 'core.setResult(0, 8);',
    after: 'core.setResult(0, 9);',
    because: '0 is the same at every width',
  },
  {
    file: 'cpu/groups/multiply.ts',
    before: 'const high = product >> width;',
    after: 'const high = product >>> width;',
    because: 'only the low half of it is used, which is the same',
  },
  {
    file: 'cpu/groups/multiply.ts',
    before: 'settle(core, product, width, product >> width === 0);',
    after: 'settle(core, product, width, product >>> width === 0);',
    because: 'both are 0 for the same products',
  },
  {
    file: 'cpu/groups/multiply.ts',
    before: 'const dividend = width === 8 ? signed(registers[AX]!, 16) : (registers[DX]! << 16) | registers[AX]!;',
    after: 'const dividend = width === 8 ? signed(registers[AX]!, 17) : (registers[DX]! << 16) | registers[AX]!;',
    because: 'every width but 8 means a word',
  },
  {
    file: 'cpu/groups/shift.ts',
    before: 'const overflow = (before ^ value) >> (width - 1) !== 0;',
    after: 'const overflow = (before ^ value) >>> (width - 1) !== 0;',
    because: 'operands have no sign here',
  },
  {
    file: 'cpu/groups/shift.ts',
    before: 'const top = (value: number, width: 8 | 16): number => value >> (width - 1);',
    after: 'const top = (value: number, width: 8 | 16): number => value >>> (width - 1);',
    because: 'operands have no sign here',
  },
  {
    file: 'cpu/groups/shift.ts',
    before:
      'ROR: repeat((value, _carry, width) => (value >> 1) | ((value & 1) << (width - 1)) | (value << 16), false),',
    after:
      'ROR: repeat((value, _carry, width) => (value >>> 1) | ((value & 1) << (width - 1)) | (value << 16), false),',
    because: 'operands have no sign here',
  },
  {
    file: 'cpu/groups/shift.ts',
    before: 'RCR: repeat((value, carry, width) => (value >> 1) | (carry << (width - 1)) | (value << 16), false),',
    after: 'RCR: repeat((value, carry, width) => (value >>> 1) | (carry << (width - 1)) | (value << 16), false),',
    because: 'operands have no sign here',
  },
  {
    file: 'cpu/groups/shift.ts',
    before: 'SHR: repeat((value) => (value >> 1) | (value << 16), true),',
    after: 'SHR: repeat((value) => (value >>> 1) | (value << 16), true),',
    because: 'operands have no sign here',
  },
  {
    file: 'cpu/groups/shift.ts',
    before:
      'SAR: repeat((value, _carry, width) => (value >> 1) | (top(value, width) << (width - 1)) | (value << 16), true),',
    after:
      'SAR: repeat((value, _carry, width) => (value >>> 1) | (top(value, width) << (width - 1)) | (value << 16), true),',
    because: 'operands have no sign here',
  },
  {
    file: 'cpu/groups/shift.ts',
    before: 'core.carries = 0;',
    after: 'core.carries = 1;',
    because: 'AF and OF are bits 4, 15 and 16',
  },
  {
    file: 'cpu/groups/shift.ts',
    before: 'core.carry = 0;',
    after: 'core.carry = 1;',
    because: 'CF is bit 16',
  },
  {
    file: 'cpu/core.ts',
    before: 'return ((this.carries ^ (this.carries >> 1)) & 0x8000) !== 0;',
    after: 'return ((this.carries ^ (this.carries >>> 1)) & 0x8000) !== 0;',
    because: 'the shifts differ in bit 31, and bit 15 is taken',
  },
  {
    file: 'cpu/core.ts',
    before: 'this.carries = (af ? AF : 0) | (of ? OF << 4 : 0);',
    after: 'this.carries = (af ? AF : 1) | (of ? OF << 4 : 0);',
    because: 'AF and OF are bits 4, 15 and 16',
  },
  {
    file: 'cpu/core.ts',
    before: 'this.carries = (af ? AF : 0) | (of ? OF << 4 : 0);',
    after: 'this.carries = (af ? AF : 0) | (of ? OF << 4 : 1);',
    because: 'AF and OF are bits 4, 15 and 16',
  },
  {
    file: 'cpu/core.ts',
    before: 'this.store8(segment, offset + 1, value >> 8);',
    after: 'this.store8(segment, offset + 1, value >>> 8);',
    because: 'memory keeps the low eight bits, which are the same',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before:
      "const push = (value: string): string => `{ ${PUSHED} const v = ${value}; ${write(16, 'v')} regs[4] = sp; ${NEXT} }`;",
    after:
      "const push = (value: string): string => `{ ${PUSHED} const v = ${value}; ${write(17, 'v')} regs[4] = sp; ${NEXT} }`;",
    because: 'what it writes is the same: every width but 8 means a word',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before:
      "`${PUSHED} const v = ip + (d >>> 28); const t = ${target}; ${write(16, 'v')} regs[4] = sp; ip = t; tag++; continue;`;",
    after:
      "`${PUSHED} const v = ip + (d >>> 28); const t = ${target}; ${write(17, 'v')} regs[4] = sp; ip = t; tag++; continue;`;",
    because: 'what it writes is the same: every width but 8 means a word',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before:
      "`const p = ${load('r', 16, 8)}; regs[(d >> 8) & 15] = ${load('r', 16, 24)}; regs[(d >> 24) & 15] = p; ${NEXT}`,",
    after:
      "`const p = ${load('r', 17, 8)}; regs[(d >> 8) & 15] = ${load('r', 16, 24)}; regs[(d >> 24) & 15] = p; ${NEXT}`,",
    because: 'what it writes is the same: every width but 8 means a word',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before:
      "`const p = ${load('r', 16, 8)}; regs[(d >> 8) & 15] = ${load('r', 16, 24)}; regs[(d >> 24) & 15] = p; ${NEXT}`,",
    after:
      "`const p = ${load('r', 16, 8)}; regs[(d >> 8) & 15] = ${load('r', 17, 24)}; regs[(d >> 24) & 15] = p; ${NEXT}`,",
    because: 'what it writes is the same: every width but 8 means a word',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before: "all.set('PUSH r16', push(load('r', 16, 8)));",
    after: "all.set('PUSH r16', push(load('r', 17, 8)));",
    because: 'what it writes is the same: every width but 8 means a word',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before:
      "all.set('POP r16', `${stackWord('regs[4]!', false)} regs[(d >> 8) & 15] = ${memory(16)}; regs[4] = sp + 2; ${NEXT}`);",
    after:
      "all.set('POP r16', `${stackWord('regs[4]!', false)} regs[(d >> 8) & 15] = ${memory(17)}; regs[4] = sp + 2; ${NEXT}`);",
    because: 'what it writes is the same: every width but 8 means a word',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before: "all.set('JMP r16', `ip = ${load('r', 16, 8)}; tag++; continue;`);",
    after: "all.set('JMP r16', `ip = ${load('r', 17, 8)}; tag++; continue;`);",
    because: 'what it writes is the same: every width but 8 means a word',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before: "all.set('JMP m16', `${locate(16, false)} ip = ${memory(16)}; tag++; continue;`);",
    after: "all.set('JMP m16', `${locate(17, false)} ip = ${memory(16)}; tag++; continue;`);",
    because: 'what it writes is the same: every width but 8 means a word',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before: "all.set('JMP m16', `${locate(16, false)} ip = ${memory(16)}; tag++; continue;`);",
    after: "all.set('JMP m16', `${locate(16, false)} ip = ${memory(17)}; tag++; continue;`);",
    because: 'what it writes is the same: every width but 8 means a word',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before: "all.set('CALL r16', call(load('r', 16, 8)));",
    after: "all.set('CALL r16', call(load('r', 17, 8)));",
    because: 'what it writes is the same: every width but 8 means a word',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before:
      "`${stackWord('regs[4]!', false)} regs[4] = sp + 2 + (arg[pc]! >>> 16); ip = ${memory(16)}; tag++; continue;`,",
    after:
      "`${stackWord('regs[4]!', false)} regs[4] = sp + 2 + (arg[pc]! >>> 16); ip = ${memory(17)}; tag++; continue;`,",
    because: 'what it writes is the same: every width but 8 means a word',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before: 'for (const width of [16, 8] as const) {\n    const letter',
    after: 'for (const width of [17, 8] as const) {\n    const letter',
    because: 'what it writes is the same: every width but 8 means a word',
  },
  {
    file: 'tools/generators/hot-loop.ts',
    before: 'const step = `${width >> 3} - ((core.control & 0x400) >> ${width === 8 ? 9 : 8})`;',
    after: 'const step = `${width >>> 3} - ((core.control & 0x400) >> ${width === 8 ? 9 : 8})`;',
    because: 'a width has no sign',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'd >>> 28',
    after: 'd >> 28',
    because: 'an instruction that is kept has at most seven bytes, so the highest bit of its length is clear',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'carries = 0;',
    after: 'carries = 1;',
    because: 'AF and OF are bits 4, 15 and 16',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'carry = 0;',
    after: 'carry = 1;',
    because: 'CF is bit 16',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'if (ea === 0xffff) break;',
    after: 'if (true) break;',
    because: 'the general semantics do the same, more slowly',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'if (sp === 0xffff) break;',
    after: 'if (true) break;',
    because: 'the general semantics do the same, more slowly',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'if (o6 === 0xffff) break;',
    after: 'if (true) break;',
    because: 'the general semantics do the same, more slowly',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'if (o7 === 0xffff) break;',
    after: 'if (true) break;',
    because: 'the general semantics do the same, more slowly',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'if (map[a] !== 0) break;',
    after: 'if (true) break;',
    because: 'the general semantics do the same, more slowly',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'if ((map[a]! | map[a1]!) !== 0) break;',
    after: 'if (true) break;',
    because: 'the general semantics do the same, more slowly',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'ram[a1] = v >> 8;',
    after: 'ram[a1] = v >>> 8;',
    because: 'memory keeps the low eight bits, which are the same',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '(x & 0x10)',
    after: '(x & 17)',
    because: 'AF is bit 4, and bit 0 says nothing',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '^ 1 ^ v;',
    after: '^ 2 ^ v;',
    because: 'AF and OF are bits of the carries above these',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'const a = ((regs[(d >> 20) & 15]! << 4) + ea) & 0xfffff; if (map[a] !== 0) break;',
    after: 'const a = (((regs[(d >> 20) & 15]! << 4) + ea)); if (map[a] !== 0) break;',
    because: 'where memory ends the map does, and undefined leaves the case as a guard does',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'const q = (arg[pc]! >>> 16); const v = p | q;',
    after: 'const q = (arg[pc]! >> 16); const v = p | q;',
    because: 'only the low half of the value is used',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'const q = (arg[pc]! >>> 16); const v = p & q;',
    after: 'const q = (arg[pc]! >> 16); const v = p & q;',
    because: 'only the low half of the value is used',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'const q = (arg[pc]! >>> 16); const v = p ^ q;',
    after: 'const q = (arg[pc]! >> 16); const v = p ^ q;',
    because: 'only the low half of the value is used',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'regs[(d >> 8) & 15] = (arg[pc]! >>> 16);',
    after: 'regs[(d >> 8) & 15] = (arg[pc]! >> 16);',
    because: 'a register keeps the low half',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'bytes[(d >> 8) & 15] = (arg[pc]! >>> 16);',
    after: 'bytes[(d >> 8) & 15] = (arg[pc]! >> 16);',
    because: 'a register keeps the low bits',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'const v = (arg[pc]! >>> 16); ram[a]',
    after: 'const v = (arg[pc]! >> 16); ram[a]',
    because: 'memory keeps the low bits',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before:
      'const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;',
    after:
      'const v = p - q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v >> 8;',
    because: 'bit 16 is set where the difference is negative, in either',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before:
      'const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v << 8;',
    after:
      'const v = p - q - ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10); carry = v >> 8;',
    because: 'bit 16 is set where the difference is negative, in either',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10);',
    after: 'const v = p + q; result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | ((x));',
    because: 'a sum of bytes has no bit above 8: what else it adds is below bit 15',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before:
      'const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | (x & 0x10);',
    after:
      'const v = p + q + ((carry >>> 16) & 1); result = (v << 24) >> 24; const x = p ^ q ^ v; carries = (x << 8) | ((x));',
    because: 'a sum of bytes has no bit above 8: what else it adds is below bit 15',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'switch (d & 0xff) {',
    after: 'switch (d | 0xff) {',
    because: 'no case is met, and the general semantics do the same, more slowly',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'switch (d & 0xff) {',
    after: 'switch ((d)) {',
    because: 'no case is met, and the general semantics do the same, more slowly',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'switch (d & 0xff) {',
    after: 'switch (d & 256) {',
    because: 'no case is met, and the general semantics do the same, more slowly',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'const pc = (code + ip) & 0xfffff;',
    after: 'const pc = ((code + ip));',
    because: 'beyond memory nothing is known, and the general semantics do the same',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >>> 16);',
    after: 'const p = bytes[(d >> 8) & 15]!; const q = (arg[pc]! >> 16);',
    because: 'the immediate of a byte operation is a byte',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'const p = ram[a]!; const q = (arg[pc]! >>> 16);',
    after: 'const p = ram[a]!; const q = (arg[pc]! >> 16);',
    because: 'the immediate of a byte operation is a byte',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '^ 1 ^ v; carries = (x << 8) | (x & 0x10);',
    after: '^ 1 ^ v; carries = (x << 8) | ((x));',
    because: 'bits above 8 are set only where 0 was decremented, bits 15 and 16 both: no overflow, as there is none',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '(carries ^ (carries >> 1)) & 0x8000',
    after: '(carries ^ (carries >>> 1)) & 0x8000',
    because: 'the shifts differ in bit 31, and bit 15 is taken',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '^ carries ^ (carries >> 1)) & 0x8000',
    after: '^ carries ^ (carries >>> 1)) & 0x8000',
    because: 'the shifts differ in bit 31, and bit 15 is taken',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '((result >>> 16) ^ carries',
    after: '((result >> 16) ^ carries',
    because: 'bit 31 comes to bit 15 by either',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'const p = (regs[1]! - 1) & 0xffff;',
    after: 'const p = ((regs[1]! - 1));',
    because: '-1 and FFFF are both not 0, and the register keeps 16 bits',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'regs[4] = sp + 2 + (arg[pc]! >>> 16);',
    after: 'regs[4] = sp + 2 + (arg[pc]! >> 16);',
    because: 'the register keeps 16 bits',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '(v & 0x10)',
    after: '(v & 17)',
    because: 'AF is bit 4, and bit 0 says nothing',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '(carries & 0x10)',
    after: '(carries & 17)',
    because: 'AF is bit 4, and bit 0 says nothing',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '& 32768) << 0',
    after: '& 32768) >> 0',
    because: 'a shift by 0 is none',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '& 32768) << 0',
    after: '& 32769) << 0',
    because: 'bit 0 of the carries says nothing',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '& 32768) << 0',
    after: '& 32768) << 1',
    because: 'OF is whether bits 15 and 16 differ, and the other is clear',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '& 128) << 8',
    after: '& 129) << 8',
    because: 'bit 8 of the carries says nothing',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '& 128) << 8',
    after: '& 128) << 9',
    because: 'OF is whether bits 15 and 16 differ, and the other is clear',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'carries = (v & 0x10) | (((p ^ v) & 128) << 8);',
    after: 'carries = ((v)) | (((p ^ v) & 128) << 8);',
    because: 'a byte shifted by one has nothing above bit 8, and of the bits below 15 AF alone counts',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'carries = (p & 128) << 8;',
    after: 'carries = ((p)) << 8;',
    because: 'of a byte shifted left by 8 the carries show bit 15 alone',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'p >> 1',
    after: 'p >>> 1',
    because: 'registers have no sign',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '(p >> 15)',
    after: '(p >>> 15)',
    because: 'registers have no sign',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '(p >> 7)',
    after: '(p >>> 7)',
    because: 'registers have no sign',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'carry = 0x10000;',
    after: 'carry = 65537;',
    because: 'CF is bit 16',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '((carry >>> 16) <<',
    after: '((carry >> 16) <<',
    because: 'of the carry bit 16 alone reaches the register',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '(core.control & 0x400) >>',
    after: '(core.control & 0x400) >>>',
    because: 'DF alone is positive',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: '(core.control & 0x400)',
    after: '(core.control & 1025)',
    because: 'the control bits are TF, IF and DF, and bit 0 is none',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: 'const a = ((regs[8]! << 4) + o7) & 0xfffff;  if (map[a] !== 0) break;',
    after: 'const a = (((regs[8]! << 4) + o7));  if (map[a] !== 0) break;',
    because: 'where memory ends the map does, and undefined leaves the case as a guard does',
  },
  {
    file: 'cpu/hot-loop.generated.ts',
    before: "['MOVSB', 160],",
    after: "['MOVSB', 161],",
    because: 'no case has this number, and the general semantics do the same, more slowly',
  },
];
