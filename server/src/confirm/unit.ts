/**
 * The user's file run through the preprocessor against our own C library, so that the line of interest is in the result:
 * configuration macros are guessed from what our library has, conditions around the line are met, and headers that cannot
 * be found are left out and named. No slicing here, and no compiling.
 */
import {
  type Conditional,
  conditionals,
  HeaderCache,
  originOf,
  type Preprocessed,
  preprocess,
  type Reader,
  type Token,
} from '@vfork-lint/emulator/cpp';

/** Where texts come from: the user's files through `reader`, our library's headers under `library`. */
export interface Sources {
  readonly reader: Reader;
  /** Path prefix under which `reader` gives our library's headers, searched last. */
  readonly library: string;
  /** Names of all headers of our library, such as `sys/wait.h`, and of the functions that they declare. */
  readonly provided: { readonly headers: readonly string[]; readonly functions: ReadonlySet<string> };
  readonly includePaths: readonly string[];
}

/** A preprocessed file. `missing` are headers that were asked for and not found; `assumed` the macros set to reach the line. */
export interface Unit {
  readonly run: Preprocessed;
  readonly missing: readonly string[];
  readonly assumed: readonly string[];
  /** Whether a token of the wanted line is there. */
  readonly reached: boolean;
}

const ATTEMPTS = 6;
const IDENTIFIER = /[A-Za-z_]\w*/g;

/** What a compiler for our machine defines, and what autoconf would find in our library. */
const predefined = ({ provided }: Sources): string => {
  const lines = [
    '#define __STDC__ 1',
    '#define __STDC_VERSION__ 199901L',
    '#define __STDC_HOSTED__ 1',
    '#define __unix__ 1',
    '#define unix 1',
    '#define __vfork_lint__ 1',
    '#define STDC_HEADERS 1',
  ];
  const have = (name: string): string => `#define HAVE_${name.toUpperCase().replaceAll(/\W/g, '_')} 1`;
  lines.push(
    ...provided.headers.map(have),
    ...[...provided.functions].filter((name) => !name.startsWith('_')).map(have),
  );
  lines.push('#define HAVE_WORKING_VFORK 1', '#define HAVE_WORKING_FORK 1', '#define RETSIGTYPE void');
  return `${lines.join('\n')}\n`;
};

/** A branch that has to be taken: what it says, and what the branches before it say, which must not hold. */
interface Condition {
  readonly kind: string;
  readonly text: string;
  readonly before: readonly string[];
}

const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');

/** Conditions around an offset, outermost first. */
const around = (list: readonly Conditional[], offset: number): readonly Condition[] =>
  list.flatMap(({ branches }) => {
    const at = branches.findIndex(({ lineEnd, end }) => lineEnd <= offset && offset < end);
    const branch = branches[at];
    if (branch === undefined) return [];
    const before = branches.slice(0, at).map(({ condition }) => textOf(condition));
    return [{ kind: branch.kind, text: textOf(branch.condition), before }, ...around(branch.inner, offset)];
  });

/** Macro definitions that make a condition true, or its names undefined; a guess, tried and measured. */
const meeting = (kind: string, text: string, before: readonly string[]): string[] => {
  const names = (condition: string): string[] =>
    (condition.match(IDENTIFIER) ?? []).filter((name) => name !== 'defined');
  const unset = (condition: string): string[] => names(condition).map((name) => `#undef ${name}`);
  if (kind === 'ifndef' || kind === 'elifndef') return unset(text);
  if (kind === 'else') return before.flatMap(unset);
  const negated = new Set(Array.from(text.matchAll(/!\s*(?:defined\s*)?\(?\s*([A-Za-z_]\w*)/g), (match) => match[1]));
  return [
    ...before.flatMap(unset),
    ...names(text).map((name) => (negated.has(name) ? `#undef ${name}` : `#undef ${name}\n#define ${name} 1`)),
  ];
};

const standsOn = (token: Token, path: string, start: number, end: number): boolean => {
  const origin = originOf(token);
  return origin.file.path === path && origin.start >= start && origin.start < end;
};

/** Preprocesses the text at `path` so that something of the range [start, end) of it is in the result. */
export const unitAround = (path: string, text: string, start: number, end: number, sources: Sources): Unit => {
  const cache = new HeaderCache(sources.reader);
  const base = predefined(sources);
  const given: string[] = [];
  const tries = around(conditionals(cache.put(path, text)), start);
  for (let attempt = 0; ; attempt++) {
    const run = preprocess(path, text, {
      cache,
      includePaths: [...sources.includePaths, sources.library],
      predefined: `${base}${given.join('\n')}\n`,
      needHeaders: false,
      date: 'Jan  1 2000',
      time: '00:00:00',
      budget: { expansions: 200_000, tokens: 1_000_000, output: 600_000 },
    });
    const reached = run.tokens.some((token) => standsOn(token, path, start, end));
    const condition = tries[attempt];
    if (reached || condition === undefined || attempt === ATTEMPTS) {
      const missing = run.includes.filter((include) => include.path === undefined).map(({ name }) => name);
      return { run, missing: [...new Set(missing)], assumed: given.flatMap((line) => line.split('\n')), reached };
    }
    given.push(...meeting(condition.kind, condition.text, condition.before));
  }
};
