/** Runs on the command line: `check --confirm` and `run`, their options, and what they end with. */
import { afterAll, describe, expect, test } from 'vitest';
import { c } from '../testing/c.ts';
import { commandIn } from '../testing/command.ts';
import { run } from './program.ts';

const BAD = c`
  #include <stdlib.h>
  #include <unistd.h>
  static int count;
  void start(char **argv) {
    if (vfork() == 0) {
      execv(argv[0], argv);
      exit(1);
    }
  }
  int clean(char **argv) {
    int pid = vfork();
    if (pid < 0)
      return -1;
    if (pid == 0) {
      execv(argv[0], argv);
      _exit(count);
    }
    return pid;
  }
`;

const { check, write, remove } = commandIn(run, { 'bad.c': BAD, 'other.c': BAD.replace('exit(1)', '_exit(1)') });
afterAll(remove);

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly verdict?: string;
    readonly kernels?: Readonly<Record<string, { readonly verdict: string }>>;
  }[];
}

const confirm = async (...words: readonly string[]): Promise<Report> =>
  JSON.parse((await check('check', '--confirm', '--format', 'json', '--no-cache', ...words)).out) as Report;

describe('check --confirm', () => {
  test('every finding of a function has its verdict; the exit status is that of the check', async () => {
    const { findings } = await confirm('bad.c', '--kernel', 'elks', '--kernel', 'linux-i386');
    const exit = findings.find(({ rule }) => rule === 'exit-in-child');
    expect(exit?.verdict).toBe('confirmed');
    expect(Object.keys(exit?.kernels ?? {})).toEqual(['elks', 'linux-i386']);
    expect(findings.filter(({ verdict }) => verdict === undefined)).toEqual([]);
    const words = ['check', '--confirm', '--kernel', 'elks', '--no-cache'];
    expect((await check(...words, 'bad.c')).status).toBe(1);
    expect((await check(...words, 'other.c')).status).toBe(0);
  });

  test('--fail-level with --quiet runs only what is shown', async () => {
    const { findings } = await confirm('bad.c', '--kernel', 'elks', '--quiet');
    expect(findings.map(({ rule, verdict }) => `${rule} ${verdict}`)).toEqual(['exit-in-child confirmed']);
  });

  test('the configuration names the systems where no option does', async () => {
    write('vfork-lint.config.json', '{ "kernels": ["solaris"] }');
    const { findings } = await confirm('bad.c', '--quiet');
    expect(Object.keys(findings[0]?.kernels ?? {})).toEqual(['solaris']);
    const ran = JSON.parse((await check('run', 'bad.c:7', '--format', 'json')).out) as {
      readonly sites: readonly { readonly findings: readonly { readonly kernels: object }[] }[];
    };
    expect(Object.keys(ran.sites[0]?.findings[0]?.kernels ?? {})).toEqual(['solaris']);
    write('vfork-lint.config.json', '{}');
  });

  test.each([
    ['--kernel needs --confirm', ['check', '--kernel', 'elks', 'bad.c']],
    ["there is no kernel 'elsk'; did you mean 'elks'?", ['check', '--confirm', '--kernel', 'elsk', 'bad.c']],
    ["--budget takes seconds, not 'soon'", ['check', '--confirm', '--budget', 'soon', 'bad.c']],
  ])('says %s', async (message, words) => {
    expect(await check(...words)).toEqual({ status: 2, out: '', err: `vfork-lint: ${message}\n` });
  });
});

describe('run', () => {
  test('tells the story of each function and ends with 1 where something is confirmed', async () => {
    const { status, out } = await check('run', 'bad.c', '--kernel', 'elks');
    expect(status).toBe(1);
    expect(out).toMatch(/^start in bad\.c, line 5\n/);
    expect(out).toContain('exit-in-child at line 7: confirmed');
    expect(out).toMatch(/\nclean in bad\.c, line 11\n/);
    expect(out).toMatch(/1 of \d findings confirmed\.\n$/);
    expect((await check('run', 'bad.c:12', '--kernel', 'elks')).status).toBe(0);
  });

  test('a file without such a function says so', async () => {
    write('none.c', 'int x;\n');
    expect(await check('run', 'none.c')).toEqual({ status: 0, out: 'No function of none.c makes a child.\n', err: '' });
  });
});
