/**
 * Jumps that leave a trace: `break;` becomes `{ *(volatile char *)0; break; }`, so that the compiler cannot fold it into the
 * condition before it and a run shows whether it was come to. The byte at 0 belongs to nothing (crt0). Lines stay.
 */
import type { Token } from '@vfork-lint/emulator/cpp';
import { behindBracket, type Declaration } from './declarations.ts';

const JUMPS = /^(?:break|continue|goto|return)$/;
const MARK = ['{', '*', '(', 'volatile', 'char', '*', ')', '0', ';'];
/** Before `goto` in an asm statement. */
const ASM = /^(?:asm|__asm|__asm__|volatile|__volatile__|inline)$/;

const written = (like: Token, text: string): Token => ({
  ...like,
  kind: /^[a-z]/.test(text) ? 'identifier' : text === '0' ? 'number' : 'punctuator',
  text,
  space: true,
});

/** Index behind the `;` of the statement at `from`. */
const behind = (tokens: readonly Token[], from: number): number => {
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind !== 'punctuator') continue;
    if (token.text === ';') return i + 1;
    if (/^[([{]$/.test(token.text)) i = behindBracket(tokens, i) - 1;
    else if (token.text === '}') break;
  }
  return -1;
};

const known = new WeakMap<Declaration, Declaration>();

/** A function definition with marks at its jumps; anything else as it is. The same one for the same definition. */
export const withMarks = (declaration: Declaration): Declaration => {
  const made = known.get(declaration) ?? marked(declaration);
  known.set(declaration, made);
  return made;
};

const marked = (declaration: Declaration): Declaration => {
  const { kind, tokens, body } = declaration;
  if (kind !== 'function' || body === undefined) return declaration;
  const out: Token[] = tokens.slice(0, body);
  for (let i = body; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) continue;
    const end =
      token.kind === 'identifier' && JUMPS.test(token.text) && !ASM.test(tokens[i - 1]?.text ?? '')
        ? behind(tokens, i)
        : -1;
    if (end < 0) {
      out.push(token);
      continue;
    }
    const last = tokens[end - 1] ?? token;
    out.push(...MARK.map((text) => written(token, text)), ...tokens.slice(i, end), written(last, '}'));
    i = end - 1;
  }
  return { ...declaration, tokens: out };
};
