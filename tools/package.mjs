/**
 * `npm run package`: the universal .vsix, artifacts/vfork-lint-VERSION.vsix. The bundles, the parser's wasm files, schema,
 * README and licence are laid out in build/vsix and packed by vsce, which is brought from a cache (cached-install.mjs).
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { cachedInstall } from './cached-install.mjs';
import { ensureInstalled, root } from './setup.mjs';

/** What goes into the extension besides the bundles: path in the repository, path in the extension. */
const CONTENT = [
  ['client/schema', 'schema'],
  ['client/README.md', 'README.md'],
  ['LICENSE', 'LICENSE.txt'],
];

/** Builds and packs; returns the path of the .vsix. */
export const makeVsix = async () => {
  const vsce = join(cachedInstall('tools/vsce'), 'node_modules/@vscode/vsce/vsce');
  const stage = join(root, 'build/vsix');
  rmSync(stage, { recursive: true, force: true });
  await build({
    minify: true,
    into: 'build/vsix/dist',
    only: ['server.cjs', 'extension.cjs', 'typescript-estree.cjs'],
  });
  for (const [from, to] of CONTENT) cpSync(join(root, from), join(stage, to), { recursive: true });
  const {
    dependencies: _,
    devDependencies: __,
    private: ___,
    ...manifest
  } = JSON.parse(readFileSync(join(root, 'client/package.json'), 'utf8'));
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  mkdirSync(join(root, 'artifacts'), { recursive: true });
  const out = join(root, 'artifacts', `vfork-lint-${manifest.version}.vsix`);
  const args = [
    vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    out,
  ];
  const packed = spawnSync(process.execPath, args, { cwd: stage, encoding: 'utf8' });
  if (packed.status !== 0) throw new Error(`vsce failed:\n${packed.stdout}${packed.stderr}`);
  return out;
};

if (process.argv[1]?.endsWith('package.mjs')) {
  ensureInstalled();
  const out = await makeVsix();
  console.log(`${out} (${statSync(out).size} bytes)`);
}
