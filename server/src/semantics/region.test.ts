/**
 * Who runs which line, shape by shape: the child's lines, marked C, of functions that call vfork in every way that C allows.
 * And that no text, however broken, makes the analysis fail.
 */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { createParser } from '../syntax/parser.ts';
import { sourceFile } from '../syntax/source-file.ts';
import { analyze } from './analyze.ts';
import { Memory, Program } from './program.ts';
import type { Site } from './site.ts';

let memory: Memory;
beforeAll(async () => {
  memory = new Memory(await createParser());
});

const sitesOf = (text: string): readonly Site[] => {
  const file = sourceFile('/a.c', text);
  const sources = { file: () => file, headers: () => [], definitions: () => [] };
  const program = new Program(
    sources,
    { aliases: new Map(), noreturn: new Set(), safe: new Set(), unsafe: new Set(), targets: ['linux'], strict: false },
    memory,
  );
  return [...(analyze(program, '/a.c')?.sites.values() ?? [])].flat();
};

/** The names of the calls that only the child makes, and how it leaves. */
const story = (text: string): string => {
  const sites = sitesOf(text).filter(({ kind }) => kind === 'vfork');
  const calls = new Set(sites.flatMap((site) => site.calls.map(({ name }) => name)));
  const leaves = new Set(
    sites.flatMap((site) => site.leaves.map((leave) => (leave.kind === 'parent-code' ? leave.how : leave.kind))),
  );
  return [...calls, ...[...leaves].map((leave) => `<${leave}>`)].join(' ');
};

test.each<readonly [string, string, string]>([
  ['assignment in a condition', 'if ((p = vfork()) == 0) { c(); _exit(1); } d();', 'c _exit'],
  ['negation', 'p = vfork(); if (!p) { c(); _exit(1); } d();', 'c _exit'],
  ['parent first', 'p = vfork(); if (p) return p; c(); _exit(1);', 'c _exit'],
  ['greater', 'p = vfork(); if (p > 0) d(); else if (p < 0) e(); else { c(); _exit(1); } d();', 'c _exit'],
  ['switch', 'switch (p = vfork()) { case -1: e(); break; case 0: c(); _exit(1); default: d(); }', 'c _exit'],
  [
    'child after the switch',
    'switch (vfork()) { case -1: return 1; default: return 2; case 0: break; } c(); _exit(1);',
    'c _exit',
  ],
  ['retry loop', 'while ((p = vfork()) == -1) e(); if (p == 0) { c(); _exit(1); } d();', 'c _exit'],
  [
    'goto retry',
    'again: p = vfork(); if (p == -1) { e(); goto again; } if (p == 0) { c(); _exit(1); } d();',
    'c _exit',
  ],
  ['choice', 'p = vfork(); p ? d() : c(); if (p) return 1; _exit(1);', 'c _exit'],
  ['short circuit', 'if (x() || (p = vfork()) == 0) { c(); _exit(1); } d();', 'c _exit'],
  ['comma', 'if (p = vfork(), p == 0) { c(); _exit(1); } d();', 'c _exit'],
  ['member', 'j->pid = vfork(); if (j->pid == 0) { c(); _exit(1); } d();', 'c _exit'],
  ['element', 'int t[3]; t[1] = vfork(); if (t[1] == 0) { c(); _exit(1); } d();', 'c _exit'],
  ['discarded', 'if (!vfork()) { c(); _exit(1); } d();', 'c _exit'],
  ['fork or vfork', 'p = j ? fork() : vfork(); if (p == 0) { c(); if (j) e(); _exit(1); } d();', 'c _exit'],
  ['compound test', 'p = vfork(); if (p >= 0 && p != 0) d(); else if (p == 0 && 1) { c(); _exit(1); }', 'c _exit'],
  [
    'statement expression',
    'p = ({ int q = vfork(); if (q < 0) e(); q; }); if (p == 0) { c(); _exit(1); } d();',
    'c _exit',
  ],
  ['copied result', 'p = vfork(); q = p; if (q == 0) { c(); _exit(1); } d();', 'c _exit'],
  ['flag', 'int child = 0; p = vfork(); if (p == 0) child = 1; if (child) { c(); _exit(1); } d();', 'c _exit'],
  [
    'what an assertion rules out',
    'assert(j == &none); p = vfork(); if (p == 0) { if (j != &none) e(); c(); _exit(1); } d();',
    'c _exit',
  ],
  ['the raw call of exit', 'p = vfork(); if (p == 0) { c(); syscall(SYS_exit_group, 1); } d();', 'c syscall'],
  ['falls out', 'p = vfork(); if (p == 0) { c(); } d();', 'c <falls through>'],
  ['breaks out', 'switch (vfork()) { case 0: c(); break; default: d(); } e();', 'c <break>'],
  ['returns', 'p = vfork(); if (p == 0) return 1; d();', '<return>'],
])('%s', (_, body, expected) => {
  expect(story(`int f(struct job *j, int p, int q)\n{\n  ${body}\n  return 0;\n}\n`)).toBe(expected);
});

test('recursion between helpers comes to an end, and to what they do', () => {
  const helpers =
    'static void b(int);\nstatic void a(int n) { if (n) b(n - 1); else exit(1); }\nstatic void b(int n) { a(n); }\n';
  const [site] = sitesOf(`${helpers}void f(void) { if (vfork() == 0) { b(9); _exit(1); } }`);
  expect(site?.calls[0]?.effects.map(({ kind }) => kind)).toContain('exit');
});

test('constants and globals that the caller knows decide in helpers', () => {
  const helpers = 'int flag;\nstatic void leave(int how) { if (flag) _exit(1); if (how == 2) exit(2); abort(); }\n';
  const effects = (body: string): string[] =>
    sitesOf(`${helpers}void f(void) { ${body} }`).flatMap((site) =>
      site.calls.flatMap((call) => call.effects.map(({ kind }) => kind)),
    );
  expect(effects('if (vfork() == 0) leave(2);')).toContain('exit');
  expect(effects('if (vfork() == 0) leave(1);')).not.toContain('exit');
  expect(effects('flag = 1; if (vfork() == 0) leave(2);')).not.toContain('exit');
});

test('any text gets an answer', () => {
  const piece = fc.constantFrom(
    'int f(int a) {',
    '}',
    '{',
    '(',
    ')',
    ';',
    ' if (',
    'p = vfork()',
    ' == 0',
    'exit(1);',
    ' switch (',
    'case 0:',
    'default:',
    'break;',
    'goto x;',
    'x:',
    'while (',
    'do ',
    'for (;;',
    '&&',
    '||',
    '?',
    ':',
    ',',
    'return ',
    '#if A\n',
    '#else\n',
    '#endif\n',
    '#define M(a) a##a vfork()\n',
    'M(1)',
    '"',
    "'",
    '/*',
    '*/',
    '\n',
    'char *q = &p',
    '[0]',
    '->m',
    '= ',
    '({',
    '})',
    '😀',
    'else ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      expect(Array.isArray(sitesOf(`#define N() vfork()\nint f(int p) {\n${pieces.join('')}\n N(); }\n`))).toBe(true);
    }),
    { numRuns: 300 },
  );
});
