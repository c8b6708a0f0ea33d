/**
 * What a child does, as far as posix_spawn can do the same: descriptors, process group, signal mask and defaults, exec, and
 * `_exit` where one of them fails. A condition on values of the parent may choose descriptors. Where the child stands in its
 * function is not asked here. Source: POSIX.1-2017, posix_spawn, posix_spawn_file_actions_addclose, posix_spawnattr_setflags.
 */
import { childIn, type SyntaxNode, walk } from '../syntax/node.ts';
import { strip } from './lower-expression.ts';
import { type Reading, statementsOf } from './spawn-branch.ts';

/** A file action, as the end of its function's name and its arguments, or a choice between some. All are texts of the source. */
export type SpawnAction =
  | { readonly kind: 'dup2' | 'close' | 'open'; readonly args: readonly string[] }
  | {
      readonly kind: 'if';
      readonly condition: string;
      readonly then: readonly SpawnAction[];
      readonly otherwise: readonly SpawnAction[];
    };

/** What posix_spawn is to do. `environment` is undefined for the process's own. */
export interface SpawnSteps {
  readonly actions: readonly SpawnAction[];
  readonly group: string | undefined;
  readonly mask: string | undefined;
  readonly defaults: readonly string[];
  readonly search: boolean;
  readonly file: string;
  readonly argv: string;
  readonly environment: string | undefined;
}

/** A file that the child has opened: what open was given, the descriptor that it was moved to, and below how many conditions. */
interface Opened {
  readonly args: readonly string[];
  readonly depth: number;
  place: string | undefined;
}

type Exec = Pick<SpawnSteps, 'search' | 'file' | 'argv' | 'environment'>;

/** Descriptors below which none is free in a program that has its three. */
const LOWEST = /^(?:[012]|STD(?:IN|OUT|ERR)_FILENO)$/;
/** How a failure is told from success. */
const FAILS: ReadonlySet<string> = new Set(['< 0', '== -1', '!= 0']);
const QUIT = /^_(?:exit|Exit)$/;
const IMPURE = new Set(['call_expression', 'assignment_expression', 'update_expression', 'comma_expression']);

/** Whether an expression only reads. */
export const onlyReads = (node: SyntaxNode): boolean => {
  let pure = true;
  walk(node, ({ kind }) => {
    if (IMPURE.has(kind)) pure = false;
    return pure;
  });
  return pure;
};

/** The terms of an `||`, in order. */
const alternatives = (condition: SyntaxNode): readonly SyntaxNode[] => {
  const test = strip(condition);
  const [left, right] = [childIn(test, 'left'), childIn(test, 'right')];
  return test.kind === 'binary_expression' && test.operator === '||' && left !== undefined && right !== undefined
    ? [...alternatives(left), ...alternatives(right)]
    : [test];
};

/** What exec is asked for, by the name and the texts of the arguments. */
const execOf = (name: string, args: readonly string[]): Exec | undefined => {
  const [file = '', argv = ''] = args;
  const list = (count: number): string => `(char *[]) { ${args.slice(1, count).join(', ')} }`;
  if (/^execvp?$/.test(name) && args.length === 2)
    return { search: name === 'execvp', file, argv, environment: undefined };
  if (/^execvp?e$/.test(name) && args.length === 3)
    return { search: name === 'execvpe', file, argv, environment: args[2] };
  if (/^execlp?$/.test(name) && args.length > 2)
    return { search: name === 'execlp', file, argv: list(args.length), environment: undefined };
  if (name === 'execle' && args.length > 3)
    return { search: false, file, argv: list(args.length - 1), environment: args.at(-1) };
  return undefined;
};

/** A descriptor that dup2 made stays open in the new program; so must one that is opened in its place. */
const openAt = (place: string, [path = '', flags = '', mode = '0']: readonly string[]): SpawnAction => ({
  kind: 'open',
  args: [place, path, flags.replace(/\s*\|\s*O_CLOEXEC\b|\bO_CLOEXEC\s*\|\s*/g, ''), mode],
});

/** Reads one child. Each method says whether what it was given has a counterpart. */
class Reader {
  readonly #reading: Reading;
  /** Names that mean another thing in the parent, or nothing. */
  readonly #foreign: Set<string>;
  readonly #opened = new Map<string, Opened>();
  readonly #defaults: string[] = [];
  #depth = 0;
  #group: string | undefined;
  #mask: string | undefined;
  #exec: Exec | undefined;
  #ended = false;

  constructor(reading: Reading, pid: string) {
    this.#reading = reading;
    this.#foreign = new Set([pid]);
  }

  #text(node: SyntaxNode): string {
    return this.#reading.text(node);
  }

  read(statements: readonly SyntaxNode[]): SpawnSteps | undefined {
    const actions: SpawnAction[] = [];
    if (!statements.every((statement) => this.#statement(statement, actions))) return undefined;
    if (this.#exec === undefined || !this.#ended || !this.#allPlaced()) return undefined;
    return { actions, group: this.#group, mask: this.#mask, defaults: this.#defaults, ...this.#exec };
  }

  /** Whether each file that was opened at this depth has got its place. */
  #allPlaced(): boolean {
    return [...this.#opened.values()].every(({ depth, place }) => depth !== this.#depth || place !== undefined);
  }

  #statement(statement: SyntaxNode, actions: SpawnAction[]): boolean {
    if (this.#ended) return false;
    const [first] = statement.children;
    if (statement.kind === 'declaration') return this.#declaration(statement);
    if (statement.kind === 'if_statement') return this.#choice(statement, actions);
    return statement.kind === 'expression_statement' && first !== undefined && this.#expression(strip(first), actions);
  }

  /** Locals of the child hold what it opens, and nothing else. */
  #declaration(statement: SyntaxNode): boolean {
    return statement.children
      .filter(({ field }) => field === 'declarator')
      .every((declarator) => {
        const [name, value] = [childIn(declarator, 'declarator') ?? declarator, childIn(declarator, 'value')];
        this.#foreign.add(this.#text(name));
        return name.kind === 'identifier' && (value === undefined || this.#open(name, strip(value)));
      });
  }

  #open(name: SyntaxNode, value: SyntaxNode): boolean {
    const args = this.#argumentsOf(value, 'open');
    const before = this.#opened.get(this.#text(name));
    if (args === undefined || args.length < 2 || (before !== undefined && before.place === undefined)) return false;
    this.#foreign.add(this.#text(name));
    this.#opened.set(this.#text(name), { args, depth: this.#depth, place: undefined });
    return true;
  }

  /** Whether an expression gives the same in the parent before the call. */
  #means(node: SyntaxNode): boolean {
    let same = onlyReads(node);
    walk(node, (part) => {
      if (this.#foreign.has(this.#text(part))) same = false;
      return same;
    });
    return same;
  }

  /** The texts of a call's arguments, where they mean the same in the parent; the first may be what the child has opened. */
  #argumentsOf(node: SyntaxNode, name: string): readonly string[] | undefined {
    if (node.kind !== 'call_expression' || this.#calleeOf(node) !== name) return undefined;
    const args = childIn(node, 'arguments')?.children ?? [];
    const opened = (arg: SyntaxNode): boolean => this.#opened.get(this.#text(arg))?.depth === this.#depth;
    return args.every((arg, index) => (index === 0 && opened(arg)) || this.#means(arg))
      ? args.map(this.#reading.source)
      : undefined;
  }

  #calleeOf(node: SyntaxNode): string {
    const callee = childIn(node, 'function');
    return callee?.kind === 'identifier' && this.#reading.own(callee) ? this.#text(callee) : '';
  }

  #expression(node: SyntaxNode, actions: SpawnAction[]): boolean {
    const [left, right, value] = [childIn(node, 'left'), childIn(node, 'right'), childIn(node, 'value')];
    if (node.kind === 'cast_expression') return value !== undefined && this.#expression(strip(value), actions);
    if (node.kind === 'assignment_expression')
      return (
        node.operator === '=' && left?.kind === 'identifier' && right !== undefined && this.#open(left, strip(right))
      );
    const name = this.#calleeOf(node);
    if (QUIT.test(name)) return this.#quit(node, actions);
    const args = this.#argumentsOf(node, name);
    if (args === undefined || this.#exec !== undefined) return false;
    return this.#descriptors(name, args, actions) || (this.#depth === 0 && this.#attribute(name, args));
  }

  /** `_exit` after exec, or with it as its argument. */
  #quit(node: SyntaxNode, actions: SpawnAction[]): boolean {
    const [value] = childIn(node, 'arguments')?.children ?? [];
    const execs = this.#exec !== undefined || (value !== undefined && this.#expression(strip(value), actions));
    this.#ended = execs && this.#exec !== undefined;
    return this.#ended;
  }

  #descriptors(name: string, args: readonly string[], actions: SpawnAction[]): boolean {
    const [first = '', second = ''] = args;
    const opened = this.#opened.get(first);
    // open and dup take the lowest free descriptor: the one that was closed just before.
    const last = actions.at(-1);
    const freed = last?.kind === 'close' && LOWEST.test(last.args[0] ?? '') ? last.args[0] : undefined;
    if (name === 'dup2' && args.length === 2) {
      if (opened !== undefined && opened.place === undefined) {
        actions.push(openAt(second, opened.args));
        opened.place = second;
      } else actions.push({ kind: 'dup2', args: [opened?.place ?? first, second] });
      return true;
    }
    if (name === 'close' && args.length === 1) {
      if (opened === undefined) actions.push({ kind: 'close', args });
      return opened === undefined || opened.place !== undefined;
    }
    if (freed === undefined || opened !== undefined) return false;
    if (name === 'dup') actions.splice(-1, 1, { kind: 'dup2', args: [first, freed] });
    else if (name === 'open' && args.length > 1) actions.splice(-1, 1, openAt(freed, args));
    return name === 'dup' || name === 'open';
  }

  #attribute(name: string, args: readonly string[]): boolean {
    const [first = '', second = '', third = ''] = args;
    this.#exec = execOf(name, args);
    if (this.#exec !== undefined) return true;
    if (name === 'setpgid' && first === '0') this.#group = second;
    else if (name === 'setpgrp' && args.length === 0) this.#group = '0';
    else if (name === 'sigprocmask' && first === 'SIG_SETMASK' && /^(?:0|NULL)$/.test(third)) this.#mask = second;
    else if (name === 'signal' && second === 'SIG_DFL') this.#defaults.push(first);
    else return false;
    return true;
  }

  #choice(statement: SyntaxNode, actions: SpawnAction[]): boolean {
    const [condition, body] = [childIn(statement, 'condition'), childIn(statement, 'consequence')];
    const otherwise = childIn(statement, 'alternative')?.children[0];
    if (condition === undefined || body === undefined) return false;
    const [only, more] = statementsOf(body);
    const call = only?.kind === 'expression_statement' ? only.children[0] : undefined;
    if (call !== undefined && more === undefined && QUIT.test(this.#calleeOf(call)))
      return otherwise === undefined && this.#check(condition, actions);
    return this.#decision(condition, body, otherwise, actions);
  }

  /** Steps that are asked whether they fail, and `_exit` if so: posix_spawn does that by itself. */
  #check(condition: SyntaxNode, actions: SpawnAction[]): boolean {
    const done = alternatives(condition).every((test) => {
      const step = strip(
        FAILS.has(`${test.operator} ${this.#text(childIn(test, 'right') ?? test)}`)
          ? (childIn(test, 'left') ?? test)
          : test,
      );
      return this.#opened.has(this.#text(step)) || this.#expression(step, actions);
    });
    this.#ended = done && this.#exec !== undefined;
    return done;
  }

  #closes(statement: SyntaxNode, file: Opened): boolean {
    const call = statement.kind === 'expression_statement' ? statement.children[0] : undefined;
    const args = call === undefined ? undefined : this.#argumentsOf(call, 'close');
    return args !== undefined && this.#opened.get(args[0] ?? '') === file;
  }

  /** Descriptors that are moved if something holds for the parent. What was opened above stays where it is, whatever its number was. */
  #decision(
    condition: SyntaxNode,
    body: SyntaxNode,
    otherwise: SyntaxNode | undefined,
    actions: SpawnAction[],
  ): boolean {
    const test = strip(condition);
    const tested = this.#opened.get(this.#text(childIn(test, 'left') ?? test));
    if (tested?.place !== undefined && otherwise === undefined)
      return statementsOf(body).every((part) => this.#closes(part, tested));
    if (!this.#means(condition)) return false;
    this.#depth += 1;
    const [then, not] = [body, otherwise].map((branch) => {
      const inside: SpawnAction[] = [];
      const parts = branch === undefined ? [] : statementsOf(branch);
      return parts.every((part) => this.#statement(part, inside)) && this.#allPlaced() ? inside : undefined;
    });
    this.#depth -= 1;
    if (then === undefined || not === undefined) return false;
    actions.push({ kind: 'if', condition: this.#reading.source(condition), then, otherwise: not });
    return true;
  }
}

/** The steps of a child's statements; undefined where one of them has no counterpart. `pid` is the place of vfork's result. */
export const spawnStepsOf = (
  statements: readonly SyntaxNode[],
  pid: string,
  reading: Reading,
): SpawnSteps | undefined => new Reader(reading, pid).read(statements);
