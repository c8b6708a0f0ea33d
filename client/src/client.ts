/** The language client: how the server is started, which documents it is told of, and what passes through on the way. */
import type { ServerNotifications, ServerStatus } from '@vfork-lint/server/protocol';
import type { ClientCapabilities } from 'vscode-languageclient';
import {
  type DocumentSelector,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import { completeArguments } from './arguments.ts';
import { embeds, HOST_LANGUAGES } from './hosts.ts';
import { runThrough } from './run.ts';
import type { Status } from './status.ts';
import type { Stories } from './story.ts';

/** The documents that hold C: VS Code takes headers for C++. */
export const SELECTOR: DocumentSelector = [{ language: 'c' }, { language: 'cpp', pattern: '**/*.h' }];

/** The documents that may hold C in literals. */
const HOSTS: DocumentSelector = HOST_LANGUAGES.map((language) => ({ language }));

/** The bundle of the server inside the extension. */
const SERVER = 'dist/server.cjs';

const STATUS: keyof ServerNotifications = 'vfork-lint/status';

/** Makes the client, not started. `locate` makes a path in the extension absolute. */
export const createClient = (locate: (path: string) => string, status: Status, stories: Stories): LanguageClient => {
  const module = locate(SERVER);
  const serverOptions: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
  const clientOptions: LanguageClientOptions = {
    documentSelector: embeds() ? [...SELECTOR, ...HOSTS] : SELECTOR,
    outputChannelName: 'vfork-lint',
    middleware: {
      executeCommand: async (command, args, next) => {
        const complete = await completeArguments(command, args);
        return complete === undefined ? undefined : runThrough(stories, command, complete, next);
      },
    },
  };
  const client = new LanguageClient('vfork-lint', 'vfork-lint', serverOptions, clientOptions);
  client.registerFeature({
    fillClientCapabilities: (capabilities: ClientCapabilities) => {
      capabilities.experimental = { ...capabilities.experimental, vforkLintStatus: true, vforkLintStory: true };
    },
    initialize: () => {},
    getState: () => ({ kind: 'static' }),
    clear: () => {},
  });
  client.onNotification(STATUS, (params: ServerStatus) => status.show(params));
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Starting) status.show({ kind: 'starting' });
    if (newState === State.Stopped) status.show({ kind: 'stopped' });
  });
  return client;
};
