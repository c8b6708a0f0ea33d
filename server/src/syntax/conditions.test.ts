/** Conditions with answers are those of the preprocessor; without, they name what is open. */
import { HeaderCache, preprocess } from '@vfork-lint/emulator/cpp';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, type NameState } from './conditions.ts';

const known: ReadonlyMap<string, NameState> = new Map<string, NameState>([
  ['ONE', { kind: 'body', text: '1' }],
  ['SUM', { kind: 'body', text: 'ONE + 2' }],
  ['OFF', { kind: 'absent' }],
]);
const lookup = (name: string): NameState => known.get(name) ?? { kind: 'unknown' };

const atom = fc.constantFrom('0', '1', '2', '07', '0x1f', 'ONE', 'SUM', 'OFF', 'defined ONE', 'defined(OFF)', "'a'");
const expression = fc.letrec((tie) => ({
  whole: fc.oneof(
    { maxDepth: 4 },
    atom,
    fc
      .tuple(
        tie('whole'),
        fc.constantFrom('||', '&&', '|', '^', '&', '==', '!=', '<', '>', '<=', '>=', '+', '-', '*'),
        tie('whole'),
      )
      .map((parts) => parts.join(' ')),
    tie('whole').map((inner) => `(${inner})`),
    tie('whole').map((inner) => `!(${inner})`),
    tie('whole').map((inner) => `-(${inner})`),
    fc.tuple(tie('whole'), tie('whole'), tie('whole')).map(([a, b, c]) => `((${a}) ? (${b}) : (${c}))`),
  ),
})).whole as fc.Arbitrary<string>;

test('a condition without questions has the value that the preprocessor gives it', () => {
  const cache = new HeaderCache({ read: () => undefined });
  fc.assert(
    fc.property(expression, (text) => {
      const source = `#define ONE 1\n#define SUM ONE + 2\n#if ${text}\nyes\n#endif\n`;
      const yes = preprocess('/c.c', source, { cache }).tokens.length > 0;
      expect(evaluate('if', text, lookup, new Map())).toEqual({ truth: yes, asked: new Set() });
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['if', 'defined A', undefined, ['A']],
  ['if', 'ONE || defined A', true, ['A']],
  ['if', 'defined OFF && B', false, ['B']],
  ['if', 'LEVEL >= 3', undefined, ['LEVEL', 'LEVEL >= 3']],
  ['ifdef', 'HAVE_X', undefined, ['HAVE_X']],
  ['ifndef', 'ONE', false, []],
  ['if', 'PREREQ(2, 3)', undefined, ['PREREQ ( 2 , 3 )']],
])('#%s %s', (kind, text, truth, asked) => {
  expect(evaluate(kind, text, lookup, new Map())).toEqual({ truth, asked: new Set(asked) });
});

test('answers settle it', () => {
  expect(
    evaluate(
      'if',
      'defined A && !B',
      lookup,
      new Map([
        ['A', true],
        ['B', false],
      ]),
    ).truth,
  ).toBe(true);
  expect(
    evaluate(
      'if',
      'LEVEL >= 3',
      lookup,
      new Map([
        ['LEVEL', true],
        ['LEVEL >= 3', false],
      ]),
    ).truth,
  ).toBe(false);
});

test('neither depth nor a macro of itself is too much', () => {
  expect(evaluate('if', `${'('.repeat(50_000)}1`, lookup, new Map()).truth).toBeUndefined();
  const own = (name: string): NameState => ({ kind: 'body', text: `${name} + ${name}` });
  expect(evaluate('if', 'A', own, new Map()).truth).toBeUndefined();
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(evaluate('if', text, lookup, new Map())).toBeDefined();
    }),
  );
});
