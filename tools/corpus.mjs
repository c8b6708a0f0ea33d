/**
 * `npm run corpus [-- --clang] [-- --verbose]`: fetches the labelled Debian sources with the shared script (into corpus-src, or
 * $VFORK_CORPUS), builds, and prints the score of the shared program. With --clang it lists instead where Debian's
 * `clang-19 --analyze` (unix.Vfork) and we differ (tools/corpus-clang.mjs). The shared folder is ../shared beside the
 * checkout, or $VFORK_SHARED. Arguments that are not ours go to the scoring program, whose exit status is ours.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from './build.mjs';
import { compareWithClang } from './corpus-clang.mjs';
import { ensureInstalled, root } from './setup.mjs';

const shared = [process.env.VFORK_SHARED, join(root, '../shared'), join(root, '../../shared')]
  .filter((folder) => folder !== undefined)
  .find((folder) => existsSync(join(folder, 'tools/score-corpus.mjs')));
if (shared === undefined) {
  console.error('corpus: no shared folder with tools/score-corpus.mjs: put it at ../shared or name it in VFORK_SHARED');
  process.exit(2);
}
const corpus = resolve(process.env.VFORK_CORPUS ?? join(root, 'corpus-src'));
const labels = join(shared, 'data/corpus-open.json');
const packages = [...new Set(JSON.parse(readFileSync(labels, 'utf8')).sites.map(({ pkg }) => pkg))];
const missing = packages.filter((name) => !existsSync(join(corpus, name)));
if (missing.length > 0) {
  console.error(`corpus: fetching ${missing.length} packages into ${corpus} ...`);
  const fetched = spawnSync('bash', [join(shared, 'tools/fetch-corpus.sh'), corpus], { stdio: 'inherit' });
  if (fetched.status !== 0) console.error('corpus: not every package could be fetched; the others are scored');
}

ensureInstalled();
await build();
const cli = [process.execPath, join(root, 'server/dist/cli.cjs')];
const words = process.argv.slice(2);
if (words.includes('--clang')) process.exit(compareWithClang({ labels, corpus, cli }));
const scored = spawnSync(process.execPath, [join(shared, 'tools/score-corpus.mjs'), labels, corpus, ...words], {
  stdio: 'inherit',
  env: { ...process.env, VFORK_LINT: cli.join(' ') },
});
process.exit(scored.status ?? 2);
