/**
 * The programs of `fixtures/programs` (pipes, signals, descriptors, statuses, streams, jumps, heap, directories, alarms, exec, shell), whose
 * output C and POSIX fix: built by gcc and run by the host, built by Debian's bcc with its own library, and built by our compiler
 * with ours. All three print the same on every kernel that resumes correct programs.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BINARY_NAMES, binary, buildProgram } from '../toolchain/index.ts';
import { exitStatusOf, Kernel, loadProgram, type Program, personalityOf, programOf } from './index.ts';

const DATA = fileURLToPath(new URL('../../../fixtures/programs/', import.meta.url));
const KERNELS = [
  'fork',
  'elks-1999',
  'elks-2015',
  'elks',
  'news-os',
  'solaris',
  'linux-i386',
  'bsd43',
  'macos',
  'cygwin',
];

/**
 * Kernels that do not resume every correct program: one that keeps no return address, and one that gives the parent the child's BP, which
 * after a successful exec is that of a frame of the library. Programs without a vfork run on them as well.
 */
const UNSOUND = ['naive', 'inherit-registers'];
const BORROWS = /\b(?:vfork|popen|system)\s*\(/;

const folder = mkdtempSync(join(tmpdir(), 'programs-'));

/** What the host makes of a program. */
const onHost = (name: string): { output: string; status: number } => {
  const place = join(folder, `${name}.d`);
  mkdirSync(place);
  execFileSync('gcc', ['-std=gnu89', '-w', '-O1', '-o', join(folder, `${name}.host`), join(DATA, `${name}.c`)]);
  const output = execFileSync(join(folder, `${name}.host`), { cwd: place, env: { PATH: '/bin:/usr/bin' } });
  return { output: output.toString('latin1'), status: 0 };
};

const byBcc = (name: string): Program => {
  const image = join(folder, `${name}.bcc`);
  execFileSync('bcc', ['-ansi', '-0', '-o', image, join(DATA, `${name}.c`)], { cwd: folder });
  const program = loadProgram(`/home/${name}`, readFileSync(image));
  if (typeof program === 'string') throw new Error(program);
  return program;
};

const byUs = (name: string): Program => {
  const path = join(DATA, `${name}.c`);
  const reader = { read: (at: string) => (at === path ? readFileSync(path, 'utf8') : undefined) };
  const { image, problems } = buildProgram([path], { reader });
  if (image === undefined) throw new Error(problems.map(({ at, message }) => `${at.line}: ${message}`).join('\n'));
  return programOf(`/home/${name}`, image);
};

const onKernel = (program: Program, kernelName: string): { output: string; status: number } => {
  const personality = personalityOf(kernelName);
  if (personality === undefined) throw new Error(kernelName);
  let output = '';
  const kernel = new Kernel({
    personality,
    budgets: { instructions: 20_000_000 },
    output: (_stream, bytes) => {
      output += Buffer.from(bytes).toString('latin1');
    },
  });
  for (const one of BINARY_NAMES) kernel.world.fs.install(`/bin/${one}`, binary(one) ?? new Uint8Array(), 0o755);
  kernel.install(program.path, program.image);
  kernel.start(program, [program.path], ['PATH=/bin:/usr/bin']);
  const status = exitStatusOf(kernel.run());
  return { output, status };
};

const names = readdirSync(DATA)
  .filter((file) => file.endsWith('.c'))
  .map((file) => file.slice(0, -2));

describe.each(names)('%s', (name) => {
  it('prints the same everywhere, by either compiler', () => {
    const expected = onHost(name);
    const kernels = BORROWS.test(readFileSync(join(DATA, `${name}.c`), 'utf8')) ? KERNELS : [...KERNELS, ...UNSOUND];
    for (const [compiler, program] of [
      ['bcc', byBcc(name)],
      ['ours', byUs(name)],
    ] as const) {
      for (const kernel of kernels)
        expect({ compiler, kernel, ...onKernel(program, kernel) }).toEqual({ compiler, kernel, ...expected });
    }
  });
});
