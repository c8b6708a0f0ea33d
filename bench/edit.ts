/**
 * From an edit to its diagnostics: a generated C file of 2,000 lines with many functions that call vfork, edited all over,
 * a character at a time as one types. Twice: the analysis alone (edit, lint), and the whole way from the editor (a didChange
 * and a diagnostic request written to the server's process, until its answer is read).
 */
import { join } from 'node:path';
import { createWorkspace, lint } from '@vfork-lint/server/ide';
import { RpcClient } from '../server/src/testing/rpc-client.ts';
import { type Bench, summarize } from './bench.ts';

const EDITS = 300;
const WARM_UP = 40;
const URI = 'file:///bench.c';

/** Functions of several shapes, one in three with a vfork; `seed` varies names and constants. */
const functionText = (seed: number): string =>
  [
    [
      `static int spawn_${seed}(const char *path, char *const argv[], int fd)`,
      '{',
      '\tint status = 0;',
      '\tpid_t pid;',
      '\tswitch (pid = vfork()) {',
      '\tcase -1:',
      '\t\treturn -1;',
      '\tcase 0:',
      '\t\tif (fd >= 0) {',
      '\t\t\tdup2(fd, 1);',
      '\t\t\tclose(fd);',
      '\t\t}',
      '\t\texecv(path, argv);',
      `\t\t${seed % 2 === 0 ? '_exit' : 'exit'}(127);`,
      '\t}',
      '\twhile (waitpid(pid, &status, 0) < 0 && errno == EINTR)',
      '\t\t;',
      '\treturn WIFEXITED(status) ? WEXITSTATUS(status) : -1;',
      '}',
    ],
    [
      `static struct entry *find_${seed}(struct table *table, const char *name)`,
      '{',
      '\tunsigned hash = 5381;',
      '\tconst char *p;',
      '\tfor (p = name; *p; p++)',
      '\t\thash = hash * 33 + (unsigned char)*p;',
      '\tfor (struct entry *e = table->slots[hash % table->size]; e; e = e->next) {',
      '\t\tif (e->hash == hash && strcmp(e->name, name) == 0)',
      '\t\t\treturn e;',
      '\t}',
      '\treturn NULL;',
      '}',
    ],
    [
      `static void report_${seed}(struct job *job, int level)`,
      '{',
      `\tif (level > ${seed} && job->log != NULL) {`,
      '\t\tfprintf(job->log, "%s: level %d\\n", job->name, level);',
      '\t\tfflush(job->log);',
      '\t} else {',
      '\t\tjob->dropped += 1;',
      '\t}',
      '}',
    ],
  ][seed % 3]?.join('\n') ?? '';

/** The file: as many whole functions as 2,000 lines hold, and comments for the rest. */
const source = (): string => {
  const lines = ['#include <errno.h>', '#include <stdio.h>', '#include <string.h>', '#include <unistd.h>', ''];
  for (let seed = 0; ; seed++) {
    const next = [...functionText(seed).split('\n'), ''];
    if (lines.length + next.length > 2000) break;
    lines.push(...next);
  }
  while (lines.length < 2000) lines.push('/* end */');
  return `${lines.join('\n')}\n`;
};

/** Where the edits go: places inside statements, spread over the file by a fixed pseudo-random sequence. */
const places = (text: string): readonly number[] => {
  const ends = [...text.matchAll(/;$/gm)].map(({ index }) => index);
  let state = 12345;
  return Array.from({ length: (EDITS + WARM_UP) / 2 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return ends[state % ends.length] ?? 0;
  });
};

/** Types a character at each place and takes it away again; `each` does one edit and waits for its diagnostics. */
const measure = async (
  text: string,
  each: (start: number, end: number, by: string) => void | Promise<void>,
): Promise<readonly number[]> => {
  const times: number[] = [];
  for (const place of places(text))
    for (const [end, by] of [
      [place, ' '],
      [place + 1, ''],
    ] as const) {
      const start = performance.now();
      await each(place, end, by);
      times.push(performance.now() - start);
    }
  return times.slice(WARM_UP);
};

const analysis = async (text: string): Promise<readonly number[]> => {
  const workspace = await createWorkspace({ reader: { read: () => undefined } });
  workspace.open('/bench.c', text);
  return measure(text, (start, end, by) => {
    workspace.edit('/bench.c', [{ start, end, text: by }]);
    lint(workspace, '/bench.c');
  });
};

const server = async (text: string): Promise<readonly number[]> => {
  const bundle = join(import.meta.dirname, '../server/dist/server.cjs');
  const client = new RpcClient(process.execPath, [bundle, '--stdio']);
  const capabilities = { textDocument: { diagnostic: {}, publishDiagnostics: { relatedInformation: true } } };
  await client.request('initialize', { processId: null, rootUri: null, capabilities });
  client.notify('initialized', {});
  client.notify('textDocument/didOpen', { textDocument: { uri: URI, languageId: 'c', version: 1, text } });
  const at = (offset: number): { line: number; character: number } => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  };
  let version = 1;
  const times = await measure(text, async (start, end, by) => {
    const from = at(start);
    const range = { start: from, end: { ...from, character: from.character + end - start } };
    version++;
    client.notify('textDocument/didChange', {
      textDocument: { uri: URI, version },
      contentChanges: [{ range, text: by }],
    });
    await client.request('textDocument/diagnostic', { textDocument: { uri: URI } });
  });
  await client.close();
  return times;
};

export const bench: Bench = {
  summary: 'edit to diagnostics on a C file of 2,000 lines',
  run: async () => {
    const text = source();
    const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
    console.log('npm run bench -- edit');
    console.log(`file      ${count(/\n/g)} lines, ${text.length} characters, ${count(/vfork\(/g)} vfork calls`);
    console.log(`analysis  ${summarize(await analysis(text))}`);
    console.log(`server    ${summarize(await server(text))}`);
  },
};
