/** The command line end to end, in this process over a temporary folder: output, exit status, files written. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { c } from '../testing/c.ts';
import { run } from './program.ts';

const BAD = c`
  #include <stdlib.h>
  #include <unistd.h>
  void start(char **argv) {
    if (vfork() == 0) {
      execv(argv[0], argv);
      exit(1);
    }
  }
`;
const GOOD = BAD.replace('exit(1)', '_exit(1)');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vfork-lint-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Makes files in a new folder and returns it. */
const project = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const cwd = mkdtempSync(join(folder, 'p-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
};

interface Outcome {
  readonly status: number | undefined;
  readonly out: string;
  readonly err: string;
}

const cli = async (cwd: string, words: string, stdin = ''): Promise<Outcome> => {
  let out = '';
  let err = '';
  const status = await run(
    words.split(' ').filter(Boolean),
    {
      cwd,
      env: { XDG_CACHE_HOME: join(cwd, '.cache-home') },
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      interactive: false,
      colour: false,
      stdin: async () => Buffer.from(stdin),
    },
    '9.9.9',
  );
  return { status, out, err };
};

interface Report {
  readonly version: number;
  readonly files: number;
  readonly findings: readonly { readonly file: string; readonly rule: string; readonly severity: string }[];
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

const report = async (cwd: string, words: string): Promise<Report & { readonly status: number | undefined }> => {
  const { out, status } = await cli(cwd, `check --format json ${words}`);
  return { ...(JSON.parse(out) as Report), status };
};

const rules = ({ findings }: Report): readonly string[] => findings.map(({ file, rule }) => `${file} ${rule}`);

describe('check', () => {
  test('prints the stable JSON format', async () => {
    const cwd = project({ 'src/a.c': BAD });
    const { out, status } = await cli(cwd, 'check --format json --rule exit-in-child');
    expect(status).toBe(1);
    const { fixes, ...finding } = (JSON.parse(out) as { findings: Record<string, unknown>[] }).findings[0] ?? {};
    expect(finding).toMatchObject({
      file: 'src/a.c',
      rule: 'exit-in-child',
      severity: 'error',
      range: { start: { line: 6, column: 5 } },
      function: 'start',
      claims: ['A5', 'C3'],
    });
    const at = BAD.indexOf('exit(');
    expect(fixes).toMatchObject([{ safe: true, edits: [{ file: 'src/a.c', start: at, end: at + 4, text: '_exit' }] }]);
    expect(JSON.parse(out)).toMatchObject({ version: 1, files: 1, problems: [] });
  });

  test('pretty output shows the line, the place, the related call, the fix and the way to more', async () => {
    const { out } = await cli(project({ 'a.c': BAD }), 'check --rule exit-in-child a.c');
    expect(out).toContain('a.c:6:5 error');
    expect(out).toMatch(/6 \| {5}exit\(1\);\n +\| {5}\^\^\^\^/);
    expect(out).toContain('note a.c:4:7 vfork called here');
    expect(out).toContain('claims A5, C3; more: vfork-lint explain exit-in-child');
    expect(out).toContain('1 error in 1 of 1 file. 1 can be mended with --fix.');
  });

  test('terminal control characters of a source do not reach the terminal', async () => {
    const { out } = await cli(project({ 'a.c': BAD.replace('exit(1);', 'exit(1); // \u001b[2J') }), 'check a.c');
    expect(out).not.toContain('\u001b');
  });

  test.each([
    ['a clean file', { 'a.c': GOOD }, '', 0],
    ['errors', { 'a.c': BAD }, '', 1],
    ['errors lowered to warnings', { 'a.c': BAD }, '--rule exit-in-child=warning', 0],
    ['warnings, when they fail', { 'a.c': BAD }, '--rule exit-in-child=warning --fail-level warning', 1],
    ['a path that is not there', { 'a.c': GOOD }, 'a.c none.c', 2],
    ['a pattern that matches nothing', { 'a.c': GOOD }, 'x*.c', 2],
    ['an unknown format', {}, '--format xml', 2],
    ['an unknown rule', {}, '--rule nonsense', 2],
    ['an unknown target', {}, '--target amiga', 2],
    ['a configuration file that is not there', {}, '--config none.json', 2],
    ['a wrong configuration beside the file', { 'a.c': GOOD, 'vfork-lint.config.json': '{"rulez":1}' }, '', 2],
    ['an update without a baseline', {}, '--update-baseline', 2],
    ['fixing standard input', {}, '--stdin --fix', 2],
  ])('%s: status', async (_, files, words, status) => {
    expect((await cli(project(files), `check --rule exit-in-child ${words}`)).status).toBe(status);
  });

  test('folders are searched for .c and .h, without node_modules, .git and what ignore files name', async () => {
    const cwd = project({
      'a.c': BAD,
      'sub/b.h': BAD,
      'sub/c.txt': BAD,
      'node_modules/d.c': BAD,
      '.git/e.c': BAD,
      '.vforklintignore': 'gen/\n*.skip.c\n',
      'gen/f.c': BAD,
      'sub/g.skip.c': BAD,
      'sub/.vforklintignore': 'h.c\n',
      'sub/h.c': BAD,
      'h.c': BAD,
    });
    const only = '--rule exit-in-child';
    expect(rules(await report(cwd, only))).toEqual(['a.c exit-in-child', 'h.c exit-in-child', 'sub/b.h exit-in-child']);
    expect(rules(await report(cwd, `${only} gen/f.c sub/c.txt`))).toEqual([
      'gen/f.c exit-in-child',
      'sub/c.txt exit-in-child',
    ]);
    expect(rules(await report(cwd, `${only} sub/*.h`))).toEqual(['sub/b.h exit-in-child']);
  });

  test('files that cannot hold a finding count as checked', async () => {
    const cwd = project({ 'a.c': BAD, 'b.c': 'int main(void) { return 0; }\n' });
    expect((await report(cwd, '')).files).toBe(2);
  });

  test('what is no text is a problem, not a crash, and fails only when it was named', async () => {
    const cwd = project({ 'a.c': new Uint8Array([118, 0, 1, 2]), 'b.c': '' });
    expect(await report(cwd, '')).toMatchObject({ status: 0, files: 2, problems: [{ file: 'a.c' }] });
    expect(await report(cwd, 'a.c')).toMatchObject({ status: 2, problems: [{ file: 'a.c' }] });
  });

  test('standard input has the name it is given', async () => {
    const { out, status } = await cli(project({}), 'check --stdin --stdin-filename sub/x.c --format json', BAD);
    expect(status).toBe(1);
    expect(rules(JSON.parse(out) as Report)).toContain('sub/x.c exit-in-child');
  });

  test('--fix mends the files and keeps their encoding', async () => {
    const latin = Buffer.from(BAD.replace('exit(1);', 'exit(1); /* \u00e4 */'), 'latin1');
    const cwd = project({ 'a.c': latin, 'b.c': GOOD });
    const before = statSync(join(cwd, 'b.c')).mtimeMs;
    const { status, out } = await cli(cwd, 'check --fix --rule exit-in-child');
    expect(status).toBe(0);
    expect(out).toContain('1 finding mended');
    expect(readFileSync(join(cwd, 'a.c')).toString('latin1')).toContain('_exit(1); /* \u00e4 */');
    expect(statSync(join(cwd, 'b.c')).mtimeMs).toBe(before);
  });

  test('a byte order mark is white space, and stays', async () => {
    const cwd = project({ 'a.c': `\uFEFF${BAD}` });
    expect(rules(await report(cwd, 'a.c'))).toEqual(rules(await report(project({ 'a.c': BAD }), 'a.c')));
    await cli(cwd, 'check --fix --rule exit-in-child');
    expect(readFileSync(join(cwd, 'a.c'), 'utf8')).toBe(`\uFEFF${BAD.replace('exit(1)', '_exit(1)')}`);
  });

  test('C inside a named TypeScript file is checked and mended in place', async () => {
    const host = `const module = new CModule(\`${BAD.replaceAll('\n', '\\n\\\n')}\`);\n`;
    const cwd = project({ 'a.ts': host });
    expect(rules(await report(cwd, '--rule exit-in-child'))).toEqual([]);
    expect(await report(cwd, '--rule exit-in-child a.ts')).toMatchObject({
      findings: [{ file: 'a.ts', range: { start: { line: 6, column: 5 }, end: { line: 6, column: 9 } } }],
    });
    await cli(cwd, 'check --fix --rule exit-in-child a.ts');
    expect(readFileSync(join(cwd, 'a.ts'), 'utf8')).toBe(host.replace('exit(1)', '_exit(1)'));
  });

  test('--quiet prints only what fails', async () => {
    const cwd = project({ 'a.c': BAD });
    expect((await cli(cwd, 'check --quiet --rule exit-in-child=info --rule exit-in-child')).out).toBe('');
  });
});

describe('configuration', () => {
  const off = '{ "rules": { "exit-in-child": "off" } }';
  const only = '--rule exit-in-child=error';

  test('the nearest file counts, --no-config and --config pass it by', async () => {
    const cwd = project({ 'a/x.c': BAD, 'a/vfork-lint.config.json': off, 'other.json': off, 'b/x.c': BAD });
    const found = async (words: string): Promise<readonly string[]> =>
      rules(await report(cwd, words)).filter((line) => line.endsWith(' exit-in-child'));
    expect(await found('')).toEqual(['b/x.c exit-in-child']);
    expect(await found('--no-config')).toEqual(['a/x.c exit-in-child', 'b/x.c exit-in-child']);
    expect(await found('--config other.json')).toEqual([]);
    expect(await found(only)).toEqual(['a/x.c exit-in-child', 'b/x.c exit-in-child']);
  });

  test('ignored files are left out, and a named one says so', async () => {
    const cwd = project({ 'old/x.c': BAD, 'vfork-lint.config.json': '{ "ignore": ["old/"] }' });
    expect(await report(cwd, '')).toMatchObject({ findings: [], problems: [], status: 0 });
    expect((await report(cwd, 'old/x.c')).problems).toEqual([
      { file: 'old/x.c', message: 'left out by the configuration' },
    ]);
  });

  test('a wrong file is reported once, with its place', async () => {
    const cwd = project({ 'a.c': GOOD, 'b.c': GOOD, 'vfork-lint.config.json': '{\n  "rulez": {}\n}' });
    expect((await report(cwd, '')).problems).toEqual([
      { file: 'vfork-lint.config.json', message: expect.stringContaining("did you mean 'rules'"), line: 2, column: 3 },
    ]);
  });
});

test('a baseline accepts what is there and lets new findings through', async () => {
  const cwd = project({ 'a.c': BAD });
  const words = 'check --rule exit-in-child --baseline base.json';
  expect((await cli(cwd, words)).status).toBe(2);
  expect((await cli(cwd, `${words} --update-baseline`)).status).toBe(0);
  expect((await cli(cwd, words)).status).toBe(0);
  writeFileSync(join(cwd, 'a.c'), `\n${BAD}`);
  expect((await cli(cwd, words)).status).toBe(0);
  writeFileSync(join(cwd, 'b.c'), BAD);
  expect((await cli(cwd, words)).status).toBe(1);
});

describe('the cache', () => {
  const run2 = async (change: (cwd: string) => void, words = ''): Promise<Report> => {
    const cwd = project({ 'a.c': BAD });
    await report(cwd, words);
    change(cwd);
    return report(cwd, words);
  };

  test('gives the same findings again', async () => {
    expect(rules(await run2(() => undefined))).toContain('a.c exit-in-child');
  });

  test('sees a changed source', async () => {
    expect(rules(await run2((cwd) => writeFileSync(join(cwd, 'a.c'), GOOD)))).not.toContain('a.c exit-in-child');
  });

  test('sees a changed configuration', async () => {
    const changed = await run2((cwd) =>
      writeFileSync(join(cwd, 'vfork-lint.config.json'), '{ "rules": { "exit-in-child": "off" } }'),
    );
    expect(rules(changed)).not.toContain('a.c exit-in-child');
  });
});

describe('explain', () => {
  test('lists all rules', async () => {
    const { out, status } = await cli(folder, 'explain');
    expect(status).toBe(0);
    expect(out).toMatch(/^exit-in-child +error +fix/m);
  });

  test('shows a rule with its examples', async () => {
    const { out } = await cli(folder, 'explain exit-in-child');
    expect(out).toContain('claims A5, C3');
    expect(out).toMatch(/^incorrect\n {4}/m);
    expect(out).not.toContain('```');
  });

  test('knows what was meant', async () => {
    const { err, status } = await cli(folder, 'explain exit-in-chid');
    expect(status).toBe(2);
    expect(err).toContain("did you mean 'exit-in-child'");
  });
});

test.each([
  ['--help', 0],
  ['--version', 0],
  ['check --help', 0],
  ['', 2],
  ['nonsense', 2],
  ['check --nonsense', 2],
])('%j ends with %i', async (words, status) => {
  expect((await cli(folder, words)).status).toBe(status);
});
