/** Function definitions (C99 6.9.1), with prototypes or in the K&R way. */

import type { Variable } from './ast.ts';
import { type Attributes, attributes, type Specifiers } from './attributes.ts';
import type { Context, FunctionState } from './context.ts';
import { adjusted, type Declared, type DeclaredParameter, declarator, readAgain } from './declarators.ts';
import { completes } from './learn.ts';
import { declareFunctionName, fresh } from './linkage.ts';
import { promoteArgument, typeName } from './relations.ts';
import { specifiers } from './specifiers.ts';
import { skipAfterName } from './stray.ts';
import { type FunctionType, INT, type Type, unqualified } from './types.ts';

/** The declarations between the parameter list and the body of a K&R definition. */
const oldStyleParameters = (cx: Context, declared: Declared): DeclaredParameter[] => {
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
      types.set(name!, { type: adjusted(type), register: spec.storage === 'register' });
    } while (cx.accept(','));
    cx.expect(';');
  }
  return (declared.names ?? []).map(({ name, at }) => {
    const known = types.get(name);
    return { name, at, type: known?.type ?? INT, register: known?.register ?? false, start: undefined };
  });
};

/** The variable that a parameter is in the body; `what` names it in messages. */
const parameterVariable = (cx: Context, parameter: DeclaredParameter, what: string): Variable => {
  const { name, at, register } = parameter;
  const type = readAgain(cx, parameter);
  if (name === undefined) cx.warn(at, `${what} has no name`);
  if (!completes(cx, type)) cx.error(at, `${what} has the incomplete type '${typeName(type)}'`);
  const variable = cx.variable(name ?? '', type, at, 'auto', { parameter: true, register, hidden: name === undefined });
  if (name !== undefined) {
    fresh(cx, name, at);
    cx.declare(name, variable);
  }
  return variable;
};

/** A function with its body; the declarator has been read. */
export const functionDefinition = (cx: Context, declared: Declared, spec: Specifiers, found: Attributes): void => {
  const { at } = declared;
  const oldStyle = (declared.names?.length ?? 0) > 0;
  let type = declared.type as FunctionType;
  let parameters: readonly DeclaredParameter[] = declared.parameters ?? [];
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
    const variables: Variable[] = [];
    const fn: FunctionState = {
      symbol: Object.assign({}, symbol, { type }),
      labels: new Map(),
      parameters: variables,
      loops: [],
      switches: [],
      stacks: [],
      before: [],
    };
    cx.fn = fn;
    try {
      for (const [i, parameter] of parameters.entries())
        variables.push(parameterVariable(cx, parameter, `parameter ${i + 1} of '${declared.name}'`));
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

/** Whether the body of a function begins here, or the declarations of a K&R definition's parameters. */
export const startsBody = (cx: Context, declared: Declared): boolean => {
  if (declared.type.kind !== 'function') return false;
  return cx.is('{') || ((declared.names?.length ?? 0) > 0 && !cx.is(';') && !cx.is(',') && !cx.is('='));
};
