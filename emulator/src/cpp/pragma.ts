/** #pragma (C99 6.10.6) and _Pragma (6.10.9): those that the preprocessor obeys, and the record of all for the others. */

import { lexFile } from './headers.ts';
import { needsSpace } from './lexer.ts';
import { isText, makeToken, type Token } from './source.ts';
import type { Frame, Run } from './state.ts';
import type { Stream } from './stream.ts';

/** Tokens as text, with one space where there was white space or where they would run together. */
export const spell = (tokens: readonly Token[]): string => {
  let text = '';
  let before = '';
  for (const token of tokens) {
    if (text !== '' && (token.space || token.bol || needsSpace(before, token.text))) text += ' ';
    text += token.text;
    before = token.text;
  }
  return text;
};

/** Runs a pragma: `once`, `push_macro`, `pop_macro`, `GCC warning`, `GCC error`, `GCC poison`; records it in any case. */
export const runPragma = (run: Run, frame: Frame, directive: Token, tokens: readonly Token[]): void => {
  run.pragmas.push({ text: `pragma ${spell(tokens)}`.trimEnd(), tokens, directive, at: run.out.length });
  const [first, second, third] = tokens;
  if (first?.text === 'once') run.once.add(frame.path);
  else if ((first?.text === 'push_macro' || first?.text === 'pop_macro') && isText(second, '(') && third !== undefined)
    keepMacro(run, first.text === 'push_macro', third.text.slice(1, -1));
  else if (
    first?.text === 'GCC' &&
    (second?.text === 'warning' || second?.text === 'error') &&
    third?.kind === 'string'
  )
    run.report(second.text, directive, third.text.slice(1, -1));
};

const keepMacro = (run: Run, push: boolean, name: string): void => {
  const { macros } = run.expander;
  const stack = run.pushed.get(name) ?? [];
  run.pushed.set(name, stack);
  if (push) {
    stack.push(macros.get(name));
    return;
  }
  if (stack.length === 0) return;
  const macro = stack.pop();
  if (macro === undefined) macros.delete(name);
  else macros.set(name, macro);
};

/** `_Pragma ( "text" )` whose name was just read: runs it. False, with nothing read, if it is not followed by `(`. */
export const pragmaOperator = (run: Run, frame: Frame, name: Token, stream: Stream): boolean => {
  if (!isText(stream.peek(), '(')) return false;
  const open = stream.next();
  const string = stream.next();
  const close = stream.next();
  if (open === undefined || string?.kind !== 'string' || !isText(close, ')')) {
    run.report('error', name, '_Pragma takes a parenthesized string literal');
    return true;
  }
  const text = string.text.slice(string.text.indexOf('"') + 1, -1).replace(/\\(["\\])/g, '$1');
  const { file, start, end } = string;
  const tokens = lexFile('<_Pragma>', text, false).tokens.map((token) =>
    makeToken(token.kind, token.text, file, start, end, token.space, false),
  );
  runPragma(run, frame, name, tokens);
  return true;
};
