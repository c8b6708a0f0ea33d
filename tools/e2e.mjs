/**
 * `npm run e2e [PART OF A NAME…]`: packs the .vsix, installs it in a real VS Code and drives that in Chromium
 * (client/e2e). Brings what it needs: VS Code and Node 24 from npm into a cache outside the checkout, Chromium from apt
 * where none is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cachedInstall } from './cached-install.mjs';
import { makeVsix } from './package.mjs';
import { ensureInstalled, root, run } from './setup.mjs';

/** A run that has not ended by then hangs. */
const LIMIT_MS = 8 * 60_000;

const findChromium = () =>
  [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  );

const chromium = () => {
  const found = findChromium();
  if (found !== undefined) return found;
  console.error('vfork-lint: installing chromium with apt (once, about a minute) ...');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', '-qq', '-y', ...args];
    run(command, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 2, 2] });
  };
  apt('update');
  apt('install', '--no-install-recommends', 'chromium');
  const installed = findChromium();
  if (installed !== undefined) return installed;
  console.error('vfork-lint: there is no Chromium: install one and name it in the variable CHROMIUM');
  process.exit(2);
};

ensureInstalled();
const env = {
  ...process.env,
  VFORK_LINT_E2E_CHROMIUM: chromium(),
  VFORK_LINT_E2E_TOOLS: cachedInstall('client/e2e', { inner: ['node_modules/code-server/lib/vscode'] }),
  VFORK_LINT_E2E_VSIX: await makeVsix(),
};
// Without a part of a name: the machine's own tests in the browser come first, and must pass.
if (process.argv.length === 2) {
  const browserTests = ['--import', 'tsx', join(root, 'tools/browser-tests.ts')];
  console.log('the tests of the machine, in Chromium:');
  const tested = spawnSync(process.execPath, browserTests, { cwd: root, env, stdio: 'inherit', timeout: LIMIT_MS });
  if (tested.status !== 0) process.exit(tested.status ?? 1);
}
const args = ['--import', 'tsx', join(root, 'client/e2e/main.ts'), ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit', timeout: LIMIT_MS });
process.exit(status ?? 1);
