/** The changes that mutation testing makes, the regions it tells apart, and the arguments for those that nobody can see. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { root } from '../root.ts';
import { EQUIVALENT } from './arguments.ts';
import { isAbout, linesOf } from './equivalent.ts';
import { apply, instrument, type Mutant, mutantsOf } from './mutants.ts';
import { Tally } from './report.ts';
import { Types } from './types.ts';

const changed = (text: string): readonly string[] => mutantsOf('x.ts', text).map((mutant) => apply(text, mutant));

describe('mutants', () => {
  it.each([
    ['a + b', ['a - b', ';']],
    ['a & b', ['a | b', '(a)', ';']],
    ['a ^ b', ['a | b', 'a & b', ';']],
    ['f(a < 3)', [';', 'f(a <= 3)', 'f(a > 3)', 'f(a < 4)']],
    ['x -= -y', ['x += -y', ';', 'x -= y']],
    ['x = ~y', ['x = y', ';']],
    ['x = 0x10', [';', 'x = 17']],
    ['x = a ? b : !c', [';', 'x = !(a) ? b : !c', 'x = a ? b : c']],
    ['if (a) f();', ['if (true) f();', 'if (false) f();', 'if (a) ;']],
    ['x = a && true', ['x = a || true', ';', 'x = a && false']],
  ])('of %s', (text, expected) => {
    expect([...changed(text)].sort()).toEqual([...expected].sort());
  });

  it('leave types, imports and the labels of cases alone', () => {
    expect(changed("import { a } from './3.ts'; type T = 1 | 2; interface I { x: 3 } let y: 4;")).toEqual([]);
    expect(changed('switch (a) { case 3: break; }')).toEqual([]);
  });

  it('leave a right shift alone where a mask hides its sign', () => {
    expect(changed('x = (a >> 4) & 15')).not.toContain('x = (a >>> 4) & 15');
    expect(changed('x = (a >>> 24) & 255')).not.toContain('x = (a >> 24) & 255');
    expect(changed('x = (a >> 24) & 256')).toContain('x = (a >>> 24) & 256');
    expect(changed('x = (a >> b) & 15')).toContain('x = (a >>> b) & 15');
  });

  it('know the region that they are in, which instrumented code reports', () => {
    const text = `
      const double = (n) => n * 2;
      const sum = (n) => { let s = 0; for (let i = 0; i < n; i++) { s += double(i); } return s; };
      const pick = (n) => { switch (n) { case 1: case 2: return 20; default: return ((m) => m + 1)(n); } };
      results.push(sum(2), pick(1), pick(2));`;
    const run = (code: string): { readonly results: unknown[]; readonly hits: ReadonlySet<number> } => {
      const results: unknown[] = [];
      const hits = new Set<number>();
      new Function('results', 'hit', code)(results, (n: number) => hits.add(n));
      return { results, hits };
    };
    const { results, hits } = run(instrument(text, 'hit'));
    expect(results).toEqual(run(text).results);
    const regionOf = (from: string): number =>
      mutantsOf('x.ts', text).find((mutant) => mutant.from === from)?.region ?? -1;
    expect([regionOf('2'), regionOf('+='), regionOf('20')].map((region) => hits.has(region))).toEqual([
      true,
      true,
      true,
    ]);
    expect(hits.has(regionOf('+'))).toBe(false);
    expect(new Set([regionOf('2'), regionOf('+='), regionOf('20'), regionOf('+'), 0]).size).toBe(5);
  });

  it('and instrumented code of every source compiles', () => {
    for (const file of ['groups/arithmetic.ts', 'code-cache.ts', 'hot-code.ts', 'hot-loop.generated.ts']) {
      const text = readFileSync(join(root, 'emulator/src/cpu', file), 'utf8');
      expect(() => transformSync(instrument(text, 'hit'), { loader: 'ts' })).not.toThrow();
    }
  });
});

it("a mutant of a type that names its numbers is the compiler's to refuse, a comparison is not", () => {
  const file = 'emulator/src/cpu/groups/decimal.ts';
  const text = readFileSync(join(root, file), 'utf8');
  const types = new Types();
  const refused = (from: string, piece: string): boolean | undefined => {
    const start = text.indexOf(piece) + piece.indexOf(from);
    const mutant = mutantsOf(file, text).find((each) => each.start === start && each.from === from);
    return mutant === undefined ? undefined : types.refuse(mutant, text);
  };
  expect(refused('8', '8);')).toBe(true);
  expect(refused('9', '> 9')).toBe(false);
  expect(refused('0', 'base === 0')).toBe(false);
});

it('the table counts outcomes by file', () => {
  const tally = new Tally(['a.ts', 'long/b.ts']);
  for (const outcome of ['killed', 'killed', 'survived'] as const) tally.add('long/b.ts', outcome);
  tally.add('a.ts', 'argued');
  const rows = tally.table().split('\n');
  expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
    ['file', 'mutants', 'killed', 'no type', 'argued', 'argued wrongly', 'survived'],
    ['a.ts', '1', '0', '0', '1', '0', '0'],
    ['long/b.ts', '3', '2', '0', '0', '0', '1'],
    ['all', '4', '2', '0', '1', '0', '1'],
  ]);
  expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
});

describe('arguments', () => {
  const text = 'if (a === 0) return 0;\nif (a === 0) return 0;';
  const [mutant] = mutantsOf('emulator/x.ts', text)
    .filter(({ from, line }) => from === '0' && line === 2)
    .slice(-1);

  it('name one change of one place', () => {
    if (mutant === undefined) return expect.fail('there is no mutant');
    expect(linesOf(mutant, text)).toEqual({ before: 'if (a === 0) return 0;', after: 'if (a === 0) return 1;' });
    const about = (before: string, after: string, file = 'x.ts') =>
      isAbout({ file, before, after, because: '' }, mutant, text);
    expect(about('if (a === 0) return 0;', 'if (a === 0) return 1;')).toBe(true);
    expect(about('return 0', 'return 1')).toBe(true);
    expect(about('if (a === 0) return 0;', 'if (a === 1) return 0;')).toBe(false);
    expect(about('a === 0', 'a === 1')).toBe(false);
    expect(about('return 0', 'return 1', 'y.ts')).toBe(false);
  });

  const files = new Map<string, { readonly source: string; readonly mutants: readonly Mutant[] }>();
  const known = (path: string) => {
    const source = readFileSync(join(root, path), 'utf8');
    const found = files.get(path) ?? { source, mutants: mutantsOf(path, source) };
    files.set(path, found);
    return found;
  };

  it.each(EQUIVALENT)('$file: $after', (argument) => {
    const { file, because } = argument;
    const { source, mutants } = known(/^(machine|cpu)\//.test(file) ? `emulator/src/${file}` : file);
    const count = mutants.filter((each) => isAbout(argument, each, source)).length;
    expect(because).not.toBe('');
    if (file.includes('.generated.')) expect(count).toBeGreaterThan(0);
    else expect(count).toBe(1);
  });
});
