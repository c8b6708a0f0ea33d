/**
 * The native parser as an oracle of the WASM one: the same trees for real sources, those of $VFORK_CORPUS or corpus-src where
 * they are, and the system's headers. Texts with syntax errors (without the preprocessor, macros make many) are compared in
 * whether they have any: the two come in different versions of tree-sitter, which mend errors differently. Where the native parser's prebuilt binary does not load it is compiled first.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createParser } from '@vfork-lint/server/syntax';
import { beforeAll, expect, test } from 'vitest';
import { sexp } from './sexp.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Files that are compared; enough for every corner of the grammar, few enough for a minute. */
const LIMIT = 300;

const sourcesBelow = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.[ch]$/.test(name))
        .map((name) => join(folder, name))
    : [];

/** Every nth of the list, so that all packages have their share. */
const spread = (list: readonly string[]): readonly string[] => {
  const step = Math.max(1, Math.ceil(list.length / LIMIT));
  return list.filter((_, i) => i % step === 0);
};

beforeAll(() => {
  const loads = spawnSync(process.execPath, ['-e', "new (require('tree-sitter'))()"], { cwd: ROOT }).status === 0;
  if (!loads) spawnSync('npm', ['rebuild', 'tree-sitter', '--foreground-scripts'], { cwd: ROOT, stdio: 'inherit' });
}, 300_000);

test('both parsers give the same tree', async () => {
  const native = await createParser('native');
  const wasm = await createParser('wasm');
  expect(native.backend).toBe('native');
  expect(wasm.backend).toBe('wasm');
  const { VFORK_CORPUS: folder } = process.env as { readonly VFORK_CORPUS?: string };
  const corpus = folder ?? join(ROOT, 'corpus-src');
  const files = [
    ...spread(sourcesBelow(corpus)),
    ...spread(sourcesBelow('/usr/include')),
    ...sourcesBelow(join(ROOT, 'fixtures')),
  ];
  let compared = 0;
  const different = files.filter((file) => {
    const text = readFileSync(file, 'latin1');
    if (text.length > 1_000_000) return false;
    const [a, b] = [native.document(text), wasm.document(text)];
    const [x, y] = [a.root(), b.root()];
    const [wrongA, wrongB] = [a.hasError(), b.hasError()];
    a.close();
    b.close();
    if (x === undefined || y === undefined || wrongA !== wrongB) return true;
    if (wrongA) return false;
    compared++;
    return sexp(x) !== sexp(y);
  });
  expect(compared).toBeGreaterThan(20);
  expect(different).toEqual([]);
}, 600_000);
