/**
 * Where the shared folder and the labelled Debian sources are. The sources are fetched once with the shared script, into
 * $VFORK_CORPUS or a cache outside the checkout, so that every clone, CI's too, uses one copy.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './setup.mjs';

/** The shared folder: $VFORK_SHARED, or `shared` beside the checkout or beside the folder that worktrees lie in. */
export const sharedFolder = () => {
  const found = [process.env.VFORK_SHARED, join(root, '../shared'), join(root, '../../shared')].find(
    (folder) => folder !== undefined && existsSync(join(folder, 'tools/score-corpus.mjs')),
  );
  if (found !== undefined) return resolve(found);
  console.error('no shared folder with tools/score-corpus.mjs: put it at ../shared or name it in VFORK_SHARED');
  process.exit(2);
};

/** The folder of the sources, one subfolder a package; what is missing is fetched, with a line to stderr. */
export const corpusFolder = () => {
  const shared = sharedFolder();
  const corpus = resolve(process.env.VFORK_CORPUS ?? join(homedir(), '.cache/vfork-lint-corpus'));
  const { sites } = JSON.parse(readFileSync(join(shared, 'data/corpus-open.json'), 'utf8'));
  const missing = new Set(sites.map(({ pkg }) => pkg).filter((name) => !existsSync(join(corpus, name))));
  if (missing.size > 0) {
    console.error(`corpus: fetching ${missing.size} packages into ${corpus} (once, some minutes, 1.6 GB) ...`);
    const { status } = spawnSync('bash', [join(shared, 'tools/fetch-corpus.sh'), corpus], { stdio: ['ignore', 2, 2] });
    if (status !== 0) console.error('corpus: not every package could be fetched; the others are used');
  }
  return corpus;
};
