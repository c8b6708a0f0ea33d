/**
 * Baselines: findings that are known and accepted, so that only new ones fail a build. An entry holds the text of the
 * finding's line instead of its number, so that edits elsewhere in the file do not bring it back; `count` says how many
 * equal findings are accepted.
 */
import type { Finding } from './finding.ts';

export interface BaselineEntry {
  readonly file: string;
  readonly rule: string;
  readonly function?: string;
  readonly line: string;
  readonly count: number;
}

export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

/** How a finding is named in a baseline: `file` as the baseline's reader and writer agree to write it. */
export interface BaselineSubject {
  readonly finding: Finding;
  readonly file: string;
  readonly text: string;
}

/** A baseline that accepts the given findings, in the order of files and rules. */
export const makeBaseline = (subjects: readonly BaselineSubject[]): Baseline => {
  const entries = new Map<string, BaselineEntry>();
  for (const subject of subjects) {
    const entry = entryOf(subject);
    const key = keyOf(entry);
    entries.set(key, { ...entry, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  return { version: 1, findings: [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry) };
};

/** The findings that the baseline does not accept, and the number of accepted ones that are gone. */
export const applyBaseline = (
  subjects: readonly BaselineSubject[],
  { findings }: Baseline,
): { readonly fresh: readonly Finding[]; readonly gone: number } => {
  const left = new Map(findings.map((entry) => [keyOf(entry), entry.count]));
  const fresh = subjects.filter((subject) => {
    const key = keyOf(entryOf(subject));
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
  return {
    fresh: fresh.map(({ finding }) => finding),
    gone: [...left.values()].reduce((sum, count) => sum + count, 0),
  };
};

/** Reads a baseline file; a string says what is wrong with it. */
export const parseBaseline = (text: string): Baseline | string => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `not valid JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (typeof value !== 'object' || value === null || !('version' in value) || !('findings' in value))
    return 'not a baseline: an object with version and findings is expected';
  if (value.version !== 1) return 'made by another version: write it anew with --update-baseline';
  const entries: unknown = value.findings;
  if (!Array.isArray(entries) || !entries.every(isEntry))
    return 'an entry is not valid: write it anew with --update-baseline';
  return { version: 1, findings: entries };
};

const isEntry = (value: unknown): value is BaselineEntry =>
  typeof value === 'object' &&
  value !== null &&
  'file' in value &&
  typeof value.file === 'string' &&
  'rule' in value &&
  typeof value.rule === 'string' &&
  'line' in value &&
  typeof value.line === 'string' &&
  'count' in value &&
  typeof value.count === 'number';

const keyOf = ({ file, rule, function: name = '', line }: Omit<BaselineEntry, 'count'>): string =>
  [file, rule, name, line].join('\0');

const entryOf = ({ finding, file, text }: BaselineSubject): BaselineEntry => {
  const start = text.lastIndexOf('\n', finding.range.start - 1) + 1;
  const end = text.indexOf('\n', finding.range.start);
  const line = text
    .slice(start, end < 0 ? text.length : end)
    .trim()
    .replaceAll(/\s+/g, ' ');
  return {
    file,
    rule: finding.rule,
    ...(finding.function === undefined ? {} : { function: finding.function }),
    line,
    count: 1,
  };
};
