/**
 * `__attribute__((...))` of GNU C. The ones that change code or layout are taken up, those that would silently change what
 * a program does are refused, all others are read over.
 */
import type { Position } from '../problem.ts';
import { integerConstant } from './constants.ts';
import type { Context } from './context.ts';
import type { Type } from './types.ts';

export interface Attributes {
  noreturn: boolean;
  packed: boolean;
  weak: boolean;
  align: number | undefined;
}

export type StorageClass = 'typedef' | 'extern' | 'static' | 'auto' | 'register';

export interface Specifiers {
  readonly type: Type;
  readonly storage: StorageClass | undefined;
  readonly inline: boolean;
  readonly attributes: Attributes;
  readonly at: Position;
  /** `__auto_type`: the type comes from the initialiser. */
  readonly inferred: boolean;
}

export const noAttributes = (): Attributes => ({ noreturn: false, packed: false, weak: false, align: undefined });

const REFUSED = new Set([
  'alias',
  'cleanup',
  'constructor',
  'destructor',
  'vector_size',
  'mode',
  'ifunc',
  'naked',
  'interrupt',
]);

const skipArguments = (cx: Context): void => {
  let depth = 0;
  do {
    if (cx.is('(')) depth++;
    else if (cx.is(')')) depth--;
    if (cx.token.kind === 'end') cx.fail("')'");
    cx.next();
  } while (depth > 0);
};

const one = (cx: Context, into: Attributes): void => {
  if (cx.is(',') || cx.is(')')) return;
  const token = cx.next();
  const name = token.text.replace(/^__(.*)__$/, '$1');
  switch (name) {
    case 'noreturn':
    case '_Noreturn':
      into.noreturn = true;
      break;
    case 'packed':
      into.packed = true;
      break;
    case 'weak':
      into.weak = true;
      break;
    case 'aligned':
      if (cx.is('(')) {
        cx.next();
        const { at } = cx.token;
        const value = integerConstant(cx.grammar.conditional(cx));
        if (value === undefined || value <= 0n || (value & (value - 1n)) !== 0n || value > 4096n) {
          cx.error(at, "expected a power of two after 'aligned'");
        } else into.align = Math.max(into.align ?? 1, Number(value));
        cx.expect(')');
      } else into.align = 2;
      return;
    default:
      if (REFUSED.has(name)) cx.clash(token.at, `unsupported: attribute '${name}'`);
  }
  if (cx.is('(')) skipArguments(cx);
};

/** Reads all attributes that stand here. */
export const attributes = (cx: Context, into: Attributes = noAttributes()): Attributes => {
  while (cx.is('__attribute__')) {
    cx.next();
    cx.expect('(');
    cx.expect('(');
    one(cx, into);
    while (cx.accept(',')) one(cx, into);
    cx.expect(')');
    cx.expect(')');
  }
  return into;
};
