/**
 * Code whose declarations are not all there: what is missing is made up from how it is used, and noted. For code cut out of
 * its program, where headers of its own are unknown; never for a program that is to be compiled as it stands. An unknown
 * type is a struct where it is used behind `*`, else an int; a member of a struct that is nowhere defined comes into being
 * when it is named; an unknown variable is an external int; an int of unknown origin that is used as a pointer becomes one.
 */
import type { Position } from '../problem.ts';
import type { Expr } from './ast.ts';
import type { Context } from './context.ts';
import { cast } from './conversions.ts';
import { INT, pointerTo, type RecordDefinition, type RecordType, type Type } from './types.ts';

/** One thing that had to be assumed. */
export interface Assumption {
  readonly kind: 'type' | 'struct' | 'member' | 'variable' | 'function' | 'word';
  readonly name: string;
}

/** Room for the members of an assumed struct, in bytes. */
const ROOM = 192;
const SIMPLE = /^(?:const|volatile|restrict|__restrict|__restrict__)$/;
const AFTER_NAME = /^[;=,)[(:]$/;

/** What one parse has made up. */
export class Assumptions {
  readonly list: Assumption[] = [];
  readonly #open = new Set<RecordDefinition>();
  readonly #records = new Map<string, RecordType>();
  readonly #types = new Map<string, Type>();

  note(kind: Assumption['kind'], name: string): void {
    if (!this.list.some((one) => one.kind === kind && one.name === name)) this.list.push({ kind, name });
  }

  /** The struct that goes by this name; a new one the first time. */
  record(name: string): RecordType {
    const known = this.#records.get(name);
    if (known !== undefined) return known;
    const definition: RecordDefinition = { keyword: 'struct', tag: name, members: [], size: ROOM, align: 2 };
    this.#open.add(definition);
    const made: RecordType = { kind: 'record', definition };
    this.#records.set(name, made);
    return made;
  }

  /** Gives a struct or union that was only named a body to which members can be added. */
  open(definition: RecordDefinition): void {
    definition.members = [];
    definition.size = ROOM;
    definition.align = 2;
    this.#open.add(definition);
    this.note('struct', definition.tag ?? '');
  }

  /** Adds a member to an assumed struct; false for a struct that the program defines. */
  addMember(definition: RecordDefinition, name: string): boolean {
    if (!this.#open.has(definition)) return false;
    const members = definition.members ?? [];
    const offset = Math.min(members.length * 2, ROOM - 2);
    definition.members = [...members, { name, type: INT, offset }];
    this.note('member', `${definition.tag ?? ''}.${name}`);
    return true;
  }

  /** Whether an int could as well be a pointer, since nobody knows: it comes from something assumed. */
  type(name: string): Type | undefined {
    return this.#types.get(name);
  }

  setType(name: string, type: Type): void {
    this.#types.set(name, type);
    this.note('type', name);
  }
}

/** A name for what an expression stands for, the same for each use, so that all uses share one assumed type. */
const pathOf = (expr: Expr): string => {
  switch (expr.kind) {
    case 'member':
      return `${pathOf(expr.object)}.${expr.member.name ?? ''}`;
    case 'variable':
      return expr.variable.name;
    case 'call':
      return `${pathOf(expr.callee)}()`;
    case 'function':
      return expr.function.name;
    case 'dereference':
    case 'convert':
    case 'address':
      return expr.type.kind === 'record' ? (expr.type.definition.tag ?? pathOf(expr.operand)) : pathOf(expr.operand);
    default:
      return `${expr.at.line}:${expr.at.column}`;
  }
};

/** An int that is used as a pointer, as that pointer; undefined where nothing is to be assumed. */
export const asPointer = (
  cx: Context,
  expr: Expr,
  to: 'record' | 'int' | 'function',
  at: Position,
): Expr | undefined => {
  const { assumptions } = cx;
  const { type } = expr;
  if (assumptions === undefined) return undefined;
  const opaque =
    type.kind === 'int' || (type.kind === 'pointer' && (type.target.kind === 'void' || type.target.kind === 'int'));
  if (!opaque) return undefined;
  const target: Type =
    to === 'record'
      ? assumptions.record(pathOf(expr))
      : to === 'int'
        ? INT
        : { kind: 'function', result: INT, parameters: [], variadic: false, prototype: false };
  return cast(cx, expr, pointerTo(target), at);
};

/** Whether an unknown identifier stands where only a type makes sense; then it is declared as one. */
export const assumesType = (cx: Context, ahead: number): boolean => {
  const { assumptions } = cx;
  const token = cx.ahead(ahead);
  if (assumptions === undefined || token.kind !== 'identifier' || cx.lookup(token.text) !== undefined) return false;
  let at = ahead + 1;
  let stars = 0;
  while (cx.ahead(at).text === '*' || SIMPLE.test(cx.ahead(at).text)) {
    if (cx.ahead(at).text === '*') stars++;
    at++;
  }
  const next = cx.ahead(at);
  const after = cx.ahead(at + 1);
  const names = next.kind === 'identifier' && AFTER_NAME.test(after.text) && (stars > 0 || at === ahead + 1);
  const abstract = stars > 0 && (next.text === ')' || next.text === ',');
  const casts =
    stars === 0 && ahead === 1 && next.text === ')' && (after.kind === 'identifier' || after.kind === 'int');
  if (!names && !abstract && !casts) return false;
  const type = stars > 0 ? assumptions.record(token.text) : INT;
  assumptions.setType(token.text, type);
  cx.declareGlobally(token.text, { kind: 'typedef', type });
  return true;
};

/** Whether an unknown identifier before a type is a word without a meaning here, such as a macro for an attribute. */
export const isStrayWord = (cx: Context, startsType: (ahead: number) => boolean): boolean => {
  const { token, assumptions } = cx;
  if (assumptions === undefined || token.kind !== 'identifier' || cx.lookup(token.text) !== undefined) return false;
  if (cx.ahead(1).kind !== 'keyword' && !(cx.ahead(1).kind === 'identifier' && startsType(1))) return false;
  if (!startsType(1)) return false;
  assumptions.note('word', token.text);
  return true;
};
