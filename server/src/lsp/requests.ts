/** The table of requests: which message goes to which handler, in which frame. One line to add for a new feature. */
import type { Connection, TextDocumentIdentifier } from 'vscode-languageserver';
import { type CommandContext, execute } from './commands.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Documents } from './documents.ts';
import { askAgain, type GuardRequest } from './guard.ts';
import type { Handlers } from './handlers.ts';
import type { Runs } from './runs.ts';

/** The parts that depend on the client's profile. */
export interface Running {
  readonly diagnostics: Diagnostics;
  readonly handlers: Handlers;
  readonly runs: Runs;
  readonly commands: CommandContext;
}

/** What the table needs; `running` is asked anew for each request. */
export interface RequestContext {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly guard: { readonly request: GuardRequest };
  running(): Running;
}

/** Registers every request on the connection. */
export const registerRequests = ({ connection, documents, guard: { request }, running }: RequestContext): void => {
  const version = ({ textDocument }: { readonly textDocument: TextDocumentIdentifier }): number | undefined =>
    documents.get(textDocument.uri)?.version;

  connection.onHover(request({ name: 'hover', empty: null, version }, (params) => running().handlers.hover(params)));
  connection.onDocumentHighlight(
    request({ name: 'documentHighlight', empty: [], version }, (params) => running().handlers.highlights(params)),
  );
  connection.onCodeLens(
    request({ name: 'codeLens', empty: [], version }, (params) => running().handlers.codeLenses(params)),
  );
  connection.onCodeAction(
    request({ name: 'codeAction', empty: [], version }, (params) => running().handlers.codeActions(params)),
  );
  connection.languages.diagnostics.on(
    request({ name: 'diagnostic', empty: { kind: 'full', items: [] }, version, stale: askAgain }, (params) =>
      running().diagnostics.pull(params),
    ),
  );
  connection.onExecuteCommand(
    request({ name: 'executeCommand', empty: null }, (params, token, progress) =>
      execute(running().commands, params, token, progress),
    ),
  );
};
