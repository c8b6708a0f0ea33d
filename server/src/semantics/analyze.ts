/** From a parsed file to its vfork sites. */
import { childIn, childOf, type SyntaxNode, walk } from '../syntax/node.ts';
import type { CParser } from '../syntax/parser.ts';
import type { ChildExit, Site } from './site.ts';

const calls = (node: SyntaxNode, text: string): { name: string; node: SyntaxNode; callee: SyntaxNode }[] => {
  const found: { name: string; node: SyntaxNode; callee: SyntaxNode }[] = [];
  walk(node, (inner) => {
    const callee = inner.kind === 'call_expression' ? childIn(inner, 'function') : undefined;
    if (callee?.kind === 'identifier') found.push({ name: text.slice(callee.start, callee.end), node: inner, callee });
    return true;
  });
  return found;
};

const nameOf = (declarator: SyntaxNode | undefined): SyntaxNode | undefined => {
  let node = declarator;
  while (node !== undefined && node.kind !== 'identifier')
    node = childIn(node, 'declarator') ?? childOf(node, 'identifier');
  return node;
};

/** The sites of a text. */
export const analyze = (parser: CParser, path: string, text: string): readonly Site[] => {
  const root = parser.parse(text);
  const sites: Site[] = [];
  if (root === undefined) return sites;
  walk(root, (node) => {
    if (node.kind !== 'function_definition') return true;
    const name = nameOf(childIn(node, 'declarator')) ?? { start: node.start, end: node.start };
    walk(node, (inner) => {
      const condition = inner.kind === 'if_statement' ? childIn(inner, 'condition') : undefined;
      const call = condition === undefined ? undefined : calls(condition, text).find(({ name }) => name === 'vfork');
      const child = childIn(inner, 'consequence');
      if (call === undefined || child === undefined) return true;
      const exits: ChildExit[] = calls(child, text)
        .filter(({ name }) => name === 'exit')
        .map(({ name, callee }) => ({ path, range: { start: callee.start, end: callee.end }, callee: name }));
      sites.push({
        path,
        owner: text.slice(name.start, name.end),
        ownerName: { start: name.start, end: name.end },
        call: { path, range: { start: call.node.start, end: call.node.end } },
        spelling: 'vfork',
        exits,
      });
      return true;
    });
    return false;
  });
  return sites;
};
