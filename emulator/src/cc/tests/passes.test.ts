/** What each pass makes of small functions, in the text that --dump prints. */
import { expect, it } from 'vitest';
import { readerFor } from '../../../../tools/run-c.ts';
import { compileText, DUMPS, type RegisterMode } from '../index.ts';

const dumped = (text: string, pass: string, registers: RegisterMode = 'none'): string[] => {
  const { dumps, problems } = compileText('/a.c', text, { reader: readerFor({}), registers, dump: [pass] });
  expect(problems.filter((p) => p.severity === 'error')).toEqual([]);
  const lines = dumps
    .map((dump) => dump.text)
    .join('')
    .split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !/^(line|scope|function)/.test(line));
};

const CASES: readonly (readonly [string, string, string, readonly string[], RegisterMode?])[] = [
  [
    'lower writes side effects out in order',
    'int f(int i) { return i++ * 2; }',
    'lower',
    ['i.0 = add.i16(i.0, 1)', 'return mul.i16(add.i16(i.0, -1), 2)'],
  ],
  [
    'fold computes in 16 bits',
    'int f(void) { int x = 300; return (x, 200 * 200 + 1); }',
    'fold',
    ['x.0 = 300', 'return -25535'],
  ],
  [
    'fold turns products and quotients into shifts',
    'unsigned f(unsigned x) { return x * 8 / 4 % 16; }',
    'fold',
    ['return and.i16(shru.i16(shl.i16(x.0, 3), 2), 15)'],
  ],
  [
    'fold narrows what is cut off',
    'char f(long a, char b) { return a + b; }',
    'fold',
    ['return add.i8(trunc.i8(a.0), b.1)'],
  ],
  [
    'fold compares bytes as bytes',
    'int f(char *p) { if (*p == 65) return 1; return 0; }',
    'fold',
    ['branch eq.i8(i8[p.0], 65) b2 b4'],
  ],
  [
    'control joins blocks and drops dead ones',
    'int f(void) { if (0) return 1; goto a; a: return 2; }',
    'control',
    ['return 2'],
  ],
  [
    'forward keeps a call in its register',
    'int g(void); int f(int x) { return g() + x; }',
    'forward',
    ['return add.i16(call &_g(), x.0)'],
  ],
  [
    'forward leaves two calls in order',
    'int g(void); int f(void) { return g() - g(); }',
    'forward',
    ['t.0 = call &_g()', 'return sub.i16(t.0, call &_g())'],
  ],
  [
    'legalize calls routines for wide and floating values',
    'void f(double *p, long long *q) { *p += 1; *q *= 3; }',
    'legalize',
    [
      'call &___dadd(&t.2, p.0, &.Lwide.1)',
      'i64[p.0] = t.2',
      'call &___llmul(&t.3, q.1, &.Lwide.2)',
      'i64[q.1] = t.3',
      'return',
    ],
  ],
  [
    'registers takes SI and DI',
    'int f(int *v, int n) { int s = 0; while (n--) s += *v++; return s; }',
    'registers',
    ['s.2:di = 0'],
    'auto',
  ],
];

it.each(CASES.map((entry) => ({ entry, title: entry[0] })))('$title', ({ entry }) => {
  const [, text, pass, want, registers = 'none'] = entry;
  const lines = dumped(text, pass, registers);
  expect(lines.filter((line) => !/^b\d+:/.test(line)).slice(0, want.length)).toEqual(want);
});

it('has a dump for every pass', () => {
  for (const pass of DUMPS) expect(dumped('int f(int x) { return x + 1; }', pass)).not.toEqual([]);
});
