/**
 * C inside JavaScript and TypeScript: the source given to Frida's `new CModule(…)`, and template or string literals behind a
 * comment that says `c`. Literals, their concatenation, `[…].join('…')` and constants that hold such text are read; what a
 * template interpolates counts as the number 0. Positions map back to the host exactly.
 *
 * The parser, typescript-estree, brings the TypeScript compiler with it and is loaded when first needed.
 */
import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { TextEdit } from '../text/edit.ts';
import type { TextRange } from '../text/range.ts';
import { concat, decodeLiteral, encodeLiteral, type MappedText, type Quote, synthetic } from './literal.ts';

/** A piece of C. `toHost` gives the place in the host of a range of the C text. */
export interface EmbeddedSource {
  readonly text: string;
  /** The expression in the host that holds the C. */
  readonly range: TextRange;
  readonly toHost: (range: TextRange) => TextRange;
  /** An edit of the C as an edit of the host; undefined where it touches text that the host computes. */
  readonly toHostEdit: (edit: TextEdit) => TextEdit | undefined;
}

export interface EmbeddedSources {
  readonly sources: readonly EmbeddedSource[];
  /** Why the host could not be read. */
  readonly problem?: string;
}

/** Whether a text is worth loading the parser for. */
export const mayEmbedC = (text: string): boolean => /\bCModule\b|\/\*\s*c\s*\*\//i.test(text);

/** Whether a path is that of a JavaScript or TypeScript file. */
export const isHost = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path);

/** The C in a host text, in order. `path` tells the language. Rejects only where the parser cannot be loaded. */
export const findEmbedded = async (path: string, text: string): Promise<EmbeddedSources> => {
  if (!mayEmbedC(text)) return { sources: [] };
  const { parse, simpleTraverse } = await import('@typescript-eslint/typescript-estree');
  let program: TSESTree.Program & { comments?: TSESTree.Comment[] };
  try {
    program = parse(text, { range: true, loc: false, comment: true, jsx: /\.[cm]?[jt]sx$|\.[cm]?js$/.test(path) });
  } catch (error) {
    return { sources: [], problem: `cannot be parsed: ${error instanceof Error ? error.message : String(error)}` };
  }
  const marks = (program.comments ?? []).filter(({ type, value }) => type === 'Block' && /^\s*c\s*$/i.test(value));
  const constants = new Map<string, TSESTree.Expression>();
  const found: TSESTree.Expression[] = [];
  simpleTraverse(program, {
    enter: (node) => {
      if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init !== null)
        constants.set(node.id.name, node.init);
      if (isModule(node)) found.push(...node.arguments.slice(0, 1).filter((one) => one.type !== 'SpreadElement'));
      else if (
        isText(node) &&
        marks.some(({ range }) => text.slice(range[1], node.range[0]).trim() === '' && range[1] <= node.range[0])
      )
        found.push(node);
    },
  });
  const sources = new Map<number, EmbeddedSource>();
  for (const expression of found) {
    const mapped = textOf(expression, text, constants, 0);
    if (mapped !== undefined) sources.set(expression.range[0], sourceOf(mapped, expression));
  }
  return { sources: [...sources.values()].toSorted((a, b) => a.range.start - b.range.start) };
};

const isModule = (node: TSESTree.Node): node is TSESTree.NewExpression =>
  node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'CModule';

const isText = (node: TSESTree.Node): node is TSESTree.TemplateLiteral | TSESTree.StringLiteral =>
  node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');

/** Constants may refer to constants, and to themselves. */
const MAX_DEPTH = 20;

const textOf = (
  node: TSESTree.Expression | TSESTree.PrivateIdentifier,
  host: string,
  constants: ReadonlyMap<string, TSESTree.Expression>,
  depth: number,
): MappedText | undefined => {
  if (depth > MAX_DEPTH) return undefined;
  const inner = (one: TSESTree.Expression | TSESTree.PrivateIdentifier): MappedText | undefined =>
    textOf(one, host, constants, depth + 1);
  switch (node.type) {
    case 'Literal': {
      const quote = host[node.range[0]];
      if (typeof node.value !== 'string' || (quote !== '"' && quote !== "'")) return undefined;
      return decodeLiteral(host.slice(node.range[0] + 1, node.range[1] - 1), node.range[0] + 1, quote);
    }
    case 'TemplateLiteral':
      return templateText(node, host);
    case 'TaggedTemplateExpression':
      return inner(node.quasi);
    case 'Identifier': {
      const value = constants.get(node.name);
      return value === undefined ? undefined : inner(value);
    }
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return inner(node.expression);
    case 'BinaryExpression': {
      const [left, right] = [inner(node.left), inner(node.right)];
      return node.operator !== '+' || left === undefined || right === undefined ? undefined : concat([left, right]);
    }
    case 'CallExpression':
      return joinText(node, inner);
    default:
      return undefined;
  }
};

const templateText = (node: TSESTree.TemplateLiteral, host: string): MappedText => {
  const parts: MappedText[] = [];
  for (const [i, quasi] of node.quasis.entries()) {
    // The range of a quasi holds its delimiters: ` or } before, ` or ${ behind.
    const start = quasi.range[0] + 1;
    const end = quasi.range[1] - (quasi.tail ? 1 : 2);
    parts.push(decodeLiteral(host.slice(start, end), start, '`'));
    const expression = node.expressions[i];
    if (expression !== undefined) parts.push(synthetic('0', { start: expression.range[0], end: expression.range[1] }));
  }
  return concat(parts);
};

/** `['a', 'b'].join('\n')`. */
const joinText = (
  { callee, arguments: words, range }: TSESTree.CallExpression,
  inner: (node: TSESTree.Expression) => MappedText | undefined,
): MappedText | undefined => {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'ArrayExpression') return undefined;
  if (callee.property.type !== 'Identifier' || callee.property.name !== 'join') return undefined;
  const [word] = words;
  const separator =
    word === undefined ? ',' : word.type === 'Literal' && typeof word.value === 'string' ? word.value : undefined;
  const parts = callee.object.elements.map((one) =>
    one === null || one.type === 'SpreadElement' ? undefined : inner(one),
  );
  if (separator === undefined || parts.includes(undefined)) return undefined;
  return concat(
    parts.flatMap((part, i) => {
      if (part === undefined) return [];
      const end = part.units.at(-1)?.end ?? range[0];
      return i + 1 < parts.length ? [part, synthetic(separator, { start: end, end })] : [part];
    }),
  );
};

const sourceOf = (
  { text, units, quotes }: MappedText,
  { range: [start, end] }: TSESTree.Expression,
): EmbeddedSource => {
  const before = (offset: number): number => units[offset]?.start ?? units.at(-1)?.end ?? start;
  const toHost = (range: TextRange): TextRange => {
    if (range.start >= range.end) return { start: before(range.start), end: before(range.start) };
    return { start: before(range.start), end: units[range.end - 1]?.end ?? before(range.end) };
  };
  return {
    text,
    range: { start, end },
    toHost,
    toHostEdit: (edit) => {
      const touched = quotes.slice(edit.start, edit.end);
      // An insertion goes into the literal of the unit behind it, or of the one before it at the end.
      const quote: Quote | undefined = touched.length > 0 ? touched[0] : (quotes[edit.start] ?? quotes[edit.start - 1]);
      if (quote === undefined || touched.some((one) => one !== quote)) return undefined;
      return { ...toHost(edit), text: encodeLiteral(edit.text, quote) };
    },
  };
};
