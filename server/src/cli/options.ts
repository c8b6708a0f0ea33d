/** The options of `check`: what the words on the command line mean, and clear errors where they mean nothing. */
import type { Config, Severity } from '../ide/index.ts';
import { kernelNames, nearest, RULE_PAGES, TARGETS } from '../ide/index.ts';
import { UsageError } from './io.ts';
import { SEVERITIES } from './result.ts';

export const FORMATS = ['pretty', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** The options as commander hands them over; checked by the functions below. */
export interface CheckOptions {
  readonly format: Format;
  /** A path, or false for --no-config. */
  readonly config: string | boolean;
  readonly cache: boolean;
  readonly fix: boolean;
  readonly failLevel: Severity;
  readonly rule: readonly string[];
  readonly target: readonly string[];
  readonly stdin: boolean;
  readonly stdinFilename: string;
  readonly quiet: boolean;
  readonly baseline?: string;
  readonly updateBaseline: boolean;
  readonly confirm: boolean;
  readonly kernel?: readonly string[];
  /** Seconds for each function that is run. */
  readonly budget: string;
}

/**
 * What `--rule` and `--target` say, to lie over every configuration file. `--rule ID=LEVEL` sets a level; `--rule ID` without
 * one runs only the rules that are named so.
 */
export const overrides = ({ rule, target }: Pick<CheckOptions, 'rule' | 'target'>): Config => {
  const ids = RULE_PAGES.map(({ id }) => id);
  const levels: Record<string, Severity | 'off'> = {};
  const only = rule.filter((word) => !word.includes('='));
  for (const id of only) known('rule', id, ids);
  if (only.length > 0) for (const id of ids) if (!only.includes(id)) levels[id] = 'off';
  for (const word of rule.filter((one) => one.includes('='))) {
    const [id = '', level = ''] = word.split('=', 2);
    known('rule', id, ids);
    levels[id] = known('level', level, ['off', ...SEVERITIES]);
  }
  const targets = target.map((name) => known('target', name, TARGETS));
  return {
    ...(rule.length === 0 ? {} : { rules: levels }),
    ...(targets.length === 0 ? {} : { targets }),
  };
};

/** A kernel's name as given, or a mistake that names the nearest of `kernels`. */
export const knownKernel = (name: string, kernels: readonly string[]): string => {
  if (kernels.includes(name)) return name;
  const near = nearest(name, kernels);
  throw new UsageError(`there is no kernel '${name}'${near === undefined ? '' : `; did you mean '${near}'?`}`);
};

/** The kernels that were named, all of them for `all`; undefined where none was. */
export const kernelsOf = (given: readonly string[] | undefined): readonly string[] | undefined => {
  if (given === undefined) return undefined;
  const known = kernelNames();
  for (const name of given) if (name !== 'all') knownKernel(name, known);
  return given.includes('all') ? known : given;
};

/** The seconds, more than 0, that an option was given. */
export const seconds = (option: string, text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new UsageError(`${option} takes seconds, not '${text}'`);
  return value;
};

/** The whole number, 0 or more, that an option was given. */
export const wholeNumber = (option: string, text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new UsageError(`${option} takes a whole number, not '${text}'`);
  return value;
};

const known = <Word extends string>(what: string, word: string, words: readonly Word[]): Word => {
  const found = words.find((one) => one === word);
  if (found !== undefined) return found;
  const near = nearest(word, words);
  const hint = words.length < 12 ? `; it is one of ${words.join(', ')}` : '; `vfork-lint explain` lists all';
  throw new UsageError(`there is no ${what} '${word}'${near === undefined ? hint : `; did you mean '${near}'?`}`);
};
