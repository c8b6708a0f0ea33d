/**
 * What the assembler makes and the linker joins: object files, archives of them, and linked images with their debug
 * tables. Plain data; addresses are 16-bit offsets into a segment (text into CS, data and bss into DS), ELKS small model.
 */
import type { DebugType, Register, SectionName, VariableLocation } from './items.ts';

/** Where a symbol is. `common` and `undefined` have no address yet. */
export type SymbolSection = SectionName | 'absolute' | 'common' | 'undefined';

export type ObjectSymbol = {
  readonly name: string;
  readonly section: SymbolSection;
  /** Offset in its section; the alignment of a common symbol. */
  readonly value: number;
  /** Bytes, for a common symbol. */
  readonly size: number;
  readonly binding: 'local' | 'global' | 'weak';
};

/**
 * Bytes that depend on an address: `word` and `byte` hold it, `long` as 32 bits, `relative` its distance from the word's end,
 * `relative-byte` from the byte's end, `segment` its segment (0 in ELKS, where segments are the kernel's business).
 */
export type RelocationKind = 'word' | 'byte' | 'long' | 'relative' | 'relative-byte' | 'segment';

export type Relocation = {
  readonly section: 'text' | 'data';
  /** Offset of the bytes in their section. */
  readonly at: number;
  readonly kind: RelocationKind;
  /** A section of this object, `absolute` for no base, or an index into its symbols. */
  readonly target: SectionName | 'absolute' | number;
  readonly addend: number;
};

/** The code from `at` to the next entry belongs to this line; `file` is an index into `DebugInfo.files`. */
export type LineEntry = {
  readonly at: number;
  readonly file: number;
  readonly line: number;
  readonly column: number;
};

/** A static variable's place is known after linking: `address` is its offset in its segment. */
export type DebugLocation =
  | Exclude<VariableLocation, { kind: 'static' }>
  | {
      readonly kind: 'static';
      readonly symbol: string;
      readonly section?: SymbolSection;
      readonly address?: number;
    };

export type DebugVariable = {
  readonly name: string;
  readonly location: DebugLocation;
  readonly size: number;
  /** Index into `DebugInfo.types`. */
  readonly type?: number;
  readonly parameter: boolean;
  readonly line: number;
  /** The text addresses where the variable is in scope, `to` not included. */
  readonly from: number;
  readonly to: number;
};

export type DebugFunction = {
  readonly name: string;
  readonly symbol: string;
  readonly file: number;
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly frame: number;
  readonly saved: readonly Register[];
  readonly variables: readonly DebugVariable[];
};

/** What a debugger knows about text, ordered by address. */
export type DebugInfo = {
  readonly files: readonly string[];
  readonly types: readonly DebugType[];
  readonly lines: readonly LineEntry[];
  readonly functions: readonly DebugFunction[];
  /** Variables outside functions. */
  readonly variables: readonly DebugVariable[];
};

export const NO_DEBUG: DebugInfo = { files: [], types: [], lines: [], functions: [], variables: [] };

export type ObjectFile = {
  readonly name: string;
  readonly text: Uint8Array;
  readonly data: Uint8Array;
  readonly bss: number;
  /** The largest alignment asked for in each section. */
  readonly align: { readonly text: number; readonly data: number; readonly bss: number };
  /** The address that `org` gave the text, for a flat program. */
  readonly org?: number;
  readonly symbols: readonly ObjectSymbol[];
  readonly relocations: readonly Relocation[];
  /** Names that archives are asked for though nothing refers to them; no mistake where none has them. */
  readonly needs?: readonly string[];
  readonly debug: DebugInfo;
};

/** Objects that the linker takes only where one defines a symbol that is still wanted. */
export type Archive = {
  readonly kind: 'archive';
  readonly name: string;
  readonly members: readonly string[];
  /** The member that defines each global symbol. */
  readonly index: ReadonlyMap<string, number>;
  /** Decodes a member when it is first asked for. */
  readonly load: (member: number) => ObjectFile;
};

export type ImageSymbol = {
  readonly name: string;
  readonly section: SectionName | 'absolute';
  /** Offset in the segment: of text for `text`, of data for `data` and `bss`. */
  readonly value: number;
  readonly global: boolean;
};

/** A relocation kept in an a.out with the long header (ELKS medium model); the linker makes none. */
export type AoutRelocation = { readonly address: number; readonly symbol: number; readonly type: number };

/** A program that can be loaded: what an ELKS a.out holds, and the debug tables that it does not. */
export type Image = {
  /** `separate`: text in its own segment. `combined`: data follows text in one. */
  readonly layout: 'separate' | 'combined';
  readonly text: Uint8Array;
  readonly data: Uint8Array;
  readonly bss: number;
  readonly entry: number;
  /** Header version: 1 gives heap and stack sizes, 0 the total of the data segment. */
  readonly version: 0 | 1;
  readonly chmem: number;
  readonly minstack: number;
  readonly symbols: readonly ImageSymbol[];
  readonly farText: Uint8Array;
  readonly textRelocations: readonly AoutRelocation[];
  readonly dataRelocations: readonly AoutRelocation[];
  readonly farTextRelocations: readonly AoutRelocation[];
  readonly debug: DebugInfo;
};
