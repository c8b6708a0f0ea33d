/**
 * Nine programs built by Debian's bcc against what an independent kernel printed for them under eight models. After some hazards its
 * runs have no end of their own and were cut. At its instruction limit (125): the file holds the first 1500 bytes, ours begins with
 * exactly these, and after 300,000 instructions ours stands at the very call that its message names. With 124: the file holds what
 * had been printed by then; ours has printed exactly that, within the same limit, at a moment when a parent goes on through a frame
 * that its child has destroyed, and goes on from there. Which moment it was is not a matter of the emulated world: p05 runs the same
 * instructions with the same system calls under share and sol, which differ in caught signals only, and whatever its arguments and
 * environment are, and yet the two files end at different moments, one walk through the zeros behind the text apart.
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

interface Outcome {
  readonly output: string;
  readonly status: number;
}

const readExpected = (model: string, name: string, kind: string): string =>
  readFileSync(join(DATA, 'expected', model, `${name}.${kind}`), 'latin1');

/** Bytes that were kept of a run without an end. */
const CAPTURE = 1500;

/** Instructions after which the reference stops a run with 125. */
const LIMIT = 300_000;

interface Run extends Outcome {
  /** The output each time that a parent went on after its vfork child, within the limit. */
  readonly resumed: readonly string[];
  /** What its processes did, at which instruction. */
  readonly events: readonly string[];
  /** Where the first process stood at its first call behind the limit. */
  readonly limit: { readonly pc: number; readonly sp: number } | undefined;
}

const run = (name: string, kernelName: string, environment: readonly string[] = [], argv0 = name): Run => {
  const personality = personalityOf(kernelName);
  const program = loadProgram(name, compile(name));
  if (personality === undefined || typeof program === 'string') throw new Error(`cannot run ${name} on ${kernelName}`);
  let output = '';
  const resumed: string[] = [];
  const events: string[] = [];
  let limit: Run['limit'];
  const kernel = new Kernel({
    personality,
    budgets: { instructions: 3_000_000 },
    output: (_stream, bytes) => {
      output += Buffer.from(bytes).toString('latin1');
    },
    observer: ({ what, pid, pc, sp, at }) => {
      events.push(`${at}: process ${pid} at ${pc}: ${what.kind}`);
      if (what.kind === 'resume' && at <= LIMIT) resumed.push(output);
      if (what.kind === 'call' && at > LIMIT) limit ??= { pc, sp };
    },
  });
  kernel.start(program, [argv0, ...(name === 'p01_hello' ? ['a', 'bc'] : [])], environment);
  const status = exitStatusOf(kernel.run());
  return { output, status, resumed, events, limit };
};

const programs = readdirSync(DATA)
  .filter((file) => file.endsWith('.c'))
  .map((file) => file.slice(0, -2));

/** What the reference said at its instruction limit. */
const limitOf = (model: string, name: string): { readonly pc: number; readonly sp: number } => {
  const [, pc = '', sp = ''] = /limit at ip (\w+) sp (\w+) pid/.exec(readExpected(model, name, 'status')) ?? [];
  return { pc: Number.parseInt(pc, 16), sp: Number.parseInt(sp, 16) };
};

/** By how much longer its argument block was than ours: where it was started from, which no output depends on. */
const LONGER = 18;

describe.each(MODELS)('%s', (model, kernelName) => {
  it.each(programs)('%s', (name) => {
    const status = Number(/rc=(\d+)/.exec(readExpected(model, name, 'status'))?.[1]);
    const expected = { output: readExpected(model, name, 'out'), status };
    const { resumed, events, limit, ...actual } = run(name, kernelName);
    expect(events).not.toEqual([]);
    if (expected.status === 125) {
      expect(expected.output.length).toBe(CAPTURE);
      expect(actual.output.slice(0, CAPTURE)).toBe(expected.output);
      const { pc, sp } = limitOf(model, name);
      expect(limit).toEqual({ pc, sp: sp + LONGER });
    } else if (expected.status === 124) expect(resumed).toContain(expected.output);
    else expect(actual).toEqual(expected);
  });
});

describe('p05, which the reference cut at different moments', () => {
  it('runs alike under share and sol', () => {
    const [share, sol] = ['share', 'sol'].map((model) => readExpected(model, 'p05_vfret', 'out')) as [string, string];
    expect(sol.startsWith(share) && sol.length > share.length).toBe(true);
    const last = run('p05_vfret', 'solaris');
    expect(run('p05_vfret', 'linux-i386').events).toEqual(last.events);
    expect(last.events.length).toBeGreaterThan(100);
  });

  it.each(MODELS)('prints the same under %s whatever its arguments and environment are', (_model, kernelName) => {
    const { output } = run('p05_vfret', kernelName);
    expect(output).toContain('start\nchild\n');
    for (const [argv0, environment] of [
      ['p', ['PATH=/bin']],
      ['/home/user/programs/p05_vfret', ['TERM=dumb', 'PATH=/usr/bin:/bin', 'HOME=/root', 'USER=root']],
    ] as const)
      expect(run('p05_vfret', kernelName, environment, argv0).output).toBe(output);
  });
});
