/**
 * Where the canonical child stands in its function, and what becomes of the rest when posix_spawn takes its place: the call,
 * tests of its result, and one branch that only the child takes and that ends it. What the child does is read by spawn-steps,
 * who takes a branch by spawn-branch. Source: POSIX.1-2017, posix_spawn.
 */
import { childIn, childOf, type SyntaxNode, walk } from '../syntax/node.ts';
import type { TextRange } from '../text/range.ts';
import type { Call } from './ir.ts';
import { strip } from './lower-expression.ts';
import type { Lowered } from './program.ts';
import { type Branch, branchOf, type Reading } from './spawn-branch.ts';
import { onlyReads, type SpawnSteps, spawnStepsOf } from './spawn-steps.ts';

/** A rewrite to posix_spawn; ranges are of the source. */
export interface SpawnShape {
  readonly steps: SpawnSteps;
  /** The place of the process id, and whether it has an address. */
  readonly pid: string;
  readonly addressable: boolean;
  /** What the call of posix_spawn replaces; empty where it goes before a statement that stays. */
  readonly at: TextRange;
  /** The declaration of the variable that goes before, where vfork stood in its initialiser. */
  readonly declaration: string;
  /** What stays of the replaced statement. */
  readonly rest: string;
  /** What else changes: the child goes, and an assignment in a condition becomes the variable. */
  readonly cuts: readonly (TextRange & { readonly text: string })[];
  /** Whether there is nothing but code in what goes. */
  readonly clean: boolean;
}

/** Where the call is: in a statement of its own, or in the condition of the statement that tests it. */
interface Place {
  readonly block: SyntaxNode;
  readonly statement: SyntaxNode;
  readonly pid: SyntaxNode;
  readonly declaration: string;
  /** The assignment in a condition, with its parentheses where they are not the statement's. */
  readonly inside: SyntaxNode | undefined;
}

/** The place of a call; undefined where its result goes elsewhere. */
const placeOf = (definition: SyntaxNode, call: Call, { source }: Reading): Place | undefined => {
  const isCall = (node: SyntaxNode | undefined): boolean => {
    const inner = node === undefined ? undefined : strip(node);
    return inner?.start === call.at.start && inner.end === call.at.end;
  };
  const path: SyntaxNode[] = [];
  walk(definition, (node) => {
    const holds = node.start <= call.at.start && call.at.end <= node.end;
    if (holds) path.push(node);
    return holds;
  });
  const block = path.findLast(({ kind }) => kind === 'compound_statement');
  const statement = block === undefined ? undefined : path[path.indexOf(block) + 1];
  if (block === undefined || statement === undefined) return undefined;
  if (statement.kind === 'declaration') {
    const init = childOf(statement, 'init_declarator');
    const pid = childIn(init, 'declarator');
    const alone = statement.children.filter(({ field }) => field === 'declarator').length === 1;
    if (!alone || pid?.kind !== 'identifier' || !isCall(childIn(init, 'value'))) return undefined;
    const declaration = `${source({ start: statement.start, end: pid.end })};`;
    return { block, statement, pid, declaration, inside: undefined };
  }
  const assignment = path.find(
    (node) => node.kind === 'assignment_expression' && node.operator === '=' && isCall(childIn(node, 'right')),
  );
  const pid = childIn(assignment, 'left');
  if (assignment === undefined || pid === undefined || !onlyReads(pid)) return undefined;
  if (statement.kind === 'expression_statement')
    return statement.children[0] === assignment
      ? { block, statement, pid, declaration: '', inside: undefined }
      : undefined;
  const condition = childIn(statement, 'condition');
  const around = path[path.indexOf(assignment) - 1];
  if (condition === undefined || around === undefined || !path.includes(condition)) return undefined;
  const inside = around.kind === 'parenthesized_expression' && around !== condition ? around : assignment;
  return { block, statement, pid, declaration: '', inside };
};

/** Whether a variable is declared `register`. */
const isRegister = (definition: SyntaxNode, name: string, { text }: Reading): boolean => {
  const inside = (node: SyntaxNode, wanted: (node: SyntaxNode) => boolean): boolean =>
    wanted(node) || node.children.some((child) => inside(child, wanted));
  return inside(
    definition,
    (node) =>
      /declaration$/.test(node.kind) &&
      node.children.some((child) => child.kind === 'storage_class_specifier' && text(child) === 'register') &&
      inside(node, (part) => part.kind === 'identifier' && text(part) === name),
  );
};

/** The rewrite in the parsed text: what the call of posix_spawn replaces, what stays of that, and what else changes. */
const changesOf = (
  { statement, pid, inside }: Place,
  { gone, rest }: Branch,
  source: Reading['source'],
): Pick<SpawnShape, 'at' | 'rest' | 'cuts'> => {
  if (gone === statement) return { at: statement, rest, cuts: [] };
  const child = { start: gone.start, end: gone.end, text: rest };
  if (inside === undefined) return { at: statement, rest: '', cuts: [child] };
  return {
    at: { start: statement.start, end: statement.start },
    rest: '',
    cuts: [{ start: inside.start, end: inside.end, text: source(pid) }, child],
  };
};

/** The shape around a call; undefined where it is another one, or where a macro wrote part of it. */
export const spawnShapeOf = ({ view }: Lowered, call: Call): SpawnShape | undefined => {
  const source: Reading['source'] = (node) => {
    const { start, end } = view.sourceOf(node);
    return view.file.text.slice(start, end);
  };
  const written = (start: number): boolean => view.macroAt({ start, end: start + 1 }) === undefined;
  const reading: Reading = {
    text: ({ start, end }) => view.text.slice(start, end),
    source,
    own: ({ start, end }) => written(start) && (start === end || written(end - 1)),
  };
  const place = placeOf(view.definition, call, reading);
  if (place === undefined) return undefined;
  const { block, statement, declaration, inside } = place;
  const pid = reading.text(place.pid);
  const from = block.children.indexOf(statement) + (inside === undefined ? 1 : 0);
  const branch = branchOf(block.children.slice(from), pid, reading);
  const steps = branch === undefined ? undefined : spawnStepsOf(branch.statements, pid, reading);
  if (branch === undefined || steps === undefined) return undefined;
  const { at, rest, cuts } = changesOf(place, branch, source);
  if (![at, place.pid, ...cuts].every(reading.own)) return undefined;
  const first = view.sourceOf({ start: at.start, end: Math.max(at.end, at.start + 1) });
  return {
    steps,
    pid: source(place.pid),
    addressable: !isRegister(view.definition, pid, reading),
    at: at.start === at.end ? { start: first.start, end: first.start } : first,
    declaration,
    rest,
    cuts: cuts.map((cut) => ({ ...view.sourceOf(cut), text: cut.text })),
    // A rewrite would lose comments.
    clean: [{ ...at, text: rest }, ...cuts].every(
      (piece) => !/^[ \t]*#|\/[*/]/m.test(source(piece).replace(piece.text, '')),
    ),
  };
};
