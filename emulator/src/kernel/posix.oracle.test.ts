/**
 * Our kernel and library against the host's Linux: random programs of processes, pipes, signals, descriptors and waits (tools/random-posix.ts),
 * built by gcc and run here, built by our compiler and run on `linux-i386` and, in another order of the scheduler, on one of the other systems
 * with as large tables. POSIX fixes what they print.
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { randomPosix } from '../../../tools/random-posix.ts';
import { BINARY_NAMES, binary, buildProgram } from '../toolchain/index.ts';
import { exitStatusOf, Kernel, personalityOf, programOf } from './index.ts';

const PROGRAMS = 200;
const EACH = 10;
/** Other systems on which these programs print the same; ELKS has smaller tables and pipes, and exec resets ignored signals there. */
const OTHERS = ['linux-i386', 'solaris', 'news-os', 'bsd43', 'macos', 'cygwin'];
const folder = mkdtempSync(join(tmpdir(), 'posix-'));

interface Outcome {
  readonly output: string;
  readonly status: number;
}

const onHost = async (seed: number, text: string): Promise<Outcome> => {
  const place = join(folder, String(seed));
  mkdirSync(place);
  writeFileSync(join(place, 'p.c'), text);
  execFileSync('gcc', ['-std=gnu99', '-w', '-O1', '-o', 'p', 'p.c'], { cwd: place });
  return await new Promise((resolve) => {
    const child = execFile(
      join(place, 'p'),
      { cwd: place, env: { PATH: '/bin:/usr/bin' }, timeout: 20_000, encoding: 'latin1' },
      (error, output) => resolve({ output, status: error === null ? 0 : Number(error.code ?? -1) }),
    );
    child.stdin?.end();
  });
};

const onKernel = (text: string, name: string, order: number, registers: 'none' | 'auto'): Outcome => {
  const reader = { read: (path: string) => (path === 'p.c' ? text : undefined) };
  const { image, problems } = buildProgram(['p.c'], { reader, registers });
  const personality = personalityOf(name);
  if (image === undefined || personality === undefined)
    throw new Error(problems.map(({ at, message }) => `${at.line}: ${message}`).join('\n'));
  let output = '';
  const kernel = new Kernel({
    personality,
    seed: order,
    budgets: { instructions: 20_000_000 },
    output: (stream, bytes) => {
      if (stream === 'stdout') output += Buffer.from(bytes).toString('latin1');
    },
  });
  for (const one of BINARY_NAMES)
    kernel.world.fs.installLater(`/bin/${one}`, () => binary(one) ?? new Uint8Array(), 0o755);
  kernel.start(programOf('/home/p', image), ['p'], ['PATH=/bin:/usr/bin']);
  return { status: exitStatusOf(kernel.run()), output };
};

describe('random programs print what they print on the host', () => {
  it.each(Array.from({ length: PROGRAMS / EACH }, (_, i) => i * EACH))('from seed %i', async (first) => {
    const seeds = Array.from({ length: EACH }, (_, i) => first + i);
    for (const seed of seeds) {
      const text = randomPosix(seed);
      const host = await onHost(seed, text);
      const other = OTHERS[seed % OTHERS.length] ?? 'linux-i386';
      expect({ seed, ...onKernel(text, 'linux-i386', 0, 'none') }).toEqual({ seed, ...host });
      expect({ seed, other, ...onKernel(text, other, seed + 1, 'auto') }).toEqual({ seed, other, ...host });
    }
  });
});
