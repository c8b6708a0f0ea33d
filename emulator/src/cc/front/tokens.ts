/**
 * The tokens of the parser (C99 6.4): keywords, identifiers, constants with their types, strings joined, punctuators.
 * They are made from preprocessing tokens by `lex.ts`.
 */
import type { Position } from '../problem.ts';
import type { FloatType, IntType } from './types.ts';

interface Base {
  readonly at: Position;
  /** The spelling. */
  readonly text: string;
}

export type Token = Base &
  (
    | { readonly kind: 'identifier' | 'keyword' | 'punctuator' | 'end' }
    | { readonly kind: 'int'; readonly value: bigint; readonly type: IntType }
    | { readonly kind: 'float'; readonly value: number; readonly type: FloatType }
    | { readonly kind: 'string'; readonly units: readonly number[]; readonly width: 1 | 2 | 4 }
  );

const KEYWORDS: readonly string[] = [
  'auto break case char const continue default do double else enum extern float for goto if inline int long register',
  'restrict return short signed sizeof static struct switch typedef union unsigned void volatile while',
  '_Bool _Complex _Imaginary _Static_assert _Noreturn _Generic _Alignof _Alignas _Thread_local _Atomic',
  'asm typeof',
]
  .join(' ')
  .split(' ');

/** Every spelling of a keyword, and the keyword it stands for. */
export const KEYWORD_OF: ReadonlyMap<string, string> = new Map<string, string>([
  ...KEYWORDS.map((word): [string, string] => [word, word]),
  ...['asm', 'const', 'inline', 'restrict', 'signed', 'typeof', 'volatile'].flatMap((word): [string, string][] => [
    [`__${word}`, word],
    [`__${word}__`, word],
  ]),
  ['__attribute__', '__attribute__'],
  ['__attribute', '__attribute__'],
  ['__extension__', '__extension__'],
  ['__alignof__', '_Alignof'],
  ['__alignof', '_Alignof'],
  ['__complex__', '_Complex'],
  ['__thread', '_Thread_local'],
  ['__typeof_unqual__', 'typeof'],
  ['__label__', '__label__'],
  ['__auto_type', '__auto_type'],
]);
