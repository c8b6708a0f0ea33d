/**
 * The canonical shape of a child, as far as posix_spawn can do the same: descriptors, process group, signal mask and
 * defaults, exec, `_exit`, one after the other and nothing else. Gives the pieces of text that a rewrite needs. Source:
 * POSIX.1-2017, posix_spawn, posix_spawn_file_actions_addclose, posix_spawnattr_setflags.
 */
import { childIn, childOf, type SyntaxNode, walk } from '../syntax/node.ts';
import type { TextRange } from '../text/range.ts';
import type { Call } from './ir.ts';
import { strip } from './lower-expression.ts';
import type { Lowered } from './program.ts';

/** What posix_spawn is to do; all are texts of the source. `environment` is undefined for the process's own. */
export interface SpawnShape {
  /** What the rewrite replaces: the statements from the call to the end of the child. */
  readonly range: TextRange;
  /** Whether there is nothing but code in it. */
  readonly clean: boolean;
  readonly pid: string;
  /** The declaration of the variable that goes before, where the call stood in its initialiser. */
  readonly declaration: string;
  readonly actions: readonly { readonly kind: 'dup2' | 'close'; readonly args: readonly string[] }[];
  readonly group: string | undefined;
  readonly mask: string | undefined;
  readonly defaults: readonly string[];
  readonly search: boolean;
  readonly file: string;
  readonly argv: string;
  readonly environment: string | undefined;
  /** What the parent did in the else branch. */
  readonly otherwise: string;
}

type Steps = Omit<SpawnShape, 'range' | 'clean' | 'pid' | 'declaration' | 'otherwise'>;

/** Reads the child's statements; undefined where one of them has no counterpart. */
const stepsOf = (body: SyntaxNode, text: (node: SyntaxNode) => string): Steps | undefined => {
  const actions: SpawnShape['actions'][number][] = [];
  const defaults: string[] = [];
  let group: string | undefined;
  let mask: string | undefined;
  let exec: Pick<Steps, 'search' | 'file' | 'argv' | 'environment'> | undefined;
  let ended = false;
  for (const statement of body.kind === 'compound_statement' ? body.children : [body]) {
    if (statement.kind !== 'expression_statement' || ended) return undefined;
    let call = statement.children[0] === undefined ? undefined : strip(statement.children[0]);
    if (call?.kind === 'cast_expression') call = childIn(call, 'value');
    const callee = childIn(call, 'function');
    if (call?.kind !== 'call_expression' || callee?.kind !== 'identifier') return undefined;
    const name = text(callee);
    const args = (childIn(call, 'arguments')?.children ?? []).map(text);
    const [first = '', second = '', third = ''] = args;
    if (exec !== undefined) {
      if (!/^_(?:exit|Exit)$/.test(name)) return undefined;
      ended = true;
    } else if (name === 'dup2' && args.length === 2) actions.push({ kind: 'dup2', args });
    else if (name === 'close' && args.length === 1) actions.push({ kind: 'close', args });
    else if (name === 'setpgid' && first === '0') group = second;
    else if (name === 'sigprocmask' && first === 'SIG_SETMASK' && /^(?:0|NULL)$/.test(third)) mask = second;
    else if (name === 'signal' && second === 'SIG_DFL') defaults.push(first);
    else if (/^execvp?$/.test(name) && args.length === 2)
      exec = { search: name === 'execvp', file: first, argv: second, environment: undefined };
    else if (name === 'execve' && args.length === 3)
      exec = { search: false, file: first, argv: second, environment: third };
    else if (/^execlp?$/.test(name) && args.length > 2)
      exec = {
        search: name === 'execlp',
        file: first,
        argv: `(char *[]) { ${args.slice(1).join(', ')} }`,
        environment: undefined,
      };
    else return undefined;
  }
  return exec === undefined || !ended ? undefined : { actions, group, mask, defaults, ...exec };
};

/** The variable that a condition finds to be zero, or the assignment of the call inside it. */
const testedForZero = (condition: SyntaxNode): SyntaxNode | undefined => {
  const test = strip(condition);
  if (test.kind === 'unary_expression' && test.operator === '!') {
    const inner = childIn(test, 'argument');
    return inner === undefined ? undefined : strip(inner);
  }
  const left = childIn(test, 'left');
  const right = childIn(test, 'right');
  if (test.kind !== 'binary_expression' || test.operator !== '==' || left === undefined || right === undefined)
    return undefined;
  return strip(left);
};

/** The shape around a call; undefined where it is another one, or where a macro wrote part of it. */
export const spawnShapeOf = ({ view }: Lowered, call: Call): SpawnShape | undefined => {
  const text = (node: TextRange): string => view.text.slice(node.start, node.end);
  const path: SyntaxNode[] = [];
  walk(view.definition, (node) => {
    const holds = node.start <= call.at.start && call.at.end <= node.end;
    if (holds) path.push(node);
    return holds;
  });
  const block = path.findLast(({ kind }) => kind === 'compound_statement');
  const statement = block === undefined ? undefined : path[path.indexOf(block) + 1];
  if (block === undefined || statement === undefined) return undefined;
  const next = block.children[block.children.indexOf(statement) + 1];
  const branch = statement.kind === 'if_statement' ? statement : next;
  const condition = childIn(branch, 'condition');
  const body = childIn(branch, 'consequence');
  if (branch?.kind !== 'if_statement' || condition === undefined || body === undefined) return undefined;
  const tested = testedForZero(condition);
  if (tested === undefined) return undefined;
  const isCall = (node: SyntaxNode | undefined): boolean =>
    node !== undefined && strip(node).start === call.at.start && strip(node).end === call.at.end;
  let pid = '';
  let declaration = '';
  if (statement === branch) {
    const left = childIn(tested, 'left');
    if (
      tested.kind !== 'assignment_expression' ||
      tested.operator !== '=' ||
      left === undefined ||
      !isCall(childIn(tested, 'right'))
    )
      return undefined;
    pid = text(left);
  } else if (statement.kind === 'expression_statement') {
    const assignment = statement.children[0];
    const left = childIn(assignment, 'left');
    if (assignment?.kind !== 'assignment_expression' || left === undefined || !isCall(childIn(assignment, 'right')))
      return undefined;
    pid = text(left);
  } else if (statement.kind === 'declaration') {
    const declarators = statement.children.filter(({ field }) => field === 'declarator');
    const init = childOf(statement, 'init_declarator');
    const name = childIn(init, 'declarator');
    if (
      declarators.length !== 1 ||
      init === undefined ||
      name?.kind !== 'identifier' ||
      !isCall(childIn(init, 'value'))
    )
      return undefined;
    pid = text(name);
    declaration = `${view.text.slice(statement.start, name.end)};`;
  } else return undefined;
  if (statement !== branch && text(tested) !== pid) return undefined;
  const steps = stepsOf(body, text);
  const whole = { start: statement.start, end: branch.end };
  const range = view.sourceOf(whole);
  // Only text that stands in the file as it is parsed can be replaced.
  if (steps === undefined || view.file.text.slice(range.start, range.end) !== text(whole)) return undefined;
  const alternative = childIn(branch, 'alternative')?.children[0];
  // A rewrite would lose comments.
  const clean = !/^[ \t]*#|\/[*/]/m.test(text(whole));
  return { ...steps, clean, range, pid, declaration, otherwise: alternative === undefined ? '' : text(alternative) };
};
