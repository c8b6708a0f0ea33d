/**
 * Syntax nodes as plain objects: a snapshot of a parsed tree that outlives it and costs nothing to walk. Kinds and fields
 * are the grammar's (kinds.generated.ts). Tokens without a name are left out, except operators, which `operator` holds.
 */
import type { TextRange } from '../text/range.ts';
import type { FieldName, NodeKind } from './kinds.generated.ts';

/** `start` and `end` are UTF-16 offsets into the parsed text. `field` is the node's role in its parent. */
export interface SyntaxNode extends TextRange {
  readonly kind: NodeKind;
  readonly field: FieldName | undefined;
  readonly operator: string | undefined;
  readonly missing: boolean;
  readonly children: readonly SyntaxNode[];
}

/** The first child in a field. */
export const childIn = (node: SyntaxNode | undefined, field: FieldName): SyntaxNode | undefined =>
  node?.children.find((child) => child.field === field);

/** The first child of a kind. */
export const childOf = (node: SyntaxNode | undefined, kind: NodeKind): SyntaxNode | undefined =>
  node?.children.find((child) => child.kind === kind);

/** All nodes below and including `node`, parents before children; `enter` returning false skips a subtree. */
export const walk = (node: SyntaxNode, enter: (node: SyntaxNode) => boolean): void => {
  if (enter(node)) for (const child of node.children) walk(child, enter);
};
