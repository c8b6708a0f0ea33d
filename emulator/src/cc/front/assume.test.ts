/** Code with missing declarations compiles when they may be assumed, and what was assumed is named. */
import { expect, test } from 'vitest';
import { compileText } from '../compile.ts';

const compile = (text: string, assume: boolean) =>
  compileText('a.c', text, { reader: { read: () => undefined }, assume });

const CASES: readonly (readonly [string, string, string])[] = [
  ['a type behind a star is a struct', 'int f(job *j) { return j->pid; }', 'type job, member job.pid'],
  [
    'chains of members',
    'int f(struct a *p) { p->next->fd = 1; return p->next->fd; }',
    'struct a, member a.next, member a.next.fd',
  ],
  [
    'members used as pointers',
    'int f(struct a *p) { return p->list[2] + *p->q; }',
    'struct a, member a.list, member a.q',
  ],
  ['members that are called', 'int f(struct a *p) { return p->fn(1, 2); }', 'struct a, member a.fn'],
  [
    'unknown variables',
    'int f(void) { debug_level = 2; return FLAG | debug_level; }',
    'variable debug_level, variable FLAG',
  ],
  ['unknown functions', 'int f(void) { return helper("x")->y; }', 'function helper, member helper().y'],
  ['types by value', 'mytype g; int f(void) { mytype v = 3; return v + g; }', 'type mytype'],
  ['words before types', 'STATIC int f(void) { REGISTER int x = 1; return x; }', 'word STATIC, word REGISTER'],
  ['casts', 'int f(void *v) { return ((thing *)v)->size; }', 'type thing, member thing.size'],
];

test.each(CASES)('%s', (_, text, expected) => {
  const { assumed, problems, object } = compile(text, true);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(object).toBeDefined();
  const told = assumed.map(({ kind, name }) => `${kind} ${name}`);
  expect(told.map((one) => one.replace(/\d+:\d+/, '')).join(', ')).toBe(expected);
  expect(compile(text, false).object).toBeUndefined();
});

test('a complete program needs no assumption', () => {
  const { assumed, object } = compile(
    'struct s { int a; }; int f(struct s *p, int n) { int x; x = n * p->a; return x; }',
    true,
  );
  expect(assumed).toEqual([]);
  expect(object).toBeDefined();
});
