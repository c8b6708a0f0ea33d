/** Parsing of one translation unit: tokens in, typed tree and problems out. Never throws. */
import type { CompileProblem } from '../problem.ts';
import type { TranslationUnit } from './ast.ts';
import { Context, type Grammar } from './context.ts';
import { translationUnit } from './declarations.ts';
import { typeNameOf } from './declarators.ts';
import { assignment, conditionalExpression, expression } from './expressions.ts';
import type { Facts } from './facts.ts';
import { initializer } from './initializers.ts';
import { specifiers, startsType } from './specifiers.ts';
import { block, blockBody } from './statements.ts';
import type { Token } from './tokens.ts';
import { CHAR_POINTER } from './types.ts';

const GRAMMAR: Grammar = {
  expression,
  assignment,
  conditional: conditionalExpression,
  specifiers: (cx) => specifiers(cx),
  typeName: typeNameOf,
  startsType,
  block,
  functionBody: blockBody,
  initializer,
};

/** Parses the tokens of the file at `path`; problems are added to `problems`. With `assumptions` what is missing is made up. */
export const parse = (
  tokens: readonly Token[],
  path: string,
  problems: CompileProblem[],
  assumptions?: Facts,
): TranslationUnit => {
  const cx = new Context(tokens, path, problems, GRAMMAR, assumptions);
  cx.declare('__builtin_va_list', { kind: 'typedef', type: CHAR_POINTER });
  translationUnit(cx);
  return {
    path,
    functions: cx.functions,
    variables: cx.variables,
    symbols: cx.symbols,
    loose: cx.loose,
    assembly: cx.assembly,
  };
};
