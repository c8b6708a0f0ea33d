/** Function definitions (C99 6.9.1), with prototypes or in the K&R way. */

import type { Position } from '../problem.ts';
import { type Attributes, attributes, type Specifiers } from './attributes.ts';
import type { Context } from './context.ts';
import { adjusted, type Declared, declarator } from './declarators.ts';
import { completes } from './learn.ts';
import { declareFunctionName, fresh } from './linkage.ts';
import { promoteArgument, typeName } from './relations.ts';
import { specifiers } from './specifiers.ts';
import { skipAfterName } from './stray.ts';
import { type FunctionType, INT, type Type, unqualified } from './types.ts';

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
      types.set(name!, { type: adjusted(type), register: spec.storage === 'register' });
    } while (cx.accept(','));
    cx.expect(';');
  }
  return (declared.names ?? []).map(({ name, at }) => {
    const known = types.get(name);
    return { name, at, type: known?.type ?? INT, register: known?.register ?? false };
  });
};

/** A function with its body; the declarator has been read. */
export const functionDefinition = (cx: Context, declared: Declared, spec: Specifiers, found: Attributes): void => {
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

/** Whether the body of a function begins here, or the declarations of a K&R definition's parameters. */
export const startsBody = (cx: Context, declared: Declared): boolean => {
  if (declared.type.kind !== 'function') return false;
  return cx.is('{') || ((declared.names?.length ?? 0) > 0 && !cx.is(';') && !cx.is(',') && !cx.is('='));
};
