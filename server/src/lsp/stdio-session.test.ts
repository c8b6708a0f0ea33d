/** The life of a session as any editor meets it: what is announced, requests that are cancelled or stale, and nothing that brings it down. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import { BAD, change, open, pull, rules, serverTests, URI } from '../testing/server-process.ts';

const { build, cleanUp, start } = serverTests('session');
beforeAll(build, 60_000);
afterEach(cleanUp);

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
      commands: ['vfork-lint.runInEmulator', 'vfork-lint.stopRun', 'vfork-lint.checkWorkspace', 'vfork-lint.fixAll'],
      workDoneProgress: true,
    },
    diagnosticProvider: { identifier: 'vfork-lint', interFileDependencies: true, workspaceDiagnostics: false },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  });
  expect(await client.close()).toBe(0);
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
