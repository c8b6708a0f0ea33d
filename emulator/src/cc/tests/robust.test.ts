/** Broken input gives errors and never an exception or a hang: sources cut anywhere, tokens lost or swapped, random bytes. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readerFor } from '../../../../tools/run-c.ts';
import { compileText } from '../index.ts';

const FOLDER = new URL('.', import.meta.url);
const sources = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.c'))
  .flatMap((file) =>
    readFileSync(new URL(file, FOLDER), 'utf8')
      .split(/^\/\/- .*$/m)
      .slice(1),
  );

const check = (text: string): void => {
  const { object, problems } = compileText('/t.c', text, { reader: readerFor({}), includePaths: ['/include'] });
  expect(object === undefined).toBe(problems.some((p) => p.severity === 'error'));
};

describe('the compiler never throws', () => {
  it('on sources cut short', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.nat(10_000), (text, at) =>
        check(text.slice(0, at % (text.length + 1))),
      ),
      { numRuns: 300, seed: 5 },
    );
  });

  it('on sources with words lost or doubled', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 4 }),
        (text, places) => {
          const words = text.split(/(?<=\s)|(?=[;(){}[\],*&])/);
          for (const place of places) {
            const at = place % words.length;
            if (place % 3 === 0) words.splice(at, 1);
            else if (place % 3 === 1) words.splice(at, 0, words[(at * 7) % words.length]!);
            else [words[at], words[0]] = [words[0]!, words[at]!];
          }
          check(words.join(''));
        },
      ),
      { numRuns: 300, seed: 6 },
    );
  });

  it('on random text', { timeout: 120_000 }, () => {
    const pieces = [
      'int',
      'struct',
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      ';',
      ',',
      '*',
      '=',
      'x',
      'y',
      '1',
      '"s"',
      'sizeof',
      'typedef',
      'return',
      '.',
      '->',
      ':',
      '?',
      'case',
      '#define A',
      '\n',
      'typeof',
      'union',
      '...',
      '&&',
      'goto',
      'enum',
      'if',
      'else',
      'for',
      '__attribute__',
      "'",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (words) => check(words.join(' '))),
      {
        numRuns: 500,
        seed: 7,
      },
    );
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), check), { numRuns: 300, seed: 8 });
  });

  it.each([
    ['parentheses', `int main(void) { return ${'('.repeat(5000)}1${')'.repeat(5000)}; }`],
    ['blocks', `int main(void) { ${'{'.repeat(5000)} ${'}'.repeat(5000)} }`],
    ['operators', `int x; int main(void) { return ${'-'.repeat(3000).replaceAll('-', '- ')}x; }`],
    ['pointers', `int ${'*'.repeat(3000)}p; int main(void) { return 0; }`],
    ['sums', `int x; int main(void) { return x${' + x'.repeat(50_000)}; }`],
    ['else if', `int f(int x) { ${'if (x) return 1; else '.repeat(2000)} return 2; }`],
    ['initialisers', `int a[] = ${'{'.repeat(3000)}1${'}'.repeat(3000)};`],
    ['structs', `${'struct { '.repeat(2000)} int x; ${'} x; '.repeat(2000)}`],
    ['commas', `int main(void) { int x; ${'x, '.repeat(5000)} x; }`],
    ['declarators', `int ${'('.repeat(2000)}x${')'.repeat(2000)};`],
    ['labels', `int main(void) { ${Array.from({ length: 2000 }, (_, i) => `l${i}:`).join(' ')} return 0; }`],
  ])('on deep nesting of %s', (_, text) => check(text));
});
