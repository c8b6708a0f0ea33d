/**
 * Names of functions and objects with linkage (C99 6.2.2): a declaration meets those before it, in this scope and in the
 * file, and must fit them.
 */
import type { Position } from '../problem.ts';
import type { FunctionSymbol, Variable } from './ast.ts';
import type { Attributes, Specifiers } from './attributes.ts';
import { declareFunction } from './calls.ts';
import type { Context } from './context.ts';
import type { Declared } from './declarators.ts';
import { compatible, composite, promoteArgument, typeName } from './relations.ts';
import { type FunctionType, type Type, unqualified } from './types.ts';

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
export const declareFunctionName = (
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
export const linkedObject = (
  cx: Context,
  declared: Declared,
  spec: Specifiers,
  symbolName: string | undefined,
): Variable => {
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

/** Reports a name that this scope has already. */
export const fresh = (cx: Context, name: string, at: Position): void => {
  if (cx.inThisScope(name) !== undefined) cx.clash(at, `'${name}' is declared twice in this scope`);
};
