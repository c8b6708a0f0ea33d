/**
 * Bundles what is shipped with esbuild: the CLI and the language server (CommonJS, one file each, beside the parser's two
 * .wasm files) and the VS Code client. The C library is compiled by our own compiler on the way, once for
 * each state of its sources (tools/prebuild.mjs); all else takes well under a second. Types are tools/check.mjs' business.
 */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { prebuiltLibrary } from './prebuild.mjs';
import { bin, ensureInstalled, root } from './setup.mjs';

const WASM = ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-c/tree-sitter-c.wasm'];
/** The parser of JavaScript and TypeScript, larger than all the rest: a bundle of its own, loaded when first needed. */
const ESTREE = '@typescript-eslint/typescript-estree';
const ENTRIES = [
  { entry: 'server/src/cli/main.ts', out: 'server/dist/cli.cjs', banner: '#!/usr/bin/env node' },
  { entry: 'server/src/lsp/main.ts', out: 'server/dist/server.cjs' },
  { entry: bin(`${ESTREE}/dist/index.js`), out: 'server/dist/typescript-estree.cjs', map: false },
  { entry: 'client/src/extension.ts', out: 'client/dist/extension.cjs', external: ['vscode'] },
];

const besideBundle = {
  name: 'typescript-estree beside the bundle',
  setup: ({ onResolve }) => {
    onResolve({ filter: new RegExp(`^${ESTREE}$`) }, () => ({ path: './typescript-estree.cjs', external: true }));
  },
};

/** Puts the compiled C library in the place of the module that stands for it. */
const prebuilt = {
  name: 'the compiled C library',
  setup: ({ onLoad }) => {
    onLoad({ filter: /toolchain[\\/]prebuilt\.ts$/ }, async () => ({
      contents: await prebuiltLibrary(),
      loader: 'js',
    }));
  },
};

/**
 * Builds the bundles whose entries exist; `into` puts them all in that folder instead of their own, `only` names the ones to
 * build (`cli.cjs`, …). Rejects with esbuild's message where a source is wrong.
 */
export const build = async ({ minify = false, into, only } = {}) => {
  const esbuild = await import('esbuild');
  const wanted = ENTRIES.filter(
    ({ entry, out }) => existsSync(resolve(root, entry)) && (only?.includes(basename(out)) ?? true),
  );
  for (const { entry, out, banner, external = [], map = true } of wanted) {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: into === undefined ? out : join(into, basename(out)),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      minify,
      sourcemap: map && !minify ? 'linked' : false,
      logLevel: 'warning',
      external: ['tree-sitter', ...external],
      plugins: [besideBundle, prebuilt],
      // ESM builds that use import.meta.url lose it in a CommonJS bundle.
      define: { 'import.meta.url': '""' },
      // The main entry of jsonc-parser requires its parts by computed names, which a bundle does not hold.
      alias: {
        'web-tree-sitter': bin('web-tree-sitter/web-tree-sitter.cjs'),
        'jsonc-parser': bin('jsonc-parser/lib/esm/main.js'),
        fdir: bin('fdir/dist/index.cjs'),
      },
      ...(banner === undefined ? {} : { banner: { js: banner } }),
    });
  }
  const beside = join(root, into ?? 'server/dist');
  mkdirSync(beside, { recursive: true });
  for (const file of WASM) copyFileSync(bin(file), join(beside, basename(file)));
};

if (process.argv[1]?.endsWith('build.mjs')) {
  ensureInstalled();
  const { values } = parseArgs({
    options: { minify: { type: 'boolean' }, into: { type: 'string' }, only: { type: 'string', multiple: true } },
  });
  await build(values);
}
