/**
 * The state of one parse: the token cursor, the scopes (C99 6.2.1), the problems found, and what the unit defines so far.
 * The grammar files call each other through `grammar`, so that they need no import cycle.
 */
import type { CompileProblem, Position } from '../problem.ts';
import type {
  Expr,
  FunctionDefinition,
  FunctionSymbol,
  Initializer,
  Label,
  LoopExits,
  LooseFloat,
  Stmt,
  SwitchCase,
  Variable,
} from './ast.ts';
import type { Specifiers } from './attributes.ts';
import type { Facts } from './facts.ts';
import type { Token } from './tokens.ts';
import type { ArrayType, IntType, RecordDefinition, Type } from './types.ts';

/** What an identifier means. */
export type Entry =
  | Variable
  | FunctionSymbol
  | { readonly kind: 'typedef'; readonly type: Type }
  | { readonly kind: 'enumerator'; readonly type: IntType; readonly value: bigint };

export type Tag =
  | { readonly kind: 'record'; readonly definition: RecordDefinition }
  | { readonly kind: 'enum'; type: IntType };

interface Scope {
  readonly names: Map<string, Entry>;
  readonly tags: Map<string, Tag>;
}

/** A `switch` that is being parsed. */
export interface SwitchState {
  readonly type: IntType;
  readonly cases: SwitchCase[];
  fallback: Label | undefined;
}

/** The function that is being parsed. */
export interface FunctionState {
  readonly symbol: FunctionSymbol;
  readonly labels: Map<string, Label>;
  readonly parameters: readonly Variable[];
  readonly loops: LoopExits[];
  readonly switches: SwitchState[];
  /** Innermost VLA scopes: the variable that keeps the stack pointer of each open one. */
  stacks: readonly Variable[];
  /** Statements that must come before the one being parsed: sizes of VLAs. */
  readonly before: Stmt[];
}

/** Thrown to leave a broken construct; caught where parsing can go on. Never leaves the parser. */
export class SyntaxFault extends Error {}

/** The parts of the grammar that call each other across files. */
export interface Grammar {
  expression(cx: Context): Expr;
  assignment(cx: Context): Expr;
  conditional(cx: Context): Expr;
  specifiers(cx: Context): Specifiers;
  typeName(cx: Context): Type;
  startsType(cx: Context, ahead?: number): boolean;
  block(cx: Context): Stmt;
  functionBody(cx: Context): Stmt;
  /** A braced or plain initialiser for an object of this type; gives the type completed by it. */
  initializer(cx: Context, type: Type, storage: 'auto' | 'static'): { initial: Initializer; type: Type };
}

const MAXIMUM_PROBLEMS = 100;
const MAXIMUM_DEPTH = 256;

export class Context {
  readonly grammar: Grammar;
  readonly tokens: readonly Token[];
  readonly problems: CompileProblem[];
  readonly functions: FunctionDefinition[] = [];
  readonly variables: Variable[] = [];
  readonly symbols: FunctionSymbol[] = [];
  readonly loose: Set<LooseFloat> = new Set();
  readonly assembly: { at: Position; text: string }[] = [];
  readonly path: string;
  readonly #scopes: Scope[] = [{ names: new Map(), tags: new Map() }];
  /** Linkage of names declared in any scope (6.2.2). */
  readonly linked: Map<string, Variable | FunctionSymbol> = new Map();
  fn: FunctionState | undefined;
  /** Present where missing declarations are to be made up. */
  readonly assumptions: Facts | undefined;
  index = 0;
  #errors = 0;
  #depth = 0;
  #ids = 0;
  #prototypes = 0;

  constructor(
    tokens: readonly Token[],
    path: string,
    problems: CompileProblem[],
    grammar: Grammar,
    assumptions?: Facts,
  ) {
    this.assumptions = assumptions;
    this.tokens = tokens;
    this.path = path;
    this.problems = problems;
    this.grammar = grammar;
  }

  get token(): Token {
    return this.tokens[this.index]!;
  }

  ahead(count: number): Token {
    return this.tokens[Math.min(this.index + count, this.tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.token;
    if (token.kind !== 'end') this.index++;
    return token;
  }

  /** Whether the current token is this punctuator or keyword. */
  is(text: string): boolean {
    const token = this.token;
    return token.text === text && (token.kind === 'punctuator' || token.kind === 'keyword');
  }

  accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.index++;
    return true;
  }

  /** The current token in words, for "expected X but found Y". */
  found(): string {
    const { kind, text } = this.token;
    if (kind === 'end') return 'the end of the file';
    if (kind === 'string') return 'a string';
    return kind === 'identifier' || kind === 'keyword' || kind === 'punctuator'
      ? `'${text}'`
      : `the constant '${text}'`;
  }

  expect(text: string): Token {
    if (!this.is(text)) this.fail(`'${text}'`);
    return this.next();
  }

  /** A string token as text. */
  expectString(): string {
    const token = this.token;
    if (token.kind !== 'string') this.fail('a string');
    this.next();
    return String.fromCharCode(...token.units);
  }

  /** Reports what was expected here and leaves the construct. */
  fail(expected: string): never {
    const before = this.tokens[this.index - 1];
    const useBefore =
      (expected === "';'" || expected === "')'") && before !== undefined && before.at.line < this.token.at.line;
    const at = useBefore ? { ...before.at, column: before.at.column + before.text.length } : this.token.at;
    this.error(at, `expected ${expected} but found ${this.found()}`);
    throw new SyntaxFault();
  }

  error(at: Position, message: string): void {
    this.#errors++;
    if (this.#errors > MAXIMUM_PROBLEMS) {
      if (this.#errors === MAXIMUM_PROBLEMS + 1)
        this.problems.push({ severity: 'error', at, message: 'too many errors' });
      return;
    }
    this.problems.push({ severity: 'error', at, message });
  }

  /** An error in a program that is compiled as it stands; a warning where declarations are missing and guesses may clash. */
  clash(at: Position, message: string): void {
    if (this.assumptions === undefined) this.error(at, message);
    else this.warn(at, message);
  }

  /** What a trial may leave behind, for `back`. */
  mark(): { readonly problems: number; readonly errors: number } {
    return { problems: this.problems.length, errors: this.#errors };
  }

  /** Forgets the problems found since a mark. */
  back({ problems, errors }: { readonly problems: number; readonly errors: number }): void {
    this.problems.length = problems;
    this.#errors = errors;
  }

  warn(at: Position, message: string): void {
    if (this.problems.length < MAXIMUM_PROBLEMS * 10) this.problems.push({ severity: 'warning', at, message });
  }

  get failed(): boolean {
    return this.#errors > 0;
  }

  /** Runs a nested construct; too deep a nesting is an error instead of an overflow of our own stack. */
  nested<T>(run: () => T): T {
    if (this.#depth >= MAXIMUM_DEPTH) {
      this.error(this.token.at, 'nested too deeply');
      throw new SyntaxFault();
    }
    this.#depth++;
    try {
      return run();
    } finally {
      this.#depth--;
    }
  }

  newId(): number {
    return ++this.#ids;
  }

  get global(): boolean {
    return this.#scopes.length === 1;
  }

  enter(): void {
    this.#scopes.push({ names: new Map(), tags: new Map() });
  }

  leave(): void {
    this.#scopes.pop();
  }

  /** Runs something in a scope of its own. */
  scoped<T>(run: () => T): T {
    const depth = this.#scopes.length;
    this.enter();
    try {
      return run();
    } finally {
      this.#scopes.length = depth;
    }
  }

  lookup(name: string): Entry | undefined {
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const entry = this.#scopes[i]!.names.get(name);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  inThisScope(name: string): Entry | undefined {
    return this.#scopes.at(-1)!.names.get(name);
  }

  declare(name: string, entry: Entry): void {
    this.#scopes.at(-1)!.names.set(name, entry);
  }

  declareGlobally(name: string, entry: Entry): void {
    this.#scopes[0]!.names.set(name, entry);
  }

  tag(name: string, onlyHere: boolean): Tag | undefined {
    if (onlyHere) return this.#scopes.at(-1)!.tags.get(name);
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const tag = this.#scopes[i]!.tags.get(name);
      if (tag !== undefined) return tag;
    }
    return undefined;
  }

  declareTag(name: string, tag: Tag): void {
    this.#scopes.at(-1)!.tags.set(name, tag);
  }

  /** Whether a parameter list is being read: its array sizes need not be constant. */
  get inPrototype(): boolean {
    return this.#prototypes > 0;
  }

  prototype<T>(run: () => T): T {
    this.#prototypes++;
    try {
      return run();
    } finally {
      this.#prototypes--;
    }
  }

  /** A variable of the compiler's own in the current function. */
  hidden(name: string, type: Type, at: Position): Variable {
    return this.variable(name, type, at, 'auto', { hidden: true });
  }

  variable(
    name: string,
    type: Type,
    at: Position,
    storage: 'auto' | 'static',
    more: Partial<Variable> & { symbol?: string } = {},
  ): Variable {
    return {
      kind: 'variable',
      id: this.newId(),
      name,
      at,
      type,
      storage,
      symbol: '',
      register: false,
      parameter: false,
      hidden: false,
      external: false,
      definition: 'full',
      initial: undefined,
      addressTaken: false,
      referenced: false,
      align: 0,
      weak: false,
      ...more,
    };
  }

  label(name: string, at: Position): Label {
    const id = this.newId();
    const symbol = `.L${this.fn?.symbol.symbol ?? ''}.label.${id}`;
    return { name, symbol, id, at, defined: false, addressTaken: false, depth: [] };
  }

  /** The hidden variable with the size of a VLA. */
  runtimeSize(type: ArrayType): Variable {
    return type.runtime as Variable;
  }
}
