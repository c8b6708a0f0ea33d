/**
 * `npm run corpus [-- --clang | --confirm] [-- --verbose]`: builds, and prints the score of the shared program on the labelled Debian
 * sources (tools/corpus-source.mjs fetches them). With --clang it lists instead where Debian's `clang-19 --analyze`
 * (unix.Vfork) and we differ (tools/corpus-clang.mjs). With --confirm [--kernel NAME]... every call is run on the machine instead
 * (tools/corpus-confirm.mjs). The exit status is that of the scoring program.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { compareWithClang } from './corpus-clang.mjs';
import { confirmCorpus } from './corpus-confirm.mjs';
import { corpusFolder, sharedFolder } from './corpus-source.mjs';
import { ensureInstalled, root } from './setup.mjs';

const shared = sharedFolder();
const corpus = corpusFolder();
const labels = join(shared, 'data/corpus-open.json');
ensureInstalled();
await build();
const cli = [process.execPath, join(root, 'server/dist/cli.cjs')];
const words = process.argv.slice(2);
if (words.includes('--confirm')) {
  const named = words.flatMap((word, i) => (words[i - 1] === '--kernel' ? [word] : []));
  const kernels = named.length > 0 ? named : ['linux-i386', 'elks'];
  process.exit(await confirmCorpus({ labels, corpus, cli, kernels, verbose: words.includes('--verbose') }));
}
if (words.includes('--clang')) process.exit(compareWithClang({ labels, corpus, cli }));
const scored = spawnSync(process.execPath, [join(shared, 'tools/score-corpus.mjs'), labels, corpus, '--verbose'], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, VFORK_LINT: cli.join(' ') },
});
for (const line of scored.stdout.trimEnd().split('\n'))
  if (words.includes('--verbose') || !line.startsWith('unlabelled')) console.log(line);
process.exit(scored.status ?? 2);
