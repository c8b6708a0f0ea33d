/**
 * Declarations in blocks and at file scope (C99 6.7, 6.9): typedefs, objects, tentative definitions. What has linkage is met
 * with in `linkage.ts`; definitions of functions are read by `function-definitions.ts`.
 */

import type { Stmt } from './ast.ts';
import { type Attributes, attributes, type Specifiers } from './attributes.ts';
import { type Context, SyntaxFault } from './context.ts';
import { rvalue } from './conversions.ts';
import { type Declared, declarator } from './declarators.ts';
import { functionDefinition, startsBody } from './function-definitions.ts';
import { completes } from './learn.ts';
import { declareFunctionName, fresh, linkedObject } from './linkage.ts';
import { sizeExpr } from './operators.ts';
import { compatible, composite, typeName } from './relations.ts';
import { specifiers } from './specifiers.ts';
import { staticAssert } from './static-assert.ts';
import { skipAfterName } from './stray.ts';
import { alignOf, INT, isVariable, sizeOf, type Type, UINT, unqualified } from './types.ts';

/** `asm("name")` after a declarator: the symbol to use. */
const asmName = (cx: Context): string | undefined => {
  if (!cx.accept('asm')) return undefined;
  cx.expect('(');
  const name = cx.expectString();
  cx.expect(')');
  return name;
};

const defineTypedef = (cx: Context, declared: Declared): void => {
  const name = declared.name!;
  const old = cx.inThisScope(name);
  if (old !== undefined && !(old.kind === 'typedef' && compatible(old.type, declared.type)))
    fresh(cx, name, declared.at);
  cx.declare(name, { kind: 'typedef', type: declared.type });
};

/** `__auto_type x = value;` */
const inferredType = (cx: Context): Type => {
  const mark = cx.index;
  const errors = cx.problems.length;
  if (!cx.is('=')) cx.fail("'='");
  cx.next();
  const { type } = rvalue(cx.grammar.assignment(cx));
  cx.index = mark;
  cx.problems.length = errors;
  return unqualified(type);
};

const checkObject = (cx: Context, declared: Declared, type: Type): Type => {
  if (type.kind === 'void' || !completes(cx, type)) {
    cx.error(declared.at, `'${declared.name}' has the incomplete type '${typeName(type)}'`);
    return INT;
  }
  if (!isVariable(type) && sizeOf(type) > 0xfffe)
    cx.error(declared.at, `'${declared.name}' is too large: ${sizeOf(type)} bytes`);
  return type;
};

const localObject = (cx: Context, declared: Declared, spec: Specifiers, found: Attributes): Stmt[] => {
  const name = declared.name!;
  const fn = cx.fn!;
  fresh(cx, name, declared.at);
  const isStatic = spec.storage === 'static';
  const inferred = spec.inferred ? inferredType(cx) : declared.type;
  const variable = cx.variable(name, inferred, declared.at, isStatic ? 'static' : 'auto', {
    symbol: isStatic ? `${fn.symbol.symbol}.${name}.${cx.newId()}` : '',
    register: spec.storage === 'register',
    align: found.align ?? 0,
  });
  cx.declare(name, variable);
  if (cx.accept('=')) {
    const { initial, type } = cx.grammar.initializer(cx, variable.type, variable.storage);
    variable.type = type;
    variable.initial = initial;
  }
  variable.type = checkObject(cx, declared, variable.type);
  if (isStatic) {
    if (isVariable(variable.type))
      cx.error(declared.at, `the static object '${name}' cannot be a variable-length array`);
    cx.variables.push(variable);
    return [];
  }
  if (!isVariable(variable.type))
    return [{ kind: 'declaration', at: declared.at, variable, size: undefined, stack: undefined }];
  const stack = cx.hidden('', UINT, declared.at);
  fn.stacks = [...fn.stacks, stack];
  const size = sizeExpr(cx, variable.type, declared.at);
  return [{ kind: 'declaration', at: declared.at, variable, size, stack }];
};

/** A declarator with what may follow it: the symbol's own name, attributes. */
const initDeclarator = (
  cx: Context,
  spec: Specifiers,
): { readonly declared: Declared; readonly symbolName: string | undefined; readonly found: Attributes } => {
  const declared = declarator(cx, spec.type);
  skipAfterName(cx, declared);
  const symbolName = asmName(cx);
  const found = attributes(cx, { ...spec.attributes });
  skipAfterName(cx, declared);
  return { declared, symbolName, found };
};

/** A declaration in a block; gives the statements that bring its objects to life. */
export const localDeclaration = (cx: Context): Stmt[] => {
  const spec = specifiers(cx);
  const out: Stmt[] = [];
  const flush = (): void => {
    out.push(...cx.fn!.before.splice(0));
  };
  flush();
  if (cx.accept(';')) return out;
  do {
    const { declared, symbolName, found } = initDeclarator(cx, spec);
    flush();
    if (declared.type.kind === 'function' && cx.is('{')) {
      cx.error(declared.at, 'unsupported: nested functions');
      throw new SyntaxFault();
    }
    if (spec.storage === 'typedef') defineTypedef(cx, declared);
    else if (declared.type.kind === 'function') declareFunctionName(cx, declared, spec, found, symbolName);
    else if (spec.storage === 'extern') {
      const variable = linkedObject(cx, declared, spec, symbolName);
      if (found.weak) variable.weak = true;
    } else {
      const made = localObject(cx, declared, spec, found);
      flush();
      out.push(...made);
    }
  } while (cx.accept(','));
  cx.expect(';');
  return out;
};

/** Skips to where an external declaration can begin again. */
const recover = (cx: Context): void => {
  let depth = 0;
  for (;;) {
    const { kind, text } = cx.token;
    if (kind === 'end') return;
    cx.next();
    if (kind !== 'punctuator') continue;
    if (text === '{') depth++;
    else if (text === '}') {
      depth--;
      if (depth <= 0) {
        cx.accept(';');
        return;
      }
    } else if (text === ';' && depth <= 0) return;
  }
};

const globalObject = (
  cx: Context,
  declared: Declared,
  spec: Specifiers,
  found: Attributes,
  symbolName: string | undefined,
): void => {
  if (spec.storage === 'auto' || spec.storage === 'register')
    cx.error(declared.at, `'${spec.storage}' outside a function`);
  const type = spec.inferred ? inferredType(cx) : declared.type;
  const variable = linkedObject(cx, { ...declared, type }, spec, symbolName);
  if (found.align !== undefined) variable.align = Math.max(variable.align, found.align);
  if (found.weak) variable.weak = true;
  if (!cx.accept('=')) return;
  if (variable.definition === 'full') cx.clash(declared.at, `'${declared.name}' is defined twice`);
  variable.definition = 'full';
  const { initial, type: completed } = cx.grammar.initializer(cx, type, 'static');
  variable.type = composite(variable.type, completed);
  variable.initial = initial;
};

const external = (cx: Context): void => {
  if (cx.accept(';')) return;
  if (cx.is('_Static_assert')) {
    staticAssert(cx);
    return;
  }
  if (cx.is('asm')) {
    const { at } = cx.next();
    while (cx.accept('volatile'));
    cx.expect('(');
    const text = cx.expectString();
    cx.expect(')');
    cx.expect(';');
    cx.assembly.push({ at, text });
    return;
  }
  const implicitInt =
    cx.token.kind === 'identifier' &&
    (cx.ahead(1).text === '(' || cx.ahead(1).text === '=' || cx.ahead(1).text === '[');
  const spec = specifiers(cx, implicitInt);
  if (cx.accept(';')) return;
  let first = true;
  do {
    const { declared, symbolName, found } = initDeclarator(cx, spec);
    if (first && spec.storage !== 'typedef' && startsBody(cx, declared)) {
      functionDefinition(cx, declared, spec, found);
      return;
    }
    first = false;
    if (spec.storage === 'typedef') defineTypedef(cx, declared);
    else if (declared.type.kind === 'function') declareFunctionName(cx, declared, spec, found, symbolName);
    else globalObject(cx, declared, spec, found, symbolName);
  } while (cx.accept(','));
  cx.expect(';');
};

/** All external declarations up to the end of the file. */
export const translationUnit = (cx: Context): void => {
  while (cx.token.kind !== 'end') {
    const start = cx.index;
    try {
      external(cx);
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      cx.fn = undefined;
      if (cx.index === start) cx.next();
      recover(cx);
    }
  }
  for (const variable of cx.variables) {
    if (variable.definition === 'none') continue;
    if (variable.type.kind === 'array' && variable.type.length === undefined && !isVariable(variable.type)) {
      cx.warn(variable.at, `'${variable.name}' is taken to have one element`);
      variable.type = { ...variable.type, length: 1 };
    }
    if (!completes(cx, variable.type))
      cx.error(variable.at, `'${variable.name}' has the incomplete type '${typeName(variable.type)}'`);
    variable.align = Math.max(variable.align, alignOf(variable.type));
  }
};
