/**
 * Relations between types: promotion and the usual arithmetic conversions (C99 6.3.1), compatibility and composite types
 * (6.2.7), and type names for messages.
 */
import {
  DOUBLE,
  FLOAT,
  type FunctionType,
  INT,
  type IntType,
  LDOUBLE,
  type Member,
  type RecordDefinition,
  type Type,
  UINT,
  unqualified,
  unsignedOf,
} from './types.ts';

/** Integer promotion (6.3.1.1p2): what is narrower than int becomes int; an unsigned 16-bit type becomes unsigned int. */
export const promote = (type: Type, bitWidth?: number): Type => {
  if (type.kind !== 'int') return unqualified(type);
  if (bitWidth !== undefined && (bitWidth < 16 || (bitWidth === 16 && type.signed))) return INT;
  if (bitWidth !== undefined && bitWidth === 16) return UINT;
  if (type.assumed !== undefined) return INT;
  if (type.rank >= INT.rank) return unqualified(type);
  return type.size === 2 && !type.signed ? UINT : INT;
};

/** The common real type of two arithmetic operands (6.3.1.8), both already promoted. */
export const usualConversion = (left: Type, right: Type): Type => {
  if (left.kind === 'float' || right.kind === 'float') {
    const names = [left, right].map((t) => (t.kind === 'float' ? t.name : ''));
    if (names.includes('long double')) return LDOUBLE;
    return names.includes('double') ? DOUBLE : FLOAT;
  }
  if (left.kind !== 'int' || right.kind !== 'int') return INT;
  const [low, high] = left.rank < right.rank ? [left, right] : [right, left];
  if (low.signed === high.signed || low.rank === high.rank) {
    if (low.rank === high.rank && low.signed !== high.signed) return unsignedOf(low);
    return unqualified(high);
  }
  if (!high.signed) return unqualified(high);
  return high.size > low.size ? unqualified(high) : unsignedOf(high as IntType);
};

/** What an argument becomes where no prototype says (6.5.2.2p6). */
export const promoteArgument = (type: Type): Type =>
  type.kind === 'float' && type.name === 'float' ? DOUBLE : promote(type);

const sameQualifiers = (a: Type, b: Type): boolean =>
  (a.constant ?? false) === (b.constant ?? false) && (a.volatile ?? false) === (b.volatile ?? false);

const compatibleFunctions = (a: FunctionType, b: FunctionType): boolean => {
  if (!compatible(a.result, b.result)) return false;
  if (!a.prototype || !b.prototype) return true;
  if (a.variadic !== b.variadic || a.parameters.length !== b.parameters.length) return false;
  return a.parameters.every((p, i) => compatible(unqualified(p.type), unqualified(b.parameters[i]!.type)));
};

/** Whether two types are compatible (6.2.7p1), qualifiers included. */
export const compatible = (a: Type, b: Type): boolean => {
  if (a === b) return true;
  if (!sameQualifiers(a, b)) return false;
  switch (a.kind) {
    case 'void':
      return b.kind === 'void';
    case 'int':
      return b.kind === 'int' && a.name === b.name;
    case 'float':
      return b.kind === 'float' && a.name === b.name;
    case 'pointer':
      return b.kind === 'pointer' && compatible(a.target, b.target);
    case 'array':
      return (
        b.kind === 'array' &&
        compatible(a.element, b.element) &&
        (a.length === undefined || b.length === undefined || a.length === b.length)
      );
    case 'function':
      return b.kind === 'function' && compatibleFunctions(a, b);
    case 'record':
      return b.kind === 'record' && a.definition === b.definition;
  }
};

/** The composite of two compatible types (6.2.7p3): array lengths and prototypes are taken from the one that has them. */
export const composite = (a: Type, b: Type): Type => {
  if (a.kind === 'array' && b.kind === 'array') {
    return { ...a, element: composite(a.element, b.element), length: a.length ?? b.length };
  }
  if (a.kind === 'pointer' && b.kind === 'pointer') return { ...a, target: composite(a.target, b.target) };
  if (a.kind === 'function' && b.kind === 'function') {
    const result = composite(a.result, b.result);
    if (!a.prototype) return { ...b, result };
    if (!b.prototype) return { ...a, result };
    const parameters = a.parameters.map((p, i) => ({ ...p, type: composite(p.type, b.parameters[i]?.type ?? p.type) }));
    return { ...a, result, parameters };
  }
  return a;
};

/** A member by name, anonymous structs and unions looked through; `offset` is from the start of the outer record. */
export const findMember = (definition: RecordDefinition, name: string): Member | undefined => {
  for (const member of definition.members ?? []) {
    if (member.name === name) return member;
    if (member.name === undefined && member.type.kind === 'record') {
      const inner = findMember(member.type.definition, name);
      if (inner !== undefined) return { ...inner, offset: inner.offset + member.offset };
    }
  }
  return undefined;
};

const recordName = (definition: RecordDefinition): string => `${definition.keyword} ${definition.tag ?? '<anonymous>'}`;

const declared = (type: Type, name: string): string => {
  switch (type.kind) {
    case 'pointer': {
      const quals = `${type.constant ? 'const' : ''}${type.volatile ? (type.constant ? ' volatile' : 'volatile') : ''}`;
      const star = `*${quals}${quals !== '' && name !== '' ? ' ' : ''}${name}`;
      const wraps = type.target.kind === 'array' || type.target.kind === 'function';
      return declared(type.target, wraps ? `(${star})` : star);
    }
    case 'array':
      return declared(type.element, `${name}[${type.length ?? (type.runtime ? '*' : '')}]`);
    case 'function': {
      const list = type.parameters.map((p) => typeName(p.type));
      if (type.variadic) list.push('...');
      if (list.length === 0 && type.prototype) list.push('void');
      return declared(type.result, `${name}(${list.join(', ')})`);
    }
    default: {
      const base = type.kind === 'void' ? 'void' : type.kind === 'record' ? recordName(type.definition) : type.name;
      const text = `${type.constant ? 'const ' : ''}${type.volatile ? 'volatile ' : ''}${base}`;
      return name === '' ? text : `${text} ${name}`;
    }
  }
};

/** The type as C writes it, for messages: `int (*)(char *)`. */
export const typeName = (type: Type): string => declared(type, '');
