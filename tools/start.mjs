/**
 * `npm start`: installs and builds what is missing, then runs the CLI. With arguments they are passed on; without, a
 * bundled sample workspace is checked and the next steps are named.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { ensureInstalled, root } from './setup.mjs';

ensureInstalled();
await build();
const cli = join(root, 'server/dist/cli.cjs');
const passed = process.argv.slice(2);
const status = (args, cwd) => spawnSync(process.execPath, [cli, ...args], { cwd, stdio: 'inherit' }).status ?? 2;
// npm runs scripts in the package's folder; INIT_CWD is where the user typed the command.
if (passed.length > 0) process.exit(status(passed, process.env.INIT_CWD ?? root));

const sample = 'fixtures/workspaces/sample';
console.log(`Checking the bundled sample, ${sample}:\n`);
const result = status(['check', '.'], join(root, sample));
console.log(`
What next:
  npm start -- check PATH...     check your own C files or folders
  npm start -- explain RULE      what a rule means, with examples
  npm start -- --help            everything the command can do
  npm test                       run the tests`);
// The sample holds misuse on purpose: findings (1) are what a working linter reports here.
process.exit(result === 1 ? 0 : result === 0 ? 1 : result);
