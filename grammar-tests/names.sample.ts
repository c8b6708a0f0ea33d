/** Source for names.test.ts: every position in which a name of the grammar can stand, and names of other unions beside them. */
import type { SyntaxNode } from '@vfork-lint/server/syntax';

type NodeKind = SyntaxNode['kind'];
interface Cursor {
  readonly nodeType: string;
}
interface Other {
  readonly kind: 'return' | 'exec';
}

/** One value from each position. */
export const sample = (node: SyntaxNode, cursor: Cursor, other: Other, kind: NodeKind): readonly unknown[] => {
  const child = node.children.find((one) => one.kind === 'if_statement');
  switch (child?.kind) {
    case 'while_statement':
      return [child.field === 'condition'];
    default:
  }
  const set: ReadonlySet<NodeKind> = new Set<NodeKind>(['case_statement']);
  const list: readonly NodeKind[] = ['for_statement'];
  const take = (one: NodeKind): string => one;
  return [
    set,
    list,
    take('do_statement'),
    kind !== 'goto_statement',
    'body' === node.field,
    cursor.nodeType === 'comment',
    other.kind === 'return',
  ];
};
