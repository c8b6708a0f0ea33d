/**
 * What the two parser backends have in common, and the snapshot of a tree made through a cursor. A backend holds one
 * tree-sitter parser for C; its trees must be deleted by whoever asked for them.
 */
import type { FieldName, NodeKind } from './kinds.generated.ts';
import type { SyntaxNode } from './node.ts';

/** A text edit in the terms of tree-sitter: offsets in UTF-16 units, positions as zero-based row and column. */
export interface TreeEdit {
  readonly startIndex: number;
  readonly oldEndIndex: number;
  readonly newEndIndex: number;
  readonly startPosition: { readonly row: number; readonly column: number };
  readonly oldEndPosition: { readonly row: number; readonly column: number };
  readonly newEndPosition: { readonly row: number; readonly column: number };
}

/** The part of tree-sitter's cursor that both backends share. */
export interface Cursor {
  readonly nodeType: string;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentFieldName: string | null;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}

/** A parsed tree of one backend. `snapshot` copies it; `remove` frees it, after which it must not be used. */
export interface BackendTree {
  edit(edit: TreeEdit): void;
  snapshot(): SyntaxNode;
  hasError(): boolean;
  remove(): void;
}

/** `parse` gives undefined when `stop` said so before the end. */
export interface Backend {
  readonly name: 'wasm' | 'native';
  parse(text: string, old: BackendTree | undefined, stop: (() => boolean) | undefined): BackendTree | undefined;
}

/** Copies the tree below the cursor's node into plain objects; `scale` divides the cursor's indices. */
export const snapshot = (cursor: Cursor, depth = 0): SyntaxNode => {
  const kind = cursor.nodeType as NodeKind;
  const { startIndex: start, endIndex: end, nodeIsMissing: missing } = cursor;
  const field = (cursor.currentFieldName ?? undefined) as FieldName | undefined;
  const children: SyntaxNode[] = [];
  let operator: string | undefined;
  if (depth < MAX_DEPTH && cursor.gotoFirstChild()) {
    do {
      if (cursor.nodeIsNamed) {
        if (cursor.nodeType !== 'comment') children.push(snapshot(cursor, depth + 1));
      } else if (cursor.currentFieldName === 'operator') operator = cursor.nodeType;
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return { kind, field, operator, missing, start, end, children };
};

/** Deeper nodes are cut off: text nested that deep is generated, and recursion must end. */
const MAX_DEPTH = 400;
