/**
 * The one way to a parsed tree. Which parser does the work is the caller's choice and nobody else's concern. Trees follow
 * edits, parsing has a time budget, and a tree is freed when it is replaced or closed.
 */
import { applyEdits, type TextEdit } from '../text/edit.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Backend, BackendTree } from './backend.ts';
import { nativeBackend } from './backend-native.ts';
import { wasmBackend } from './backend-wasm.ts';
import type { SyntaxNode } from './node.ts';

/** A parser for C. `stop` is asked now and then; true ends the parse, which then gives undefined. */
export interface CParser {
  readonly backend: 'wasm' | 'native';
  /** Parses a whole text into plain nodes. */
  parse(text: string, stop?: () => boolean): SyntaxNode | undefined;
  /** A document whose tree follows its edits. */
  document(text: string): ParsedDocument;
}

/** A text with its tree. `edit` takes edits that all refer to the text before them. Close it when done. */
export interface ParsedDocument {
  readonly text: string;
  root(stop?: () => boolean): SyntaxNode | undefined;
  /** Whether the tree that `root` gave has a place that did not parse. */
  hasError(): boolean;
  edit(edits: readonly TextEdit[]): void;
  close(): void;
}

const documentOf = (backend: Backend, initial: string): ParsedDocument => {
  let text = initial;
  let tree: BackendTree | undefined;
  let parsed = false;
  let root: SyntaxNode | undefined;
  return {
    get text() {
      return text;
    },
    root: (stop) => {
      if (parsed) return root;
      const next = backend.parse(text, tree, stop);
      if (next === undefined) return undefined;
      tree?.remove();
      tree = next;
      root = next.snapshot();
      parsed = true;
      return root;
    },
    hasError: () => tree?.hasError() === true,
    edit: (edits) => {
      for (const { start, end, text: by } of edits.toSorted((a, b) => b.start - a.start)) {
        const before = new LineIndex(text);
        const next = applyEdits(text, [{ start, end, text: by }]);
        const point = (index: LineIndex, offset: number): { row: number; column: number } => {
          const { line, column } = index.positionAt(offset);
          return { row: line, column };
        };
        tree?.edit({
          startIndex: start,
          oldEndIndex: end,
          newEndIndex: start + by.length,
          startPosition: point(before, start),
          oldEndPosition: point(before, end),
          newEndPosition: point(new LineIndex(next), start + by.length),
        });
        text = next;
        parsed = false;
      }
    },
    close: () => {
      tree?.remove();
      tree = undefined;
      parsed = false;
    },
  };
};

/**
 * Makes a parser. `native` is used where it is wanted and installed, else the wasm one.
 * Rejects only where the wasm files cannot be read: a broken installation.
 */
export const createParser = async (prefer: 'wasm' | 'native' = 'wasm'): Promise<CParser> => {
  const backend = (prefer === 'native' ? nativeBackend() : undefined) ?? (await wasmBackend());
  return {
    backend: backend.name,
    parse: (text, stop) => {
      const tree = backend.parse(text, undefined, stop);
      if (tree === undefined) return undefined;
      try {
        return tree.snapshot();
      } finally {
        tree.remove();
      }
    },
    document: (text) => documentOf(backend, text),
  };
};
