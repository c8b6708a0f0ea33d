/**
 * The typed tree that the parser builds. Implicit conversions are written out, pointer arithmetic is scaled to bytes, names
 * are resolved; so lowering needs no scopes. Nodes are readonly except for what becomes known later (a variable's completed
 * type, whether its address is taken).
 */
import type { Position } from '../problem.ts';
import type { FunctionType, Member, Type } from './types.ts';

/** An object with a name, or one that the compiler made. */
export interface Variable {
  readonly kind: 'variable';
  readonly id: number;
  readonly name: string;
  readonly at: Position;
  type: Type;
  /** Automatic objects live in the frame, the others under `symbol`. */
  readonly storage: 'auto' | 'static';
  readonly symbol: string;
  readonly register: boolean;
  readonly parameter: boolean;
  /** Made by the compiler: no debugger sees it. */
  readonly hidden: boolean;
  /** Whether other files see it (static storage only). */
  external: boolean;
  /** Declared only, tentatively defined, or defined with the initialiser. */
  definition: 'none' | 'tentative' | 'full';
  initial: Initializer | undefined;
  addressTaken: boolean;
  referenced: boolean;
  align: number;
  weak: boolean;
}

export interface FunctionSymbol {
  readonly kind: 'function';
  readonly name: string;
  readonly symbol: string;
  readonly at: Position;
  type: FunctionType;
  external: boolean;
  /** An inline definition that no declaration makes external. */
  inlineOnly: boolean;
  noreturn: boolean;
  weak: boolean;
  referenced: boolean;
  defined: boolean;
  implicit: boolean;
}

export type BinaryOp = 'add' | 'sub' | 'mul' | 'div' | 'rem' | 'and' | 'or' | 'xor' | 'shl' | 'shr';
export type CompareOp = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

/** A string literal: one object for each place it stands, read-only by intent. */
export interface StringLiteral {
  readonly units: readonly number[];
  readonly width: 1 | 2 | 4;
}

interface Node {
  readonly type: Type;
  readonly at: Position;
}

export type Expr = Node &
  (
    | { readonly kind: 'int'; readonly value: bigint }
    | { readonly kind: 'float'; readonly value: number }
    | { readonly kind: 'variable'; readonly variable: Variable }
    | { readonly kind: 'function'; readonly function: FunctionSymbol }
    | { readonly kind: 'string'; readonly literal: StringLiteral }
    | { readonly kind: 'unary'; readonly op: 'neg' | 'com'; readonly operand: Expr }
    | { readonly kind: 'not'; readonly operand: Expr }
    | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'compare'; readonly op: CompareOp; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'logical'; readonly op: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'conditional'; readonly test: Expr; readonly then: Expr; readonly else: Expr }
    | { readonly kind: 'comma'; readonly left: Expr; readonly right: Expr }
    | { readonly kind: 'assign'; readonly target: Expr; readonly value: Expr }
    /** `target op= value`; both sides are brought to `computation` first (for shifts only the left one). */
    | {
        readonly kind: 'compound';
        readonly op: BinaryOp;
        readonly target: Expr;
        readonly value: Expr;
        readonly computation: Type;
      }
    | { readonly kind: 'step'; readonly target: Expr; readonly delta: number; readonly post: boolean }
    | { readonly kind: 'dereference'; readonly operand: Expr }
    | { readonly kind: 'address'; readonly operand: Expr }
    | { readonly kind: 'member'; readonly object: Expr; readonly member: Member }
    | { readonly kind: 'call'; readonly callee: Expr; readonly args: readonly Expr[] }
    | { readonly kind: 'convert'; readonly operand: Expr }
    | { readonly kind: 'statements'; readonly body: readonly Stmt[]; readonly value: Expr | undefined }
    | { readonly kind: 'compound-literal'; readonly variable: Variable; readonly initial: Initializer | undefined }
    | { readonly kind: 'builtin'; readonly name: BuiltinName; readonly args: readonly Expr[] }
    | { readonly kind: 'label-address'; readonly label: Label }
    /** The size in bytes of a VLA, held in a hidden variable. */
    | { readonly kind: 'runtime-size'; readonly variable: Variable }
  );

/** What lowering itself turns into code; everything else is a function of the library. */
export type BuiltinName = 'alloca' | 'unreachable' | 'trap' | 'frame_address' | 'return_address';

/** One value to be stored at `offset` of an object. A string fills a character array. */
export interface InitialItem {
  readonly offset: number;
  readonly type: Type;
  readonly bits: { readonly offset: number; readonly width: number } | undefined;
  readonly value: Expr;
}

/** Items in the order of the source; where two overlap the last one wins. What none covers is zero. */
export interface Initializer {
  readonly items: readonly InitialItem[];
  /** Whether it was written with braces or is a string: then the rest is zero. */
  readonly aggregate: boolean;
}

export interface Label {
  readonly name: string;
  /** Its assembler symbol, where its address is taken. */
  readonly symbol: string;
  readonly id: number;
  at: Position;
  defined: boolean;
  addressTaken: boolean;
  /** The VLA scopes that are open where it stands. */
  depth: readonly Variable[];
}

export interface SwitchCase {
  readonly low: bigint;
  readonly high: bigint;
  readonly label: Label;
}

export interface AsmOperand {
  readonly constraint: string;
  readonly expr: Expr;
  readonly name: string | undefined;
}

export type Stmt = { readonly at: Position } & (
  | { readonly kind: 'empty' }
  | { readonly kind: 'expression'; readonly expr: Expr }
  | { readonly kind: 'block'; readonly body: readonly Stmt[]; readonly stack: Variable | undefined }
  /** An automatic object comes to life; a VLA with its size, and the variable that keeps the stack pointer from before. */
  | {
      readonly kind: 'declaration';
      readonly variable: Variable;
      readonly size: Expr | undefined;
      readonly stack: Variable | undefined;
    }
  | { readonly kind: 'if'; readonly test: Expr; readonly then: Stmt; readonly else: Stmt | undefined }
  | { readonly kind: 'while'; readonly test: Expr; readonly body: Stmt; readonly exits: LoopExits }
  | { readonly kind: 'do'; readonly test: Expr; readonly body: Stmt; readonly exits: LoopExits }
  | {
      readonly kind: 'for';
      readonly test: Expr | undefined;
      readonly step: Expr | undefined;
      readonly body: Stmt;
      readonly exits: LoopExits;
    }
  | {
      readonly kind: 'switch';
      readonly value: Expr;
      readonly body: Stmt;
      readonly cases: readonly SwitchCase[];
      readonly fallback: Label | undefined;
      readonly exits: LoopExits;
    }
  | { readonly kind: 'label'; readonly label: Label; readonly body: Stmt }
  | { readonly kind: 'goto'; readonly label: Label; readonly depth: readonly Variable[] }
  | { readonly kind: 'goto-computed'; readonly target: Expr }
  | { readonly kind: 'return'; readonly value: Expr | undefined }
  | {
      readonly kind: 'asm';
      readonly template: string;
      readonly outputs: readonly AsmOperand[];
      readonly inputs: readonly AsmOperand[];
      readonly clobbers: readonly string[];
      readonly labels: readonly Label[];
      readonly simple: boolean;
    }
);

/** `break` and `continue` are gotos to these. */
export interface LoopExits {
  readonly leave: Label;
  readonly again: Label | undefined;
}

export interface FunctionDefinition {
  readonly kind: 'definition';
  readonly symbol: FunctionSymbol;
  readonly at: Position;
  readonly end: Position;
  readonly parameters: readonly Variable[];
  readonly body: Stmt;
  /** All labels whose address is taken: where a computed goto can go. */
  readonly targets: readonly Label[];
}

/** What one translation unit defines, in the order of the source. */
export type LooseFloat = 'value' | 'address';

export interface TranslationUnit {
  readonly path: string;
  readonly functions: readonly FunctionDefinition[];
  readonly variables: readonly Variable[];
  readonly symbols: readonly FunctionSymbol[];
  /** What calls hand over that no parameter names: a floating value, the address of one. */
  readonly loose: ReadonlySet<LooseFloat>;
  /** Assembly written outside functions. */
  readonly assembly: readonly { readonly at: Position; readonly text: string }[];
}
