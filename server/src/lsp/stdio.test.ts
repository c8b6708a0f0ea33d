/**
 * The language server as any editor meets it: a process spoken to over stdio by a client that shares nothing with it. Every
 * capability that `initialize` announces has a test here, and a test holds that list to the announcement.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { c } from '../testing/c.ts';
import { type Json, RpcClient } from '../testing/rpc-client.ts';

const BAD = c`
  #include <unistd.h>
  void spawn(void) {
    if (vfork() == 0) {
      execl("/bin/true", "true", (char *)0);
      exit(127);
    }
  }
`;
const URI = 'file:///w/bad.c';
const EXIT = { start: { line: 4, character: 4 }, end: { line: 4, character: 8 } };

const ROOT = join(import.meta.dirname, '../../..');
/** A bundle of its own, so that this test neither waits for `npm run build` nor disturbs what runs from server/dist. */
const BUNDLE = 'build/protocol-test';
beforeAll(() => {
  const args = ['tools/build.mjs', '--into', BUNDLE, '--only', 'server.cjs'];
  execFileSync(process.execPath, args, { cwd: ROOT });
}, 60_000);

const running: RpcClient[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const client of running.splice(0)) client.kill();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const PULLING: Json = {
  textDocument: {
    diagnostic: {},
    publishDiagnostics: { relatedInformation: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
  workspace: {
    workspaceEdit: { documentChanges: true },
    workspaceFolders: true,
    applyEdit: true,
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
  },
};
const without = (capabilities: Json, kind: string, name: string): Json => {
  const copy = structuredClone(capabilities);
  delete copy[kind][name];
  return copy;
};

interface Start {
  readonly capabilities?: Json;
  readonly root?: string;
  readonly settings?: Json;
}

const start = async ({
  capabilities = PULLING,
  root,
  settings = {},
}: Start = {}): Promise<{
  readonly client: RpcClient;
  readonly announced: Json;
}> => {
  const client = new RpcClient(process.execPath, [join(ROOT, BUNDLE, 'server.cjs'), '--stdio']);
  running.push(client);
  const folder = root === undefined ? null : { uri: pathToFileURL(root).href, name: 'w' };
  const answer = await client.request('initialize', {
    processId: null,
    rootUri: folder?.uri ?? null,
    workspaceFolders: folder === null ? null : [folder],
    initializationOptions: settings,
    capabilities,
  });
  client.notify('initialized', {});
  return { client, announced: answer };
};

const open = (client: RpcClient, text: string, uri: string = URI): void =>
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'c', version: 1, text } });
const change = (client: RpcClient, version: number, contentChanges: Json, uri: string = URI): void =>
  client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
const pull = (client: RpcClient, uri: string = URI, previousResultId?: string): Promise<Json> =>
  client.request('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
const rules = (items: Json): string[] => items.map((item: Json) => item.code);
const folder = (files: Readonly<Record<string, string>>): string => {
  const path = mkdtempSync(join(tmpdir(), 'vfork-lint-'));
  folders.push(path);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
};
const uriIn = (root: string, name: string): string => pathToFileURL(join(root, name)).href;

test('announces exactly what is tested here', async () => {
  const { client, announced } = await start();
  expect(announced.serverInfo.name).toBe('vfork-lint');
  expect(announced.capabilities).toEqual({
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: 2 },
    hoverProvider: true,
    documentHighlightProvider: true,
    codeLensProvider: { resolveProvider: false },
    codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.vforkLint'], resolveProvider: false },
    executeCommandProvider: {
      commands: ['vfork-lint.runInEmulator', 'vfork-lint.checkWorkspace', 'vfork-lint.fixAll'],
      workDoneProgress: true,
    },
    diagnosticProvider: { identifier: 'vfork-lint', interFileDependencies: true, workspaceDiagnostics: false },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  });
  expect(await client.close()).toBe(0);
});

test('diagnosticProvider: pulled, with related places and result ids', async () => {
  const { client } = await start();
  open(client, BAD);
  const report = await pull(client);
  const found = report.items.find(({ code }: Json) => code === 'exit-in-child');
  expect(found).toMatchObject({ code: 'exit-in-child', source: 'vfork-lint', severity: 1, range: EXIT });
  expect(found.relatedInformation[0].location).toEqual({
    uri: URI,
    range: { start: { line: 2, character: 6 }, end: { line: 2, character: 13 } },
  });
  expect(await pull(client, URI, report.resultId)).toEqual({ kind: 'unchanged', resultId: report.resultId });
  expect(client.notifications.filter(({ method }) => method === 'textDocument/publishDiagnostics')).toEqual([]);
});

test('a client that cannot pull is pushed to, with the version; closing clears', async () => {
  const { client, announced } = await start({ capabilities: without(PULLING, 'textDocument', 'diagnostic') });
  expect(announced.capabilities.diagnosticProvider).toBeUndefined();
  open(client, BAD);
  const first = await client.received('textDocument/publishDiagnostics', ({ uri }) => uri === URI);
  expect(rules(first.diagnostics)).toContain('exit-in-child');
  expect(first.version).toBe(1);
  client.forget();
  change(client, 2, [{ range: EXIT, text: '_exit' }]);
  const second = await client.received('textDocument/publishDiagnostics', ({ version }) => version === 2);
  expect(rules(second.diagnostics)).not.toContain('exit-in-child');
  change(client, 3, [{ text: BAD }]);
  await client.received('textDocument/publishDiagnostics', ({ version }) => version === 3);
  client.forget();
  client.notify('textDocument/didClose', { textDocument: { uri: URI } });
  expect((await client.received('textDocument/publishDiagnostics')).diagnostics).toEqual([]);
});

test('textDocumentSync: changes apply in order, in UTF-16 units, and past the ends of lines', async () => {
  const { client } = await start();
  open(client, `/* 😀é */ ${BAD}`);
  expect(rules((await pull(client)).items)).toContain('exit-in-child');
  change(client, 2, [
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 10 } }, text: '' },
    { range: EXIT, text: '_exit' },
  ]);
  expect(rules((await pull(client)).items)).not.toContain('exit-in-child');
  change(client, 3, [
    { range: { start: { line: 4, character: 4 }, end: { line: 4, character: 999 } }, text: 'exit(1);' },
  ]);
  expect((await pull(client)).items.find(({ code }: Json) => code === 'exit-in-child').range).toEqual(EXIT);
});

test('codeActionProvider: quick fix, disable for this line, fix-all; applying them clears the finding', async () => {
  const { client } = await start();
  open(client, BAD);
  const { items } = await pull(client);
  const ask = (only?: string[]): Promise<Json> =>
    client.request('textDocument/codeAction', {
      textDocument: { uri: URI },
      range: EXIT,
      context: { diagnostics: items, ...(only === undefined ? {} : { only }) },
    });
  const quick: Json[] = await ask(['quickfix']);
  const fix = quick.find(({ title }) => title === 'Replace exit by _exit');
  expect(fix).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'exit-in-child' }] });
  expect(fix.edit.documentChanges).toEqual([
    { textDocument: { uri: URI, version: 1 }, edits: [{ range: EXIT, newText: '_exit' }] },
  ]);
  const disable = quick.find(({ title }) => title === "Disable 'exit-in-child' for this line");
  change(
    client,
    2,
    disable.edit.documentChanges[0].edits.map(({ range, newText: text }: Json) => ({ range, text })),
  );
  expect(rules((await pull(client)).items)).not.toContain('exit-in-child');
  change(client, 3, [{ text: BAD }]);
  for (const only of ['source', 'source.fixAll', 'source.fixAll.vforkLint']) {
    const [all, ...rest]: Json[] = await ask([only]);
    expect(rest).toEqual([]);
    expect(all.kind).toBe('source.fixAll.vforkLint');
    expect(all.edit.documentChanges[0].edits).toContainEqual({ range: EXIT, newText: '_exit' });
  }
  expect(await ask(['refactor'])).toEqual([]);
});

test('a client without document changes gets plain changes; one without literals no code actions', async () => {
  const plain = await start({ capabilities: without(PULLING, 'workspace', 'workspaceEdit') });
  open(plain.client, BAD);
  const params = { textDocument: { uri: URI }, range: EXIT, context: { diagnostics: [], only: ['source.fixAll'] } };
  const [action] = await plain.client.request('textDocument/codeAction', params);
  expect(action.edit.changes[URI]).toContainEqual({ range: EXIT, newText: '_exit' });
  const { announced } = await start({ capabilities: without(PULLING, 'textDocument', 'codeAction') });
  expect(announced.capabilities.codeActionProvider).toBeUndefined();
});

test('codeLensProvider and runInEmulator: a lens above the function, whose command proves the finding', async () => {
  const { client } = await start();
  open(client, `int other(void) { return 0; }\n${BAD}`);
  const lenses = await client.request('textDocument/codeLens', { textDocument: { uri: URI } });
  expect(lenses).toEqual([
    {
      range: { start: { line: 2, character: 5 }, end: { line: 2, character: 10 } },
      command: {
        title: 'Run in emulator',
        command: 'vfork-lint.runInEmulator',
        arguments: [{ uri: URI, line: 2, function: 'spawn' }],
      },
    },
  ]);
  const result = await client.request('workspace/executeCommand', lenses[0].command);
  expect(result).toMatchObject({
    kind: 'ran',
    verdicts: expect.arrayContaining([
      expect.objectContaining({ rule: 'exit-in-child', line: 6, verdict: 'confirmed' }),
    ]),
  });
  const shown = await client.received('window/showMessage');
  expect(shown).toEqual({ type: 3, message: result.message });
  expect(result.message).toMatch(/confirmed in \d+ runs/);
  const after = await client.request('textDocument/codeLens', { textDocument: { uri: URI } });
  expect(after[0].command.title).toMatch(/elks ✗.*linux-i386 ✗/);
  const unknown = { command: 'vfork-lint.runInEmulator', arguments: [{ uri: URI, line: 0, function: 'other' }] };
  expect((await client.request('workspace/executeCommand', unknown)).kind).toBe('unknown');
});

test('hoverProvider: the rule on a finding, vfork on its call, nothing elsewhere', async () => {
  const { client } = await start();
  open(client, BAD);
  const at = (line: number, character: number): Promise<Json> =>
    client.request('textDocument/hover', { textDocument: { uri: URI }, position: { line, character } });
  const rule = await at(4, 5);
  expect(rule.range).toEqual(EXIT);
  expect(rule.contents).toMatchObject({ kind: 'markdown', value: expect.stringContaining('exit-in-child') });
  expect((await at(2, 8)).contents.value).toContain('returns twice');
  expect(await at(0, 0)).toBeNull();
  const plain = await start({ capabilities: without(PULLING, 'textDocument', 'hover') });
  open(plain.client, BAD);
  const text = await plain.client.request('textDocument/hover', {
    textDocument: { uri: URI },
    position: { line: 4, character: 5 },
  });
  expect(text.contents.kind).toBe('plaintext');
  expect(text.contents.value).not.toContain('**');
});

test('documentHighlightProvider: the vfork call and where the child leaves', async () => {
  const { client } = await start();
  open(client, BAD);
  const params = { textDocument: { uri: URI }, position: { line: 2, character: 8 } };
  const places: Json[] = await client.request('textDocument/documentHighlight', params);
  expect(places.map(({ range }) => range.start.line)).toEqual(expect.arrayContaining([2, 4]));
});

test('executeCommandProvider: fixAll edits through the client', async () => {
  const { client } = await start();
  client.answers['workspace/applyEdit'] = () => ({ applied: true });
  open(client, BAD);
  const result = await client.request('workspace/executeCommand', {
    command: 'vfork-lint.fixAll',
    arguments: [{ uri: URI }],
  });
  expect(result.applied).toBe(true);
  const { edit } = await client.received('workspace/applyEdit');
  expect(edit.documentChanges[0].edits).toContainEqual({ range: EXIT, newText: '_exit' });
});

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

test('codeActionProvider: a rule is turned off in the configuration, which is made where there is none', async () => {
  const root = folder({ 'a.c': BAD });
  const creating = structuredClone(PULLING);
  creating.workspace.workspaceEdit.resourceOperations = ['create'];
  const { client } = await start({ root, capabilities: creating });
  const uri = uriIn(root, 'a.c');
  const config = uriIn(root, 'vfork-lint.config.json');
  open(client, BAD, uri);
  const ask = async (): Promise<Json> => {
    const params = { textDocument: { uri }, range: EXIT, context: { diagnostics: [], only: ['quickfix'] } };
    const actions: Json[] = await client.request('textDocument/codeAction', params);
    return actions.find(({ title }) => title === "Turn 'exit-in-child' off in vfork-lint.config.json")?.edit;
  };
  const [made, change] = (await ask()).documentChanges;
  expect(made).toMatchObject({ kind: 'create', uri: config });
  expect(JSON.parse(change.edits[0].newText)).toEqual({ rules: { 'exit-in-child': 'off' } });
  writeFileSync(join(root, 'vfork-lint.config.json'), '{ "strict": "posix" }');
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type: 1 }] });
  await client.received('workspace/diagnostic/refresh');
  const { documentChanges } = await ask();
  expect(documentChanges).toHaveLength(1);
  expect(documentChanges[0].textDocument.uri).toBe(config);
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

test('cancelled and stale requests get the protocol errors for it', async () => {
  const { client } = await start();
  open(client, BAD);
  await pull(client);
  const hover = { textDocument: { uri: URI }, position: { line: 4, character: 5 } };
  const cancelled = client.together(() => {
    const request = client.start('textDocument/hover', hover);
    client.notify('$/cancelRequest', { id: request.id });
    return request;
  });
  await expect(cancelled.answer).rejects.toMatchObject({ code: -32800 });
  const stale = client.together(() => {
    const request = client.start('textDocument/hover', hover);
    change(client, 2, [{ text: BAD }]);
    return request;
  });
  await expect(stale.answer).rejects.toMatchObject({ code: -32801 });
  const pulled = client.together(() => {
    const request = client.start('textDocument/diagnostic', { textDocument: { uri: URI } });
    change(client, 3, [{ text: BAD }]);
    return request;
  });
  await expect(pulled.answer).rejects.toMatchObject({ code: -32802, data: { retriggerRequest: true } });
});

test('nothing that a client may send brings it down', async () => {
  const { client } = await start();
  const nowhere = { textDocument: { uri: 'file:///not/open.c' }, position: { line: 9, character: 9 } };
  expect(await client.request('textDocument/hover', nowhere)).toBeNull();
  expect((await pull(client, 'untitled:%zz')).items).toEqual([]);
  change(client, 7, [{ text: 'x' }], 'file:///not/open.c');
  client.notify('textDocument/didClose', { textDocument: { uri: 'file:///not/open.c' } });
  client.notify('textDocument/didOpen', {});
  client.notify('$/unknown', { a: 1 });
  await expect(client.request('vfork-lint/unknown', {})).rejects.toMatchObject({ code: -32601 });
  for (const command of [
    { command: 'no' },
    { command: 'vfork-lint.runInEmulator', arguments: [3] },
    { command: 'vfork-lint.fixAll' },
  ])
    await expect(client.request('workspace/executeCommand', command)).rejects.toMatchObject({ code: -32602 });
  open(client, `${'{'.repeat(5000)}if(vfork(${'('.repeat(5000)}\0`, 'untitled:Untitled-1');
  await pull(client, 'untitled:Untitled-1');
  open(client, BAD);
  expect(rules((await pull(client)).items)).toContain('exit-in-child');
  expect(await client.close()).toBe(0);
});

test('ends when the input ends, with 1 as the protocol has it without a shutdown', async () => {
  const { client } = await start();
  client.notify('exit', null);
  expect(await client.exited).toBe(1);
});
