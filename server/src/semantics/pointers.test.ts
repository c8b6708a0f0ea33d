/** Pointers to functions: which call through one makes a child, told by every initialiser and assignment of the file. */
import { beforeAll, expect, test } from 'vitest';
import { createParser } from '../syntax/parser.ts';
import { sourceFile } from '../syntax/source-file.ts';
import { analyze } from './analyze.ts';
import { pointeesOf, targetsOf } from './pointers.ts';
import { Memory, Program } from './program.ts';

let memory: Memory;
beforeAll(async () => {
  memory = new Memory(await createParser());
});

/** What the call `CALL()` in a function below the declarations makes. */
const kindOf = (declarations: string, call: string, before = ''): string => {
  const file = sourceFile('/a.c', `${declarations}\nint f(char **a) { ${before} int p = ${call}(); return p; }\n`);
  const sources = { file: () => file, headers: () => [], definitions: () => [] };
  const none = { aliases: new Map(), noreturn: new Set<string>(), safe: new Set<string>(), unsafe: new Set<string>() };
  const program = new Program(sources, { ...none, targets: ['linux'], strict: false }, memory);
  const sites = [...(analyze(program, '/a.c')?.sites.values() ?? [])].flat();
  return sites.map(({ kind }) => kind).join() || 'nothing';
};

test.each<readonly string[]>([
  ['pid_t (*sp)(void) = vfork;', 'sp', 'vfork'],
  ['static pid_t (*sp)(void) = &vfork;', 'sp', 'vfork'],
  ['pid_t (*sp)(void) ATTRIB_LEAF\n  = vfork;', 'sp', 'vfork'],
  ['static pid_t (*const sp)(void) = (pid_t (*)(void))vfork;', '(*sp)', 'vfork'],
  ['typedef pid_t (*sf)(void); static sf sp = vfork;', 'sp', 'vfork'],
  ['struct ops { pid_t (*spawn)(void); } ops = { .spawn = vfork };', 'ops.spawn', 'vfork'],
  ['struct ops { pid_t (*spawn)(void); } *ops; void set(void) { ops->spawn = vfork; }', 'ops->spawn', 'vfork'],
  ['static pid_t (*sp)(void);', 'sp', 'vfork', 'sp = vfork;'],
  ['static pid_t (*sp)(void); extern int mmu;', 'sp', 'vfork', 'sp = mmu ? fork : vfork;'],
  ['static pid_t (*sp)(void) = fork; void nommu(void) { sp = vfork; }', 'sp', 'vfork'],
  ['static pid_t (*sp)(void) = fork;', 'sp', 'fork'],
  ['static pid_t (*sp)(void) = fork; void set(pid_t (*other)(void)) { sp = other; }', 'sp', 'nothing'],
  ['static int vforks = 0; int (*sp)(void) = getpid;', 'sp', 'nothing'],
  ['int sp; void set(int vforked) { sp = vforked; }', 'sp', 'nothing'],
  ['static pid_t (*sp)(void) = vfork;', 'sp', 'nothing', 'int (*sp)(void) = getpid;'],
])('%s then %s() makes %s', (declarations = '', call = '', kind = '', before = '') => {
  expect(kindOf(declarations, call, before)).toBe(kind);
});

test('a name that is given a plain value only is no pointer, and a function is none', () => {
  const { size } = pointeesOf(sourceFile('/a.c', 'int n; void g(void) {} void f(int m) { n = m; n == g; }'));
  expect(size).toBe(0);
});

test('a few targets are all followed, of more or of unknown ones only vfork is', () => {
  expect(targetsOf(['a'])).toEqual(['a']);
  expect(targetsOf(['a', 'b'])).toEqual(['a', 'b']);
  expect(targetsOf(['a', 'b', 'c', 'd', 'e'])).toEqual([]);
  expect(targetsOf(['a', '?'])).toEqual([]);
  expect(targetsOf(['fork', '?', 'vfork'])).toEqual(['vfork']);
});

test.each<readonly [string, string, string]>([
  ['struct ops { int n; pid_t (*spawn)(void); } ops = { 1, vfork };', 'ops.spawn', 'vfork'],
  [
    'typedef struct { pid_t (*spawn)(void), *next; } ops; static ops table[1] = { { vfork, 0 } };',
    'table[0].spawn',
    'vfork',
  ],
  [
    'struct ops { char s[3], *t; unsigned b : 3; pid_t (*spawn)(void); } o = { "a,", "}", 1, /* , */ vfork };',
    'o.spawn',
    'vfork',
  ],
  ['struct ops { int n; pid_t (*spawn)(void); } ops = { 1 };', 'ops.spawn', 'nothing'],
])('%s then %s() makes %s', (declarations, call, kind) => {
  expect(kindOf(declarations, call)).toBe(kind);
});
