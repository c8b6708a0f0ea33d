/**
 * The user's file run through the preprocessor against our own C library, so that the line of interest is in the result:
 * configuration macros are guessed from what our library has, conditions around the line are met, headers of the project are
 * read where they are found, and those that are not are left out and named. No slicing here, and no compiling.
 */
import {
  type Branch,
  type Conditional,
  conditionals,
  type HeaderCache,
  originOf,
  type Preprocessed,
  preprocess,
  type Token,
} from '@vfork-lint/emulator/cpp';

/** What lies around a file in its project. */
export interface Neighbours {
  /** The path of a header that `from` includes, looked for in the project. */
  header(name: string, system: boolean, from: string): string | undefined;
  /** #define and #undef lines of the file's compile command. */
  readonly defines: string;
  /** Where files other than `from` define a function of this name. */
  definitions?(name: string, from: string): readonly Place[];
}

/** A piece of a file, by the range of its text. */
export interface Place {
  readonly path: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Where texts come from: the user's files through `cache`, our library's headers under `library`. */
export interface Sources {
  /** Keeps what was read between the runs of one cut. */
  readonly cache: HeaderCache;
  /** Path prefix under which `reader` gives our library's headers, searched last. */
  readonly library: string;
  /** Names of all headers of our library, such as `sys/wait.h`, and of the functions that they declare. */
  readonly provided: { readonly headers: readonly string[]; readonly functions: ReadonlySet<string> };
  readonly includePaths: readonly string[];
  readonly neighbours?: Neighbours;
  /** Headers of our library to be included before the file, for names that nothing else declares. */
  readonly forced?: readonly string[];
}

/** A preprocessed file. `missing` are headers that were asked for and not found; `assumed` the macros set to reach the line. */
export interface Unit {
  readonly run: Preprocessed;
  /** The tokens of forced headers and of the file. */
  readonly tokens: readonly Token[];
  readonly missing: readonly string[];
  readonly assumed: readonly string[];
  /** Whether a token of the wanted range is there. */
  readonly reached: boolean;
}

const ATTEMPTS = 10;
const IDENTIFIER = /[A-Za-z_]\w*/g;
const BUDGET = { expansions: 200_000, tokens: 1_000_000, output: 600_000 };

/** What a compiler for our machine defines, and what autoconf would find in our library. */
const predefined = ({ provided, neighbours }: Sources): string => {
  const lines = [
    '#define __STDC__ 1',
    '#define __STDC_VERSION__ 199901L',
    '#define __STDC_HOSTED__ 1',
    '#define __CHAR_BIT__ 8',
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
  return `${lines.join('\n')}\n${neighbours?.defines ?? ''}`;
};

/** A branch that has to be taken: what it says, and what the branches before it say, which must not hold. */
interface Condition {
  readonly branch: Branch;
  readonly kind: string;
  readonly text: string;
  readonly before: readonly { readonly kind: string; readonly text: string }[];
}

const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join(' ');

/** Conditions around an offset, outermost first. */
const around = (list: readonly Conditional[], offset: number): readonly Condition[] =>
  list.flatMap(({ branches }) => {
    const at = branches.findIndex(({ lineEnd, end }) => lineEnd <= offset && offset < end);
    const branch = branches[at];
    if (branch === undefined) return [];
    const before = branches.slice(0, at).map(({ kind, condition }) => ({ kind, text: textOf(condition) }));
    return [{ branch, kind: branch.kind, text: textOf(branch.condition), before }, ...around(branch.inner, offset)];
  });

const COMPARED = /\b([A-Za-z_]\w*)\s*(==|>=|<=|>|<|!=)\s*(\d+)/g;

/** The value that makes a comparison of a name with a number hold. */
const comparing = (operator: string, number: number): number =>
  operator === '>' ? number + 1 : operator === '<' ? Math.max(0, number - 1) : operator === '!=' ? number + 1 : number;

/** Macros that go with a switch where the programs are configured as the Linux kernel is: text for a feature, and against it. */
const companions = (name: string): string => {
  const [, prefix, feature] = /^(ENABLE|CFG)_(\w+)$/.exec(name) ?? [];
  if (feature === undefined) return '';
  const [on, off] = prefix === 'CFG' ? ['USE', 'SKIP'] : ['IF', 'IF_NOT'];
  return `\n#define ${on}_${feature}(...) __VA_ARGS__\n#define ${off}_${feature}(...)`;
};

const namesIn = (condition: string): string[] =>
  (condition.match(IDENTIFIER) ?? []).filter((name) => name !== 'defined' && !name.startsWith('__has_'));

const set = (name: string, value: number = 1): string =>
  `#undef ${name}\n#define ${name} ${value}${value === 0 ? '' : companions(name)}`;
const unset = (name: string): string => `#undef ${name}`;

/** Macro definitions that make a condition false. */
const failing = ({ kind, text }: { readonly kind: string; readonly text: string }): string[] => {
  const negative = /n(?:def)$/.test(kind) || /^!/.test(text);
  return namesIn(text).map((name) => (negative ? set(name) : unset(name)));
};

/** Macro definitions that make a condition true, and those before it false; a guess, tried and measured. */
const meeting = ({ kind, text, before }: Condition): string[] => {
  const others = before.flatMap(failing);
  if (kind === 'else') return others;
  if (kind === 'ifndef' || kind === 'elifndef') return [...others, ...namesIn(text).map(unset)];
  const negated = new Set(Array.from(text.matchAll(/!\s*(?:defined\s*)?\(?\s*([A-Za-z_]\w*)/g), (match) => match[1]));
  const values = new Map(
    Array.from(text.matchAll(COMPARED), ([, name = '', operator = '', number = '0']) => [
      name,
      comparing(operator, Number(number)),
    ]),
  );
  return [...others, ...namesIn(text).map((name) => (negated.has(name) ? unset(name) : set(name, values.get(name))))];
};

const standsOn = (token: Token, path: string, start: number, end: number): boolean => {
  const origin = originOf(token);
  return origin.file.path === path && origin.start >= start && origin.start < end;
};

/** Tokens of forced headers, whose macros the file then sees too. */
const forcedTokens = (forced: readonly string[], sources: Sources, cache: HeaderCache): readonly Token[] => {
  if (forced.length === 0) return [];
  const text = forced.map((name) => `#include <${name}>\n`).join('');
  return preprocess('/@vfork-lint/forced.h', text, {
    cache,
    includePaths: [sources.library],
    predefined: predefined(sources),
    needHeaders: false,
    budget: BUDGET,
  }).tokens;
};

/**
 * Preprocesses the text at `path` so that something of the range [start, end) of it is in the result, and of what stands at
 * `mark` if that can be had.
 */
export const unitAround = (
  path: string,
  text: string,
  start: number,
  end: number,
  sources: Sources,
  mark: number = start,
): Unit => {
  const { neighbours, forced = [], cache } = sources;
  const base = predefined(sources);
  const include = forced.map((name) => `#include <${name}>\n`).join('');
  const given: string[] = [];
  const sections = conditionals(cache.put(path, text));
  const tried = new Map<Branch, number>();
  const fixed = new Set<string>();
  for (let attempt = 0; ; attempt++) {
    const run = preprocess(path, text, {
      cache,
      includePaths: [...sources.includePaths, sources.library],
      predefined: `${base}${given.join('\n')}\n${include}`,
      fixed,
      needHeaders: false,
      date: 'Jan  1 2000',
      time: '00:00:00',
      budget: BUDGET,
      ...(neighbours === undefined
        ? {}
        : { locate: (name: string, system: boolean, from: string) => neighbours.header(name, system, from) }),
    });
    const taken = new Set(
      run.branches.flatMap(({ file, hash, active }) => (file === run.file && active ? [hash] : [])),
    );
    const condition = [...around(sections, start), ...around(sections, mark)].find(
      ({ branch }) => !taken.has(branch.hash) && (tried.get(branch) ?? 0) < 2,
    );
    if (condition === undefined || attempt === ATTEMPTS) {
      const missing = run.includes.filter((one) => one.path === undefined).map(({ name }) => name);
      const reached = run.tokens.some((token) => standsOn(token, path, start, end));
      return {
        run,
        tokens: [...forcedTokens(forced, sources, cache), ...run.tokens],
        missing: [...new Set(missing)],
        assumed: given.flatMap((lines) => lines.split('\n').filter((line) => !line.includes('('))),
        reached,
      };
    }
    // Where the project's own headers set it otherwise, what was assumed holds against them.
    const times = tried.get(condition.branch) ?? 0;
    tried.set(condition.branch, times + 1);
    if (times === 0) given.push(...meeting(condition));
    else
      for (const name of namesIn([condition, ...condition.before].map(({ text }) => text).join(' '))) fixed.add(name);
  }
};
