/**
 * Small changes to TypeScript sources, for mutation testing: each swaps an operator, turns a condition, counts a number
 * one up, drops a mask or a statement. Also the regions of a source, to learn which tests reach a change. Pure: text in,
 * data out. What no program can tell by arithmetic alone is not made (`sameBits`).
 */
import ts from 'typescript';

/** One change: `to` in the place of the text from `start` to `end`. */
export interface Mutant {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly from: string;
  readonly to: string;
  /** Number of the innermost region (see `instrument`); 0 is the module itself. */
  readonly region: number;
}

const SWAPS: Readonly<Partial<Record<ts.SyntaxKind, readonly string[]>>> = {
  [ts.SyntaxKind.PlusToken]: ['-'],
  [ts.SyntaxKind.MinusToken]: ['+'],
  [ts.SyntaxKind.AsteriskToken]: ['/'],
  [ts.SyntaxKind.AmpersandToken]: ['|'],
  [ts.SyntaxKind.BarToken]: ['&'],
  [ts.SyntaxKind.CaretToken]: ['|', '&'],
  [ts.SyntaxKind.LessThanLessThanToken]: ['>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanToken]: ['<<', '>>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken]: ['>>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ['!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ['==='],
  [ts.SyntaxKind.LessThanToken]: ['<=', '>'],
  [ts.SyntaxKind.GreaterThanToken]: ['>=', '<'],
  [ts.SyntaxKind.LessThanEqualsToken]: ['<'],
  [ts.SyntaxKind.GreaterThanEqualsToken]: ['>'],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ['||'],
  [ts.SyntaxKind.BarBarToken]: ['&&'],
  [ts.SyntaxKind.PlusEqualsToken]: ['-='],
  [ts.SyntaxKind.MinusEqualsToken]: ['+='],
  [ts.SyntaxKind.AmpersandEqualsToken]: ['|='],
  [ts.SyntaxKind.BarEqualsToken]: ['&='],
};

const parse = (text: string): ts.SourceFile => ts.createSourceFile('source.ts', text, ts.ScriptTarget.ES2022, true);

/** The body of a region: a block, a case, or the expression of an arrow function. */
const isRegion = (node: ts.Node): boolean =>
  ts.isBlock(node) ||
  ts.isCaseOrDefaultClause(node) ||
  (!ts.isSourceFile(node) && ts.isArrowFunction(node.parent) && node === node.parent.body);

/** `(x >> n) & mask` where the mask takes none of the bits that the sign filled: >> and >>> are the same. */
const sameBits = (shift: ts.BinaryExpression): boolean => {
  const outer = shift.parent.parent;
  return (
    ts.isParenthesizedExpression(shift.parent) &&
    ts.isBinaryExpression(outer) &&
    outer.left === shift.parent &&
    outer.operatorToken.kind === ts.SyntaxKind.AmpersandToken &&
    ts.isNumericLiteral(outer.right) &&
    ts.isNumericLiteral(shift.right) &&
    Number(outer.right.text) < 2 ** (32 - Number(shift.right.text))
  );
};

/** The changes to one node: which node's text goes, and what comes. */
const changesOf = (node: ts.Node, text: (node: ts.Node) => string): readonly (readonly [ts.Node, string])[] => {
  if (ts.isBinaryExpression(node)) {
    const { operatorToken: operator, left } = node;
    const swaps = (SWAPS[operator.kind] ?? []).filter(
      (to) => !/^>>>?$/.test(to) || !isRightShift(node) || !sameBits(node),
    );
    const changes = swaps.map((to) => [operator, to] as const);
    return operator.kind === ts.SyntaxKind.AmpersandToken ? [...changes, [node, `(${text(left)})`]] : changes;
  }
  if (ts.isNumericLiteral(node) && !ts.isCaseClause(node.parent)) return [[node, `${Number(node.text) + 1}`]];
  if (
    ts.isPrefixUnaryExpression(node) &&
    [ts.SyntaxKind.ExclamationToken, ts.SyntaxKind.MinusToken, ts.SyntaxKind.TildeToken].includes(node.operator)
  )
    return [[node, text(node.operand)]];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [[node, 'false']];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [[node, 'true']];
  if (ts.isConditionalExpression(node)) return [[node.condition, `!(${text(node.condition)})`]];
  if (ts.isIfStatement(node))
    return [
      [node.expression, 'true'],
      [node.expression, 'false'],
    ];
  if (ts.isExpressionStatement(node)) return [[node, ';']];
  return [];
};

const isRightShift = ({ operatorToken: { kind } }: ts.BinaryExpression): boolean =>
  kind === ts.SyntaxKind.GreaterThanGreaterThanToken || kind === ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken;

/** The mutants of one source, in the order of its text. */
export const mutantsOf = (file: string, text: string): readonly Mutant[] => {
  const source = parse(text);
  const found: Mutant[] = [];
  const textOf = (node: ts.Node): string => node.getText(source);
  let regions = 0;
  const visit = (node: ts.Node, outer: number): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isTypeAliasDeclaration(node)) return;
    const region = isRegion(node) ? ++regions : outer;
    for (const [target, to] of changesOf(node, textOf)) {
      const start = target.getStart(source);
      const line = source.getLineAndCharacterOfPosition(start).line + 1;
      found.push({ file, line, start, end: target.end, from: text.slice(start, target.end), to, region });
    }
    ts.forEachChild(node, (child) => visit(child, region));
  };
  visit(source, 0);
  return found;
};

/** How many regions a source has. */
export const regionsOf = (text: string): number => (instrument(text, '__region').match(/__region\(/g) ?? []).length;

/** The source with one change in place. */
export const apply = (text: string, { start, end, to }: Mutant): string => text.slice(0, start) + to + text.slice(end);

/** The source with a call `hit(n)` at the start of each region n, numbered as `Mutant.region`. */
export const instrument = (text: string, hit: string): string => {
  const source = parse(text);
  const inserts: { readonly at: number; readonly what: string }[] = [];
  let regions = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isTypeAliasDeclaration(node)) return;
    if (isRegion(node)) {
      const call = `${hit}(${++regions})`;
      if (ts.isBlock(node)) inserts.push({ at: node.getStart(source) + 1, what: `${call};` });
      else if (ts.isCaseOrDefaultClause(node))
        inserts.push({ at: node.statements.pos, what: node.statements.length === 0 ? '' : `${call};` });
      else inserts.push({ at: node.getStart(source), what: `(${call}, ` }, { at: node.end, what: ')' });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  let out = text;
  // An inner region's end may be an outer one's end too: both close there, in any order.
  for (const { at, what } of inserts.sort((a, b) => b.at - a.at)) out = out.slice(0, at) + what + out.slice(at);
  return out;
};
