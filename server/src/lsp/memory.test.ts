/**
 * The server over an in-memory pair of streams, for what a well-behaved process does not show: failures inside, clients that
 * do not answer, bursts of edits, and texts kept in step under any sequence of changes.
 */
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import {
  createConnection,
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { c } from '../testing/c.ts';
import { Documents } from './documents.ts';
import type { Host } from './host.ts';
import { serve } from './server.ts';

const BAD = c`
  void spawn(void) {
    if (vfork() == 0) {
      execl("/bin/true", "true", (char *)0);
      exit(127);
    }
  }
`;
const URI = 'file:///w/a.c';

const open: ProtocolConnection[] = [];
afterEach(() => {
  for (const client of open.splice(0)) client.dispose();
});

interface Rig {
  readonly client: ProtocolConnection;
  readonly log: string[];
  readonly statuses: string[];
  readonly published: { uri: string; diagnostics: { code: string }[]; version?: number }[];
}

const start = async (host: Partial<Host> = {}, capabilities: object = {}): Promise<Rig> => {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  serve(connection, { reader: { read: () => undefined }, files: async function* () {}, ...host });
  connection.listen();
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  open.push(client);
  const rig: Rig = { client, log: [], statuses: [], published: [] };
  client.onNotification('window/logMessage', ({ message }: { message: string }) => {
    rig.log.push(message);
  });
  client.onNotification('vfork-lint/status', ({ kind }: { kind: string }) => {
    rig.statuses.push(kind);
  });
  client.onNotification('textDocument/publishDiagnostics', (params: Rig['published'][number]) => {
    rig.published.push(params);
  });
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { experimental: { vforkLintStatus: true }, ...capabilities },
  });
  await client.sendNotification('initialized', {});
  return rig;
};

const show = ({ client }: Rig, text: string, uri: string = URI): Promise<void> =>
  client.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'c', version: 1, text } });

const until = async (condition: () => boolean): Promise<void> => {
  const end = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const PULL = { textDocument: { diagnostic: {} } };
const hover = { textDocument: { uri: URI }, position: { line: 3, character: 5 } };

test('a failure inside is answered with nothing, logged once, and shown', async () => {
  let broken = false;
  const read = (path: string): string | undefined => {
    if (broken && path.endsWith('.json')) throw new Error('the disk is on fire');
    return undefined;
  };
  const rig = await start({ reader: { read } }, PULL);
  await show(rig, BAD);
  expect(await rig.client.sendRequest('textDocument/hover', hover)).not.toBeNull();
  broken = true;
  await rig.client.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: 'file:///w/vfork-lint.config.json', type: 1 }],
  });
  for (let i = 0; i < 3; i++) expect(await rig.client.sendRequest('textDocument/hover', hover)).toBeNull();
  expect(await rig.client.sendRequest('textDocument/diagnostic', { textDocument: { uri: URI } })).toEqual({
    kind: 'full',
    items: [],
  });
  await until(() => rig.statuses.includes('degraded'));
  expect(rig.log.filter((line) => line.startsWith('hover: Error: the disk is on fire'))).toHaveLength(1);
  broken = false;
  expect(await rig.client.sendRequest('textDocument/hover', hover)).not.toBeNull();
});

test('a burst of edits costs fewer pushes, and the last is of the last version', async () => {
  const rig = await start();
  await show(rig, BAD);
  await until(() => rig.published.length === 1);
  for (let version = 2; version <= 20; version++)
    await rig.client.sendNotification('textDocument/didChange', {
      textDocument: { uri: URI, version },
      contentChanges: [{ text: version === 20 ? BAD.replace('exit', '_exit') : `${BAD}\n//${version}` }],
    });
  await until(() => rig.published.at(-1)?.version === 20);
  expect(rig.published.length).toBeLessThan(20);
  expect(rig.published.at(-1)?.diagnostics.map(({ code }) => code)).not.toContain('exit-in-child');
});

test('requests wait for the settings, and a client that fails to give them gets the defaults', async () => {
  const rig = await start({}, { ...PULL, workspace: { configuration: true } });
  rig.client.onRequest('workspace/configuration', () => {
    throw new Error('no settings here');
  });
  await show(rig, BAD);
  const report = await rig.client.sendRequest<{ items: { code: string }[] }>('textDocument/diagnostic', {
    textDocument: { uri: URI },
  });
  expect(report.items.map(({ code }) => code)).toContain('exit-in-child');
  expect(rig.statuses).toEqual(['ready']);
});

test('a check whose host fails half-way is answered, and the status comes back', async () => {
  const files = async function* (): AsyncGenerator<string> {
    yield '/w/a.c';
    throw new Error('unmounted');
  };
  const rig = await start({ files }, { workspace: { workspaceFolders: true } });
  await rig.client.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: [{ uri: 'file:///w', name: 'w' }], removed: [] },
  });
  const result = await rig.client.sendRequest('workspace/executeCommand', { command: 'vfork-lint.checkWorkspace' });
  expect(result).toBeNull();
  await until(() => rig.log.some((line) => line.includes('unmounted')));
  expect(rig.statuses).toContain('checking');
  expect(rig.statuses.lastIndexOf('ready')).toBeGreaterThan(rig.statuses.lastIndexOf('checking'));
});

const position = fc.record({ line: fc.nat(8), character: fc.nat(12) });
const anyText = fc
  .array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n', '\r', 'exit(1);'))
  .map((parts) => parts.join(''));
const change = fc.oneof(
  fc.record({ text: anyText }),
  fc.record({ range: fc.record({ start: position, end: position }), text: anyText }),
);

test('the text follows any sequence of changes, as a line-by-line model has it', () => {
  fc.assert(
    fc.property(anyText, fc.array(change, { maxLength: 6 }), (initial, changes) => {
      const documents = new Documents();
      documents.open({ uri: URI, languageId: 'c', version: 1, text: initial });
      let expected = initial;
      for (const [i, one] of changes.entries()) {
        documents.change(URI, i + 2, [one]);
        if (!('range' in one)) expected = one.text;
        else {
          const [a, b] = [modelOffset(expected, one.range.start), modelOffset(expected, one.range.end)];
          expected = expected.slice(0, Math.min(a, b)) + one.text + expected.slice(Math.max(a, b));
        }
        expect(documents.get(URI)).toMatchObject({ text: expected, version: i + 2 });
      }
    }),
  );
});

/** The offset of a position by the letter of LSP 3.17: lines end at LF, CR LF or CR; a character past the end is the end. */
const modelOffset = (text: string, { line, character }: { line: number; character: number }): number => {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  if (lines.length === 0 || /[\r\n]$/.test(lines.at(-1) ?? '')) lines.push('');
  if (line >= lines.length) return text.length;
  const before = lines.slice(0, line).join('').length;
  return before + Math.min(character, (lines[line] ?? '').replace(/[\r\n]+$/, '').length);
};
