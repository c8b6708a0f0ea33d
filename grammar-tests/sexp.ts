/**
 * Trees as S-expressions, for the corpus: `(kind "operator" field: (kind …))`, a missing node as `(MISSING kind)`. One node a
 * line, indented; comparisons ignore the layout.
 */
import type { SyntaxNode } from '@vfork-lint/server/syntax';

/** The tree as text, one node a line. */
export const sexp = (node: SyntaxNode, indent = ''): string => {
  const role = node.field === undefined ? '' : `${node.field}: `;
  const operator = node.operator === undefined ? '' : ` "${node.operator}"`;
  const kind = node.missing ? `MISSING ${node.kind}` : node.kind;
  const inner = node.children.map((child) => `\n${sexp(child, `${indent}  `)}`).join('');
  return `${indent}${role}(${kind}${operator}${inner})`;
};

/** The text of a tree without its layout. */
export const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(' )', ')').trim();
