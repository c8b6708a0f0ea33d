/** The changes that mutation testing makes, the regions it tells apart, and the arguments for those that nobody can see. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { EQUIVALENT } from '../equivalent-mutants.ts';
import { root } from '../root.ts';
import { isAbout, linesOf } from './equivalent.ts';
import { apply, instrument, mutantsOf } from './mutants.ts';

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

  it.each(EQUIVALENT)('$file: $after', ({ file, before, after, because }) => {
    const path = file.startsWith('machine/') || file.startsWith('cpu/') ? `emulator/src/${file}` : file;
    const source = readFileSync(join(root, path), 'utf8');
    const count = mutantsOf(path, source).filter((each) =>
      isAbout({ file, before, after, because }, each, source),
    ).length;
    expect(because).not.toBe('');
    if (file.includes('.generated.')) expect(count).toBeGreaterThan(0);
    else expect(count).toBe(1);
  });
});
