/**
 * Declarators and type names (C99 6.7.5, 6.7.6). A declarator is read from the name outwards into a list of wrappers which
 * are then put around the base type. Sizes of variable-length arrays become hidden variables of the current function.
 */

import type { Position } from '../problem.ts';
import { callsUnknown, declareType, isUnknown, learnConstants } from './assume.ts';
import type { Expr, Stmt } from './ast.ts';
import { attributes } from './attributes.ts';
import type { Context } from './context.ts';
import { convert, rvalue } from './conversions.ts';
import { completes } from './learn.ts';
import { binary, sizeExpr } from './operators.ts';
import { typeName } from './relations.ts';
import {
  isConvention,
  opensParameters,
  opensPrototype,
  skipAfterName,
  skipConvention,
  skipOtherParameters,
  skipQualifier,
} from './stray.ts';
import {
  type ArrayType,
  type FunctionType,
  INT,
  isVariable,
  type Parameter,
  pointerTo,
  qualify,
  sizeOf,
  type Type,
  UINT,
} from './types.ts';

/** A declared name with its type. `names` are the parameters of a K&R definition, whose types follow. */
export interface Declared {
  readonly name: string | undefined;
  readonly type: Type;
  readonly at: Position;
  readonly parameters?: readonly DeclaredParameter[];
  readonly names?: readonly { readonly name: string; readonly at: Position }[];
}

export interface DeclaredParameter extends Parameter {
  readonly at: Position;
  readonly register: boolean;
  /** Of a type with sizes that are known at run time only: where its declaration begins, for `readAgain`. */
  readonly start: number | undefined;
}

type Wrap = (type: Type) => Type;

/** Most bytes of an array in code cut out of its program, which has to fit a small machine. */
const LARGEST = 8192n;

/** What is gathered while a declarator is read. */
interface Parts {
  name: string | undefined;
  at: Position;
  /** Innermost (next to the name) first. */
  readonly wraps: Wrap[];
  parameters: readonly DeclaredParameter[] | undefined;
  names: readonly { readonly name: string; readonly at: Position }[] | undefined;
  /** Whether the outermost function of the declarator has been seen: its parameters are the definition's. */
  first: boolean;
}

const pointers = (cx: Context): Wrap[] => {
  const wraps: Wrap[] = [];
  for (;;) {
    if (cx.is('__attribute__')) attributes(cx);
    else if (cx.accept('*')) {
      let constant = false;
      let volatile = false;
      for (;;) {
        if (cx.accept('const')) constant = true;
        else if (cx.accept('volatile')) volatile = true;
        else if (cx.is('__attribute__')) attributes(cx);
        else if (!cx.accept('restrict') && !cx.accept('_Atomic') && !skipQualifier(cx)) break;
      }
      wraps.push((type) => qualify(pointerTo(type), constant, volatile));
    } else return wraps.reverse();
  }
};

/** Whether '(' opens a nested declarator and not a parameter list. */
const nestedDeclarator = (cx: Context): boolean => {
  const next = cx.ahead(1);
  if (next.kind === 'identifier') return isConvention(cx) || !cx.grammar.startsType(cx, 1);
  return next.text === '*' || next.text === '(' || next.text === '[' || next.text === '__attribute__';
};

const direct = (cx: Context, parts: Parts, abstract: boolean): void => {
  cx.nested(() => {
    const stars = pointers(cx);
    if (cx.token.kind === 'identifier') {
      parts.at = cx.token.at;
      parts.name = cx.next().text;
    } else if (
      cx.is('(') &&
      (nestedDeclarator(cx) || (!abstract && !cx.grammar.startsType(cx, 1) && cx.ahead(1).text !== ')'))
    ) {
      cx.next();
      skipConvention(cx);
      direct(cx, parts, abstract);
      attributes(cx);
      cx.expect(')');
    } else if (!abstract) cx.fail('a name');
    suffixes(cx, parts);
    parts.wraps.push(...stars);
  });
};

const suffixes = (cx: Context, parts: Parts): void => {
  for (;;) {
    if (cx.is('[')) parts.wraps.push(arraySuffix(cx));
    else if (cx.is('(')) parts.wraps.push(functionSuffix(cx, parts));
    else if (!parts.first && opensPrototype(cx)) {
      parts.wraps.push(functionSuffix(cx, parts));
      cx.expect(')');
    } else return;
  }
};

/** In a prototype nobody asks for the size of a VLA. */
const UNKNOWN_SIZE = { id: 0 };

/** A hidden variable that holds the size in bytes of a VLA; the store is put before the current statement. */
const runtimeArray = (cx: Context, element: Type, length: Expr, at: Position): ArrayType => {
  const variable = cx.hidden('', UINT, at);
  const count = convert(length, UINT);
  const bytes = binary(cx, 'mul', count, sizeExpr(cx, element, at), at);
  const target: Expr = { kind: 'variable', type: UINT, at, variable };
  const set: Stmt = { kind: 'expression', at, expr: { kind: 'assign', type: UINT, at, target, value: bytes } };
  cx.fn?.before.push(set);
  return { kind: 'array', element, length: undefined, runtime: variable };
};

const arraySuffix = (cx: Context): Wrap => {
  const { at } = cx.expect('[');
  while (cx.accept('static') || cx.accept('const') || cx.accept('volatile') || cx.accept('restrict'));
  const star = cx.is('*') && cx.ahead(1).text === ']';
  if (star) cx.next();
  const length = cx.is(']') ? undefined : rvalue(cx.grammar.assignment(cx));
  cx.expect(']');
  return (element) => {
    if (!completes(cx, element)) cx.error(at, `array of the incomplete type '${typeName(element)}'`);
    if (element.kind === 'function') return pointerTo(element);
    if (star && cx.inPrototype) return { kind: 'array', element, length: undefined, runtime: UNKNOWN_SIZE };
    if (length === undefined) return { kind: 'array', element, length: undefined };
    if (length.type.kind !== 'int') {
      cx.error(at, `the size of an array must be an integer but is '${typeName(length.type)}'`);
      return { kind: 'array', element, length: 1 };
    }
    if (length.kind !== 'int' && learnConstants(cx, length, 'size')) return { kind: 'array', element, length: 64 };
    if (length.kind !== 'int' && cx.assumptions !== undefined && callsUnknown(length)) {
      cx.assumptions.note('limit', `array of unknown size`);
      return { kind: 'array', element, length: cx.fn === undefined ? undefined : 64 };
    }
    if (
      length.kind === 'int' &&
      cx.assumptions !== undefined &&
      length.value * BigInt(Math.max(sizeOf(element), 1)) > LARGEST
    ) {
      cx.assumptions.note('limit', `${length.value} elements`);
      return { kind: 'array', element, length: Number(LARGEST) / Math.max(sizeOf(element), 1) || 1 };
    }
    if (length.kind === 'int') {
      if (length.value < 0n || length.value * BigInt(Math.max(sizeOf(element), 1)) > 0xffffn) {
        cx.error(at, `the size ${length.value} of the array is ${length.value < 0n ? 'negative' : 'too large'}`);
        return { kind: 'array', element, length: 1 };
      }
      if (!isVariable(element)) return { kind: 'array', element, length: Number(length.value) };
    }
    if (cx.inPrototype) return { kind: 'array', element, length: undefined, runtime: UNKNOWN_SIZE };
    if (cx.fn === undefined) {
      cx.error(at, 'the size of an array outside a function must be constant');
      return { kind: 'array', element, length: 1 };
    }
    return runtimeArray(cx, element, length, at);
  };
};

/** A parameter's type as a function sees it (6.7.5.3p7): arrays and functions are pointers. */
export const adjusted = (type: Type): Type => {
  if (type.kind === 'array') return pointerTo(type.element);
  return type.kind === 'function' ? pointerTo(type) : type;
};

/** Whether the parameters are names alone, whose types follow (6.9.1). */
const isNameList = (cx: Context): boolean => {
  if (cx.token.kind !== 'identifier') return false;
  if (cx.assumptions === undefined) return !cx.grammar.startsType(cx);
  if (cx.lookup(cx.token.text)?.kind === 'typedef') return false;
  for (let i = 0; ; i += 2) {
    if (cx.ahead(i).kind !== 'identifier') return false;
    if (cx.ahead(i + 1).text === ')') return true;
    if (cx.ahead(i + 1).text !== ',') return false;
  }
};

const functionSuffix = (cx: Context, parts: Parts): Wrap => {
  cx.expect('(');
  const outermost = !parts.first;
  parts.first = true;
  const list: DeclaredParameter[] = [];
  const names: { name: string; at: Position }[] = [];
  let variadic = false;
  let prototype = true;
  if (cx.accept(')')) prototype = false;
  else if (cx.is('void') && cx.ahead(1).text === ')') {
    cx.next();
    cx.next();
  } else if (isNameList(cx)) {
    prototype = false;
    do {
      const token = cx.token;
      if (token.kind !== 'identifier') cx.fail('a parameter name');
      cx.next();
      names.push({ name: token.text, at: token.at });
    } while (cx.accept(','));
    cx.expect(')');
  } else {
    cx.scoped(() =>
      cx.prototype(() => {
        let around = 0;
        do {
          while (opensParameters(cx)) around++;
          if (cx.is('void') && cx.ahead(1).text === ')') {
            cx.next();
            break;
          }
          if (cx.accept('...')) {
            variadic = true;
            break;
          }
          const parameter = parameterDeclaration(cx);
          list.push(parameter);
          if (parameter.name !== undefined) {
            cx.declare(
              parameter.name,
              cx.variable(parameter.name, parameter.type, parameter.at, 'auto', { hidden: true }),
            );
          }
          for (; around > 0 && cx.accept(')'); around--) skipOtherParameters(cx);
        } while (cx.accept(','));
        for (; around > 0 && cx.accept(')'); around--) skipOtherParameters(cx);
        cx.expect(')');
      }),
    );
  }
  // Those behind the declared function are the declaration's, which reads them itself.
  if (outermost) {
    parts.parameters = list;
    parts.names = prototype ? undefined : names;
  } else attributes(cx);
  return (result) => {
    if (result.kind === 'array' || result.kind === 'function') {
      cx.error(parts.at, `a function cannot return '${typeName(result)}'`);
      return { kind: 'function', result: INT, parameters: list, variadic, prototype } satisfies FunctionType;
    }
    return { kind: 'function', result, parameters: list, variadic, prototype } satisfies FunctionType;
  };
};

/** Whether a type has sizes that are known at run time only (6.7.5p3). */
const varies = (type: Type): boolean =>
  type.kind === 'pointer' ? varies(type.target) : type.kind === 'array' && (isVariable(type) || varies(type.element));

/** The type of a parameter in the function that is now being defined, whose body computes the sizes in it. */
export const readAgain = (cx: Context, { type, start }: DeclaredParameter): Type => {
  if (start === undefined) return type;
  const { index } = cx;
  cx.index = start;
  const again = parameterDeclaration(cx);
  cx.index = index;
  return again.type;
};

const parameterDeclaration = (cx: Context): DeclaredParameter => {
  const { at } = cx.token;
  const start = cx.index;
  if (isUnknown(cx, 0) && (cx.ahead(1).text === ',' || cx.ahead(1).text === ')')) declareType(cx, cx.token.text, false);
  const base = cx.grammar.specifiers(cx);
  const declared = declarator(cx, base.type, 'either');
  skipAfterName(cx);
  attributes(cx);
  skipAfterName(cx);
  const type = adjusted(declared.type);
  if (type.kind === 'void') cx.error(at, 'a parameter cannot be void');
  return {
    name: declared.name,
    type,
    at: declared.at,
    register: base.storage === 'register',
    start: varies(declared.type) ? start : undefined,
  };
};

/** Reads a declarator around a base type. `either`: the name may be missing (parameters). */
export const declarator = (cx: Context, base: Type, form: 'named' | 'abstract' | 'either' = 'named'): Declared => {
  const parts: Parts = {
    name: undefined,
    at: cx.token.at,
    wraps: [],
    parameters: undefined,
    names: undefined,
    first: false,
  };
  direct(cx, parts, form !== 'named');
  let type = base;
  for (let i = parts.wraps.length - 1; i >= 0; i--) type = parts.wraps[i]!(type);
  const { name, at, parameters, names } = parts;
  return {
    name,
    type,
    at,
    ...(parameters === undefined ? {} : { parameters }),
    ...(names === undefined ? {} : { names }),
  };
};

/** `int (*)[3]`: specifiers and an abstract declarator. */
export const typeNameOf = (cx: Context): Type => {
  const base = cx.grammar.specifiers(cx);
  const declared = declarator(cx, base.type, 'abstract');
  attributes(cx);
  return declared.type;
};
