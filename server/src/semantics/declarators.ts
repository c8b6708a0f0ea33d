/** What a declarator of C's grammar declares: the name in its middle and the shape that pointers, arrays and functions around it give. */
import { childIn, type SyntaxNode } from '../syntax/node.ts';

/** A declared name. `isFunction` is of functions themselves and not of pointers to them. */
export interface Declared {
  readonly node: SyntaxNode;
  readonly pointer: boolean;
  readonly array: boolean;
  readonly isFunction: boolean;
}

/** The name that a declarator declares, and how. */
export const declared = (declarator: SyntaxNode): Declared | undefined => {
  let node: SyntaxNode | undefined = declarator;
  let pointer = false;
  let array = false;
  let isFunction = false;
  for (let n = 0; n < 20 && node !== undefined; n++) {
    if (node.kind === 'identifier' || node.kind === 'type_identifier')
      return { node, pointer, array, isFunction: isFunction && !pointer };
    if (node.kind === 'pointer_declarator') pointer = true;
    else if (node.kind === 'array_declarator') array = !pointer || array || true;
    else if (node.kind === 'function_declarator') isFunction = true;
    if (node.kind === 'parenthesized_declarator' && isFunction) pointer = true;
    node = childIn(node, 'declarator') ?? node.children.find((child) => /declarator$|^identifier$/.test(child.kind));
  }
  return undefined;
};

/** Storage classes and qualifiers of a declaration. */
export const qualifiers = (node: SyntaxNode, text: (node: SyntaxNode) => string): string =>
  node.children
    .filter(({ kind }) => kind === 'storage_class_specifier' || kind === 'type_qualifier')
    .map(text)
    .join(' ');
