/** C inside JavaScript and TypeScript documents over stdio: findings and fixes at their places in the host. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Json, RpcClient } from '../testing/rpc-client.ts';
import { change, open, PULLING, pull, serverTests, without } from '../testing/server-process.ts';

const { build, cleanUp, start } = serverTests('embedded', ['server.cjs', 'typescript-estree.cjs']);
beforeAll(build, 60_000);
afterEach(cleanUp);

const URI = 'file:///w/agent.ts';
const HOST = [
  'const other: number = 1;',
  'export const spawner = new CModule(`',
  '#include <unistd.h>',
  'void spawn(void) {',
  '  if (vfork() == 0) {',
  '    execl("/bin/true", "true", (char *)0);',
  '    exit(127);',
  '  }',
  '}',
  '`);',
  '',
].join('\n');
const EXIT = { start: { line: 6, character: 4 }, end: { line: 6, character: 8 } };

const exitIn = (items: Json): Json => items.find(({ code }: Json) => code === 'exit-in-child');
const ask = (client: RpcClient, method: string, more: Json): Promise<Json> =>
  client.request(`textDocument/${method}`, { textDocument: { uri: URI }, ...more });

test('a finding stands at its place in the host; its fix mends the literal; hover tells the rule', async () => {
  const { client } = await start();
  open(client, HOST, URI, 'typescript');
  const { items } = await pull(client, URI);
  expect(exitIn(items)).toMatchObject({ range: EXIT, source: 'vfork-lint' });
  expect(exitIn(items).relatedInformation[0].location).toEqual({
    uri: URI,
    range: { start: { line: 4, character: 6 }, end: { line: 4, character: 13 } },
  });
  const actions: Json[] = await ask(client, 'codeAction', { range: EXIT, context: { diagnostics: items } });
  const fix = actions.find(({ title }) => title === 'Replace exit by _exit');
  expect(fix.edit.documentChanges[0].edits).toEqual([{ range: EXIT, newText: '_exit' }]);
  expect(actions.map(({ title }) => title)).not.toContain("Run 'spawn' in the emulator");
  expect(actions.some(({ kind }) => kind === 'source.fixAll.vforkLint')).toBe(true);
  const hover = await ask(client, 'hover', { position: { line: 6, character: 5 } });
  expect(hover).toMatchObject({ range: EXIT, contents: { value: expect.stringContaining('exit-in-child') } });
  expect(await ask(client, 'hover', { position: { line: 0, character: 2 } })).toBeNull();
  expect(await ask(client, 'codeLens', {})).toEqual([]);
  expect(await ask(client, 'documentHighlight', { position: { line: 4, character: 8 } })).toEqual([]);
  change(client, 2, [{ range: EXIT, text: '_exit' }], URI);
  expect(exitIn((await pull(client, URI)).items)).toBeUndefined();
});

test('a literal behind a comment counts, with escapes; other literals and broken hosts do not', async () => {
  const { client } = await start();
  const line = String.raw`f(/* c */ "#include <unistd.h>\nvoid f(void) { if (vfork() == 0) exit(\x31); }");`;
  open(client, line, URI, 'javascript');
  const at = line.indexOf('exit(');
  expect(exitIn((await pull(client, URI)).items).range).toEqual({
    start: { line: 0, character: at },
    end: { line: 0, character: at + 4 },
  });
  change(client, 2, [{ text: line.replace('/* c */', '/* d */') }], URI);
  expect((await pull(client, URI)).items).toEqual([]);
  change(client, 3, [{ text: `${line} new CModule(` }], URI);
  expect((await pull(client, URI)).items).toEqual([]);
});

test('a client that cannot pull is pushed to, and the setting turns it off', async () => {
  const { client } = await start({ capabilities: without(PULLING, 'textDocument', 'diagnostic') });
  open(client, HOST, URI, 'typescript');
  await client.received('textDocument/publishDiagnostics', ({ diagnostics }) => exitIn(diagnostics) !== undefined);
  client.forget();
  client.notify('workspace/didChangeConfiguration', { settings: { 'vfork-lint': { embedded: { enable: false } } } });
  await client.received(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics }) => uri === URI && diagnostics.length === 0,
  );
});
