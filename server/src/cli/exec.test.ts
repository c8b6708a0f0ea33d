/** `vfork-lint exec` in this process: status, streams, trace, statistics, a copied folder, mistakes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembleText, link, writeAout } from '@vfork-lint/emulator/asm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'exec-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a program that copies its input, `count` bytes at most, to its output and ends with `count` bytes read as status. */
const image = (name: string, text: string): void => {
  const { object, problems } = assembleText(text, `${name}.s`);
  expect(problems).toEqual([]);
  const linked = link([object], { version: 0 });
  if (linked.image === undefined) throw new Error(linked.problems.map((one) => one.message).join('\n'));
  writeFileSync(join(folder, name), writeAout(linked.image));
};

const call = (number: number, bx = '0', cx = '0', dx = '0'): string =>
  `mov ax, ${number}\n mov bx, ${bx}\n mov cx, ${cx}\n mov dx, ${dx}\n int 0x80\n`;

image(
  'copy',
  `section .text\nstart: ${call(3, '0', 'buffer', '20')} mov si, ax\n ${call(4, '1', 'buffer', 'si')} ${call(1, 'si')}
section .data\ndw 0\nsection .bss\nbuffer: resb 20\n`,
);
image(
  'stuck',
  `section .text\nstart: ${call(42, 'ends')} ${call(3, '[ends]', 'ends', '1')}
section .data\ndw 0\nsection .bss\nends: resw 2\n`,
);
image('loop', 'section .text\nstart: jmp start\nsection .data\ndw 0\n');
image(
  'file',
  `section .text\nstart: ${call(5, 'path')} ${call(3, 'ax', 'buffer', '9')} mov si, ax\n ${call(4, '2', 'buffer', 'si')} ${call(1)}
section .data\ndw 0\npath: db "/a/b.txt", 0\nsection .bss\nbuffer: resb 20\n`,
);

writeFileSync(
  join(folder, 'args.c'),
  '#include <stdio.h>\nint main(int n, char **v) { while (--n) printf(n > 1 ? "%s " : "%s", *++v); return 0; }\n',
);

writeFileSync(
  join(folder, 'again.c'),
  '#include <unistd.h>\nint main(int n, char **v) { if (n > 1) { write(1, "again", 5); return 7; } execl(v[0], v[0], "x", (char *) 0); return 1; }\n',
);

const command = async (
  words: string,
  input = '',
): Promise<{ status: number | undefined; out: string; err: string }> => {
  const said = { 1: '', 2: '' };
  let rest = Buffer.from(input);
  const status = await run(
    words.split(' '),
    {
      cwd: folder,
      env: {},
      out: (text) => {
        said[1] += text;
      },
      err: (text) => {
        said[2] += text;
      },
      interactive: false,
      colour: false,
      stdin: async () => Buffer.from(''),
      streams: {
        input: (max) => {
          const taken = rest.subarray(0, max);
          rest = rest.subarray(taken.length);
          return taken;
        },
        output: (fd, bytes) => {
          said[fd] += Buffer.from(bytes).toString('latin1');
        },
      },
    },
    '0',
  );
  return { status, out: said[1], err: said[2] };
};

const exec = (words: string, input?: string): ReturnType<typeof command> => command(`exec ${words}`, input);
beforeAll(async () => {
  await command('cc args.c -o args');
  await command('cc again.c -o again');
});

describe('vfork-lint exec', () => {
  test('gives the program the streams and takes its status', async () => {
    expect(await exec('copy', 'hello')).toEqual({ status: 5, out: 'hello', err: '' });
  });

  test('ends with 124 at a deadlock and says who waits', async () => {
    const { status, err } = await exec('stuck');
    expect(status).toBe(124);
    expect(err).toContain('process 1 (stuck) waits for data from the pipe on descriptor 3');
  });

  test('ends with 125 at a spent budget', async () => {
    const { status, err } = await exec('--instructions 1000 loop');
    expect(status).toBe(125);
    expect(err).toContain('the instructions budget is spent');
  });

  test('copies a folder into the file system, and writes to the error stream', async () => {
    mkdirSync(join(folder, 'root/a'), { recursive: true });
    writeFileSync(join(folder, 'root/a/b.txt'), 'inside');
    expect(await exec('--fs root file')).toEqual({ status: 0, out: '', err: 'inside' });
  });

  test.each(['again', './again', join(folder, 'again')])('a program can start itself: %s', async (path) => {
    expect(await exec(path)).toMatchObject({ status: 7, out: 'again' });
  });

  test('traces and counts', async () => {
    const { err } = await exec('--trace --stats --kernel solaris copy', 'x');
    expect(err).toContain('read(0, 0x2, 20) = 1');
    expect(err).toMatch(/\d+ instructions in [\d.]+ s/);
  });

  test.each([
    ['args a bc', 'a bc'],
    ['args a bc --kernel solaris --seed 3', 'a bc'],
    ['--kernel solaris args a --trace=0', 'a --trace=0'],
    ['args -l a --seed 3 -x', '-l a -x'],
    ['args a -- --kernel none -- b', 'a --kernel none -- b'],
    ['--seed 3 -- args --stats', '--stats'],
  ])('%s gives the program its arguments', async (words, expected) => {
    expect(await exec(words)).toMatchObject({ status: 0, out: expected });
  });

  test.each(['copy --kernel solaris --trace', '--trace copy --kernel solaris'])(
    '%s: options stand anywhere',
    async (words) => {
      const { err } = await exec(words, 'x');
      expect(err).toContain('read(0, 0x2, 20) = 1');
    },
  );

  test.each([
    ['copy --kernel solaria', "there is no kernel 'solaria'; did you mean 'solaris'?"],
    ['--kernel solaria copy', "there is no kernel 'solaria'; did you mean 'solaris'?"],
    ['--seed x copy', "--seed takes a whole number, not 'x'"],
    ['none', 'cannot read none: there is no such file'],
    ['root/a/b.txt', 'root/a/b.txt is no ELKS a.out'],
  ])('%s is a mistake', async (words, message) => {
    const { status, err } = await exec(words);
    expect({ status, known: err.includes(message) }).toEqual({ status: 2, known: true });
  });
});
