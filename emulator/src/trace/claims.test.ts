/**
 * Every claim of CLAIMS.md on the kernels that it is about: C programs (`fixtures/claims`), built by our compiler with our library, and
 * what is seen of their runs in output, memory and trace against the table in `claims/`.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exitStatusOf, Kernel, PERSONALITIES, personalityOf, programOf, type RunResult } from '../kernel/index.ts';
import { type BuiltProgram, binary, buildProgram } from '../toolchain/index.ts';
import type { ClaimRun } from './claims/claim.ts';
import { CLAIMS } from './claims/table.ts';
import { evidenceOf, lineOf, Recorder } from './index.ts';

const FOLDER = new URL('../../../fixtures/claims/', import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');
const PROGRAMS = ['cat', 'echo', 'sh', 'true'] as const;

const built = new Map<string, BuiltProgram>();
const build = (file: string, run: ClaimRun): BuiltProgram => {
  const defines = [...(run.form === 'safe' ? ['SAFE'] : []), ...(run.defines ?? [])];
  const key = [file, run.registers, ...defines].join(' ');
  const known = built.get(key);
  if (known !== undefined) return known;
  const { registers } = run;
  const reader = { read: (path: string) => (path === file ? textOf(file) : undefined) };
  const made = buildProgram([file], { reader, defines, ...(registers === undefined ? {} : { registers }) });
  built.set(key, made);
  return made;
};

interface Seen {
  readonly out: string;
  readonly end: number | string;
  readonly evidence: readonly string[];
  readonly copied: number;
  readonly stub: string;
  readonly esChanged: number;
}

/** The name in a `/* @name *\/` mark of a line, `-` where there is none. */
const markAt = (file: string, line: number | undefined): string =>
  /@(\w+)/.exec(textOf(file).split('\n')[(line ?? 0) - 1] ?? '')?.[1] ?? '-';

const endOf = (result: RunResult): number | string => (result.kind === 'exited' ? exitStatusOf(result) : result.kind);

const look = (file: string, name: string, run: ClaimRun): Seen => {
  const personality = personalityOf(name);
  const { image, problems } = build(file, run);
  if (personality === undefined || image === undefined)
    throw new Error(problems.map(({ at, message }) => `${at.path}:${at.line}: ${message}`).join('\n'));
  const recorder = new Recorder();
  const seen = { out: '', stub: '', esChanged: 0 };
  const { failures, limits, uid, keys } = run;
  const kernel: Kernel = new Kernel({
    personality,
    budgets: { instructions: 500_000 },
    ...(failures === undefined ? {} : { failures }),
    ...(limits === undefined ? {} : { limits }),
    ...(uid === undefined ? {} : { uid }),
    ...(keys === undefined ? {} : { stdio: 'terminal', keys: [{ at: 0, text: keys }] }),
    output: (_stream, bytes) => {
      seen.out += Buffer.from(bytes).toString('latin1');
    },
    ...recorder.options,
    observer: (event) => {
      recorder.options.observer?.(event);
      const thread = kernel.world.processes.get(event.pid)?.threads[0];
      if (event.what.kind !== 'call' || thread === undefined) return;
      const { registers, process } = thread;
      if (registers.es !== registers.ds) seen.esChanged++;
      if (run.spoilEs === true) registers.es = 0;
      if (event.what.name === 'vfork' && seen.stub === '') {
        const text = process.program.image.text.subarray(registers.ip - 5, registers.ip);
        seen.stub = Buffer.from(text).toString('hex');
      }
    },
  });
  recorder.attach(kernel);
  for (const one of PROGRAMS) kernel.world.fs.install(`/bin/${one}`, binary(one) ?? new Uint8Array(), 0o755);
  kernel.start(programOf('/bin/claim', image), ['claim', ...(run.argv ?? [])], ['PATH=/bin']);
  const result = kernel.run();
  const mark = (side: Parameters<typeof lineOf>[0]): string =>
    markAt(file, lineOf(side, (path) => path === file)?.line);
  const evidence = evidenceOf(recorder.recording, result).map(
    ({ kind, child, parent }) => `${kind} ${mark(child)} ${mark(parent)}`,
  );
  return { ...seen, end: endOf(result), evidence: [...new Set(evidence)], copied: kernel.world.segments.copied };
};

/** What of a run the table speaks of, in its words, so that the two can be compared. */
const check = (file: string, run: ClaimRun): void => {
  const { out, notOut, end, evidence, copied, stub, esChanged } = run.sees;
  for (const name of run.kernels) {
    const seen = look(file, name, run);
    const all = `${file} on ${name}: ${JSON.stringify(seen)}`;
    if (out !== undefined) expect(seen.out, all).toBe(out);
    if (notOut !== undefined) expect(seen.out, all).not.toBe(notOut);
    if (end !== undefined) expect(seen.end, all).toBe(end);
    if (evidence !== undefined) expect(seen.evidence, all).toEqual(expect.arrayContaining([...evidence]));
    if (run.form === 'safe') expect(seen.evidence, all).toEqual([]);
    if (copied !== undefined) expect(seen.copied > 0 ? 'some' : 'none', all).toBe(copied);
    if (stub !== undefined) expect(seen.stub, all).toBe(stub);
    if (esChanged !== undefined) expect(seen.esChanged, all).toBe(esChanged);
  }
};

const titleOf = (run: ClaimRun): string =>
  [run.form, ...(run.defines ?? []), ...(run.argv ?? []), run.registers, run.failures?.[0]?.errno]
    .filter((one) => one !== undefined)
    .join(' ');

describe.each(CLAIMS.flatMap(({ claims }) => claims))('$id: $fact', ({ programs }) => {
  const runs = programs.flatMap(({ file, runs }) => runs.map((run) => ({ file, run })));
  it.each(runs.map(({ file, run }) => [file, titleOf(run), run.kernels.join(' '), run] as const))(
    '%s %s on %s',
    (file, _title, _kernels, run) => check(file, run),
    60_000,
  );
});

it('has every claim, each with a run that shows it', () => {
  const counts = { A: 12, B: 6, C: 9, D: 6, E: 6 };
  const wanted = Object.entries(counts).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, i) => `${letter}${i + 1}`),
  );
  const shown = CLAIMS.flatMap(({ claims }) => claims).filter(({ programs }) =>
    programs.some(({ runs }) => runs.some(({ form }) => form === 'shown')),
  );
  expect(shown.map(({ id }) => id)).toEqual(wanted);
});

it('shows every claim on each kernel that says it stands for it', () => {
  const missing = PERSONALITIES.flatMap(({ name, claims }) =>
    claims
      .filter((id) => {
        const claim = CLAIMS.flatMap(({ claims: all }) => all).find((one) => one.id === id);
        return !claim?.programs.some(({ runs }) =>
          runs.some((run) => run.form === 'shown' && run.kernels.includes(name)),
        );
      })
      .map((id) => `${name}: ${id}`),
  );
  expect(missing).toEqual([]);
});
