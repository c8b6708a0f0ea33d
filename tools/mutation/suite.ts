/**
 * Runs tests on changed sources: bundles the tests with one source replaced, in memory, and runs a plan of them in a
 * worker, which ends at the first failure or when a test takes far more processor time than it does unchanged. Finds out
 * once which regions of which sources each test reaches. See tools/mutation/worker.ts for the other half.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type BuildContext, context } from 'esbuild';
import { root } from '../root.ts';
import { instrument } from './mutants.ts';
import type { Message, Plan, TestId } from './worker.ts';

/** What a test needs, alone: its time, and the regions that it reaches, as `file number`. */
export interface TestProfile extends TestId {
  readonly ms: number;
  readonly reached: readonly string[];
}

/** The first failure of a run; `test` is the place in the plan. */
export interface Failure {
  readonly test: number;
  readonly message: string;
}

/** Regions that one source may have. */
const MOST = 10_000;
/** Processor time that a test may take: this much, and so many times its own. */
const GRACE_MS = 1000;
const TIMES = 4;

export class Suite {
  private readonly tests: readonly string[];
  private readonly sources: ReadonlyMap<string, string>;
  private replaced: ReadonlyMap<string, string> = new Map();
  private building: BuildContext | undefined;

  /** Test files, and texts of the sources that may be replaced; paths from the root of the repository. */
  constructor(tests: readonly string[], sources: ReadonlyMap<string, string>) {
    this.tests = tests;
    this.sources = sources;
  }

  /** Every test of these files alone, in a worker of its own: nothing that another test left behind hides what it reaches. */
  async profile(files: readonly string[], told: (done: number, of: number) => void): Promise<readonly TestProfile[]> {
    const numbers = new Map<number, string>();
    const instrumented = new Map<string, string>();
    for (const [index, [file, text]] of [...this.sources].entries()) {
      const hit = `const __reached: Uint8Array = (globalThis as any).reached ??= new Uint8Array(${MOST * this.sources.size});
const __hit = (n: number): void => { __reached[${index * MOST} + n] = 1; };`;
      instrumented.set(file, `${hit}\n${instrument(text, '__hit')}`);
      numbers.set(index, file);
    }
    const code = await this.bundle(instrumented);
    const counted = await this.work(code, undefined, []);
    if (counted.kind !== 'counted') throw new Error(`the tests do not load: ${JSON.stringify(counted)}`);
    const ids = files.flatMap((file) =>
      Array.from({ length: counted.counts[file] ?? 0 }, (_, index) => ({ file, index })),
    );
    const profiles: TestProfile[] = [];
    for (const id of ids) {
      const result = await this.work(code, [id], [Number.POSITIVE_INFINITY]);
      if (result.kind !== 'passed')
        throw new Error(`${id.file} #${id.index} fails without a mutant: ${JSON.stringify(result)}`);
      const reached = result.reached.map((at) => `${numbers.get(Math.floor(at / MOST))} ${at % MOST}`);
      profiles.push({ ...id, ms: result.ms[0] ?? 0, reached });
      told(profiles.length, ids.length);
    }
    return profiles;
  }

  /** Runs these tests with `text` in the place of `file`; the first failure, undefined where all pass. */
  async failure(file: string, text: string, tests: readonly TestProfile[]): Promise<Failure | undefined> {
    let code: string;
    try {
      code = await this.bundle(new Map([[file, text]]));
    } catch (error) {
      return { test: 0, message: `it does not build: ${error}` };
    }
    const result = await this.work(
      code,
      tests,
      tests.map(({ ms }) => GRACE_MS + TIMES * ms),
    );
    return result.kind === 'failed' ? { test: result.index, message: result.message } : undefined;
  }

  async close(): Promise<void> {
    await this.building?.dispose();
  }

  private async bundle(replaced: ReadonlyMap<string, string>): Promise<string> {
    this.replaced = replaced;
    this.building ??= await context({
      stdin: {
        contents: `import { serve } from './tools/mutation/worker.ts';
serve({ ${this.tests.map((file) => `'${file}': () => import('./${file}')`).join(',\n')} });`,
        resolveDir: root,
      },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'silent',
      write: false,
      external: ['fast-check'],
      alias: { vitest: join(root, 'tools/mini-test.ts') },
      plugins: [
        {
          name: 'mutant',
          setup: ({ onLoad }) => {
            onLoad({ filter: /\.ts$/ }, ({ path }) => {
              const contents = this.replaced.get(path.slice(root.length).replace(/^\//, ''));
              return contents === undefined ? undefined : { contents, loader: 'ts' };
            });
          },
        },
      ],
    });
    return (await this.building.rebuild()).outputFiles?.[0]?.text ?? '';
  }

  /** One worker's outcome. A test that has used up its limit of processor time, in ms, fails. */
  private work(
    code: string,
    tests: readonly TestId[] | undefined,
    limits: readonly number[],
  ): Promise<Exclude<Message, { kind: 'started' }>> {
    return new Promise((resolve) => {
      const plan: Plan = { tests: tests?.map(({ file, index }) => ({ file, index })) };
      const worker = new Worker(code, { eval: true, stderr: true, stdout: true, workerData: plan });
      let index = 0;
      let used = process.cpuUsage();
      const end = (result: Exclude<Message, { kind: 'started' }>): void => {
        clearInterval(timer);
        void worker.terminate();
        resolve(result);
      };
      const timer = setInterval(() => {
        const { user, system } = process.cpuUsage(used);
        if ((user + system) / 1000 > (limits[index] ?? Number.POSITIVE_INFINITY))
          end({ kind: 'failed', index, message: 'it never ends' });
      }, 200);
      worker.on('message', (message: Message) => {
        if (message.kind !== 'started') return end(message);
        index = message.index;
        used = process.cpuUsage();
      });
      worker.on('error', (error) => end({ kind: 'failed', index, message: String(error) }));
    });
  }
}
