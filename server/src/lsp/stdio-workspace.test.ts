/** Folders, settings, configuration files and the check of a whole workspace, over stdio. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Json } from '../testing/rpc-client.ts';
import { BAD, open, PULLING, pull, rules, serverTests, URI, uriIn } from '../testing/server-process.ts';

const { build, cleanUp, folder, start } = serverTests('workspace');
beforeAll(build, 60_000);
afterEach(cleanUp);

test('executeCommandProvider: checkWorkspace with progress, published findings, and the way back when opened', async () => {
  const root = folder({ 'a.c': BAD, 'b.c': 'int x;\n', 'notes.txt': BAD });
  const { client } = await start({ root, capabilities: { ...PULLING, window: { workDoneProgress: true } } });
  const result = await client.request('workspace/executeCommand', { command: 'vfork-lint.checkWorkspace' });
  expect(result).toMatchObject({ files: 2, cancelled: false });
  expect(result.findings).toBeGreaterThan(0);
  const { token } = await client.received('window/workDoneProgress/create');
  const steps = client.notifications.filter((one) => one.method === '$/progress' && one.params.token === token);
  expect(steps.map(({ params }) => params.value.kind)).toEqual(['begin', 'report', 'report', 'end']);
  const uri = uriIn(root, 'a.c');
  const published = await client.received('textDocument/publishDiagnostics', (params) => params.uri === uri);
  expect(rules(published.diagnostics)).toContain('exit-in-child');
  client.forget();
  open(client, BAD, uri);
  const cleared = await client.received('textDocument/publishDiagnostics', (params) => params.uri === uri);
  expect(cleared.diagnostics).toEqual([]);
  expect(rules((await pull(client, uri)).items)).toContain('exit-in-child');
  client.forget();
  client.notify('textDocument/didClose', { textDocument: { uri } });
  const again = await client.received('textDocument/publishDiagnostics', (params) => params.uri === uri);
  expect(rules(again.diagnostics)).toContain('exit-in-child');
});

test('checkWorkspace can be cancelled', async () => {
  const root = folder(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}.c`, BAD])));
  const { client } = await start({ root });
  const { id, answer } = client.start('workspace/executeCommand', { command: 'vfork-lint.checkWorkspace' });
  await client.received('textDocument/publishDiagnostics');
  client.notify('$/cancelRequest', { id });
  await expect(answer).rejects.toMatchObject({ code: -32800 });
  expect(client.notifications.length).toBeLessThan(300);
});

test('settings: initial, pulled with their scope, pushed; off means nothing at all', async () => {
  const off = await start({ settings: { enable: false } });
  open(off.client, BAD);
  expect((await pull(off.client)).items).toEqual([]);
  expect(await off.client.request('textDocument/codeLens', { textDocument: { uri: URI } })).toEqual([]);
  off.client.notify('workspace/didChangeConfiguration', {
    settings: { 'vfork-lint': { rules: { 'exit-in-child': 'info' }, codeLens: { enable: false } } },
  });
  await off.client.received('workspace/diagnostic/refresh');
  expect((await pull(off.client)).items.find(({ code }: Json) => code === 'exit-in-child').severity).toBe(3);
  expect(await off.client.request('textDocument/codeLens', { textDocument: { uri: URI } })).toEqual([]);

  const root = folder({ 'a.c': BAD });
  const asking = { ...PULLING, workspace: { ...PULLING.workspace, configuration: true } };
  const { client } = await start({ root, capabilities: asking });
  client.answers['workspace/configuration'] = ({ items }) =>
    items.map(({ scopeUri }: Json) => (scopeUri === undefined ? null : { rules: { 'exit-in-child': 'off' } }));
  const uri = uriIn(root, 'a.c');
  open(client, BAD, uri);
  open(client, BAD, URI);
  expect(rules((await pull(client, uri)).items)).not.toContain('exit-in-child');
  expect(rules((await pull(client, URI)).items)).toContain('exit-in-child');
});

test('wrong settings are said, and count as none', async () => {
  const { client } = await start({ settings: { rules: { 'exit-in-chidl': 'error' } } });
  open(client, BAD);
  const { message } = await client.received('window/showMessage');
  expect(message).toMatch(/exit-in-chidl.*did you mean 'exit-in-child'/);
  expect(rules((await pull(client)).items)).toContain('exit-in-child');
});

test('vfork-lint.config.json: found, watched, its problems shown in it', async () => {
  const root = folder({ 'a.c': BAD, 'vfork-lint.config.json': '{ "rules": { "exit-in-child": "off" } }' });
  const watching = {
    ...PULLING,
    workspace: { ...PULLING.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
  };
  const { client } = await start({ root, capabilities: watching });
  const uri = uriIn(root, 'a.c');
  const config = uriIn(root, 'vfork-lint.config.json');
  open(client, BAD, uri);
  expect(rules((await pull(client, uri)).items)).not.toContain('exit-in-child');
  const { registrations } = await client.received('client/registerCapability', (params) =>
    JSON.stringify(params).includes('vfork-lint.config.json'),
  );
  expect(registrations[0].method).toBe('workspace/didChangeWatchedFiles');
  writeFileSync(join(root, 'vfork-lint.config.json'), '{ "rules": { "exit-in-child": "loud" } }');
  client.forget();
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type: 2 }] });
  await client.received('workspace/diagnostic/refresh');
  expect(rules((await pull(client, uri)).items)).toContain('exit-in-child');
  const shown = await client.received('textDocument/publishDiagnostics', (params) => params.uri === config);
  expect(shown.diagnostics[0].message).toMatch(/must be one of off, hint/);
  expect(shown.diagnostics[0].range).toEqual({ start: { line: 0, character: 30 }, end: { line: 0, character: 36 } });
});

test('workspaceFolders: settings follow a folder that comes and goes', async () => {
  const root = folder({ 'a.c': BAD });
  const asking = { ...PULLING, workspace: { ...PULLING.workspace, configuration: true } };
  const { client } = await start({ capabilities: asking });
  client.answers['workspace/configuration'] = ({ items }) =>
    items.map(({ scopeUri }: Json) => (scopeUri === undefined ? null : { enable: false }));
  const uri = uriIn(root, 'a.c');
  open(client, BAD, uri);
  expect(rules((await pull(client, uri)).items)).toContain('exit-in-child');
  const entry = { uri: pathToFileURL(root).href, name: 'w' };
  client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [entry], removed: [] } });
  await client.received('workspace/diagnostic/refresh');
  expect((await pull(client, uri)).items).toEqual([]);
  client.forget();
  client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [entry] } });
  await client.received('workspace/diagnostic/refresh');
  expect(rules((await pull(client, uri)).items)).toContain('exit-in-child');
});
