/** Changes to decoded code, as it is kept and as the hot loop reads it, that no program can tell from the original. */
import type { Reason } from '../equivalent.ts';

export const CODE: readonly Reason[] = [
  {
    files: ['cpu/code-cache.ts'],
    because: 'what is not kept is decoded again, which takes time and changes nothing',
    changes: [
      ['LONGEST_KEPT = 7;', 'LONGEST_KEPT = 8;'],
      ['MOST_KEPT = 1 << 16;', 'MOST_KEPT = 2 << 16;'],
      ['MOST_KEPT = 1 << 16;', 'MOST_KEPT = 1 << 17;'],
      ['if (number === undefined) {', 'if (true) {'],
      ['this.seen.set(key, number);', ';'],
      ['this.numbers.set(key, number);', ';'],
      ['if (this.seen.size > MOST_KEPT) this.seen.clear();', 'if (true) this.seen.clear();'],
      ['if (this.seen.size > MOST_KEPT) this.seen.clear();', 'if (false) this.seen.clear();'],
      ['if (this.seen.size > MOST_KEPT) this.seen.clear();', 'if (this.seen.size > MOST_KEPT) ;'],
      ['this.seen.size > MOST_KEPT', 'this.seen.size >= MOST_KEPT'],
      ['this.seen.size > MOST_KEPT', 'this.seen.size < MOST_KEPT'],
      ['if (instruction.length <= SEEN)', 'if (false)'],
      ['instruction.length <= SEEN', 'instruction.length < SEEN'],
      ['length <= LONGEST_KEPT', 'length < LONGEST_KEPT'],
      ['core.ip + length <= 0x10000', 'core.ip + length < 0x10000'],
      ['address + length <= MEMORY_SIZE', 'address + length < MEMORY_SIZE'],
      ['if (known !== undefined)', 'if (false)'],
      ['if (length <= LONGEST_KEPT && core.ip + length <= 0x10000 && address + length <= MEMORY_SIZE)', 'if (false)'],
      ['if ((map[address]! & WATCH_EXECUTE) === 0) {', 'if (false) {'],
      ['this.at[address] = number;', ';'],
      ['this.hot[address] = word;', ';'],
      ['(map[address]! & WATCH_EXECUTE) === 0) {', '(map[address]! & WATCH_EXECUTE) === 1) {'],
      ['if ((map[address]! & WATCH_EXECUTE) === 0) {', 'if ((map[address]! | WATCH_EXECUTE) === 0) {'],
      ['if ((map[address]! & WATCH_EXECUTE) === 0) {', 'if (((map[address]!)) === 0) {'],
      ['if (this.operations.length > MOST_KEPT)', 'if (false)'],
      ['this.operations.length > MOST_KEPT', 'this.operations.length >= MOST_KEPT'],
      ['LONGEST_KEPT + 1)', 'LONGEST_KEPT - 1)'],
    ],
  },
  {
    files: ['cpu/code-cache.ts'],
    because: 'number 0 is kept for no address: nothing reads its word',
    changes: [
      ['{ word: 0, argument: 0 }', '{ word: 1, argument: 0 }'],
      ['{ word: 0, argument: 0 }', '{ word: 0, argument: 1 }'],
    ],
  },
  {
    files: ['cpu/code-cache.ts'],
    because: 'of the instruction nothing but the length is used, and that is another',
    changes: [['decode(() => 0x90)!', 'decode(() => 145)!']],
  },
  {
    files: ['cpu/code-cache.ts'],
    because: 'below an end that is too high there is nothing to drop',
    changes: [
      ['top = 0;', 'top = 1;'],
      ['this.top = address + 1;', 'this.top = address + 2;'],
    ],
  },
  {
    files: ['cpu/code-cache.ts'],
    because: 'other keys, as different from each other as before',
    changes: [
      ['let key = 0;', 'let key = 1;'],
      ['key * 256 + byteAt(offset);', 'key * 256 - byteAt(offset);'],
      ['key * 256 + byteAt(offset);', 'key / 256 + byteAt(offset);'],
      ['key * 256 + byteAt(offset);', 'key * 257 + byteAt(offset);'],
    ],
  },
  {
    files: ['cpu/hot-code.ts'],
    because: 'fewer operations have a case, and the general semantics do the same, more slowly',
    changes: [
      ['return operand.width === 0 ?', 'return operand.width !== 0 ?'],
      ['return operand.width === 0 ?', 'return !(operand.width === 0) ?'],
      ['return operand.width === 0 ?', 'return operand.width === 1 ?'],
      ['if (repeat !== undefined) return 0;', 'if (true) return 0;'],
      ['handlerOf(operation) |', 'handlerOf(operation) &'],
      ["if (target?.kind === 'segment' && mnemonic !== 'PUSH') return 0;", 'if (true) return 0;'],
      ["target?.kind === 'segment' && mnemonic", "target?.kind === 'segment' || mnemonic"],
      [
        "if (target?.kind === 'register16' && target.index === SP && (mnemonic === 'PUSH' || mnemonic === 'POP')) return 0;",
        'if (true) return 0;',
      ],
      ["target?.kind === 'register16' && target.index", "target?.kind === 'register16' || target.index"],
      ['target.index === SP && (mnemonic', 'target.index === SP || (mnemonic'],
    ],
  },
  {
    files: ['cpu/hot-code.ts'],
    because: 'no case reads the index of an operand that is no register',
    changes: [['ES + operand.index : 0;', 'ES + operand.index : 1;']],
  },
  {
    files: ['cpu/hot-code.ts'],
    because: 'of an operation without an address nothing reads the displacement',
    changes: [['address?.displacement ?? 0', 'address?.displacement ?? 1']],
  },
  {
    files: ['cpu/code-cache.ts'],
    because: 'beyond memory nothing is kept',
    changes: [['(base + core.ip) & 0xfffff;', '((base + core.ip));']],
  },
  {
    files: ['cpu/code-cache.ts'],
    because: 'a write to a byte more looks for code to drop, and changes nothing',
    changes: [['offset < length; offset++) map', 'offset <= length; offset++) map']],
  },
  {
    files: ['cpu/code-cache.ts'],
    because: 'an instruction may get several numbers, whose operations are alike',
    changes: [['offset < instruction.length; offset++) key', 'offset <= instruction.length; offset++) key']],
  },
  {
    files: ['cpu/code-cache.ts'],
    because: 'what is kept stays right however much there is; it is forgotten for the sake of memory',
    changes: [['if (this.operations.length > MOST_KEPT) this.forget();', 'if (this.operations.length > MOST_KEPT) ;']],
  },
];
