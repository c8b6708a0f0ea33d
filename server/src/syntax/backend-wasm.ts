/**
 * The backend of the product: web-tree-sitter with tree-sitter-c's own wasm. Both .wasm files lie beside the bundle; when
 * run from source they are those of node_modules. Trees are freed at once, the wasm heap is not garbage collected.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { type Backend, type BackendTree, snapshot } from './backend.ts';

/** The path of one of the two wasm files. */
const locate = (file: string, installed: string): string => {
  if (import.meta.url) return createRequire(import.meta.url).resolve(installed);
  const beside = join(__dirname, file);
  return existsSync(beside) ? beside : createRequire(join(__dirname, 'package.json')).resolve(installed);
};

const wrap = (tree: Tree): BackendTree & { readonly tree: Tree } => ({
  tree,
  edit: (edit) => {
    tree.edit(edit as Parameters<Tree['edit']>[0]);
  },
  hasError: () => tree.rootNode.hasError,
  remove: () => tree.delete(),
  snapshot: () => {
    const cursor = tree.walk();
    try {
      return snapshot(cursor);
    } finally {
      cursor.delete();
    }
  },
});

/** The one backend of the process: each load of the grammar takes room in the wasm table that never comes back. */
let loaded: Promise<Backend> | undefined;

/** Loads the parser; rejects where a wasm file cannot be read, and then tries again when next asked. */
export const wasmBackend = (): Promise<Backend> => {
  loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
};

const load = async (): Promise<Backend> => {
  await Parser.init({ locateFile: () => locate('web-tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm') });
  const language = await Language.load(locate('tree-sitter-c.wasm', 'tree-sitter-c/tree-sitter-c.wasm'));
  const parser = new Parser();
  parser.setLanguage(language);
  return {
    name: 'wasm',
    parse: (text, old, stop) => {
      const previous = old === undefined ? null : (old as ReturnType<typeof wrap>).tree;
      const tree = parser.parse(text, previous, stop === undefined ? undefined : { progressCallback: stop });
      if (tree === null) parser.reset();
      return tree === null ? undefined : wrap(tree);
    },
  };
};
