/**
 * A stand-in for vitest that starts in a moment, for tools/mutate.ts and for browsers:
 * what the tests of the pure rooms use of describe, it and expect, and `runTests`, which runs what they registered.
 */

type Body = (...args: never[]) => unknown;
interface Test {
  readonly name: string;
  readonly body: () => unknown;
}
const tests: Test[] = [];
const path: string[] = [];

const spread = (row: unknown): readonly unknown[] => (Array.isArray(row) ? row : [row]);
const call = (body: Body, row: unknown): unknown => (body as (...args: unknown[]) => unknown)(...spread(row));

type Registrar<B> = ((name: string, body: B) => void) & {
  readonly each: (rows: readonly unknown[]) => (name: string, body: Body) => void;
};

/** As vitest's, with `each`. */
export const describe: Registrar<() => void> = Object.assign(
  (name: string, body: () => void): void => {
    path.push(name);
    body();
    path.pop();
  },
  {
    each:
      (rows: readonly unknown[]) =>
      (name: string, body: Body): void => {
        for (const [index, row] of rows.entries()) describe(`${name} #${index}`, () => void call(body, row));
      },
  },
);

export const it: Registrar<() => unknown> = Object.assign(
  (name: string, body: () => unknown): void => {
    tests.push({ name: [...path, name].join(' > '), body });
  },
  {
    each:
      (rows: readonly unknown[]) =>
      (name: string, body: Body): void => {
        for (const [index, row] of rows.entries()) it(`${name} #${index}`, () => call(body, row));
      },
  },
);

/** The other name that vitest has for it. */
export const test: Registrar<() => unknown> = it;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

interface Matchers {
  readonly toBe: (expected: unknown) => void;
  readonly toEqual: (expected: unknown) => void;
  readonly toMatchObject: (expected: unknown) => void;
  readonly toHaveLength: (expected: number) => void;
  readonly toBeUndefined: () => void;
  readonly toBeLessThan: (expected: number) => void;
  readonly toBeLessThanOrEqual: (expected: number) => void;
  readonly toBeGreaterThan: (expected: number) => void;
  readonly toMatch: (expected: RegExp) => void;
  readonly toContain: (expected: unknown) => void;
  readonly toThrow: (expected?: string | (new (...args: never[]) => Error)) => void;
}

/** Whether `actual` has all that `expected` has; `partial`: and maybe more properties. */
const matches = (actual: unknown, expected: unknown, partial: boolean): boolean => {
  if (Object.is(actual, expected)) return true;
  if (!isObject(actual) || !isObject(expected) || Array.isArray(actual) !== Array.isArray(expected)) return false;
  if (Array.isArray(expected) && (actual as unknown as unknown[]).length !== expected.length) return false;
  const keys = new Set([...Object.keys(expected), ...(partial ? [] : Object.keys(actual))]);
  return [...keys].every((key) => matches(actual[key], expected[key], partial));
};

const fail = (message: string): never => {
  throw new Error(message);
};
const show = (value: unknown): string => {
  try {
    return (
      JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part)) ?? String(value)
    ).slice(0, 300);
  } catch {
    return String(value);
  }
};

const matchers = (actual: unknown): Matchers => {
  const demand = (holds: boolean, verb: string, expected: unknown): void => {
    if (!holds) fail(`${show(actual)} is not ${verb} ${show(expected)}`);
  };
  return {
    toBe: (expected: unknown) => demand(Object.is(actual, expected), 'the same as', expected),
    toEqual: (expected: unknown) => demand(matches(actual, expected, false), 'equal to', expected),
    toMatchObject: (expected: unknown) => demand(matches(actual, expected, true), 'like', expected),
    toHaveLength: (expected: number) =>
      demand((actual as { length: number }).length === expected, 'of length', expected),
    toBeUndefined: () => demand(actual === undefined, 'equal to', undefined),
    toBeLessThan: (expected: number) => demand((actual as number) < expected, 'less than', expected),
    toBeLessThanOrEqual: (expected: number) => demand((actual as number) <= expected, 'at most', expected),
    toBeGreaterThan: (expected: number) => demand((actual as number) > expected, 'more than', expected),
    toContain: (expected: unknown) => demand((actual as unknown[]).includes(expected), 'with', expected),
    toMatch: (expected: RegExp) => demand(expected.test(String(actual)), 'like', String(expected)),
    toThrow: (expected?: string | (new (...args: never[]) => Error)) => {
      let thrown: unknown;
      try {
        (actual as () => unknown)();
      } catch (error) {
        thrown = error;
      }
      const right =
        typeof expected === 'string'
          ? String((thrown as Error | undefined)?.message).includes(expected)
          : expected === undefined
            ? thrown !== undefined
            : thrown instanceof expected;
      if (!right) fail(`it throws ${show(thrown)}`);
    },
  };
};

export const expect: ((actual: unknown, message?: string) => Matchers) & { readonly fail: (message: string) => never } =
  Object.assign((actual: unknown) => matchers(actual), { fail });

/** The tests that the files loaded so far registered, in order. */
export const registered = (): readonly Test[] => tests;

/**
 * Runs the registered tests in order: how many pass, and what the others say. Stops after `limit` failures; `started` is
 * called before each test.
 */
export const runTests = async (
  limit: number,
  started: () => void = () => {},
): Promise<{ readonly passed: number; readonly failures: string[] }> => {
  let passed = 0;
  const failures: string[] = [];
  for (const { name, body } of tests) {
    if (failures.length >= limit) break;
    started();
    try {
      await body();
      passed++;
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message}`);
    }
  }
  return { passed, failures };
};
