/**
 * The language server: the life of one session, from `initialize` to `exit`, over any connection. It wires the parts
 * together and owns their order: settings and folders first, then documents, then answers. It knows no transport and no
 * disk (main.ts and host.ts do), so it runs over a pair of streams in a test and could run in a worker.
 */
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  MessageType,
} from 'vscode-languageserver';
import type { ServerStatus, Settings } from '../protocol/index.ts';
import { LineIndex } from '../text/line-index.ts';
import type { CommandContext } from './commands.ts';
import { Diagnostics } from './diagnostics.ts';
import { Documents } from './documents.ts';
import { EmbeddedFindings } from './embedded.ts';
import { guards } from './guard.ts';
import { handlersOf } from './handlers.ts';
import type { Host } from './host.ts';
import { capabilitiesFor, type Profile, profileOf } from './profile.ts';
import { type Running, registerRequests } from './requests.ts';
import { RunResults } from './run-results.ts';
import { Runs } from './runs.ts';
import { say } from './say.ts';
import { Sessions } from './sessions.ts';
import { analysisSettings, pushedSettings, readSettings, SECTION } from './settings.ts';
import type { Places } from './to-proto.ts';
import { pathOf, uriOf } from './uri.ts';

/** Files whose changes on disk matter, as glob patterns. */
const WATCHED = ['**/*.{c,h}', '**/vfork-lint.config.json', '**/compile_commands.json'];

/** The version in server/package.json; a test compares them. */
export const VERSION = '0.1.0';

/** Puts a server on a connection; the caller starts listening. */
export const serve = (connection: Connection, host: Host): void => {
  const documents = new Documents();
  const sessions = new Sessions(host.reader, documents);
  const places: Places = {
    uri: (path) => documents.at(path)?.uri ?? uriOf(path),
    version: (path) => documents.at(path)?.version ?? null,
    lines: (path) => {
      const open = documents.at(path);
      if (open !== undefined) return open.lines;
      const text = sessions.of(path)?.workspace.text(path);
      return text === undefined ? undefined : new LineIndex(text);
    },
  };
  const results = new RunResults();
  const started = signal();
  const log = {
    failed: (message: string): void => {
      connection.console.error(message);
      status({ kind: 'degraded', message: 'an internal error was caught: see the log' });
    },
  };
  /** Set-up under way: settings and folders that were told of. Requests wait for it, so that they see what came before. */
  let settled: Promise<void> = started.fired;
  const guard = guards(log, () => settled);
  let profile: Profile = profileOf({ capabilities: {}, processId: null, rootUri: null });
  let roots: readonly string[] = [];
  let session = running(profile);

  function running(known: Profile): Running {
    const embedded = new EmbeddedFindings({ documents, sessions });
    const context = { connection, profile: known, documents, sessions, places, log, results, embedded };
    const diagnostics = new Diagnostics(context);
    const runs = new Runs({ ...context, diagnostics, runner: host.runner });
    const commands: CommandContext = { ...context, diagnostics, runs, files: host.files, status };
    return { diagnostics, runs, commands, handlers: handlersOf(context) };
  }
  function status(now: ServerStatus): void {
    if (profile.status) connection.sendNotification('vfork-lint/status', now).catch(() => undefined);
  }
  const ready = (): void => status({ kind: 'ready', enabled: sessions.all().some((one) => sessions.enabled(one)) });
  /** Settings or folders changed: everything shown may be stale. */
  const refreshAll = async (): Promise<void> => {
    await session.diagnostics.refresh();
    if (profile.refreshLenses) await connection.sendRequest('workspace/codeLens/refresh');
  };
  const configure = async (pushed?: Settings): Promise<void> => {
    const wrong = new Set<string>();
    for (const one of sessions.all()) {
      one.settings = pushed ?? (await readSettings(connection, profile, one.root));
      for (const { message } of one.workspace.configure(analysisSettings(one.settings), one.root)) wrong.add(message);
    }
    for (const message of wrong) say(connection, MessageType.Warning, `vfork-lint settings: ${message}`);
    ready();
  };
  /** Takes up settings or folders, in turn, then has everything shown anew. */
  const settle = (name: string, work: () => Promise<void>): void => {
    settled = settled.then(work).catch((error: unknown) => log.failed(`${name}: ${String(error)}`));
    later(name, () => settled.then(refreshAll));
  };
  /** Runs what is asynchronous behind a notification; a failure is logged. */
  const later = (name: string, work: () => Promise<void>): void => {
    work().catch((error: unknown) => log.failed(`${name}: ${error instanceof Error ? error.stack : String(error)}`));
  };

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    profile = profileOf(params);
    roots = profile.roots;
    session = running(profile);
    return { capabilities: capabilitiesFor(profile), serverInfo: { name: 'vfork-lint', version: VERSION } };
  });
  connection.onInitialized(() => {
    later('initialized', async () => {
      try {
        await sessions.setRoots(roots, profile.initialSettings);
        await configure();
      } finally {
        started.fire();
      }
      for (const { path } of documents.all()) session.diagnostics.touched(path);
      if (profile.watchConfiguration)
        await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
      if (profile.watchFiles) {
        const watchers = WATCHED.map((globPattern) => ({ globPattern }));
        await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      }
    });
    if (profile.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(({ uri }) => pathOf(uri)));
        roots = [...roots.filter((root) => !gone.has(root)), ...added.map(({ uri }) => pathOf(uri))];
        settle('didChangeWorkspaceFolders', async () => {
          await sessions.setRoots(roots, profile.initialSettings);
          await configure();
        });
      });
  });

  const { notification } = guard;
  /** The path of a document whose text is another than the workspace has. */
  const unlike = ({ path, text }: { readonly path: string; readonly text: string }): readonly string[] =>
    sessions.of(path)?.workspace.text(path) === text ? [] : [path];
  connection.onDidOpenTextDocument(
    notification('didOpen', ({ textDocument }) => {
      const document = documents.open(textDocument);
      const edited = unlike(document);
      sessions.close(document.path);
      sessions.open(document);
      session.diagnostics.touched(document.path);
      session.runs.edited(...edited);
    }),
  );
  connection.onDidChangeTextDocument(
    notification('didChange', ({ textDocument: { uri, version: next }, contentChanges }) => {
      const edits = documents.change(uri, next, contentChanges);
      if (edits === undefined) return;
      sessions.edit(pathOf(uri), edits);
      session.runs.edited(pathOf(uri));
      session.diagnostics.touched(pathOf(uri));
    }),
  );
  connection.onDidCloseTextDocument(
    notification('didClose', ({ textDocument: { uri } }) => {
      const document = documents.close(uri);
      if (document === undefined) return;
      sessions.close(document.path);
      results.forget(document.path);
      session.diagnostics.closed(document);
      session.runs.edited(...unlike(document));
    }),
  );
  connection.onDidChangeConfiguration(
    notification('didChangeConfiguration', ({ settings }) => {
      settle('didChangeConfiguration', () => configure(profile.configuration ? undefined : pushedSettings(settings)));
    }),
  );
  connection.onDidChangeWatchedFiles(
    notification('didChangeWatchedFiles', ({ changes }) => {
      const paths = changes.map(({ uri }) => pathOf(uri));
      sessions.changed(paths);
      session.diagnostics.recheck(paths);
      session.runs.edited(...paths);
      later('didChangeWatchedFiles', refreshAll);
    }),
  );
  registerRequests({ connection, documents, guard, running: () => session });
};

/** A promise to be fulfilled from outside. */
const signal = (): { readonly fired: Promise<void>; readonly fire: () => void } => {
  let fire = (): void => undefined;
  const fired = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { fired, fire };
};
