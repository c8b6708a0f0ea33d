/**
 * Programs that use the corners of the language (room `cc`, tests/torture: a program begins with a line `//- name`), built with our
 * library and run on our machine in each register mode, against gcc: both print the same and end with the same status. Nothing in
 * them depends on the size of int.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { REGISTER_MODES, type RegisterMode } from '../cc/index.ts';
import { Kernel, personalityOf, programOf } from '../kernel/index.ts';
import { buildProgram } from './program.ts';

const SOURCES = new URL('../cc/tests/torture/', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'vfork-lint-torture-'));
afterAll(() => rmSync(folder, { recursive: true }));

const programs = readdirSync(SOURCES)
  .filter((file) => file.endsWith('.c'))
  .flatMap((file) => {
    const parts = readFileSync(new URL(file, SOURCES), 'utf8')
      .split(/^\/\/- /m)
      .slice(1);
    return parts.map((part) => {
      const [title = '', ...lines] = part.split('\n');
      return { name: `${file.slice(0, -2)}: ${title}`, text: lines.join('\n') };
    });
  });

const theirs = (text: string): string => {
  const [source, program] = [join(folder, 'a.c'), join(folder, 'a')];
  writeFileSync(source, text);
  const options = ['-m32', '-msse2', '-mfpmath=sse', '-std=gnu11', '-O0', '-w', '-fwrapv', '-fshort-wchar'];
  const made = spawnSync('gcc', [...options, '-o', program, source, '-lm'], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  const { stdout, status } = spawnSync(program, { encoding: 'latin1' });
  return `${stdout}status ${status}`;
};

const ours = (text: string, registers: RegisterMode): string => {
  const { image, problems } = buildProgram(['a.c'], {
    reader: { read: (path) => (path === 'a.c' ? text : undefined) },
    registers,
    stack: 0x4000,
  });
  const personality = personalityOf('fork');
  if (image === undefined || personality === undefined) return problems.map(({ message }) => message).join('\n');
  let out = '';
  const kernel = new Kernel({
    personality,
    budgets: { instructions: 200_000_000 },
    output: (_, bytes) => {
      out += String.fromCharCode(...bytes);
    },
  });
  kernel.start(programOf('/a', image), ['a']);
  const result = kernel.run();
  return `${out}status ${result.kind === 'exited' ? result.status : result.kind}`;
};

describe('programs that use the corners of C agree with gcc', () => {
  it.each(programs)('$name', { timeout: 60_000 }, ({ text }) => {
    const expected = theirs(text);
    for (const mode of REGISTER_MODES) expect(ours(text, mode), mode).toBe(expected);
  });
});
