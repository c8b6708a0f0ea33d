/** What other workspaces may use of the parser: the contract tests of the grammar. Inside the server import the files. */
export type { SyntaxNode } from './node.ts';
export { type CParser, createParser } from './parser.ts';
