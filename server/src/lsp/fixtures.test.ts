/** Every rule fixture through the whole server: what the editor is told of a file is what its annotations say. */
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticSeverity,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Finding, Severity } from '../ide/index.ts';
import { annotationsOf, filesOf } from '../testing/annotations.ts';
import { compare } from '../testing/check.ts';
import { ruleFixtures } from '../testing/fixtures.ts';
import { LineIndex } from '../text/line-index.ts';
import { serve } from './server.ts';
import { pathOf, uriOf } from './uri.ts';

const disk = new Map<string, string>();
let client: ProtocolConnection;

beforeAll(async () => {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  const reader = {
    read: (path: string) => disk.get(path),
    exists: (path: string) => disk.has(path),
    list: (folder: string) => [...disk.keys()].filter((path) => path.startsWith(`${folder}/`)),
  };
  serve(connection, { reader, files: async function* () {} });
  connection.listen();
  client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  client.listen();
  const capabilities = { textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } } };
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities });
  await client.sendNotification('initialized', {});
}, 60_000);
afterAll(() => client.dispose());

const SEVERITIES: Readonly<Record<DiagnosticSeverity, Severity>> = {
  [DiagnosticSeverity.Error]: 'error',
  [DiagnosticSeverity.Warning]: 'warning',
  [DiagnosticSeverity.Information]: 'info',
  [DiagnosticSeverity.Hint]: 'hint',
};

/** A diagnostic as the finding that it was made from, as far as the annotations speak of it. */
const findingOf = (path: string, lines: LineIndex, { range, code, message, severity }: Diagnostic): Finding => {
  const offset = ({ line, character }: { line: number; character: number }): number =>
    lines.offsetAt({ line, column: character });
  return {
    path,
    rule: String(code),
    severity: SEVERITIES[severity ?? DiagnosticSeverity.Error],
    range: { start: offset(range.start), end: offset(range.end) },
    message: typeof message === 'string' ? message : message.value,
    related: [],
    claims: [],
    fixes: [],
  };
};

test.each(ruleFixtures())('$rule/$name', async ({ rule, name, text, config }) => {
  const folder = `/fixtures/${rule}/${name}`;
  const files = filesOf(text).map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  for (const { path, text: content } of files) disk.set(path, content);
  await client.sendNotification('workspace/didChangeConfiguration', { settings: { 'vfork-lint': config ?? {} } });
  for (const { path, text: content } of files) {
    const textDocument = { uri: uriOf(path), languageId: 'c', version: 1, text: content };
    await client.sendNotification('textDocument/didOpen', { textDocument });
    const report = await client.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument });
    const lines = new LineIndex(content);
    const findings = report.items.map((item) => findingOf(pathOf(textDocument.uri), lines, item));
    expect(compare(content, findings, annotationsOf(content), { about: rule })).toEqual([]);
  }
});
