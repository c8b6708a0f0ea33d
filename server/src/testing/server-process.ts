/**
 * The language server as any editor meets it, for tests: a process spoken to over stdio by a client that shares nothing with it.
 * Every capability that `initialize` announces has a test in lsp/stdio-*.test.ts, and one holds that list to the announcement.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { c } from './c.ts';
import { type Json, RpcClient } from './rpc-client.ts';

/** A function with a finding that the tests speak of, and where its exit stands. */
export const BAD: string = c`
  #include <unistd.h>
  void spawn(void) {
    if (vfork() == 0) {
      execl("/bin/true", "true", (char *)0);
      exit(127);
    }
  }
`;
export const URI = 'file:///w/bad.c';
export const EXIT: Json = { start: { line: 4, character: 4 }, end: { line: 4, character: 8 } };

const ROOT = join(import.meta.dirname, '../../..');

/** The capabilities of a client that can do all that the server has a use for. */
export const PULLING: Json = {
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

/** Capabilities less one. */
export const without = (capabilities: Json, kind: string, name: string): Json => {
  const copy = structuredClone(capabilities);
  delete copy[kind][name];
  return copy;
};

/** How a session begins. */
export interface Start {
  readonly capabilities?: Json;
  readonly root?: string;
  readonly settings?: Json;
}

/** What a test file needs: `build` before all, `cleanUp` after each test. */
export interface ServerTests {
  build(): void;
  cleanUp(): void;
  start(how?: Start): Promise<{ readonly client: RpcClient; readonly announced: Json }>;
  folder(files: Readonly<Record<string, string>>): string;
}

/** Servers of a test file with a bundle of its own, so that it neither waits for `npm run build` nor disturbs what runs from there. */
export const serverTests = (name: string, bundles: readonly string[] = ['server.cjs']): ServerTests => {
  const bundle = `build/protocol-test-${name}`;
  const running: RpcClient[] = [];
  const folders: string[] = [];
  return {
    build: () => {
      const args = ['tools/build.mjs', '--into', bundle, ...bundles.flatMap((one) => ['--only', one])];
      execFileSync(process.execPath, args, { cwd: ROOT });
    },
    cleanUp: () => {
      for (const client of running.splice(0)) client.kill();
      for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
    start: async ({ capabilities = PULLING, root, settings = {} } = {}) => {
      const client = new RpcClient(process.execPath, [join(ROOT, bundle, 'server.cjs'), '--stdio']);
      running.push(client);
      const folder = root === undefined ? null : { uri: pathToFileURL(root).href, name: 'w' };
      const announced = await client.request('initialize', {
        processId: null,
        rootUri: folder?.uri ?? null,
        workspaceFolders: folder === null ? null : [folder],
        initializationOptions: settings,
        capabilities,
      });
      client.notify('initialized', {});
      return { client, announced };
    },
    folder: (files) => {
      const path = mkdtempSync(join(tmpdir(), 'vfork-lint-'));
      folders.push(path);
      for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
      return path;
    },
  };
};

export const uriIn = (root: string, name: string): string => pathToFileURL(join(root, name)).href;
export const open = (client: RpcClient, text: string, uri: string = URI, languageId: string = 'c'): void =>
  client.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
export const change = (client: RpcClient, version: number, contentChanges: Json, uri: string = URI): void =>
  client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
export const pull = (client: RpcClient, uri: string = URI, previousResultId?: string): Promise<Json> =>
  client.request('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
export const rules = (items: Json): string[] => items.map((item: Json) => item.code);
