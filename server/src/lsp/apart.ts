/**
 * Runs of the emulator in a process of their own, so that the server answers meanwhile: this very program started again with
 * `--run`, one request in, one answer out. Killed when the request is cancelled or takes too long.
 */
import { fork } from 'node:child_process';
import type { CancellationToken } from 'vscode-languageserver';
import { createWorkspace, type RunOutcome, runInEmulator } from '../ide/index.ts';
import { nodeHost } from './host.ts';

/** A function of a text to run. `config` is what the editor's settings say. */
export interface RunRequest {
  readonly path: string;
  readonly text: string;
  readonly function: string;
  readonly kernels: readonly string[];
  readonly includePath: readonly string[];
}

/** The word that makes this program a runner. */
export const RUN_FLAG = '--run';
const PATIENCE_MS = 60_000;

/** Starts a runner, hands it the request, resolves with its answer. Never rejects. */
export const runApart = (request: RunRequest, token: CancellationToken): Promise<RunOutcome> =>
  new Promise((resolve) => {
    const child = fork(process.argv[1] ?? '', [RUN_FLAG], {
      execArgv: process.execArgv,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const end = (outcome: RunOutcome): void => {
      clearTimeout(timer);
      listener.dispose();
      child.kill();
      resolve(outcome);
    };
    const failed = (message: string): void =>
      end({ kind: 'not-runnable', message: `'${request.function}': ${message}` });
    const timer = setTimeout(() => failed(`no answer in ${PATIENCE_MS / 1000} seconds; stopped`), PATIENCE_MS);
    const listener = token.onCancellationRequested(() => failed('cancelled'));
    child.once('message', (answer) => end(answer as RunOutcome));
    child.once('error', (error) => failed(error.message));
    child.once('exit', (code) => failed(`the runner ended with ${code ?? 'a signal'}`));
    child.send(request);
  });

/** The other side: waits for one request, answers it, ends. */
export const answerRun = (): void => {
  process.once('message', (message) => {
    const { path, text, function: name, kernels, includePath } = message as RunRequest;
    createWorkspace({ reader: nodeHost().reader, config: { includePath: [...includePath] }, configFiles: true })
      .then((workspace) => {
        workspace.open(path, text);
        process.send?.(runInEmulator(workspace, path, name, kernels), () => process.exit(0));
      })
      .catch((error: unknown) => {
        process.send?.({ kind: 'not-runnable', message: String(error) } satisfies RunOutcome, () => process.exit(1));
      });
  });
};
