/**
 * The optional native backend, `tree-sitter` with tree-sitter-c's binding, for the CLI and the oracles. It is an optional
 * dependency: where it cannot be loaded the answer is undefined and the wasm backend does the work.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Backend, type BackendTree, type Cursor, snapshot, type TreeEdit } from './backend.ts';

interface NativeTree {
  readonly rootNode: { readonly hasError: boolean };
  walk(): Cursor;
  edit(edit: TreeEdit): void;
}
interface NativeParser {
  setLanguage(language: unknown): void;
  parse(
    text: string,
    old: NativeTree | null,
    options: { bufferSize?: number; progressCallback?: () => boolean },
  ): NativeTree | null;
  reset(): void;
}

const wrap = (tree: NativeTree): BackendTree & { readonly tree: NativeTree } => ({
  tree,
  edit: (edit) => tree.edit(edit),
  hasError: () => tree.rootNode.hasError,
  remove: () => undefined,
  snapshot: () => snapshot(tree.walk()),
});

/** Loads the native parser; undefined where it is not installed for this platform. */
export const nativeBackend = (): Backend | undefined => {
  try {
    const load = createRequire(import.meta.url || join(__dirname, 'package.json'));
    const parser = new (load('tree-sitter') as new () => NativeParser)();
    parser.setLanguage(load('tree-sitter-c'));
    return {
      name: 'native',
      parse: (text, old, stop) => {
        const previous = old === undefined ? null : (old as ReturnType<typeof wrap>).tree;
        try {
          const tree = parser.parse(text, previous, stop === undefined ? {} : { progressCallback: stop });
          return tree === null ? undefined : wrap(tree);
        } catch {
          parser.reset();
          return undefined;
        }
      },
    };
  } catch {
    return undefined;
  }
};
