/** The cc command: an image that runs, the steps before it, and how problems are shown. */
import { readAout } from '@vfork-lint/emulator/asm';
import { afterAll, expect, test } from 'vitest';
import { commandIn } from '../testing/command.ts';
import { run } from './program.ts';

const FILES: Readonly<Record<string, string>> = {
  'hello.c':
    '#include <unistd.h>\n#include "say.h"\nint main(void) { write(1, SAY, sizeof SAY - 1); return helper(); }\n',
  'say.h': '#ifndef SAY\n#define SAY "hello"\n#endif\nint helper(void);\n',
  'stuck.c': '#include <unistd.h>\nint main(void) {\n  int ends[2]; pipe(ends);\n  return read(ends[0], ends, 1);\n}\n',
  'helper.c': 'int helper(void) { return 3; }\n',
  'helper.s': '\tglobal _helper\n_helper:\n\tmov ax, 4\n\tret\n',
  'wrong.c': 'int main(void) {\n  return undeclared;\n}\n',
};
const { check, has, read, remove } = commandIn(run, FILES);
afterAll(remove);

test('makes an image that runs', async () => {
  expect(await check('cc', 'hello.c', 'helper.c', '-o', 'hello')).toEqual({ status: 0, out: '', err: '' });
  const { image, problems } = readAout(read('hello'));
  expect(problems).toEqual([]);
  expect(image?.layout).toBe('separate');
  expect(await check('exec', 'hello')).toEqual({ status: 3, out: 'hello', err: '' });
});

test('-g keeps the lines for exec --trace and for the story of a deadlock; without it there are addresses', async () => {
  await check('cc', '-g', 'hello.c', 'helper.c', '-o', 'lines');
  const plain = read('hello');
  expect(read('lines').subarray(0, plain.length)).toEqual(plain);
  expect((await check('exec', '--trace', 'lines')).err).toMatch(/write\(1, 0x[\da-f]+, 5\) = 5 at hello\.c:3\n/);
  expect((await check('exec', '--trace', 'hello')).err).toMatch(/write\(1, 0x[\da-f]+, 5\) = 5\n/);
  await check('cc', '-g', 'stuck.c', '-o', 'stuck');
  expect(await check('exec', 'stuck')).toMatchObject({ status: 124, err: expect.stringContaining('at stuck.c:4\n') });
});

test('takes assembly, macros, and a.out as the name that is meant', async () => {
  expect((await check('cc', 'hello.c', 'helper.s', '-DSAY="bye"')).err).toBe('');
  expect(await check('exec', 'a.out')).toMatchObject({ status: 4, out: 'bye' });
});

test('stops after each step, and goes on from objects', async () => {
  expect((await check('cc', '-E', 'hello.c')).out).toContain('write(1, "hello", sizeof "hello" - 1)');
  expect((await check('cc', '-S', 'helper.c', '-o', '-')).out).toContain('_helper:');
  expect(await check('cc', '-c', 'hello.c', 'helper.c')).toEqual({ status: 0, out: '', err: '' });
  expect(has('helper.o')).toBe(true);
  expect(await check('cc', 'hello.o', 'helper.o', '-o', 'linked')).toEqual({ status: 0, out: '', err: '' });
  expect(await check('exec', 'linked')).toMatchObject({ status: 3, out: 'hello' });
});

test('prints functions after a pass', async () => {
  const { status, out } = await check('cc', 'helper.c', '--dump', 'lower', '--dump', 'registers');
  expect(status).toBe(0);
  expect(out).toMatch(/^; lower\nfunction _helper\n[\s\S]*\n; registers\nfunction _helper\n/);
});

test.each([
  [2, 'vfork-lint: --dump takes one of lower', ['helper.c', '--dump', 'magic']],
  [1, "wrong.c:2:10: error: 'undeclared' is not declared", ['wrong.c']],
  [1, "hello.c:3:1: error: 'helper' is not defined", ['hello.c']],
  [2, 'vfork-lint: cannot read missing.c', ['missing.c']],
  [2, "vfork-lint: --heap takes bytes from 0 to 65520, not 'x'", ['helper.c', 'hello.c', '--heap', 'x']],
  [2, 'vfork-lint: -o names one file, and there are several', ['-c', 'helper.c', 'hello.c', '-o', 'x.o']],
])('ends with %i and says %s', async (status, message, words) => {
  const ran = await check('cc', ...words);
  expect({ status: ran.status, out: ran.out }).toEqual({ status, out: '' });
  expect(ran.err).toContain(message);
});
