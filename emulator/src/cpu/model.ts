/**
 * For tests: what the manual says of flags and results, in plain arithmetic on whole numbers, written without a look at
 * the CPU. Slow and obvious on purpose.
 */

export interface Flags {
  readonly c: boolean;
  readonly p: boolean;
  readonly a: boolean;
  readonly z: boolean;
  readonly s: boolean;
  readonly o: boolean;
}

export const toSigned = (value: number, width: 8 | 16): number =>
  value >= 2 ** (width - 1) ? value - 2 ** width : value;
export const toUnsigned = (value: number, width: 8 | 16): number => ((value % 2 ** width) + 2 ** width) % 2 ** width;

/** FLAGS without the bits above OF. */
export const word = ({ c, p, a, z, s, o }: Flags): number =>
  2 + (c ? 1 : 0) + (p ? 4 : 0) + (a ? 16 : 0) + (z ? 64 : 0) + (s ? 128 : 0) + (o ? 2048 : 0);

export const resultFlags = (value: number, width: 8 | 16): Pick<Flags, 'p' | 'z' | 's'> => ({
  p: [...(value % 256).toString(2)].filter((digit) => digit === '1').length % 2 === 0,
  z: value === 0,
  s: value >= 2 ** (width - 1),
});

export interface Answer {
  readonly value: number;
  readonly flags: Flags;
}

/** a + b + carry. */
export const sum = (a: number, b: number, carry: number, width: 8 | 16): Answer => {
  const total = toSigned(a, width) + toSigned(b, width) + carry;
  const value = (a + b + carry) % 2 ** width;
  return {
    value,
    flags: {
      ...resultFlags(value, width),
      c: a + b + carry >= 2 ** width,
      a: (a % 16) + (b % 16) + carry >= 16,
      o: total < -(2 ** (width - 1)) || total >= 2 ** (width - 1),
    },
  };
};

/** a - b - borrow. */
export const difference = (a: number, b: number, borrow: number, width: 8 | 16): Answer => {
  const total = toSigned(a, width) - toSigned(b, width) - borrow;
  const value = toUnsigned(a - b - borrow, width);
  return {
    value,
    flags: {
      ...resultFlags(value, width),
      c: a < b + borrow,
      a: a % 16 < (b % 16) + borrow,
      o: total < -(2 ** (width - 1)) || total >= 2 ** (width - 1),
    },
  };
};

/** A logical operation, by digits. AF, open in the manual, is clear. */
export const bitwise = (a: number, b: number, width: 8 | 16, digit: (x: boolean, y: boolean) => boolean): Answer => {
  let value = 0;
  for (let bit = 0; bit < width; bit++)
    if (digit(Math.floor(a / 2 ** bit) % 2 === 1, Math.floor(b / 2 ** bit) % 2 === 1)) value += 2 ** bit;
  return { value, flags: { ...resultFlags(value, width), c: false, a: false, o: false } };
};

/** The eight operations of the ALU in the order of their encoding. `stores`: whether the result goes anywhere. */
export const ALU: readonly {
  readonly name: string;
  readonly stores: boolean;
  readonly apply: (a: number, b: number, carry: number, width: 8 | 16) => Answer;
}[] = [
  { name: 'ADD', stores: true, apply: (a, b, _carry, width) => sum(a, b, 0, width) },
  { name: 'OR', stores: true, apply: (a, b, _carry, width) => bitwise(a, b, width, (x, y) => x || y) },
  { name: 'ADC', stores: true, apply: sum },
  { name: 'SBB', stores: true, apply: difference },
  { name: 'AND', stores: true, apply: (a, b, _carry, width) => bitwise(a, b, width, (x, y) => x && y) },
  { name: 'SUB', stores: true, apply: (a, b, _carry, width) => difference(a, b, 0, width) },
  { name: 'XOR', stores: true, apply: (a, b, _carry, width) => bitwise(a, b, width, (x, y) => x !== y) },
  { name: 'CMP', stores: false, apply: (a, b, _carry, width) => difference(a, b, 0, width) },
];

/** Words at which something changes. */
export const EDGES: readonly number[] = [
  ...[0, 1, 2, 0x0f, 0x10, 0x7f, 0x80, 0xff, 0x100, 0x7ffe, 0x7fff, 0x8000, 0x8001, 0xff7f, 0xfffe, 0xffff],
];
