/**
 * Nine programs built by Debian's bcc against what an independent kernel printed for them under eight models. A run that the other
 * kernel did not end itself (124, 125) was cut off at some point: there its output must be how ours begins.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exitStatusOf, Kernel, loadProgram, personalityOf } from './index.ts';

const DATA = fileURLToPath(
  ['../../../../shared/data/elks-programs/', '../../../../../shared/data/elks-programs/']
    .map((path) => new URL(path, import.meta.url))
    .find((folder) => existsSync(folder)) as URL,
);

const MODELS = [
  ['fork', 'fork'],
  ['elks99', 'elks-1999'],
  ['elks15', 'elks-2015'],
  ['elks26', 'elks'],
  ['share', 'linux-i386'],
  ['inherit', 'inherit-registers'],
  ['sol', 'solaris'],
  ['naive', 'naive'],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'elks-'));

const compile = (name: string): Uint8Array => {
  const image = join(folder, name);
  if (!existsSync(image)) execFileSync('bcc', ['-ansi', '-0', '-o', image, join(DATA, `${name}.c`)], { cwd: folder });
  return readFileSync(image);
};

const run = (name: string, kernelName: string): { output: string; status: number } => {
  const personality = personalityOf(kernelName);
  const program = loadProgram(name, compile(name));
  if (personality === undefined || typeof program === 'string') throw new Error(`cannot run ${name} on ${kernelName}`);
  let output = '';
  const kernel = new Kernel({
    personality,
    budgets: { instructions: 3_000_000 },
    output: (_stream, bytes) => {
      output += Buffer.from(bytes).toString('latin1');
    },
  });
  kernel.start(program, [name, ...(name === 'p01_hello' ? ['a', 'bc'] : [])]);
  const status = exitStatusOf(kernel.run());
  return { output, status };
};

const programs = readdirSync(DATA)
  .filter((file) => file.endsWith('.c'))
  .map((file) => file.slice(0, -2));

describe.each(MODELS)('%s', (model, kernelName) => {
  it.each(programs)('%s', (name) => {
    const expected = readFileSync(join(DATA, 'expected', model, `${name}.out`), 'latin1');
    const [, status] = /rc=(\d+)/.exec(readFileSync(join(DATA, 'expected', model, `${name}.status`), 'latin1')) ?? [];
    const actual = run(name, kernelName);
    if (Number(status) >= 124) expect(actual.output.slice(0, expected.length)).toBe(expected);
    else expect(actual).toEqual({ output: expected, status: Number(status) });
  });
});
