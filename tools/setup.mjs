/**
 * Makes a fresh clone ready to run: installs the npm packages when they are absent or older than the lock file.
 * Plain JavaScript on Node's own modules, since nothing is installed yet. Install scripts stay off: no compiler is
 * needed, the native parser is optional (docs/adr/0002-parser.md).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Runs a command with inherited output; ends this process with the command's status where it fails. */
export const run = (command, args, options = {}) => {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error !== undefined) {
    console.error(`cannot run ${command}: ${result.error.message}`);
    process.exit(2);
  }
  if (result.status !== 0) process.exit(result.status ?? 2);
};

/**
 * Installs the packages unless node_modules is as new as package-lock.json. Prints one line, to stderr. Not `npm ci`: it
 * refuses a lock file made where a registry lacks the optional packages of other platforms.
 */
export const ensureInstalled = () => {
  const marker = join(root, 'node_modules/.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs) return;
  console.error('vfork-lint: installing packages (once, about 30 seconds) ...');
  run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
};

/** The path of a package's script, to run with this very Node. */
export const bin = (path) => join(root, 'node_modules', path);
