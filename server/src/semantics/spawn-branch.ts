/**
 * The branch that only the child takes, among the statements that test vfork's result: an arm of if and else, or a case of a
 * switch. A small reading of syntax for rewrites; who runs a line in general is the region's to say. Source: POSIX.1-2017, fork.
 */
import { childIn, type SyntaxNode } from '../syntax/node.ts';
import type { TextRange } from '../text/range.ts';
import { strip } from './lower-expression.ts';

/** The child's statements, the text that goes with them, and what stays of that. */
export interface Branch {
  readonly statements: readonly SyntaxNode[];
  readonly gone: TextRange;
  readonly rest: string;
}

/** The text as it is parsed, macros expanded, and as it stands in the file. */
export interface Reading {
  readonly text: (node: TextRange) => string;
  readonly source: (node: TextRange) => string;
  /** Whether no macro wrote the ends of a range, so that it can be cut out of the file. */
  readonly own: (node: TextRange) => boolean;
}

/** What vfork's result can be: a failure, the child's 0, the parent's child. */
type Result = -1 | 0 | 1;
const RESULTS: readonly Result[] = [-1, 0, 1];

const LEAVES: ReadonlySet<string> = new Set([
  'return_statement',
  'break_statement',
  'continue_statement',
  'goto_statement',
]);

/** The statements of a body, without its braces. */
export const statementsOf = (body: SyntaxNode): readonly SyntaxNode[] =>
  body.kind === 'compound_statement' ? body.children : [body];

const compare = (left: number, operator: string | undefined, right: number): boolean | undefined => {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  if (operator === '>') return left > right;
  return operator === '>=' ? left >= right : undefined;
};

/** For which results a condition holds; undefined where it asks for something else. */
const holdsFor = (condition: SyntaxNode, pid: string, { text }: Reading): ((result: Result) => boolean) | undefined => {
  const isPid = (node: SyntaxNode | undefined): boolean => {
    const inner = node === undefined ? undefined : strip(node);
    return (
      inner !== undefined &&
      text(inner.kind === 'assignment_expression' ? (childIn(inner, 'left') ?? inner) : inner) === pid
    );
  };
  const number = (node: SyntaxNode | undefined): number =>
    Number(node === undefined ? Number.NaN : text(node).replace(/\(\s*pid_t\s*\)|[\s()]/g, ''));
  const test = strip(condition);
  if (isPid(test)) return (result) => result !== 0;
  if (test.operator === '!' && isPid(childIn(test, 'argument'))) return (result) => result === 0;
  const [left, right] = [childIn(test, 'left'), childIn(test, 'right')];
  if (
    test.kind !== 'binary_expression' ||
    !(isPid(left) ? !Number.isNaN(number(right)) : isPid(right) && !Number.isNaN(number(left)))
  )
    return undefined;
  if (compare(0, test.operator, 0) === undefined) return undefined;
  return (result) =>
    compare(isPid(left) ? result : number(left), test.operator, isPid(left) ? number(right) : result) === true;
};

const isChildAlone = (results: readonly Result[]): boolean => results.length === 1 && results[0] === 0;

/** A chain of if and else: the child's branch, or who goes on after it; undefined where the child shares a branch. */
const armOf = (
  top: SyntaxNode,
  pid: string,
  reading: Reading,
  coming: readonly Result[],
): Branch | { readonly after: readonly Result[] } | undefined => {
  const left: Result[] = [];
  let results = coming;
  let before: SyntaxNode | undefined;
  for (let node: SyntaxNode | undefined = top; node !== undefined; ) {
    const [condition, body] = [childIn(node, 'condition'), childIn(node, 'consequence')];
    const otherwise: SyntaxNode | undefined = childIn(node, 'alternative')?.children[0];
    const holds = condition === undefined ? undefined : holdsFor(condition, pid, reading);
    if (body === undefined || holds === undefined) return undefined;
    const [yes, no] = [results.filter(holds), results.filter((result) => !holds(result))];
    if (isChildAlone(yes)) {
      const gone = before !== undefined && otherwise === undefined ? { start: before.end, end: node.end } : node;
      return { statements: statementsOf(body), gone, rest: otherwise === undefined ? '' : reading.source(otherwise) };
    }
    if (yes.includes(0)) return undefined;
    if (isChildAlone(no) && otherwise !== undefined)
      return { statements: statementsOf(otherwise), gone: { start: body.end, end: node.end }, rest: '' };
    const last = statementsOf(body).at(-1);
    if (last !== undefined && LEAVES.has(last.kind)) left.push(...yes);
    if (otherwise !== undefined && otherwise.kind !== 'if_statement') return undefined;
    before = body;
    results = no;
    node = otherwise;
  }
  return { after: coming.filter((result) => !left.includes(result)) };
};

/** `case 0` of a switch on the result, where nothing falls into it. */
const caseOf = (statement: SyntaxNode, { text }: Reading): Branch | undefined => {
  const cases = childIn(statement, 'body')?.children ?? [];
  const index = cases.findIndex((arm) => text(childIn(arm, 'value') ?? arm) === '0');
  const [arm, before] = [cases[index], cases[index - 1]];
  if (arm === undefined || cases.some(({ kind }) => kind !== 'case_statement')) return undefined;
  if (before !== undefined && !LEAVES.has(before.children.at(-1)?.kind ?? '')) return undefined;
  const statements = arm.children.filter(({ field }) => field !== 'value').flatMap(statementsOf);
  const ends = statements.at(-1)?.kind === 'break_statement' ? statements.slice(0, -1) : statements;
  return { statements: ends, gone: arm, rest: '' };
};

/** The child's branch in the statements after a call; undefined where anything but a test of the result comes before it. */
export const branchOf = (statements: readonly SyntaxNode[], pid: string, reading: Reading): Branch | undefined => {
  let results = RESULTS;
  for (const statement of statements) {
    const condition = childIn(statement, 'condition');
    if (statement.kind === 'switch_statement' && condition !== undefined)
      return holdsFor(condition, pid, reading) === undefined ? undefined : caseOf(statement, reading);
    const found = statement.kind === 'if_statement' ? armOf(statement, pid, reading, results) : undefined;
    if (found === undefined || 'statements' in found) return found;
    if (isChildAlone(found.after)) return undefined;
    results = found.after;
  }
  return undefined;
};
