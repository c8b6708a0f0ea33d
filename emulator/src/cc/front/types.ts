/**
 * The types of C on the 8086: sizes and alignments of the small model (C99 6.2.5; alignments are at most 2, as with bcc).
 * `char` is signed, enumerations are `int` (or `long` where a value needs it), `long double` is `double`.
 * Types are immutable; a struct or union is completed through its shared `RecordDefinition`.
 */

export type IntName =
  | '_Bool'
  | 'char'
  | 'signed char'
  | 'unsigned char'
  | 'short'
  | 'unsigned short'
  | 'int'
  | 'unsigned int'
  | 'long'
  | 'unsigned long'
  | 'long long'
  | 'unsigned long long';

interface Qualified {
  readonly constant?: boolean;
  readonly volatile?: boolean;
}

export interface VoidType extends Qualified {
  readonly kind: 'void';
}
export interface IntType extends Qualified {
  readonly kind: 'int';
  readonly name: IntName;
  readonly size: 1 | 2 | 4 | 8;
  readonly signed: boolean;
  readonly rank: number;
  /** In code with missing declarations: the key of the thing of unknown type that this int stands for (facts.ts). */
  readonly assumed?: string;
  /** Of an enumeration: whether none of its values is negative. */
  readonly positive?: boolean;
}
export interface FloatType extends Qualified {
  readonly kind: 'float';
  readonly name: 'float' | 'double' | 'long double';
  readonly size: 4 | 8;
}
export interface PointerType extends Qualified {
  readonly kind: 'pointer';
  readonly target: Type;
}
/** `length` is undefined while incomplete; `runtime` names the hidden variable with the size in bytes of a VLA. */
export interface ArrayType extends Qualified {
  readonly kind: 'array';
  readonly element: Type;
  readonly length: number | undefined;
  readonly runtime?: { readonly id: number };
}
export interface Parameter {
  readonly name: string | undefined;
  readonly type: Type;
}
/** `prototype` is false for K&R declarations and `()`: arguments are then promoted and not checked. */
export interface FunctionType extends Qualified {
  readonly kind: 'function';
  readonly result: Type;
  readonly parameters: readonly Parameter[];
  readonly variadic: boolean;
  readonly prototype: boolean;
}
export interface Member {
  /** Undefined for an anonymous struct or union. */
  readonly name: string | undefined;
  readonly type: Type;
  readonly offset: number;
  readonly bits?: { readonly offset: number; readonly width: number };
}
export interface RecordDefinition {
  readonly keyword: 'struct' | 'union';
  readonly tag: string | undefined;
  members: readonly Member[] | undefined;
  size: number;
  align: number;
}
export interface RecordType extends Qualified {
  readonly kind: 'record';
  readonly definition: RecordDefinition;
}
export type Type = VoidType | IntType | FloatType | PointerType | ArrayType | FunctionType | RecordType;

const int = (name: IntName, size: 1 | 2 | 4 | 8, signed: boolean, rank: number): IntType => ({
  kind: 'int',
  name,
  size,
  signed,
  rank,
});

export const VOID: VoidType = { kind: 'void' };
export const BOOL: IntType = int('_Bool', 1, false, 0);
export const CHAR: IntType = int('char', 1, true, 1);
export const SCHAR: IntType = int('signed char', 1, true, 1);
export const UCHAR: IntType = int('unsigned char', 1, false, 1);
export const SHORT: IntType = int('short', 2, true, 2);
export const USHORT: IntType = int('unsigned short', 2, false, 2);
export const INT: IntType = int('int', 2, true, 3);
export const UINT: IntType = int('unsigned int', 2, false, 3);
export const LONG: IntType = int('long', 4, true, 4);
export const ULONG: IntType = int('unsigned long', 4, false, 4);
export const LLONG: IntType = int('long long', 8, true, 5);
export const ULLONG: IntType = int('unsigned long long', 8, false, 5);
export const FLOAT: FloatType = { kind: 'float', name: 'float', size: 4 };
export const DOUBLE: FloatType = { kind: 'float', name: 'double', size: 8 };
export const LDOUBLE: FloatType = { kind: 'float', name: 'long double', size: 8 };

export const pointerTo = (target: Type): PointerType => ({ kind: 'pointer', target });
export const arrayOf = (element: Type, length: number | undefined): ArrayType => ({ kind: 'array', element, length });

/** The pointer that `va_list`, `__builtin_alloca` and friends speak of. */
export const CHAR_POINTER: PointerType = pointerTo(CHAR);
export const VOID_POINTER: PointerType = pointerTo(VOID);

/** Adds qualifiers; on an array they go to the elements (C99 6.7.3p8). */
export const qualify = (type: Type, constant: boolean, volatile: boolean): Type => {
  if (!constant && !volatile) return type;
  if (type.kind === 'array') return { ...type, element: qualify(type.element, constant, volatile) };
  if (type.kind === 'function') return type;
  return { ...type, ...(constant ? { constant: true } : {}), ...(volatile ? { volatile: true } : {}) };
};

/** The type without its own qualifiers, as the value of an lvalue has (C99 6.3.2.1p2). */
export const unqualified = (type: Type): Type => {
  if (type.constant === undefined && type.volatile === undefined) return type;
  const { constant: _c, volatile: _v, ...rest } = type;
  return rest as Type;
};

export const isInteger = (type: Type): type is IntType => type.kind === 'int';
export const isArithmetic = (type: Type): type is IntType | FloatType => type.kind === 'int' || type.kind === 'float';
export const isPointer = (type: Type): type is PointerType => type.kind === 'pointer';
export const isScalar = (type: Type): boolean => isArithmetic(type) || isPointer(type);

/** Whether the size is known at run time at the latest (C99 6.2.5p22). */
export const isComplete = (type: Type): boolean => {
  switch (type.kind) {
    case 'void':
    case 'function':
      return false;
    case 'array':
      return (type.length !== undefined || type.runtime !== undefined) && isComplete(type.element);
    case 'record':
      return type.definition.members !== undefined;
    default:
      return true;
  }
};

/** Whether the type is a VLA, or an array of VLAs. */
export const isVariable = (type: Type): boolean =>
  type.kind === 'array' && (type.runtime !== undefined || isVariable(type.element));

/** Size in bytes; 0 for incomplete types; 1 for void and functions, as GNU C has it for pointer arithmetic. */
export const sizeOf = (type: Type): number => {
  switch (type.kind) {
    case 'void':
    case 'function':
      return 1;
    case 'int':
    case 'float':
      return type.size;
    case 'pointer':
      return 2;
    case 'array':
      return (type.length ?? 0) * sizeOf(type.element);
    case 'record':
      return type.definition.size;
  }
};

/** Alignment in bytes: 1 or 2, or what an attribute asked for. */
export const alignOf = (type: Type): number => {
  switch (type.kind) {
    case 'void':
    case 'function':
      return 1;
    case 'int':
    case 'float':
      return type.size === 1 ? 1 : 2;
    case 'pointer':
      return 2;
    case 'array':
      return alignOf(type.element);
    case 'record':
      return type.definition.align;
  }
};

/** The unsigned type of the same size. */
export const unsignedOf = (type: IntType): IntType => {
  switch (type.size) {
    case 1:
      return UCHAR;
    case 2:
      return type.rank === SHORT.rank ? USHORT : UINT;
    case 4:
      return ULONG;
    case 8:
      return ULLONG;
  }
};

/** An integer brought into the range of its type, two's complement. `_Bool` is 0 or 1. */
export const wrap = (value: bigint, type: IntType): bigint => {
  if (type.name === '_Bool') return value === 0n ? 0n : 1n;
  return type.signed ? BigInt.asIntN(type.size * 8, value) : BigInt.asUintN(type.size * 8, value);
};
