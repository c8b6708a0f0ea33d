/** Laws that hold for any text: no throw, sound positions, printing that reads back, budgets that end every run. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  branchStates,
  conditionals,
  expandText,
  HeaderCache,
  lexFile,
  originOf,
  type Preprocessed,
  preprocess,
  print,
  tokensOf,
  useAt,
} from './index.ts';

const PIECES = [
  ...[
    '#define ',
    '#undef ',
    '#if ',
    '#ifdef ',
    '#ifndef ',
    '#elif ',
    '#else\n',
    '#endif\n',
    '#include ',
    '#line ',
    '#',
  ],
  ...[
    'f',
    'g',
    'x',
    'y',
    '__VA_ARGS__',
    '__VA_OPT__',
    'defined',
    '__LINE__',
    '_Pragma',
    '__has_include',
    '__COUNTER__',
  ],
  ...['(', ')', ',', '...', '##', '\\\n', '\n', '\n', ' ', '"', "'", '/*', '*/', '//', '<', '>', '"h.h"', '<h.h>', '1'],
  ...[
    '0x',
    '??/',
    '%:',
    '+',
    '-',
    '*',
    '/',
    '?',
    ':',
    '&&',
    '||',
    '!',
    '<<',
    "'a'",
    '"s"',
    'u8',
    'L',
    '\r',
    '\u00e9',
    '😀',
  ],
];
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 80 }).map((parts) => parts.join(''));
const directives = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '#define f(x) x g',
        '#define g f',
        '#define f(x, ...) #x g(__VA_ARGS__) x##x',
        '#undef g',
        '#if g',
      ),
      fc.constantFrom(
        '#else',
        '#endif',
        '#elif 1',
        '#ifdef f',
        'f(g)(f(1))',
        'g(f)(g, f(2,3))',
        '#include "h.h"',
        'f (',
        ')',
      ),
      fc.constantFrom('#pragma x', '#line 9 "q"', '_Pragma("y") z', 'int a;'),
    ),
    { maxLength: 25 },
  )
  .map((lines) => lines.join('\n'));

const run = (source: string, trigraphs: boolean = false): Preprocessed =>
  preprocess('/m.c', source, {
    cache: new HeaderCache({ read: (path) => (path.endsWith('h.h') ? '#define H f(\nh\n' : undefined) }, trigraphs),
    budget: { expansions: 2000, tokens: 20_000, includeDepth: 10, output: 20_000 },
  });

const either = fc.oneof(text, directives);

test('no text makes it throw, and every position lies in its file', () => {
  fc.assert(
    fc.property(either, fc.boolean(), (source, trigraphs) => {
      const result = run(source, trigraphs);
      for (const token of result.tokens) {
        expect(token.start).toBeLessThan(token.end);
        expect(token.end).toBeLessThanOrEqual(token.file.text.length);
        const origin = originOf(token);
        expect(origin.end).toBeLessThanOrEqual(origin.file.text.length);
      }
      for (const { file, start, end } of result.problems) {
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(file.text.length);
      }
    }),
    { numRuns: 1500 },
  );
});

test('a lexed token spells what stands at its place, splices apart', () => {
  fc.assert(
    fc.property(text, (source) => {
      const { tokens } = lexFile('/m.c', source, false);
      let last = 0;
      for (const { start, end, text: spelling } of tokens) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(source.slice(start, end).replace(/\\[ \t\v\f]*(?:\r\n|\n|\r)/g, '')).toBe(spelling);
        last = end;
      }
    }),
    { numRuns: 1000 },
  );
});

test('what is printed reads back as the same tokens', () => {
  fc.assert(
    fc.property(either, (source) => {
      const result = run(source);
      const wanted = result.tokens.map((token) => token.text);
      const once = print(result, false).replace(/^#(?:pragma|ident|sccs).*$/gm, '');
      // A `#` that a macro put at the beginning of a line would become a directive; gcc -E has the same limit.
      fc.pre(!/^\s*(?:#|%:)/m.test(once));
      expect(lexFile('/p.c', once, false).tokens.map((token) => token.text)).toEqual(wanted);
    }),
    { numRuns: 1000 },
  );
});

test('a cache changes nothing', () => {
  fc.assert(
    fc.property(fc.array(directives, { minLength: 2, maxLength: 4 }), (sources) => {
      const cache = new HeaderCache({
        read: (path) => (path.endsWith('h.h') ? '#ifndef H\n#define H f(\nh\n#endif' : undefined),
      });
      const budget = { expansions: 2000, tokens: 20_000, includeDepth: 10 };
      for (const source of sources) {
        const fresh = new HeaderCache({ read: (path) => cache.read(path)?.file.text });
        const [a, b] = [cache, fresh].map((used) => preprocess('/m.c', source, { cache: used, budget }));
        expect(a?.tokens.map((token) => token.text)).toEqual(b?.tokens.map((token) => token.text));
        expect(a?.problems.map(({ message }) => message)).toEqual(b?.problems.map(({ message }) => message));
      }
    }),
    { numRuns: 300 },
  );
});

test('sections cover all branches that a run met in its file', () => {
  fc.assert(
    fc.property(directives, (source) => {
      const known = new Set<number>();
      const walk = (sections: ReturnType<typeof conditionals>): void => {
        for (const { branches, start, end } of sections)
          for (const branch of branches) {
            expect(start).toBeLessThanOrEqual(branch.hash);
            expect(branch.lineEnd).toBeLessThanOrEqual(branch.end);
            expect(branch.end).toBeLessThanOrEqual(end);
            known.add(branch.hash);
            walk(branch.inner);
          }
      };
      walk(conditionals(lexFile('/m.c', source, false)));
      const result = run(source);
      for (const hash of branchStates(result).keys()) expect(known).toContain(hash);
    }),
    { numRuns: 500 },
  );
});

test('the tokens of a use are those that expanding its text gives', () => {
  fc.assert(
    fc.property(fc.constantFrom('f(1)', 'g', 'f(g)', 'f(f(2))', 'k'), (call) => {
      const head = '#define f(x) <x g>\n#define g [y]\n#define k\n';
      const result = run(`${head}a ${call} b`);
      const use = useAt(result, head.length + 2);
      expect(use).toBeDefined();
      if (use === undefined) return;
      const expected = expandText(call, result.macros).tokens.map((token) => token.text);
      expect(tokensOf(result, use).map((token) => token.text)).toEqual(expected);
    }),
  );
});
