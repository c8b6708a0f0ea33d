/**
 * Abstract values: which signs a number may have, its exact value where known, and where it comes from. An environment maps
 * places (ir.ts) and conditions to values; what it does not name is unknown. Environments are never changed in place.
 */
import { type Expr, placeOf, textOf } from './ir.ts';

export const NEGATIVE = 1;
export const ZERO = 2;
export const POSITIVE = 4;
const ANY = 7;

/** `origin` marks vfork's result and the process id that the child asked for, `callee` a function of that name. */
export interface Value {
  readonly signs: number;
  readonly exact?: number;
  readonly origin?: 'vfork' | 'own-pid';
  readonly callee?: string;
}

export type Environment = ReadonlyMap<string, Value>;

export const EMPTY: Environment = new Map();

const signOf = (value: number): number => (value < 0 ? NEGATIVE : value === 0 ? ZERO : POSITIVE);

/** The value of a constant. */
export const exactly = (value: number): Value => ({ signs: signOf(value), exact: value });
const truth = (value: boolean | undefined): Value | undefined =>
  value === undefined ? undefined : exactly(Number(value));

/** A value that is one of two. */
export const either = (a: Value | undefined, b: Value | undefined): Value | undefined => {
  if (a === undefined || b === undefined) return undefined;
  if (sameValue(a, b)) return a;
  const signs = a.signs | b.signs;
  const exact = a.exact === b.exact ? a.exact : undefined;
  const origin = a.origin === b.origin ? a.origin : undefined;
  const callee = a.callee === b.callee ? a.callee : undefined;
  if (signs === ANY && origin === undefined && callee === undefined) return undefined;
  return {
    signs,
    ...(exact === undefined ? {} : { exact }),
    ...(origin === undefined ? {} : { origin }),
    ...(callee === undefined ? {} : { callee }),
  };
};

/** What both environments agree on. */
export const joinEnvironments = (a: Environment, b: Environment): Environment => {
  if (a === b) return a;
  let differs = false;
  for (const [key, value] of a)
    if (!sameValue(either(value, b.get(key)), value)) {
      differs = true;
      break;
    }
  if (!differs) return a;
  const result = new Map<string, Value>();
  for (const [key, value] of a) {
    const joined = either(value, b.get(key));
    if (joined !== undefined) result.set(key, joined);
  }
  return result;
};

/** Whether two values say the same. */
export const sameValue = (a: Value | undefined, b: Value | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.signs === b.signs &&
    a.exact === b.exact &&
    a.origin === b.origin &&
    a.callee === b.callee);

/** Whether two environments say the same. */
export const same = (a: Environment, b: Environment): boolean => {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (!sameValue(value, b.get(key))) return false;
  return true;
};

/** The environment after a place got a value: everything that depended on the place is forgotten. */
export const assigned = (environment: Environment, key: string, value: Value | undefined): Environment => {
  const root = /#\d+;|t\d+;/.exec(key)?.[0] ?? key;
  const whole = key === root;
  const result = new Map<string, Value>();
  for (const [other, known] of environment) {
    const depends = whole
      ? other.includes(root)
      : other === key || other.startsWith(key) || (other.startsWith('?') && other.includes(key));
    if (!depends) result.set(other, known);
  }
  if (value !== undefined) result.set(key, value);
  return result;
};

const low = (value: Value): number => value.exact ?? (value.signs & NEGATIVE ? -Infinity : value.signs & ZERO ? 0 : 1);
const high = (value: Value): number => value.exact ?? (value.signs & POSITIVE ? Infinity : value.signs & ZERO ? 0 : -1);

const FLIPPED: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

const compare = (operator: string, a: Value | undefined, b: Value | undefined): boolean | undefined => {
  if ((a?.origin === 'own-pid') !== (b?.origin === 'own-pid') && (operator === '==' || operator === '!='))
    return operator === '!=';
  if (a === undefined || b === undefined) return undefined;
  if (a.origin === 'own-pid' && b.origin === 'own-pid')
    return operator === '==' ? true : operator === '!=' ? false : undefined;
  switch (operator) {
    case '==':
    case '!=': {
      if (a.exact !== undefined && a.exact === b.exact) return operator === '==';
      if ((a.signs & b.signs) === 0 || low(a) > high(b) || low(b) > high(a)) return operator === '!=';
      return undefined;
    }
    case '<':
      return high(a) < low(b) ? true : low(a) >= high(b) ? false : undefined;
    case '<=':
      return high(a) <= low(b) ? true : low(a) > high(b) ? false : undefined;
    case '>':
      return compare('<', b, a);
    case '>=':
      return compare('<=', b, a);
    default:
      return undefined;
  }
};

const arithmetic = (operator: string, a: Value | undefined, b: Value | undefined): Value | undefined => {
  if (a === undefined || b === undefined) return undefined;
  if (a.exact !== undefined && b.exact !== undefined)
    switch (operator) {
      case '+':
        return exactly(a.exact + b.exact);
      case '-':
        return exactly(a.exact - b.exact);
      case '*':
        return exactly(a.exact * b.exact);
      case '|':
        return exactly(a.exact | b.exact);
      case '&':
        return exactly(a.exact & b.exact);
      case '^':
        return exactly(a.exact ^ b.exact);
      default:
        return undefined;
    }
  if (operator === '+' && (a.signs | b.signs) === POSITIVE) return { signs: POSITIVE };
  if (operator === '&' && (a.exact === 0 || b.exact === 0)) return exactly(0);
  return undefined;
};

/** Zero or not, where it is known. */
export const truthOf = (value: Value | undefined): boolean | undefined =>
  value === undefined ? undefined : value.signs === ZERO ? false : (value.signs & ZERO) === 0 ? true : undefined;

/** The value of an expression; undefined where nothing is known. */
export const evaluateIn = (expr: Expr, environment: Environment): Value | undefined => {
  switch (expr.kind) {
    case 'constant':
      return exactly(expr.value);
    case 'text':
    case 'address':
      return { signs: POSITIVE };
    case 'unary': {
      const base = evaluateIn(expr.base, environment);
      if (expr.operator === '!') return truth(negate(truthOf(base) ?? remembered(expr.base, environment)));
      if (expr.operator === '-' && base !== undefined) {
        if (base.exact !== undefined) return exactly(-base.exact);
        return {
          signs: (base.signs & ZERO) | (base.signs & NEGATIVE ? POSITIVE : 0) | (base.signs & POSITIVE ? NEGATIVE : 0),
        };
      }
      return expr.operator === '+' ? base : undefined;
    }
    case 'binary': {
      const left = evaluateIn(expr.left, environment);
      if (expr.operator === '&&' || expr.operator === '||') {
        const stop = expr.operator === '||';
        const a = truthOf(left) ?? remembered(expr.left, environment);
        if (a === stop) return truth(stop);
        const b = truthOf(evaluateIn(expr.right, environment)) ?? remembered(expr.right, environment);
        if (b === stop) return truth(stop);
        return truth(a === undefined || b === undefined ? undefined : !stop);
      }
      const right = evaluateIn(expr.right, environment);
      return FLIPPED[expr.operator] === undefined
        ? arithmetic(expr.operator, left, right)
        : truth(compare(expr.operator, left, right) ?? remembered(expr, environment));
    }
    case 'opaque':
      return undefined;
    default: {
      if (expr.kind === 'name' && expr.symbol.storage === 'unknown' && STANDARD.has(expr.symbol.name))
        return STANDARD.get(expr.symbol.name);
      const place = placeOf(expr);
      return place === undefined ? undefined : environment.get(place.key);
    }
  }
};

/** The dispositions of `<signal.h>`, with values that tell them from each other and from every handler, the signal that nobody survives, and exit statuses. */
const STANDARD: ReadonlyMap<string, Value> = new Map([
  ['SIG_DFL', exactly(0)],
  ['SIG_IGN', exactly(1)],
  ['SIGKILL', exactly(9)],
  ['EXIT_SUCCESS', exactly(0)],
  ['EXIT_FAILURE', exactly(1)],
]);

const negate = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);

/** What an earlier branch on the same condition found. */
const remembered = (expr: Expr, environment: Environment): boolean | undefined => {
  const known = environment.get(`?${textOf(expr)}`);
  if (known !== undefined) return truthOf(known);
  const flipped = expr.kind === 'binary' ? FLIPPED[expr.operator] : undefined;
  if (expr.kind !== 'binary' || flipped === undefined) return undefined;
  return negate(truthOf(environment.get(`?${textOf({ ...expr, operator: flipped })}`)));
};

/** Whether a condition holds, where it is known. */
export const decide = (condition: Expr, environment: Environment): boolean | undefined =>
  truthOf(evaluateIn(condition, environment)) ?? remembered(condition, environment);

const restrict = (environment: Environment, expr: Expr, signs: number, exact?: number): Environment => {
  const place = placeOf(expr);
  if (place === undefined) return environment;
  const known = environment.get(place.key);
  const both = (known?.signs ?? ANY) & signs;
  if (both === 0) return environment;
  const value: Value = {
    signs: both,
    ...(exact !== undefined ? { exact } : known?.exact === undefined ? {} : { exact: known.exact }),
    ...(known?.origin === undefined ? {} : { origin: known.origin }),
    ...(known?.callee === undefined ? {} : { callee: known.callee }),
  };
  return new Map(environment).set(place.key, value);
};

/** The environment where a condition is known to hold, or not. */
export const refine = (condition: Expr, holds: boolean, environment: Environment): Environment => {
  if (condition.kind === 'unary' && condition.operator === '!') return refine(condition.base, !holds, environment);
  if (condition.kind === 'binary') {
    const { operator, left, right } = condition;
    if (operator === '&&' || operator === '||') {
      if (holds === (operator === '&&')) return refine(right, holds, refine(left, holds, environment));
      return remember(condition, holds, environment);
    }
    const wanted = holds ? operator : FLIPPED[operator];
    const value = evaluateIn(right, environment)?.exact;
    if (wanted !== undefined && value !== undefined && FLIPPED[operator] !== undefined && left.kind !== 'constant') {
      const after = remember(condition, holds, environment);
      const sign = signOf(value);
      switch (wanted) {
        case '==':
          return restrict(after, left, sign, value);
        case '!=':
          return value === 0 ? restrict(after, left, ANY & ~ZERO) : after;
        case '<':
          return restrict(after, left, value <= 0 ? NEGATIVE : value === 1 ? NEGATIVE | ZERO : ANY);
        case '<=':
          return restrict(after, left, value < 0 ? NEGATIVE : value === 0 ? NEGATIVE | ZERO : ANY);
        case '>':
          return restrict(after, left, value >= 0 ? POSITIVE : value === -1 ? POSITIVE | ZERO : ANY);
        default:
          return restrict(after, left, value > 0 ? POSITIVE : value === 0 ? POSITIVE | ZERO : ANY);
      }
    }
    return remember(condition, holds, environment);
  }
  if (placeOf(condition) === undefined) return remember(condition, holds, environment);
  const after = restrict(environment, condition, holds ? ANY & ~ZERO : ZERO, holds ? undefined : 0);
  return condition.kind === 'temp' && !/^t\d+;$/.test(condition.text) ? remember(condition, holds, after) : after;
};

const remember = (condition: Expr, holds: boolean, environment: Environment): Environment => {
  const text = textOf(condition);
  if (/\?|^t\d+;$/.test(text)) return environment;
  return new Map(environment).set(`?${text}`, exactly(Number(holds)));
};
