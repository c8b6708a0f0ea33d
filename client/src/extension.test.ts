/** The extension against a fake VS Code and a fake language client: what it starts, registers, shows and passes on. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { activate, deactivate } from './extension.ts';
import { reset, world } from './fake-vscode.ts';

const { FakeClient, clients } = vi.hoisted(() => {
  const clients: FakeClient[] = [];
  class FakeClient {
    readonly calls: string[] = [];
    readonly features: { fillClientCapabilities(capabilities: object): void }[] = [];
    readonly notifications = new Map<string, (params: unknown) => void>();
    readonly args: readonly unknown[];
    stateChanged: (event: { newState: number }) => void = () => undefined;
    fails = false;
    static failToStart = false;
    outputChannel = { show: () => this.calls.push('show log') };
    constructor(...args: readonly unknown[]) {
      this.args = args;
      this.fails = FakeClient.failToStart;
      clients.push(this);
    }
    registerFeature(feature: FakeClient['features'][number]): void {
      this.features.push(feature);
    }
    onNotification(method: string, handler: (params: unknown) => void): void {
      this.notifications.set(method, handler);
    }
    onDidChangeState(handler: FakeClient['stateChanged']): void {
      this.stateChanged = handler;
    }
    async start(): Promise<void> {
      this.calls.push('start');
      if (this.fails) throw new Error('no such file');
    }
    async restart(): Promise<void> {
      this.calls.push('restart');
      if (this.fails) throw new Error('it hangs');
    }
    async stop(): Promise<void> {
      this.calls.push('stop');
    }
  }
  return { FakeClient, clients };
});
vi.mock('vscode-languageclient/node', () => ({
  LanguageClient: FakeClient,
  State: { Stopped: 1, Running: 2, Starting: 3 },
  TransportKind: { ipc: 1 },
}));

type Context = Parameters<typeof activate>[0];
type Client = InstanceType<typeof FakeClient>;

const start = async (): Promise<{ client: Client; subscriptions: { dispose(): void }[] }> => {
  const subscriptions: { dispose(): void }[] = [];
  await activate({ subscriptions, asAbsolutePath: (path: string) => `/ext/${path}` } as unknown as Context);
  const client = clients.at(-1);
  if (client === undefined) throw new Error('no client was made');
  return { client, subscriptions };
};

beforeEach(() => {
  reset();
  FakeClient.failToStart = false;
});

test('starts the bundled server over ipc for C and headers, and stops it', async () => {
  const { client } = await start();
  const [id, , server, options] = client.args as [string, string, { run: object }, { documentSelector: object }];
  expect(id).toBe('vfork-lint');
  expect(server.run).toEqual({ module: '/ext/dist/server.cjs', transport: 1 });
  expect(options.documentSelector).toEqual([
    { language: 'c' },
    { language: 'cpp', pattern: '**/*.h' },
    ...['javascript', 'javascriptreact', 'typescript', 'typescriptreact'].map((language) => ({ language })),
  ]);
  await deactivate();
  expect(client.calls).toEqual(['start', 'stop']);
});

const host = (text: string): { readonly languageId: string; getText(): string } => ({
  languageId: 'typescript',
  getText: () => text,
});

test('JavaScript and TypeScript without C do not start the server; the first C in them does', async () => {
  world.documents = [host('const a = 1;')];
  const { client } = await start();
  expect(client.calls).toEqual([]);
  for (const listen of world.opened) listen(host('const b = 2;'));
  expect(client.calls).toEqual([]);
  for (const listen of world.opened) listen(host('new CModule(`int x;`)'));
  expect(client.calls).toEqual(['start']);
  expect(world.opened.size).toBe(0);
});

test('a command starts a server that has waited', async () => {
  world.documents = [host('const a = 1;')];
  const { client } = await start();
  await world.commands.get('vfork-lint.checkWorkspace')?.();
  expect(client.calls).toEqual(['start']);
  expect(world.executed).toEqual([['vfork-lint.checkWorkspace']]);
  expect(world.commands.has('vfork-lint.checkWorkspace')).toBe(false);
});

test.each([
  ['C in a literal', [host('f(/* c */ `int x;`)')], []],
  ['a C file beside', [host(''), { languageId: 'c', getText: () => '' }], []],
  ['a configuration file', [host('')], ['vfork-lint.config.json']],
])('%s starts the server at once', async (_, documents, files) => {
  Object.assign(world, { documents, files });
  expect((await start()).client.calls).toEqual(['start']);
});

test('a setting leaves other languages alone', async () => {
  world.settings.set('vfork-lint.embedded.enable', false);
  world.documents = [host('new CModule(`int x;`)')];
  const { client } = await start();
  expect(client.calls).toEqual([]);
  expect((client.args[3] as { documentSelector: object[] }).documentSelector).toHaveLength(2);
});

test('tells the server that it shows its status, keeping what others said', async () => {
  const { client } = await start();
  const capabilities = { experimental: { other: 1 } };
  client.features[0]?.fillClientCapabilities(capabilities);
  expect(capabilities).toEqual({ experimental: { other: 1, vforkLintStatus: true, vforkLintStory: true } });
});

test.each([
  [
    { kind: 'ready', enabled: true },
    { detail: 'ready', severity: 0, busy: false },
  ],
  [
    { kind: 'ready', enabled: false },
    { detail: 'off by setting', severity: 0 },
  ],
  [{ kind: 'checking' }, { detail: 'checking the workspace', busy: true }],
  [
    { kind: 'degraded', message: 'see the log' },
    { detail: 'see the log', severity: 1 },
  ],
])('status %o', async (sent, shown) => {
  const { client } = await start();
  client.notifications.get('vfork-lint/status')?.(sent);
  expect(world.items[0]).toMatchObject(shown);
});

test('a server that stops or starts again shows as such; the item goes with the extension', async () => {
  const { client, subscriptions } = await start();
  client.stateChanged({ newState: 1 });
  expect(world.items[0]).toMatchObject({ severity: 2, text: 'vfork-lint: stopped' });
  client.stateChanged({ newState: 3 });
  expect(world.items[0]).toMatchObject({ severity: 0, busy: true });
  for (const one of subscriptions) one.dispose();
  expect(world.items[0]?.disposed).toBe(true);
  expect(world.commands.size).toBe(0);
});

test('a server that does not start is said, and does not fail the activation', async () => {
  FakeClient.failToStart = true;
  await start();
  expect(world.messages[0]).toMatch(/did not start.*no such file/);
  expect(world.items[0]).toMatchObject({ severity: 2, detail: 'no such file' });
});

test('restart and log commands', async () => {
  const { client } = await start();
  await world.commands.get('vfork-lint.restartServer')?.();
  expect(world.messages).toEqual(['vfork-lint: the language server was restarted.']);
  client.fails = true;
  await world.commands.get('vfork-lint.restartServer')?.();
  expect(world.messages[1]).toMatch(/did not restart.*it hangs/);
  world.commands.get('vfork-lint.showLog')?.();
  expect(client.calls).toEqual(['start', 'restart', 'restart', 'show log']);
});

type Execute = (
  command: string,
  args: unknown[],
  next: (command: string, args: unknown[]) => unknown,
) => Promise<unknown>;

const sent = async (command: string, args: unknown[]): Promise<unknown> => {
  const { client } = await start();
  const options = client.args[3] as { middleware: { executeCommand: Execute } };
  return options.middleware.executeCommand(command, args, (_, complete) => complete);
};
const editor = (languageId: string, line: number): unknown => ({
  document: { languageId, uri: { toString: () => 'file:///a.c' } },
  selection: { active: { line } },
});
test('commands from a lens pass as they are', async () => {
  const target = { uri: 'file:///b.c', line: 3, function: 'f' };
  expect(await sent('vfork-lint.runInEmulator', [target])).toEqual([target]);
  expect(await sent('vfork-lint.checkWorkspace', [])).toEqual([]);
});

test('commands from the palette mean the active editor and its cursor', async () => {
  world.activeTextEditor = editor('c', 12);
  expect(await sent('vfork-lint.runInEmulator', [])).toEqual([{ uri: 'file:///a.c', line: 12 }]);
  expect(await sent('vfork-lint.stopRun', [])).toEqual([{ uri: 'file:///a.c' }]);
  expect(await sent('vfork-lint.fixAll', [])).toEqual([{ uri: 'file:///a.c' }]);
});

test.each(['vfork-lint.runInEmulator', 'vfork-lint.fixAll'])('%s without a C editor says so', async (command) => {
  world.activeTextEditor = command === 'vfork-lint.fixAll' ? undefined : editor('python', 1);
  expect(await sent(command, [])).toBeUndefined();
  expect(world.messages).toEqual(['vfork-lint: Open a C file first.']);
});

test('the manifest names what is there: every command is registered here or by the server, every file is packed', () => {
  const root = join(import.meta.dirname, '../..');
  const manifest = JSON.parse(readFileSync(join(root, 'client/package.json'), 'utf8')) as {
    contributes: { commands: { command: string }[]; jsonValidation: { url: string }[] };
  };
  const server = readFileSync(join(root, 'server/src/lsp/profile.ts'), 'utf8');
  const commands = readFileSync(join(root, 'client/src/commands.ts'), 'utf8');
  for (const { command } of manifest.contributes.commands) expect(server + commands).toContain(`'${command}'`);
  for (const { url } of manifest.contributes.jsonValidation) expect(existsSync(join(root, 'client', url))).toBe(true);
});
