/**
 * Bytes of one section while it is assembled: fixed bytes, and between them fragments whose size depends on addresses
 * (jumps, alignment, `times` with labels in its count). A place is a count of fixed bytes and of fragments before it, so
 * that labels need no update while fragments grow. Jumps start short and only ever grow, so `settle` ends.
 */
import type { Expr, SectionName, SourcePosition } from './items.ts';
import type { RelocationKind } from './object.ts';

/** A place in a section: `raw` fixed bytes and `fragments` fragments come before it. */
export type Place = { readonly part: Part; readonly raw: number; readonly fragments: number };

/** Bytes to be filled when addresses are known. `at` is where the bytes are, `here` the item's first byte (`$`). */
export type Fixup = {
  readonly at: Place;
  readonly here: Place;
  readonly kind: RelocationKind;
  readonly value: Expr;
  readonly position: SourcePosition | undefined;
};

export type Fragment =
  | {
      readonly kind: 'jump';
      readonly raw: number;
      readonly here: Place;
      readonly target: Expr;
      /** The opcode of the short form, or of the only form a conditional jump has. */
      readonly opcode: number;
      /** What the long form is: a near jump, the opposite jump over a near one, or three jumps for LOOP and JCXZ. */
      readonly form: 'jmp' | 'jcc' | 'loop';
      readonly position: SourcePosition | undefined;
      long: boolean;
      size: number;
    }
  | { readonly kind: 'align'; readonly raw: number; readonly to: number; readonly fill: number; size: number }
  | {
      readonly kind: 'times';
      readonly raw: number;
      readonly here: Place;
      readonly count: Expr;
      readonly unit: Uint8Array;
      readonly position: SourcePosition | undefined;
      size: number;
    };

export type JumpFragment = Extract<Fragment, { kind: 'jump' }>;
export type TimesFragment = Extract<Fragment, { kind: 'times' }>;

export type Part = {
  readonly name: SectionName;
  readonly fragments: Fragment[];
  readonly fixups: Fixup[];
  bytes: Uint8Array;
  /** Fixed bytes so far. In bss they are only counted. */
  length: number;
  /** Bytes of fragments before each fragment, and of all at the end; set by `settle`. */
  before: number[];
  origin: number | undefined;
  align: number;
};

export const newPart = (name: SectionName): Part => ({
  name,
  fragments: [],
  fixups: [],
  bytes: new Uint8Array(name === 'bss' ? 0 : 1024),
  length: 0,
  before: [0],
  origin: undefined,
  align: 1,
});

/** Makes room for `count` more bytes and returns the array to write to. */
export const room = (part: Part, count: number): Uint8Array => {
  if (part.length + count > part.bytes.length) {
    const grown = new Uint8Array(Math.max(part.bytes.length * 2, part.length + count));
    grown.set(part.bytes);
    part.bytes = grown;
  }
  return part.bytes;
};

export const place = (part: Part): Place => ({ part, raw: part.length, fragments: part.fragments.length });

/** The offset of a place from the start of its section, `origin` not counted. Valid after `settle`. */
export const offsetOf = (at: Place): number => at.raw + at.part.before[at.fragments]!;

/** The size that a jump's long form has. */
const LONG_SIZE = { jmp: 3, jcc: 5, loop: 7 } as const;

/** Grows the long form of a jump into its place. */
export const lengthen = (jump: JumpFragment): void => {
  jump.long = true;
  jump.size = LONG_SIZE[jump.form];
};

const measure = (part: Part): void => {
  let sum = 0;
  for (let i = 0; i < part.fragments.length; i++) {
    const fragment = part.fragments[i]!;
    part.before[i] = sum;
    if (fragment.kind === 'align') {
      const over = (fragment.raw + sum) % fragment.to;
      fragment.size = over === 0 ? 0 : fragment.to - over;
    }
    sum += fragment.size;
  }
  part.before[part.fragments.length] = sum;
};

/** How often `settle` lets counts of `times` change before it takes them as they are. */
const ROUNDS = 64;

/**
 * Fixes the size of every fragment. `reach` says how far a jump's target is from the end of its short form, or undefined
 * where that is not known before linking; `count` how many bytes a `times` fragment has now.
 */
export const settle = (
  parts: readonly Part[],
  reach: (jump: JumpFragment, shortEnd: number) => number | undefined,
  count: (times: TimesFragment) => number,
): void => {
  for (const part of parts) measure(part);
  let changed = parts.some((part) => part.fragments.length > 0);
  for (let round = 0; changed; round++) {
    changed = false;
    for (const part of parts) {
      for (let i = 0; i < part.fragments.length; i++) {
        const fragment = part.fragments[i]!;
        if (fragment.kind === 'jump') {
          if (fragment.long) continue;
          const distance = reach(fragment, fragment.raw + part.before[i]! + 2);
          if (distance !== undefined && distance >= -128 && distance <= 127) continue;
          lengthen(fragment);
          changed = true;
        } else if (fragment.kind === 'times' && round < ROUNDS) {
          const size = count(fragment);
          if (size !== fragment.size) changed = true;
          fragment.size = size;
        }
      }
    }
    for (const part of parts) measure(part);
  }
};

/** The size of a section after `settle`. */
export const sizeOf = (part: Part): number => part.length + part.before[part.fragments.length]!;

/** A distance that a jump still lacks: the offset and width of the bytes to fill. */
export type JumpGap = {
  readonly jump: JumpFragment;
  readonly at: number;
  readonly kind: 'relative' | 'relative-byte';
};

/** The bytes of a section after `settle`, fixed bytes and fragments joined, and the distances of jumps left to fill. */
export const joinBytes = (part: Part): { readonly bytes: Uint8Array; readonly gaps: readonly JumpGap[] } => {
  if (part.name === 'bss') return { bytes: new Uint8Array(0), gaps: [] };
  const bytes = new Uint8Array(sizeOf(part));
  const gaps: JumpGap[] = [];
  let from = 0;
  let to = 0;
  for (const fragment of part.fragments) {
    bytes.set(part.bytes.subarray(from, fragment.raw), to);
    to += fragment.raw - from;
    from = fragment.raw;
    switch (fragment.kind) {
      case 'align':
        bytes.fill(fragment.fill, to, to + fragment.size);
        break;
      case 'times':
        for (let at = 0; at < fragment.size; at++) bytes[to + at] = fragment.unit[at % fragment.unit.length]!;
        break;
      case 'jump': {
        putJump(bytes, to, fragment);
        const end = to + fragment.size;
        gaps.push(
          fragment.long
            ? { jump: fragment, at: end - 2, kind: 'relative' }
            : { jump: fragment, at: end - 1, kind: 'relative-byte' },
        );
        break;
      }
    }
    to += fragment.size;
  }
  bytes.set(part.bytes.subarray(from, part.length), to);
  return { bytes, gaps };
};

const JMP_SHORT = 0xeb;
const JMP_NEAR = 0xe9;

const putJump = (bytes: Uint8Array, at: number, jump: JumpFragment): void => {
  if (!jump.long) {
    bytes[at] = jump.opcode;
    return;
  }
  switch (jump.form) {
    case 'jmp':
      bytes[at] = JMP_NEAR;
      return;
    case 'jcc':
      bytes.set([jump.opcode ^ 1, 3, JMP_NEAR], at);
      return;
    case 'loop':
      bytes.set([jump.opcode, 2, JMP_SHORT, 3, JMP_NEAR], at);
  }
};
