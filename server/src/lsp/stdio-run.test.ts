/** Runs of the emulator over stdio: the lens, the verdict on the diagnostic, how long it holds, and how a run is stopped. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { c } from '../testing/c.ts';
import type { Json, RpcClient } from '../testing/rpc-client.ts';
import { BAD, change, EXIT, open, PULLING, pull, serverTests, URI, uriIn } from '../testing/server-process.ts';

const { build, cleanUp, folder, start } = serverTests('run');
beforeAll(build, 60_000);
afterEach(cleanUp);

const KERNELS = { kernels: ['elks', 'linux-i386'] };
const RUN = 'vfork-lint.runInEmulator';

const run = (client: RpcClient, line: number, name?: string): Promise<Json> =>
  client.request('workspace/executeCommand', { command: RUN, arguments: [{ uri: URI, line, function: name }] });

const lensTitles = async (client: RpcClient): Promise<string[]> => {
  const lenses: Json[] = await client.request('textDocument/codeLens', { textDocument: { uri: URI } });
  return lenses.map(({ command }) => command.title);
};

const exitFinding = async (client: RpcClient): Promise<Json> =>
  (await pull(client)).items.find(({ code }: Json) => code === 'exit-in-child');

/** Waits until the lenses are as wanted; each refresh that the server asks for is one more try. */
const lensesBecome = async (client: RpcClient, fits: (titles: readonly string[]) => boolean): Promise<void> => {
  for (let tries = 0; tries < 100; tries++) {
    if (fits(await lensTitles(client))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`lenses are ${await lensTitles(client)}`);
};

test('codeLensProvider and runInEmulator: a lens above the function, whose command proves the finding', async () => {
  const { client } = await start();
  open(client, `int other(void) { return 0; }\n${BAD}`);
  const lenses = await client.request('textDocument/codeLens', { textDocument: { uri: URI } });
  expect(lenses).toEqual([
    {
      range: { start: { line: 2, character: 5 }, end: { line: 2, character: 10 } },
      command: { title: 'Run in emulator', command: RUN, arguments: [{ uri: URI, line: 2, function: 'spawn' }] },
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
  expect(await lensTitles(client)).toEqual([expect.stringMatching(/elks ✗.*linux-i386 ✗/)]);
  const { text, links, uri } = result.story;
  expect(uri).toBe(URI);
  expect(text).toMatch(/exit-in-child at line 6: confirmed/);
  for (const link of links) expect(text.slice(link.start, link.end)).toBe(`line ${link.line}`);
});

test('a client that shows stories gets a lens for the result and one to run again', async () => {
  const { client } = await start({
    settings: KERNELS,
    capabilities: { ...PULLING, experimental: { vforkLintStory: true } },
  });
  open(client, BAD);
  await run(client, 1, 'spawn');
  const lenses: Json[] = await client.request('textDocument/codeLens', { textDocument: { uri: URI } });
  expect(lenses.map(({ command }) => command.command)).toEqual(['vfork-lint.showStory', RUN]);
});

test('without a name it is the function around the line; where none is, the message says which there are', async () => {
  const { client } = await start({ settings: KERNELS });
  open(client, `int other(void) { return 0; }\n${BAD}`);
  expect(await run(client, 4)).toMatchObject({ kind: 'ran', message: expect.stringContaining("'spawn'") });
  expect(await run(client, 0)).toEqual({
    kind: 'unknown',
    message: 'Line 1 lies in no function that calls vfork. Place the cursor in one of: spawn',
  });
  expect((await run(client, 0, 'other')).kind).toBe('unknown');
  change(client, 2, [{ text: 'int other(void) { return 0; }\n' }]);
  expect((await run(client, 0)).message).toMatch(/No function of this file calls vfork/);
});

test('codeActionProvider: the quick fix menu of a finding runs its function', async () => {
  const { client } = await start();
  open(client, BAD);
  const params = { textDocument: { uri: URI }, range: EXIT, context: { diagnostics: [], only: ['quickfix'] } };
  const actions: Json[] = await client.request('textDocument/codeAction', params);
  const action = actions.find(({ command }) => command !== undefined);
  expect(action).toMatchObject({ title: "Run 'spawn' in the emulator", kind: 'quickfix' });
  expect(action.command).toMatchObject({ command: RUN, arguments: [{ uri: URI, line: 4, function: 'spawn' }] });
});

test('the verdict is on the diagnostic: note, places of the evidence, data', async () => {
  const { client } = await start({ settings: KERNELS });
  open(client, BAD);
  const before = await exitFinding(client);
  expect(before.message).not.toContain('emulator');
  await run(client, 1, 'spawn');
  const after = await exitFinding(client);
  expect(after.message).toMatch(
    /✗ Confirmed in the emulator on elks, linux-i386; with the fix applied the evidence is gone/,
  );
  expect(after.data).toEqual({ verdict: 'confirmed', kernels: { elks: 'confirmed', 'linux-i386': 'confirmed' } });
  const evidence = after.relatedInformation.filter(({ message }: Json) => /double-flush, in the child/.test(message));
  expect(evidence).toHaveLength(1);
  expect(evidence[0].location).toEqual({
    uri: URI,
    range: { start: { line: 4, character: 4 }, end: { line: 4, character: 14 } },
  });
  await client.received('workspace/diagnostic/refresh');
});

const TWO = `#include <unistd.h>
#define CODE 127
static int helper(void) { return CODE; }
static int other(void) {
  return 1;
}
${BAD.replace('#include <unistd.h>\n', '').replace('exit(127)', 'exit(helper())')}`;
const place = (line: number, character: number): Json => ({ line, character });
const insert = (line: number, character: number, text: string): Json => [
  { range: { start: place(line, character), end: place(line, character) }, text },
];

test('a result moves with its function, is out of date when what it depends on changes, and comes back with it', async () => {
  const { client } = await start({ settings: KERNELS });
  open(client, TWO);
  await run(client, 6, 'spawn');
  const confirmed = async (): Promise<number | undefined> => {
    const finding = await exitFinding(client);
    return /Confirmed/.test(finding.message) ? finding.range.start.line : undefined;
  };
  expect(await confirmed()).toBe(9);
  change(client, 2, insert(4, 2, 'int x = 3;\n  '));
  expect(await confirmed()).toBe(10);
  change(client, 3, insert(0, 0, '\n\n'));
  expect(await confirmed()).toBe(12);
  const related = (await exitFinding(client)).relatedInformation.find(({ message }: Json) =>
    /in the child/.test(message),
  );
  expect(related.location.range.start.line).toBe(12);
  // The helper that the function calls, and a macro that the helper uses.
  for (const [version, line, from, to] of [
    [4, 4, 26, 'return CODE + 1; '],
    [8, 3, 13, '1'],
  ] as const) {
    const end = place(line, from);
    change(client, version, [{ range: { start: end, end }, text: to }]);
    expect(await confirmed()).toBeUndefined();
    expect(await lensTitles(client)).toEqual(['Run in emulator (changed since the last run)']);
    change(client, version + 1, [{ range: { start: end, end: place(line, from + to.length) }, text: '' }]);
    expect(await confirmed()).toBe(12);
  }
  // A comment in the function: out of date until it is known to make no difference.
  change(client, 10, insert(11, 0, '/* a comment */\n'));
  await lensesBecome(client, ([title = '']) => title.includes('✗'));
  expect(await confirmed()).toBe(13);
  change(client, 11, [{ text: TWO.replace('exit(helper())', '_exit(helper())') }]);
  expect(await lensTitles(client)).toEqual(['Run in emulator (changed since the last run)']);
});

const BECOME = `#include <unistd.h>
int become(char **argv) {
  execv(argv[0], argv);
  return 1;
}
int other(void) { return 1; }
`;
const HANGING = `#include <unistd.h>
void become(char **argv);
int spawn(char **argv) {
  pid_t pid = vfork();
  if (pid == 0) {
    become(argv);
  }
  return pid;
}
`;

/** Whether a diagnostic and the lens say that something was confirmed. */
const shown = async (client: RpcClient, uri: string): Promise<readonly [boolean, boolean]> => {
  const { items }: Json = await pull(client, uri);
  const lenses: Json[] = await client.request('textDocument/codeLens', { textDocument: { uri } });
  return [
    items.some(({ message }: Json) => /Confirmed in the emulator/.test(message)),
    lenses.some(({ command }) => command.title.includes('✗')),
  ];
};

/** Waits until both are as wanted. */
const becomes = async (client: RpcClient, uri: string, wanted: boolean): Promise<void> => {
  for (let tries = 0; tries < 100; tries++) {
    if ((await shown(client, uri)).every((one) => one === wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`diagnostic and lens: ${await shown(client, uri)}, wanted ${wanted}`);
};

test('a result that hangs on a function of another file is gone with an edit of that file, in the editor or on disk', async () => {
  const root = folder({ 'a.c': HANGING, 'become.c': BECOME });
  const { client } = await start({ root, settings: KERNELS });
  const [uri, other] = [uriIn(root, 'a.c'), uriIn(root, 'become.c')];
  open(client, HANGING, uri);
  open(client, BECOME, other);
  const target = { uri, line: 2, function: 'spawn' };
  await client.request('workspace/executeCommand', { command: RUN, arguments: [target] });
  expect(await shown(client, uri)).toEqual([true, true]);
  // That it is closed and opened says nothing new.
  client.notify('textDocument/didClose', { textDocument: { uri: other } });
  open(client, BECOME, other);
  expect(await shown(client, uri)).toEqual([true, true]);
  client.forget();
  change(client, 2, [{ text: BECOME.replace('return 1', '_exit(1)') }], other);
  // At once, and the client is told to ask again; and it stays so when it is known what the edit does.
  expect(await shown(client, uri)).toEqual([false, false]);
  await client.received('workspace/diagnostic/refresh');
  await client.received('workspace/codeLens/refresh');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await shown(client, uri)).toEqual([false, false]);
  change(client, 3, [{ text: `/* back */ ${BECOME}` }], other);
  await becomes(client, uri, true);
  change(client, 4, [{ text: BECOME.replace('int other', 'long other') }], other);
  await becomes(client, uri, true);
  client.notify('textDocument/didClose', { textDocument: { uri: other } });
  await becomes(client, uri, true);
  writeFileSync(join(root, 'become.c'), BECOME.replace('return 1', '_exit(1)'));
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: other, type: 2 }] });
  await becomes(client, uri, false);
  // Run again, it is gone by right.
  await client.request('workspace/executeCommand', { command: RUN, arguments: [target] });
  expect(await shown(client, uri)).toEqual([false, false]);
});

/** Runs until its budget on every system: long enough to be stopped. */
const LONG = c`
  #include <unistd.h>
  volatile int n;
  void spawn(void) {
    if (vfork() == 0) {
      for (;;)
        n++;
      exit(127);
    }
  }
`;
const MANY = { kernels: ['elks', 'news-os', 'solaris', 'cygwin', 'linux-i386', 'bsd43', 'macos', 'elks-1999'] };

test.each(['$/cancelRequest', 'window/workDoneProgress/cancel', 'vfork-lint.stopRun'])(
  '%s ends a run at once',
  async (how) => {
    const { client } = await start({
      settings: MANY,
      capabilities: { ...PULLING, window: { workDoneProgress: true } },
    });
    open(client, LONG);
    await pull(client);
    const { id, answer } = client.start('workspace/executeCommand', {
      command: RUN,
      arguments: [{ uri: URI, line: 2, function: 'spawn' }],
    });
    const { token } = await client.received('window/workDoneProgress/create');
    const ended = answer.catch((error: Json) => error);
    expect(await lensTitles(client)).toEqual(['Running in the emulator … (stop)']);
    // Diagnostics are answered while it runs.
    expect((await pull(client)).items.length).toBeGreaterThan(0);
    if (how === '$/cancelRequest') client.notify(how, { id });
    else if (how === 'vfork-lint.stopRun')
      expect(
        await client.request('workspace/executeCommand', {
          command: how,
          arguments: [{ uri: URI, function: 'spawn' }],
        }),
      ).toEqual({ stopped: 1 });
    else client.notify(how, { token });
    expect(await ended).toMatchObject(how === '$/cancelRequest' ? { code: -32800 } : { kind: 'cancelled' });
    await lensesBecome(client, ([title]) => title === 'Run in emulator (cancelled)');
    await client.received('$/progress', (params) => params.token === token && params.value.kind === 'end');
    // The next run has a process of its own.
    change(client, 2, [{ text: BAD }]);
    expect((await run(client, 1, 'spawn')).kind).toBe('ran');
  },
);
