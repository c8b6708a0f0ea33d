/**
 * The worker's half of tools/mutation/hot.ts: runs lockstep tests with one hot loop after the other in the place of the
 * real one, which the bundle leaves out.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { registered } from '../mini-test.ts';

/** A hot loop as the text of a function, and the tests to try it with, by their place in the test file. */
export interface HotJob {
  readonly code: string;
  readonly tests: readonly number[];
}

/** The outcome of a job: the test that failed, undefined where all passed. `started`: it is at work on this job. */
export type HotMessage =
  | { readonly kind: 'started'; readonly job: number }
  | { readonly kind: 'done'; readonly job: number; readonly by: number | undefined };

const firstFailure = async (tests: readonly number[]): Promise<number | undefined> => {
  for (const test of tests)
    try {
      await registered()[test]?.body();
    } catch {
      return test;
    }
  return undefined;
};

/** Serves the jobs in `workerData`; `load` loads the test file, `put` puts a hot loop in place. */
export const serveHot = async (load: () => Promise<unknown>, put: (code: string) => void): Promise<void> => {
  const post = (message: HotMessage): void => parentPort?.postMessage(message);
  await load();
  for (const [job, { code, tests }] of (workerData as readonly HotJob[]).entries()) {
    post({ kind: 'started', job });
    let by = tests[0];
    try {
      put(code);
      by = await firstFailure(tests);
    } catch {
      // A loop that is no program is killed by any test.
    }
    post({ kind: 'done', job, by });
  }
};
