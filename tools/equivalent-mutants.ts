/**
 * Table: changes to the CPU's sources that no test can tell from the original, each with the reason. `line` is a part of
 * the source line, `from` and `to` are the change that tools/mutate.ts makes.
 */
export const EQUIVALENT: readonly {
  readonly file: string;
  readonly line: string;
  readonly from: string;
  readonly to: string;
  readonly because: string;
}[] = [
  {
    file: 'bulk.ts',
    line: 'const WORTH = 8',
    from: '8',
    to: '9',
    because: 'it decides only whether elements are moved at once or one by one, with the same outcome',
  },
  {
    file: 'bulk.ts',
    line: '<< 4) + offset',
    from: '4',
    to: '5',
    because: 'a higher address leaves less room, and what has no room is moved one by one',
  },
  {
    file: 'bulk.ts',
    line: 'source < target && target < source',
    from: '<',
    to: '<=',
    because: 'at the edges a copy at once and one by one have the same outcome',
  },
  {
    file: 'bulk.ts',
    line: 'if (count === 0) return 0',
    from: '0',
    to: '1',
    because: 'it survives for the comparison only: a single element is then moved one by one',
  },
  {
    file: 'bulk.ts',
    line: 'const size = width >> 3',
    from: '>>',
    to: '>>>',
    because: 'the width is positive',
  },
  {
    file: 'flags.ts',
    line: 'result ^ (result >> 16)',
    from: '>>',
    to: '>>>',
    because: 'only the low eight bits of the shifted value are used, and those are the same',
  },
  {
    file: 'flags.ts',
    line: '(EVEN_NIBBLES >> ((byte ^ (byte >> 4)) & 15)) & 1',
    from: '>>',
    to: '>>>',
    because: 'the table is positive, and of the byte only four bits are used',
  },
];
