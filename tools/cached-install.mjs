/**
 * Installs the packages of a package.json into a cache outside the checkout, once per set of dependencies, so that CI
 * and every worktree share one copy. For heavy tools that the product and `npm test` do not need (a whole VS Code, the
 * .vsix packager). Install scripts stay off. Made in a folder beside and renamed, so that two runs cannot meet half-way.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root } from './setup.mjs';

const npm = (cwd, ...args) => {
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm hands its own settings down to scripts as npm_config_*; those of this repository are not those of the cache.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(?!config_(registry|cache|userconfig|globalconfig)$)/.test(name),
    ),
  );
  const result = spawnSync('npm', ['install', ...options, ...args], {
    cwd,
    env,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0)
    throw new Error(`npm install failed in ${cwd} (status ${result.status}): see its message above`);
};

/**
 * The folder that holds `node_modules` for `folder`/package.json (relative to the repository); installs when absent.
 * `inner` are folders below it that carry a package.json of their own to install (production dependencies only).
 */
export const cachedInstall = (folder, { inner = [] } = {}) => {
  const manifest = join(root, folder, 'package.json');
  const key = createHash('sha256')
    .update(JSON.stringify(JSON.parse(readFileSync(manifest, 'utf8')).dependencies))
    .update(inner.join('\n'))
    .digest('hex')
    .slice(0, 16);
  const cache = process.env.VFORK_LINT_CACHE ?? join(homedir(), '.cache', 'vfork-lint-e2e');
  const place = join(cache, key);
  if (existsSync(place)) return place;
  console.error(`vfork-lint: installing ${folder} into ${place} (once, about half a minute) ...`);
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, 'new-'));
  try {
    cpSync(manifest, join(fresh, 'package.json'));
    npm(fresh);
    for (const path of inner) npm(join(fresh, path), '--omit=dev');
    if (!existsSync(place)) renameSync(fresh, place);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return place;
};
