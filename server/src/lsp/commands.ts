/**
 * The commands of `workspace/executeCommand` (protocol room: ServerCommands). Wrong arguments get an error answer that says
 * what is wrong; nothing here throws for them.
 */
import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  type ExecuteCommandParams,
  ResponseError,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import { fixAll } from '../ide/index.ts';
import type {
  CheckResult,
  FixResult,
  RunResult,
  RunTarget,
  ServerCommand,
  ServerStatus,
  StopResult,
} from '../protocol/index.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Documents } from './documents.ts';
import type { EmbeddedFindings } from './embedded.ts';
import { turn } from './guard.ts';
import type { Profile } from './profile.ts';
import type { Runs } from './runs.ts';
import type { Sessions } from './sessions.ts';
import { type Places, workspaceEdit } from './to-proto.ts';

/** What the commands act on; `files` lists the C files below a folder. */
export interface CommandContext {
  readonly connection: Connection;
  readonly profile: Profile;
  readonly documents: Documents;
  readonly sessions: Sessions;
  readonly places: Places;
  readonly diagnostics: Diagnostics;
  files(root: string): AsyncIterable<string>;
  readonly runs: Runs;
  readonly embedded: EmbeddedFindings;
  status(status: ServerStatus): void;
}

type Answer = RunResult | StopResult | CheckResult | FixResult | ResponseError<void>;

/** Runs a command; unknown ones and wrong arguments are InvalidParams. */
export const execute = async (
  context: CommandContext,
  { command, arguments: args = [] }: ExecuteCommandParams,
  token: CancellationToken,
  progress: WorkDoneProgressReporter,
): Promise<Answer> => {
  switch (command as ServerCommand) {
    case 'vfork-lint.runInEmulator':
      return isTarget(args[0])
        ? context.runs.run(args[0], token)
        : invalid(`${command} takes { uri, line, function? }`);
    case 'vfork-lint.stopRun':
      return isUri(args[0])
        ? context.runs.stop(args[0].uri, nameIn(args[0]))
        : invalid(`${command} takes { uri, function? }`);
    case 'vfork-lint.checkWorkspace':
      return check(context, token, progress);
    case 'vfork-lint.fixAll':
      return isUri(args[0]) ? fix(context, args[0].uri) : invalid(`${command} takes { uri }`);
    default:
      return invalid(`there is no command '${command}'`);
  }
};

/** Lints file after file, giving way to other messages in between. */
const check = async (
  context: CommandContext,
  token: CancellationToken,
  given: WorkDoneProgressReporter,
): Promise<CheckResult> => {
  const { sessions, diagnostics, profile, connection } = context;
  const own = profile.progress ? await connection.window.createWorkDoneProgress() : undefined;
  const progress = own ?? given;
  const cancelled = (): boolean => token.isCancellationRequested || (own?.token.isCancellationRequested ?? false);
  progress.begin('vfork-lint: checking the workspace', 0, '', true);
  context.status({ kind: 'checking' });
  let findings = 0;
  let files = 0;
  try {
    const paths: string[] = [];
    for (const { root } of sessions.all()) {
      if (root === undefined) continue;
      for await (const path of context.files(root)) {
        if (cancelled()) break;
        if (sessions.of(path)?.root === root) paths.push(path);
      }
    }
    for (const path of paths) {
      await turn();
      if (cancelled()) break;
      const session = sessions.of(path);
      if (session === undefined) continue;
      findings += diagnostics.check(session, path);
      files++;
      progress.report(Math.floor((100 * files) / paths.length), `${files} of ${paths.length} files`);
    }
    return { files, findings, cancelled: cancelled() };
  } finally {
    progress.done();
    context.status({ kind: 'ready', enabled: sessions.all().some((session) => sessions.enabled(session)) });
  }
};

const fix = async (context: CommandContext, uri: string): Promise<FixResult> => {
  const { documents, sessions, places, profile, connection } = context;
  const document = documents.get(uri);
  const session = document && sessions.of(document.path);
  if (document === undefined || session === undefined || !sessions.enabled(session))
    return { edits: 0, applied: false };
  const edits = fixAll(session.workspace, document.path, context.embedded.of(document.path)).map((edit) => ({
    ...edit,
    path: document.path,
  }));
  const edit = workspaceEdit(places, edits, profile);
  if (edits.length === 0 || edit === undefined || !profile.applyEdit) return { edits: 0, applied: false };
  const { applied } = await connection.workspace.applyEdit({ label: 'vfork-lint: safe fixes', edit });
  return { edits: edits.length, applied };
};

const invalid = (message: string): ResponseError<void> => new ResponseError(ErrorCodes.InvalidParams, message);

const isUri = (value: unknown): value is { readonly uri: string } =>
  typeof value === 'object' && value !== null && 'uri' in value && typeof value.uri === 'string';

/** The function that is named, if one is. */
const nameIn = (value: object): string | undefined =>
  'function' in value && typeof value.function === 'string' ? value.function : undefined;

const isTarget = (value: unknown): value is RunTarget =>
  isUri(value) &&
  'line' in value &&
  typeof value.line === 'number' &&
  (!('function' in value) || typeof value.function === 'string');
