/** What the options change: registers, the stack check, and what the debugger is told of a function. */
import { describe, expect, it } from 'vitest';
import { readerFor, runImage, startObject, testLibrary } from '../../../../tools/run-c.ts';
import { type BuildOptions, type Built, build } from '../index.ts';

const compiled = (text: string, more: Partial<BuildOptions> = {}): Built =>
  build(['/a.c'], {
    reader: readerFor({ '/a.c': text }),
    includePaths: ['/include'],
    before: [startObject()],
    libraries: [testLibrary()],
    entry: 'start',
    ...more,
  });

const locations = (text: string, registers: 'none' | 'declared' | 'auto'): Record<string, string> => {
  const { image } = compiled(text, { registers });
  const main = image!.debug.functions.find(({ name }) => name === 'f');
  return Object.fromEntries(
    main!.variables.map(({ name, location }) => [
      name,
      location.kind === 'register' ? location.register : location.kind,
    ]),
  );
};

const LOOP = `int f(int n) {
  register int a = 0, b = 1; int i, unused = 3; long l = 0; int *p = &unused;
  for (i = 0; i < n; i++) { a += b; b ^= i; }
  return a + b + *p + (int)l;
}
int main(void) { return f(3); }`;

describe('registers', () => {
  it('none keeps everything in memory', () => {
    expect(new Set(Object.values(locations(LOOP, 'none')))).toEqual(new Set(['frame']));
  });

  it('declared takes the first two register words', () => {
    expect(locations(LOOP, 'declared')).toMatchObject({ a: 'si', b: 'di', i: 'frame', n: 'frame' });
  });

  it('auto takes the most used words, never what has an address or is wider', () => {
    const auto = locations(LOOP, 'auto');
    const { a, b, i } = auto as { a?: string; b?: string; i?: string };
    expect([a, b, i].filter((place) => place === 'si' || place === 'di')).toHaveLength(2);
    expect(auto).toMatchObject({ unused: 'frame', l: 'frame' });
  });

  it('auto keeps a value across a call: what the callee writes through memory elsewhere is not seen (E6, B6)', () => {
    const text = `int vfork(void); int f(void) { int x = 1; int pid = vfork(); if (pid == 0) x = 2; return x + pid; }
int vfork(void) { return 0; }
int main(void) { return f(); }`;
    expect(locations(text, 'auto')).toMatchObject({ x: expect.stringMatching(/^[sd]i$/) });
    expect(locations(text, 'none')).toMatchObject({ x: 'frame', pid: 'frame' });
  });

  it('a volatile variable stays in memory in every mode', () => {
    const text =
      'int f(int n) { volatile int v = 0; register volatile int w = 0; while (n--) v++, w++; return v + w; } int main(void) { return f(3); }';
    for (const mode of ['none', 'declared', 'auto'] as const)
      expect(locations(text, mode)).toMatchObject({ v: 'frame', w: 'frame' });
  });
});

describe('stack check', () => {
  const text = 'int f(int n) { int v[20]; v[n % 20] = n; return f(n + 1) + v[3]; } int main(void) { return f(0); }';

  it('ends a program whose stack runs into its data', () => {
    expect(runImage(compiled(text, { stackCheck: true }).image!)).toMatchObject({
      status: 139,
      output: 'stack overflow\n',
    });
  });

  it('lets others run as they did', () => {
    const good = 'int f(int n) { return n == 0 ? 7 : f(n - 1); } int main(void) { return f(50); }';
    expect(runImage(compiled(good, { stackCheck: true }).image!).status).toBe(7);
  });
});

describe('what the debugger is told', () => {
  const { image } = compiled(`struct p { int x; char *s; };
static int count;
int f(struct p *a, char c) {
  int y = c;
  {
    long y = 70000;
    count += (int)y;
  }
  return a->x + y;
}
int main(void) { struct p v = { 1, "s" }; return f(&v, 2); }`);
  const { debug } = image!;

  it('functions with their frames and lines', () => {
    const f = debug.functions.find(({ name }) => name === 'f')!;
    expect(f).toMatchObject({ symbol: '_f', line: 3, frame: 6, saved: [] });
    const lines = debug.lines.filter(({ at }) => at >= f.from && at < f.to).map(({ line }) => line);
    expect(new Set(lines)).toEqual(new Set([3, 4, 6, 7, 9]));
  });

  it('variables with scopes and places', () => {
    const f = debug.functions.find(({ name }) => name === 'f')!;
    expect(f.variables.map(({ name, parameter, size }) => [name, parameter, size])).toEqual([
      ['a', true, 2],
      ['c', true, 1],
      ['y', false, 2],
      ['y', false, 4],
    ]);
    const [, c, outer, inner] = f.variables;
    expect(c!.location).toEqual({ kind: 'frame', offset: 6 });
    expect(inner!.from).toBeGreaterThanOrEqual(outer!.from);
    expect(inner!.to).toBeLessThan(outer!.to);
    expect(debug.variables.find(({ name }) => name === 'count')!.location).toMatchObject({ kind: 'static' });
  });

  it('types', () => {
    const a = debug.functions.find(({ name }) => name === 'f')!.variables[0]!;
    const pointer = debug.types[a.type!]!;
    expect(pointer).toMatchObject({ kind: 'pointer', size: 2 });
    expect(pointer.kind === 'pointer' ? debug.types[pointer.to] : undefined).toMatchObject({
      kind: 'struct',
      name: 'p',
      size: 4,
    });
  });
});
