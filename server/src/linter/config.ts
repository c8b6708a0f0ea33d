/**
 * Configuration: finds, reads and checks `vfork-lint.config.json` (JSON with comments), and answers what it says of a file.
 * Pure: files come through an injected reader. The shape is config-schema.ts'. A wrong file is never half obeyed: it gives
 * problems and counts as empty.
 */
import { Ajv, type ErrorObject } from 'ajv';
import ignore from 'ignore';
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Problem } from '../text/problem.ts';
import { type ALIASED, CONFIG_FILE, configSchema, type KERNELS, type LEVELS, type TARGETS } from './config-schema.ts';

export type RuleLevel = (typeof LEVELS)[number];
export type Target = (typeof TARGETS)[number];

/** The configuration as written, every part optional; config-schema.ts says what each means. */
export interface Config {
  readonly rules?: Readonly<Record<string, RuleLevel>>;
  readonly targets?: readonly Target[];
  readonly strict?: 'practice' | 'posix';
  readonly aliases?: Readonly<Record<string, (typeof ALIASED)[number]>>;
  readonly noreturn?: readonly string[];
  readonly safe?: readonly string[];
  readonly unsafe?: readonly string[];
  readonly includePath?: readonly string[];
  readonly kernels?: readonly (typeof KERNELS)[number][];
  readonly ignore?: readonly string[];
}

/** A configuration read from a file: `path` is the file's, `config` is empty where there are problems. */
export interface LoadedConfig {
  readonly path: string;
  readonly config: Config;
  readonly problems: readonly Problem[];
}

type Rules = Parameters<typeof configSchema>[0];

/** Reads the text of a configuration file. `rules` are those that exist. Problems carry the range of the wrong value. */
export const parseConfig = (path: string, text: string, rules: Rules): LoadedConfig => {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (root === undefined || errors.length > 0) {
    const problems = errors.map(({ error, offset, length }) => ({
      file: path,
      message: `not valid JSON: ${printParseErrorCode(error)}`,
      range: { start: offset, end: offset + length },
    }));
    return {
      path,
      config: {},
      problems: problems.length > 0 ? problems : [{ file: path, message: 'the file is empty' }],
    };
  }
  const validate = new Ajv({ allErrors: true, strict: false, validateSchema: false }).compile(configSchema(rules));
  const value: unknown = getNodeValue(root);
  if (validate(value)) return { path, config: absolute(value as Config, folderOf(path)), problems: [] };
  const problems = (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'propertyNames')
    .map((error) => problemOf(path, root, error, rules));
  return { path, config: {}, problems };
};

/**
 * The nearest configuration file at or above a folder, and what it says. `undefined` where there is none. Folders are
 * absolute and `/`-separated.
 */
export const findConfig = (
  folder: string,
  read: (path: string) => string | undefined,
  rules: Rules,
): LoadedConfig | undefined => {
  for (let at = folder; ; at = folderOf(at)) {
    const path = at === '/' ? `/${CONFIG_FILE}` : `${at}/${CONFIG_FILE}`;
    const text = read(path);
    if (text !== undefined) return parseConfig(path, text, rules);
    if (at === folderOf(at)) return undefined;
  }
};

/** Whether the configuration at `configPath` leaves a file out; files outside its folder are not its business. */
export const isIgnored = (config: Config, configPath: string, file: string): boolean => {
  const folder = folderOf(configPath);
  const prefix = folder === '/' ? '/' : `${folder}/`;
  if (config.ignore === undefined || config.ignore.length === 0 || !file.startsWith(prefix)) return false;
  return ignore().add(config.ignore).ignores(file.slice(prefix.length));
};

/** The folder of an absolute `/`-separated path; that of the root, `/` or `C:`, is itself. */
export const folderOf = (path: string): string => {
  const cut = path.lastIndexOf('/');
  if (cut < 0) return path;
  return cut === 0 ? '/' : path.slice(0, cut);
};

const absolute = (config: Config, folder: string): Config =>
  config.includePath === undefined
    ? config
    : { ...config, includePath: config.includePath.map((path) => resolvePath(folder, path)) };

/** Joins a path to an absolute folder, resolving `.` and `..`; absolute paths stay. */
export const resolvePath = (folder: string, path: string): string => {
  const drive = /^(?:\/|[A-Za-z]:[\\/])/.test(path);
  const parts: string[] = [];
  for (const part of (drive ? path : `${folder}/${path}`).replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${folder.startsWith('/') ? '/' : ''}${parts.join('/')}`;
};

const problemOf = (file: string, root: Node, error: ErrorObject, rules: Rules): Problem => {
  const steps = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const { additionalProperty: extra } = error.params as { readonly additionalProperty?: unknown };
  const at = typeof extra === 'string' ? [...steps, extra] : steps;
  const node = findNodeAtLocation(root, at) ?? root;
  const where = at.length === 0 ? 'the configuration' : at.join('.');
  const target = typeof extra === 'string' ? (node.parent?.children?.[0] ?? node) : node;
  const range = { start: target.offset, end: target.offset + target.length };
  return { file, range, message: `${where}: ${explain(error, extra, steps, rules)}` };
};

const explain = (error: ErrorObject, extra: unknown, steps: readonly unknown[], rules: Rules): string => {
  if (typeof extra === 'string') {
    const isRule = steps[0] === 'rules';
    const known = isRule ? rules.map(({ id }) => id) : Object.keys(configSchema(rules).properties ?? {});
    const near = nearest(extra, known);
    return `there is no ${isRule ? 'rule' : 'setting'} of this name${near === undefined ? '' : `; did you mean '${near}'?`}`;
  }
  const { allowedValues: allowed } = error.params as { readonly allowedValues?: unknown };
  if (Array.isArray(allowed)) return `must be one of ${allowed.join(', ')}`;
  return error.message ?? 'is not valid';
};

/** The known word with the least edit distance to a misspelt one, if it is near enough to be meant. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
};

const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};
