/**
 * Runs of functions in the emulator, from the command to what is shown: progress that can be cancelled, the result in lens and
 * diagnostics, and after edits the question whether it still holds. The work itself is the runner's, beside this process.
 */
import { type CancellationToken, CancellationTokenSource, type Connection, MessageType } from 'vscode-languageserver';
import {
  DEFAULT_KERNELS,
  footprints,
  functionAround,
  functionsWithChild,
  type RunOutcome,
  runInEmulator,
} from '../ide/index.ts';
import type { RunResult, RunTarget, StopResult } from '../protocol/index.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Documents, OpenDocument } from './documents.ts';
import { type FailureLog, turn } from './guard.ts';
import type { Profile } from './profile.ts';
import type { RunResults } from './run-results.ts';
import type { Runner, RunnerState, RunProgress } from './runner.ts';
import { say } from './say.ts';
import type { Session, Sessions } from './sessions.ts';

/** What runs act on. Without a `runner` the server runs functions itself. */
export interface RunsContext {
  readonly connection: Connection;
  readonly profile: Profile;
  readonly documents: Documents;
  readonly sessions: Sessions;
  readonly diagnostics: Diagnostics;
  readonly results: RunResults;
  readonly runner: Runner | undefined;
  readonly log: FailureLog;
}

/** After the last edit, how long until footprints are asked for. */
const SETTLE_MS = 250;

/** The runs of one server. */
export class Runs {
  readonly #context: RunsContext;
  /** What is being run, by file and function. */
  readonly #running = new Map<string, CancellationTokenSource>();
  /** Edits so far, of whatever file. */
  #edits = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(context: RunsContext) {
    this.#context = context;
  }

  /** Runs a function and shows what came of it. `token` is that of the request. */
  async run(target: RunTarget, token: CancellationToken): Promise<RunResult> {
    const { documents, sessions } = this.#context;
    const document = documents.get(target.uri);
    const session = document && sessions.of(document.path);
    if (document === undefined || session === undefined) return this.#unknown(`${target.uri} is not open`);
    const name = target.function ?? functionAround(session.workspace, document.path, target.line + 1);
    if (name === undefined) return this.#unknown(noFunction(session, document, target.line + 1));
    const key = `${document.path}\n${name}`;
    if (this.#running.has(key)) return this.#unknown(`'${name}' is being run already`);
    const stop = new CancellationTokenSource();
    this.#running.set(key, stop);
    try {
      return await this.#shown(document, session, name, stop, token);
    } finally {
      this.#running.delete(key);
      stop.dispose();
    }
  }

  /** Stops the run of a function, or of all functions of the file. */
  stop(uri: string, name: string | undefined): StopResult {
    const path = this.#context.documents.get(uri)?.path ?? '';
    let stopped = 0;
    for (const [key, source] of this.#running)
      if (name === undefined ? key.startsWith(`${path}\n`) : key === `${path}\n${name}`) {
        source.cancel();
        stopped++;
      }
    return { stopped };
  }

  /** Files were edited, opened, closed, or changed on disk: soon it is asked whether results still hold. */
  edited(...paths: readonly string[]): void {
    const { documents, results, log } = this.#context;
    if (results.paths().length === 0) return;
    this.#edits++;
    let doubted = false;
    for (const path of paths) {
      const document = documents.at(path);
      if (document !== undefined) results.edited(path, document.text);
      doubted = results.doubt(path) || doubted;
    }
    if (doubted) this.#refresh();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#settle().catch((error: unknown) => log.failed(`run results: ${String(error)}`));
    }, SETTLE_MS);
    this.#timer.unref?.();
  }

  async #shown(
    document: OpenDocument,
    session: Session,
    name: string,
    stop: CancellationTokenSource,
    token: CancellationToken,
  ): Promise<RunResult> {
    const { connection, profile, results } = this.#context;
    const { path, text } = document;
    results.pass(path, name, { kind: 'running' });
    this.#refreshLenses();
    const progress = profile.progress ? await connection.window.createWorkDoneProgress() : undefined;
    progress?.begin(`vfork-lint: running '${name}'`, 0, '', true);
    const cancel = (): void => stop.cancel();
    const listeners = [token.onCancellationRequested(cancel), progress?.token.onCancellationRequested(cancel)];
    if (token.isCancellationRequested) cancel();
    const report: RunProgress = (kernel, done, all) => progress?.report(Math.floor((100 * done) / all), `on ${kernel}`);
    let outcome: RunOutcome;
    try {
      // Let the lens be drawn, and a cancellation that came along be seen, before work that may be done right here.
      await turn();
      outcome = stop.token.isCancellationRequested
        ? { kind: 'cancelled', message: `'${name}': the run was cancelled` }
        : await this.#outcome(session, path, name, stop.token, report);
    } finally {
      progress?.done();
      for (const listener of listeners) listener?.dispose();
      results.pass(path, name, undefined);
    }
    if (outcome.kind === 'ran') results.keep(path, name, text, outcome);
    else if (outcome.kind === 'cancelled') results.pass(path, name, { kind: 'cancelled' });
    else results.pass(path, name, { kind: 'failed', message: outcome.message });
    if (outcome.kind !== 'cancelled') say(connection, MessageType.Info, outcome.message);
    this.#refresh();
    this.edited();
    return resultOf(outcome, document.uri);
  }

  #outcome(
    session: Session,
    path: string,
    name: string,
    token: CancellationToken,
    progress: RunProgress,
  ): Promise<RunOutcome> {
    const { runner } = this.#context;
    const { kernels: chosen = [] } = session.workspace.config(path).config;
    const kernels = chosen.length > 0 ? chosen : DEFAULT_KERNELS;
    if (runner !== undefined)
      return runner.run({ ...this.#state(session, path), function: name, kernels }, token, progress);
    const stopped = (): boolean => token.isCancellationRequested;
    return Promise.resolve(runInEmulator(session.workspace, path, name, { kernels, stopped, progress }));
  }

  #state(session: Session, path: string): RunnerState {
    const open = this.#context.documents.all().map((one) => ({ path: one.path, text: one.text }));
    return { path, open, includePath: session.workspace.config(path).config.includePath ?? [] };
  }

  /** Asks for each result whose text changed whether it still holds. */
  async #settle(): Promise<void> {
    const { documents, sessions, results, runner } = this.#context;
    let changed = false;
    for (const path of results.paths()) {
      const document = documents.at(path);
      const session = sessions.of(path);
      if (document === undefined || session === undefined) continue;
      const { text } = document;
      const wanted = results.wanted(path);
      if (wanted.size === 0) continue;
      const asked = { ...this.#state(session, path), functions: [...wanted] };
      const edits = this.#edits;
      const found = runner === undefined ? footprints(session.workspace, path, wanted) : await runner.footprints(asked);
      // What was edited meanwhile is asked for anew.
      if (found === undefined || this.#edits !== edits) continue;
      changed = results.settle(path, text, [...wanted.keys()], found) || changed;
    }
    if (changed) this.#refresh();
  }

  /** Has everything shown anew; nothing waits for the client to have done so. */
  #refresh(): void {
    const { diagnostics, log } = this.#context;
    this.#refreshLenses();
    diagnostics.refresh().catch((error: unknown) => log.failed(`refresh: ${String(error)}`));
  }

  #refreshLenses(): void {
    const { connection, profile } = this.#context;
    if (profile.refreshLenses) connection.sendRequest('workspace/codeLens/refresh').catch(() => undefined);
  }

  #unknown(message: string): RunResult {
    say(this.#context.connection, MessageType.Info, message);
    return { kind: 'unknown', message };
  }
}

const noFunction = ({ workspace }: Session, { path }: OpenDocument, line: number): string => {
  const names = [...new Set(functionsWithChild(workspace, path))];
  if (names.length === 0) return 'No function of this file calls vfork: there is nothing to run';
  return `Line ${line} lies in no function that calls vfork. Place the cursor in one of: ${names.join(', ')}`;
};

const resultOf = (outcome: RunOutcome, uri: string): RunResult => {
  switch (outcome.kind) {
    case 'ran': {
      const { footprint: _, story, ...rest } = outcome;
      return { ...rest, story: { ...story, uri } };
    }
    case 'not-runnable':
      return {
        kind: 'not-runnable',
        message: outcome.message,
        ...(outcome.story === undefined ? {} : { story: { ...outcome.story, uri } }),
      };
    default:
      return outcome;
  }
};
