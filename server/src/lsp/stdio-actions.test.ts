/** Code actions and fixes over stdio, for clients of all abilities. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Json } from '../testing/rpc-client.ts';
import {
  BAD,
  change,
  EXIT,
  open,
  PULLING,
  pull,
  rules,
  serverTests,
  URI,
  uriIn,
  without,
} from '../testing/server-process.ts';

const { build, cleanUp, folder, start } = serverTests('actions');
beforeAll(build, 60_000);
afterEach(cleanUp);

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
