/** Diagnostics over stdio, pulled and pushed, through every kind of edit. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Json } from '../testing/rpc-client.ts';
import { BAD, change, EXIT, open, PULLING, pull, rules, serverTests, URI, without } from '../testing/server-process.ts';

const { build, cleanUp, start } = serverTests('diagnostics');
beforeAll(build, 60_000);
afterEach(cleanUp);

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
