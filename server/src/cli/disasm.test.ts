/** The disasm command: listings, one symbol, and what is said about files that are no images. */
import { assembleText, link, writeAout } from '@vfork-lint/emulator/asm';
import { afterAll, expect, test } from 'vitest';
import { commandIn, type Outcome } from '../testing/command.ts';
import { run } from './program.ts';

const SOURCE = 'global _main\n_main: mov ax, [v]\n ret\nglobal _other\n_other: ret\nsection .data\nv: dw 5\n';
const command = commandIn(run, {
  image: writeAout(link([assembleText(SOURCE).object]).image),
  text: 'int main(void) { return 0; }\n',
});
afterAll(command.remove);
const check = (...words: readonly string[]): Promise<Outcome> => command.check('disasm', ...words);

test('prints text that assembles back to the same bytes', async () => {
  const { status, out } = await check('image');
  expect(status).toBe(0);
  const again = writeAout(link([assembleText(out).object]).image);
  expect(again).toEqual(writeAout(link([assembleText(SOURCE).object]).image));
});

test('prints one symbol', async () => {
  expect((await check('image', '--symbol', '_other')).out).toBe(
    `\tglobal _other\n_other:\n${'\tret'.padEnd(36)} ; 0004 c3\n`,
  );
});

test.each([
  ["image has no symbol 'nothing' in its text", ['image', '--symbol', 'nothing']],
  ['text: not an ELKS a.out: 29 bytes are less than its header', ['text']],
  ['cannot read missing: there is no such file', ['missing']],
])('says %s', async (message, words) => {
  const { status, out, err } = await check(...words);
  expect({ status, out, err }).toEqual({ status: 2, out: '', err: `vfork-lint: ${message}\n` });
});
