/**
 * Which values a variable of the file can have at all, as far as its assignments tell: a flag that is only ever set to 0 and 1 is
 * no input for other numbers. Read from tokens, without types; a name that is also a local elsewhere counts as the same.
 */
import type { Token } from '@vfork-lint/emulator/cpp';

/** `any` where something that is not a constant is assigned, or its address is taken. */
export type Assigned = 'any' | ReadonlySet<number>;

const numberOf = ({ kind, text }: Token): number | undefined => {
  if (kind === 'char') return /^'[^\\]'$/.test(text) ? text.charCodeAt(1) : undefined;
  if (text === 'NULL') return 0;
  if (kind !== 'number') return undefined;
  const value = Number(text.replace(/[uUlL]+$/, ''));
  return Number.isInteger(value) ? value : undefined;
};

const OPERAND = /^(?:[\w)\]]|["'])/;

/** What one mention of a variable does to it: nothing, a constant, or something else. */
const effectOf = (tokens: readonly Token[], at: number): number | 'any' | undefined => {
  const [before, next] = [tokens[at - 1]?.text ?? '', tokens[at + 1]?.text ?? ''];
  if (before === '&' && !OPERAND.test(tokens[at - 2]?.text ?? '')) return 'any';
  if (before === '++' || next === '++') return 1;
  if (before === '--' || next === '--') return -1;
  if (/^(?:[-+*/%&|^]|<<|>>)=$/.test(next)) return 'any';
  if (next !== '=') return undefined;
  const negative = tokens[at + 2]?.text === '-';
  const value = tokens[at + (negative ? 3 : 2)];
  const end = tokens[at + (negative ? 4 : 3)]?.text ?? '';
  const number = value === undefined || !/^[;,)]$/.test(end) ? undefined : numberOf(value);
  if (number === undefined) return 'any';
  return negative ? -number : number;
};

/** The values that are assigned to each of the names in a unit; a name without an assignment has none. */
export const assignedIn = (tokens: readonly Token[], names: ReadonlySet<string>): ReadonlyMap<string, Assigned> => {
  const found = new Map<string, Set<number> | 'any'>();
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== 'identifier' || !names.has(text) || /^(?:\.|->)$/.test(tokens[at - 1]?.text ?? '')) continue;
    const effect = effectOf(tokens, at);
    const known = found.get(text);
    if (effect === undefined || known === 'any') continue;
    if (effect === 'any') found.set(text, 'any');
    else found.set(text, (known ?? new Set()).add(effect));
  }
  return found;
};
