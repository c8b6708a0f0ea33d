/** What the server says of a place, over stdio: hovers and highlights. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Json } from '../testing/rpc-client.ts';
import { BAD, EXIT, open, PULLING, serverTests, URI, without } from '../testing/server-process.ts';

const { build, cleanUp, start } = serverTests('places');
beforeAll(build, 60_000);
afterEach(cleanUp);

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
