/**
 * Thousands of mutants of the hot loop, quickly: each is a loop with the mutant's own case alone (all else falls to the
 * general semantics), compiled in a worker that runs the lockstep tests which reach that case. What no such test kills is
 * left to the suite (tools/mutation/suite.ts), with the whole loop and all tests.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build, transform } from 'esbuild';
import { root } from '../root.ts';
import type { HotJob, HotMessage } from './hot-worker.ts';
import { apply, type Mutant } from './mutants.ts';

/** The tests that run on a hot loop put in from outside. */
export const LOCKSTEP = 'emulator/src/cpu/lockstep.test.ts';
const LOOP = 'export const runHotLoop =';
const FIRST_CASE = '      case 1: {';
const AFTER_CASES = '\n    }\n    core.ip = ip;';
/** Processor time after which a job never ends. */
const LIMIT_MS = 700;

/** The bundle of the lockstep tests, with a hot loop that calls `globalThis.hotLoop`. */
const bundle = async (generated: string, text: string): Promise<string> => {
  const head = text.slice(0, text.indexOf(LOOP));
  const stub = `${head}
const hook = globalThis as unknown as { hotLoop: (...all: unknown[]) => void; parity: unknown };
hook.parity = parity;
${LOOP} (...all: unknown[]): void => hook.hotLoop(...all);`;
  const built = await build({
    stdin: {
      contents: `import { serveHot } from './tools/mutation/hot-worker.ts';
serveHot(() => import('./${LOCKSTEP}'), (code) => { globalThis.hotLoop = new Function('parity', code)(globalThis.parity); });`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    alias: { vitest: join(root, 'tools/mini-test.ts') },
    plugins: [
      {
        name: 'hot loop from outside',
        setup: ({ onLoad }) => {
          onLoad({ filter: /hot-loop\.generated\.ts$/ }, ({ path }) =>
            path === join(root, generated) ? { contents: stub, loader: 'ts' } : undefined,
          );
        },
      },
    ],
  });
  return built.outputFiles[0]?.text ?? '';
};

/** The hot loop with the case alone that holds the mutant; undefined where it is in none. */
const loopOf = (mutant: Mutant, text: string): string | undefined => {
  const first = text.indexOf(FIRST_CASE);
  const start = text.lastIndexOf('\n      case ', mutant.start) + 1;
  const close = text.indexOf('\n      }', mutant.start);
  if (start <= first - 1 || close < 0 || mutant.start > text.lastIndexOf(AFTER_CASES)) return undefined;
  const end = close + '\n      }'.length;
  const body = apply(text.slice(start, end), { ...mutant, start: mutant.start - start, end: mutant.end - start });
  return text.slice(text.indexOf(LOOP), first) + body + text.slice(text.lastIndexOf(AFTER_CASES));
};

/** The region of the case that an entry of the table of cases names, for a mutant of such an entry. */
export const caseRegion = (mutant: Mutant, text: string, all: readonly Mutant[]): number | undefined => {
  const start = text.indexOf(`\n      case ${mutant.from}: {`);
  if (mutant.region !== 0 || start < 0) return undefined;
  return all.find((each) => each.start > start)?.region;
};

/** Runs jobs in a worker up to the last, or to one that never ends; the outcomes so far. */
const work = (code: string, jobs: readonly HotJob[]): Promise<readonly (number | undefined)[]> =>
  new Promise((resolve) => {
    const outcomes: (number | undefined)[] = [];
    const worker = new Worker(code, { eval: true, workerData: jobs });
    let used = process.cpuUsage();
    let limit = 10_000;
    const end = (): void => {
      clearInterval(timer);
      void worker.terminate();
      resolve(outcomes);
    };
    const timer = setInterval(() => {
      const { user, system } = process.cpuUsage(used);
      if ((user + system) / 1000 < limit) return;
      outcomes.push(jobs[outcomes.length]?.tests[0]);
      end();
    }, 50);
    worker.on('message', (message: HotMessage) => {
      used = process.cpuUsage();
      limit = LIMIT_MS;
      if (message.kind === 'done') outcomes.push(message.by);
      if (outcomes.length === jobs.length) end();
    });
    worker.on('error', (error) => {
      throw error;
    });
  });

/** For each mutant in a case of the hot loop that tests reach: the lockstep test that kills it, undefined where none does. */
export const hotKillers = async (
  mutants: readonly Mutant[],
  text: string,
  testsOf: (mutant: Mutant) => readonly number[],
): Promise<ReadonlyMap<Mutant, number | undefined>> => {
  const killers = new Map<Mutant, number | undefined>();
  const [first] = mutants;
  if (first === undefined) return killers;
  const code = await bundle(first.file, text);
  const jobs: { readonly mutant: Mutant; readonly job: HotJob }[] = [];
  for (const mutant of mutants) {
    const loop = loopOf(mutant, text);
    const tests = testsOf(mutant);
    if (loop === undefined || tests.length === 0) continue;
    const made = await transform(loop, { loader: 'ts' });
    jobs.push({
      mutant,
      job: { code: made.code.replace(/^export const runHotLoop =|^const runHotLoop =/, 'return'), tests },
    });
  }
  for (let at = 0; at < jobs.length; ) {
    const rest = jobs.slice(at);
    const outcomes = await work(
      code,
      rest.map(({ job }) => job),
    );
    for (const [index, by] of outcomes.entries()) {
      const mutant = rest[index]?.mutant;
      if (mutant !== undefined) killers.set(mutant, by);
    }
    at += outcomes.length;
  }
  return killers;
};
