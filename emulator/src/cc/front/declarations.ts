/**
 * Declarations in blocks and at file scope (C99 6.7, 6.9): linkage, tentative definitions, objects, typedefs, functions with
 * prototypes or in the K&R way.
 */

import type { Position } from '../problem.ts';
import type { FunctionSymbol, Stmt, Variable } from './ast.ts';
import { type Attributes, attributes, type Specifiers } from './attributes.ts';
import { declareFunction } from './calls.ts';
import { type Context, SyntaxFault } from './context.ts';
import { rvalue } from './conversions.ts';
import { type Declared, declarator } from './declarators.ts';
import { completes } from './learn.ts';
import { sizeExpr } from './operators.ts';
import { compatible, composite, promoteArgument, typeName } from './relations.ts';
import { specifiers, staticAssert } from './specifiers.ts';
import { skipAfterName } from './stray.ts';
import { alignOf, type FunctionType, isVariable, sizeOf, type Type, unqualified } from './types.ts';

/** `asm("name")` after a declarator: the symbol to use. */
const asmName = (cx: Context): string | undefined => {
  if (!cx.accept('asm')) return undefined;
  cx.expect('(');
  const token = cx.token;
  if (token.kind !== 'string') cx.fail('a string');
  cx.next();
  cx.expect(')');
  return String.fromCharCode(...token.units);
};

const redeclared = (cx: Context, name: string, at: Position, old: Type, type: Type): void => {
  cx.clash(at, `'${name}' is declared as '${typeName(type)}' but was '${typeName(old)}' before`);
};

/** A function type without parameter types fits every prototype of promoted parameters. */
const fitsOldStyle = (a: FunctionType, b: FunctionType): boolean => {
  const [plain, proto] = a.prototype ? [b, a] : [a, b];
  if (plain.prototype || proto.variadic) return plain.prototype || plain.parameters.length === 0;
  return proto.parameters.every(
    (p) => compatible(unqualified(p.type), promoteArgument(p.type)) || plain.parameters.length > 0,
  );
};

/** Declares a function, or finds the one declared before. */
const declareFunctionName = (
  cx: Context,
  declared: Declared,
  spec: Specifiers,
  found: Attributes,
  symbolName: string | undefined,
): FunctionSymbol => {
  const name = declared.name!;
  const type = declared.type as FunctionType;
  const known = cx.linked.get(name);
  const isStatic = spec.storage === 'static';
  let symbol: FunctionSymbol;
  if (known?.kind === 'function') {
    symbol = known;
    if (!compatible(symbol.type, type)) {
      if (symbol.implicit && !symbol.defined) {
        cx.warn(declared.at, `'${name}' was used before as a function that returns int`);
        symbol.type = type;
      } else {
        redeclared(cx, name, declared.at, symbol.type, type);
        if (!symbol.defined) symbol.type = type;
      }
    } else {
      if (!fitsOldStyle(symbol.type, type))
        cx.warn(declared.at, `'${name}' has narrow parameters in its prototype but none here`);
      symbol.type = composite(type, symbol.type) as FunctionType;
    }
    symbol.implicit = false;
    if (isStatic && symbol.external && !symbol.referenced) symbol.external = false;
    else if (isStatic && symbol.external) {
      cx.warn(declared.at, `'${name}' becomes static after it was used as external`);
      symbol.external = false;
    }
  } else {
    if (known !== undefined) cx.clash(declared.at, `'${name}' is declared as a function but was an object before`);
    symbol = declareFunction(cx, name, type, declared.at, false);
    symbol.referenced = false;
    symbol.external = !isStatic;
    symbol.inlineOnly = spec.inline;
  }
  if (!spec.inline || spec.storage === 'extern') symbol.inlineOnly = false;
  if (found.noreturn) symbol.noreturn = true;
  if (found.weak) symbol.weak = true;
  if (symbolName !== undefined) (symbol as { symbol: string }).symbol = symbolName;
  const local = cx.inThisScope(name);
  if (local !== undefined && local !== symbol) cx.clash(declared.at, `'${name}' is declared twice in this scope`);
  cx.declare(name, symbol);
  return symbol;
};

/** An object with linkage: at file scope, or `extern` in a block. */
const linkedObject = (cx: Context, declared: Declared, spec: Specifiers, symbolName: string | undefined): Variable => {
  const name = declared.name!;
  const known = cx.linked.get(name);
  const isStatic = spec.storage === 'static';
  const tentative = spec.storage !== 'extern';
  let variable: Variable;
  if (known?.kind === 'variable') {
    variable = known;
    if (!compatible(variable.type, declared.type)) {
      redeclared(cx, name, declared.at, variable.type, declared.type);
      if (tentative && variable.definition === 'none') variable.type = declared.type;
    } else variable.type = composite(declared.type, variable.type);
    if (isStatic && variable.external) cx.clash(declared.at, `'${name}' is static here but was external before`);
    if (tentative && !isStatic && !variable.external && spec.storage === undefined)
      cx.clash(declared.at, `'${name}' is external here but was static before`);
  } else {
    if (known !== undefined) cx.clash(declared.at, `'${name}' is declared as an object but was a function before`);
    variable = cx.variable(name, declared.type, declared.at, 'static', {
      symbol: symbolName ?? `_${name}`,
      external: !isStatic,
      definition: 'none',
    });
    cx.linked.set(name, variable);
    cx.variables.push(variable);
  }
  if (tentative && variable.definition === 'none') variable.definition = 'tentative';
  const local = cx.inThisScope(name);
  if (local !== undefined && local !== variable) cx.clash(declared.at, `'${name}' is declared twice in this scope`);
  cx.declare(name, variable);
  return variable;
};

const fresh = (cx: Context, name: string, at: Position): void => {
  if (cx.inThisScope(name) !== undefined) cx.clash(at, `'${name}' is declared twice in this scope`);
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
    return { kind: 'int', name: 'int', size: 2, signed: true, rank: 3 };
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
    const { initial, type } = cx.grammar.initializer(cx, variable.type);
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
  const stack = cx.hidden('', { kind: 'int', name: 'unsigned int', size: 2, signed: false, rank: 3 }, declared.at);
  fn.stacks = [...fn.stacks, stack];
  const size = sizeExpr(cx, variable.type, declared.at);
  return [{ kind: 'declaration', at: declared.at, variable, size, stack }];
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
    const declared = declarator(cx, spec.type);
    skipAfterName(cx, declared);
    const symbolName = asmName(cx);
    const found = attributes(cx, { ...spec.attributes });
    skipAfterName(cx, declared);
    flush();
    if (declared.type.kind === 'function' && cx.is('{')) {
      cx.error(declared.at, 'unsupported: nested functions');
      throw new SyntaxFault();
    }
    if (spec.storage === 'typedef') defineTypedef(cx, declared);
    else if (declared.type.kind === 'function') declareFunctionName(cx, declared, spec, found, symbolName);
    else if (spec.storage === 'extern') linkedObject(cx, declared, spec, symbolName);
    else {
      const made = localObject(cx, declared, spec, found);
      flush();
      out.push(...made);
    }
  } while (cx.accept(','));
  cx.expect(';');
  return out;
};

/** The declarations between the parameter list and the body of a K&R definition. */
const oldStyleParameters = (
  cx: Context,
  declared: Declared,
): { name: string; type: Type; at: Position; register: boolean }[] => {
  const types = new Map<string, { type: Type; register: boolean }>();
  while (!cx.is('{') && cx.token.kind !== 'end') {
    const spec = specifiers(cx);
    do {
      const parameter = declarator(cx, spec.type);
      skipAfterName(cx);
      attributes(cx);
      const { name, type } = parameter;
      if (!declared.names?.some((n) => n.name === name))
        cx.error(parameter.at, `'${name}' is no parameter of '${declared.name}'`);
      const pointed: Type =
        type.kind === 'array'
          ? { kind: 'pointer', target: type.element }
          : type.kind === 'function'
            ? { kind: 'pointer', target: type }
            : type;
      types.set(name!, { type: pointed, register: spec.storage === 'register' });
    } while (cx.accept(','));
    cx.expect(';');
  }
  return (declared.names ?? []).map(({ name, at }) => {
    const known = types.get(name);
    const type = known?.type ?? ({ kind: 'int', name: 'int', size: 2, signed: true, rank: 3 } satisfies Type);
    return { name, at, type, register: known?.register ?? false };
  });
};

const functionDefinition = (cx: Context, declared: Declared, spec: Specifiers, found: Attributes): void => {
  const { at } = declared;
  const oldStyle = (declared.names?.length ?? 0) > 0;
  let type = declared.type as FunctionType;
  let parameters: readonly { name: string | undefined; type: Type; at: Position; register: boolean }[] =
    declared.parameters ?? [];
  if (oldStyle) {
    parameters = oldStyleParameters(cx, declared);
    type = { ...type, parameters: parameters.map((p) => ({ name: p.name, type: promoteArgument(p.type) })) };
  }
  const symbol = declareFunctionName(cx, { ...declared, type }, spec, found, undefined);
  const twice = symbol.defined;
  if (twice) cx.clash(at, `'${declared.name}' is defined twice`);
  symbol.defined = true;
  const result = unqualified(type.result);
  if (result.kind !== 'void' && !completes(cx, result))
    cx.error(at, `'${declared.name}' returns the incomplete type '${typeName(result)}'`);
  cx.scoped(() => {
    const variables = parameters.map((p, i) => {
      if (p.name === undefined && !oldStyle) cx.warn(p.at, `parameter ${i + 1} of '${declared.name}' has no name`);
      if (!completes(cx, p.type))
        cx.error(p.at, `parameter ${i + 1} of '${declared.name}' has the incomplete type '${typeName(p.type)}'`);
      const variable = cx.variable(p.name ?? '', p.type, p.at, 'auto', {
        parameter: true,
        register: p.register,
        hidden: p.name === undefined,
      });
      if (p.name !== undefined) {
        fresh(cx, p.name, p.at);
        cx.declare(p.name, variable);
      }
      return variable;
    });
    cx.fn = {
      symbol: Object.assign({}, symbol, { type }),
      labels: new Map(),
      parameters: variables,
      loops: [],
      switches: [],
      stacks: [],
      before: [],
    };
    const fn = cx.fn;
    try {
      const body = cx.grammar.functionBody(cx);
      const end = cx.tokens[cx.index - 1]?.at ?? at;
      for (const label of fn.labels.values())
        if (!label.defined) cx.error(label.at, `the label '${label.name}' is not defined`);
      const targets = [...fn.labels.values()].filter((label) => label.addressTaken && label.defined);
      if (!twice) cx.functions.push({ kind: 'definition', symbol, at, end, parameters: variables, body, targets });
    } finally {
      cx.fn = undefined;
    }
  });
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
  const { initial, type: completed } = cx.grammar.initializer(cx, type);
  variable.type = composite(variable.type, completed);
  variable.initial = initial;
};

const startsBody = (cx: Context, declared: Declared): boolean => {
  if (declared.type.kind !== 'function') return false;
  return cx.is('{') || ((declared.names?.length ?? 0) > 0 && !cx.is(';') && !cx.is(',') && !cx.is('='));
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
    const token = cx.token;
    if (token.kind !== 'string') cx.fail('a string');
    cx.next();
    cx.expect(')');
    cx.expect(';');
    cx.assembly.push({ at, text: String.fromCharCode(...token.units) });
    return;
  }
  const implicitInt =
    cx.token.kind === 'identifier' &&
    (cx.ahead(1).text === '(' || cx.ahead(1).text === '=' || cx.ahead(1).text === '[');
  const spec = specifiers(cx, implicitInt);
  if (cx.accept(';')) return;
  let first = true;
  do {
    const declared = declarator(cx, spec.type);
    skipAfterName(cx, declared);
    const symbolName = asmName(cx);
    const found = attributes(cx, { ...spec.attributes });
    skipAfterName(cx, declared);
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
