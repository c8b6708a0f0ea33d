/** `_Static_assert` (C11 6.7.10), wherever a declaration or a member can stand. */
import type { Context } from './context.ts';
import { rvalue } from './conversions.ts';

/** `_Static_assert(expression, "text");` (C11 6.7.10; the text may be left out as in C23). */
export const staticAssert = (cx: Context): void => {
  const { at } = cx.next();
  cx.expect('(');
  const test = rvalue(cx.grammar.conditional(cx));
  let text = '';
  if (cx.accept(',')) text = `: ${cx.expectString()}`;
  cx.expect(')');
  cx.expect(';');
  if (test.kind !== 'int') cx.clash(at, '_Static_assert: expected an integer constant expression');
  else if (test.value === 0n) cx.clash(at, `static assertion failed${text}`);
};
