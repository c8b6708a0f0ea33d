/**
 * The worker's half of the mutation runner: loads test files of a bundle one by one and runs the planned tests in order,
 * up to the first that fails. Talks to tools/mutation/suite.ts by messages.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { registered } from '../mini-test.ts';

/** A test: its file, and its place among the tests that the file registers. */
export interface TestId {
  readonly file: string;
  readonly index: number;
}

/** What a worker is to do: run these tests, or with none tell how many each file has. */
export interface Plan {
  readonly tests: readonly TestId[] | undefined;
}

export type Message =
  | { readonly kind: 'started'; readonly index: number }
  | { readonly kind: 'failed'; readonly index: number; readonly message: string }
  | { readonly kind: 'passed'; readonly ms: readonly number[]; readonly reached: readonly number[] }
  | { readonly kind: 'counted'; readonly counts: Readonly<Record<string, number>> };

/** Serves the plan in `workerData` with these test files. */
export const serve = async (files: Readonly<Record<string, () => Promise<unknown>>>): Promise<void> => {
  const post = (message: Message): void => parentPort?.postMessage(message);
  const loaded = new Map<string, ReturnType<typeof registered>>();
  const load = async (file: string): Promise<ReturnType<typeof registered>> => {
    const known = loaded.get(file);
    if (known !== undefined) return known;
    const before = registered().length;
    await files[file]?.();
    const tests = registered().slice(before);
    loaded.set(file, tests);
    return tests;
  };
  const { tests } = workerData as Plan;
  if (tests === undefined) {
    const counts: Record<string, number> = {};
    for (const file of Object.keys(files)) counts[file] = (await load(file)).length;
    return post({ kind: 'counted', counts });
  }
  const ms: number[] = [];
  for (const [index, { file, index: number }] of tests.entries()) {
    post({ kind: 'started', index });
    const start = process.cpuUsage();
    try {
      await (await load(file))[number]?.body();
    } catch (error) {
      return post({ kind: 'failed', index, message: String((error as Error | undefined)?.message) });
    }
    const { user, system } = process.cpuUsage(start);
    ms.push((user + system) / 1000);
  }
  const { reached = new Uint8Array(0) } = globalThis as { reached?: Uint8Array };
  post({ kind: 'passed', ms, reached: [...reached.keys()].filter((at) => reached[at] === 1) });
};
