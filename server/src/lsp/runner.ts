/**
 * Runs of the emulator in a process of their own, so that the server answers meanwhile: this very program started again with
 * `--run`. It stays for the next request, since its parser and its compiled library are warm then; a request that is cancelled or
 * takes too long is ended by ending the process, at once, whatever it does. `runner-process.ts` is the other side.
 */
import { type ChildProcess, fork } from 'node:child_process';
import type { CancellationToken } from 'vscode-languageserver';
import type { Beyond, Footprint, RunOutcome } from '../ide/index.ts';

/** The texts of the editor that a runner cannot read from the disk, and the settings that hold. */
export interface RunnerState {
  readonly path: string;
  readonly open: readonly { readonly path: string; readonly text: string }[];
  readonly includePath: readonly string[];
}

/** A function to run. */
export interface RunRequest extends RunnerState {
  readonly function: string;
  readonly kernels: readonly string[];
}

/** Functions of which the footprints are asked, by name. */
export interface FootprintRequest extends RunnerState {
  readonly functions: readonly (readonly [string, Beyond])[];
}

/** What goes to the runner. */
export type RunnerJob =
  | { readonly kind: 'run'; readonly request: RunRequest }
  | { readonly kind: 'footprints'; readonly request: FootprintRequest };

/** What comes back: any number of `progress`, then one of the others. */
export type RunnerAnswer =
  | { readonly kind: 'progress'; readonly kernel: string; readonly done: number; readonly all: number }
  | { readonly kind: 'ran'; readonly outcome: RunOutcome }
  | { readonly kind: 'footprints'; readonly footprints: readonly (readonly [string, Footprint])[] }
  | { readonly kind: 'failed'; readonly message: string };

export type RunProgress = (kernel: string, done: number, all: number) => void;

/** Runs functions beside the server. Nothing here rejects. */
export interface Runner {
  run(request: RunRequest, token: CancellationToken, progress: RunProgress): Promise<RunOutcome>;
  /** The footprints of those functions that can be cut out; undefined where they could not be had. */
  footprints(request: FootprintRequest): Promise<ReadonlyMap<string, Footprint> | undefined>;
  dispose(): void;
}

/** The word that makes this program a runner. */
export const RUN_FLAG = '--run';
const PATIENCE_MS = 60_000;
/** An idle runner is ended after this. */
const IDLE_MS = 5 * 60_000;

/** The program to start again: the bundle that this is part of. */
const program = (): string => (typeof __filename === 'string' ? __filename : (process.argv[1] ?? ''));

/** Waits in line for the process; `cancelled` ends what is under way, or leaves the line. */
interface Turn {
  readonly job: RunnerJob;
  readonly progress: RunProgress;
  readonly resolve: (answer: RunnerAnswer | { readonly kind: 'cancelled' }) => void;
}

/** A runner over a child process that is started when first needed. */
export const createRunner = (): Runner => {
  let child: ChildProcess | undefined;
  let current: Turn | undefined;
  let patience: ReturnType<typeof setTimeout> | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const waiting: Turn[] = [];

  const stop = (): void => {
    clearTimeout(idle);
    const old = child;
    child = undefined;
    old?.removeAllListeners();
    old?.kill('SIGKILL');
  };
  const settle = (answer: RunnerAnswer | { readonly kind: 'cancelled' }): void => {
    clearTimeout(patience);
    const turn = current;
    current = undefined;
    turn?.resolve(answer);
    next();
  };
  const failed = (message: string): void => {
    stop();
    settle({ kind: 'failed', message });
  };
  const start = (): ChildProcess => {
    const made = fork(program(), [RUN_FLAG], {
      execArgv: process.execArgv.filter((word) => !word.startsWith('--inspect')),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    made.on('message', (message) => {
      const answer = message as RunnerAnswer;
      if (answer.kind === 'progress') current?.progress(answer.kernel, answer.done, answer.all);
      else settle(answer);
    });
    made.on('error', (error) => failed(error.message));
    made.on('exit', (code) => failed(`the runner ended with ${code ?? 'a signal'}`));
    return made;
  };
  const next = (): void => {
    if (current !== undefined) return;
    current = waiting.shift();
    clearTimeout(idle);
    if (current === undefined) {
      idle = setTimeout(stop, IDLE_MS);
      idle.unref();
      return;
    }
    child ??= start();
    patience = setTimeout(() => failed(`no answer in ${PATIENCE_MS / 1000} seconds; stopped`), PATIENCE_MS);
    child.send(current.job);
  };
  const ask = (
    job: RunnerJob,
    progress: RunProgress,
    token?: CancellationToken,
  ): Promise<RunnerAnswer | { readonly kind: 'cancelled' }> =>
    new Promise((resolve) => {
      const turn: Turn = {
        job,
        progress,
        resolve: (answer) => {
          listener?.dispose();
          resolve(answer);
        },
      };
      const listener = token?.onCancellationRequested(() => {
        const at = waiting.indexOf(turn);
        if (at >= 0) {
          waiting.splice(at, 1);
          turn.resolve({ kind: 'cancelled' });
        } else if (current === turn) {
          stop();
          settle({ kind: 'cancelled' });
        }
      });
      waiting.push(turn);
      next();
    });
  return {
    run: async (request, token, progress) => {
      const answer = await ask({ kind: 'run', request }, progress, token);
      if (answer.kind === 'ran') return answer.outcome;
      if (answer.kind === 'cancelled')
        return { kind: 'cancelled', message: `'${request.function}': the run was cancelled` };
      const message = answer.kind === 'failed' ? answer.message : 'no answer';
      return { kind: 'not-runnable', message: `'${request.function}': ${message}` };
    },
    footprints: async (request) => {
      const answer = await ask({ kind: 'footprints', request }, () => undefined);
      return answer.kind === 'footprints' ? new Map(answer.footprints) : undefined;
    },
    dispose: () => {
      stop();
      for (const turn of [...(current === undefined ? [] : [current]), ...waiting.splice(0)])
        turn.resolve({ kind: 'cancelled' });
      current = undefined;
    },
  };
};
