/**
 * The one helper that rule, linter and editor tests share: it lints annotated C in memory and holds the findings to the
 * annotations (annotations.ts). It uses the product through the ide facade only, so that every test goes the user's way.
 */
import { type Config, createWorkspace, type Finding, lint, type Workspace } from '../ide/index.ts';
import type { TextRange } from '../text/range.ts';
import { type Annotation, annotationsOf, type FixtureFile, filesOf } from './annotations.ts';

export interface CheckOptions {
  /** Configuration as a file would give it, already parsed. */
  readonly config?: Config;
  /** Only findings of these rules are looked at; without it, of all rules. */
  readonly rules?: readonly string[];
  /** Rules that this test is not about: their findings of info and hint need no annotation. */
  readonly about?: string;
}

/** A workspace that knows these files only, by their absolute paths. */
export const workspaceOf = (texts: ReadonlyMap<string, string>, config?: Config): Promise<Workspace> =>
  createWorkspace({
    reader: {
      read: (path) => texts.get(path),
      exists: (path) => texts.has(path),
      list: (folder) => [...texts.keys()].filter((path) => path.startsWith(`${folder}/`)),
    },
    ...(config === undefined ? {} : { config }),
  });

/** What lint says of each file of a fixture, files of one virtual folder. */
export const lintFixture = async (
  files: readonly FixtureFile[],
  config?: Config,
): Promise<ReadonlyMap<string, readonly Finding[]>> => {
  const workspace = await workspaceOf(new Map(files.map(({ path, text }) => [`/fixture/${path}`, text])), config);
  return new Map(files.map(({ path }) => [path, lint(workspace, `/fixture/${path}`).findings]));
};

/**
 * Lints annotated C. Rejects with a readable comparison unless findings and annotations agree: same range (of a finding
 * over several lines its first line), same rule, and severity and message where the annotation names them. Unannotated
 * hints are accepted, as are infos of other rules when `about` names one.
 */
export const check = async (text: string, options: CheckOptions = {}): Promise<void> => {
  const files = filesOf(text);
  const linted = await lintFixture(files, options.config);
  for (const file of files) {
    const differences = compare(file.text, linted.get(file.path) ?? [], annotationsOf(file.text), options);
    if (differences.length > 0) throw new Error(`${file.path}:\n${differences.join('\n')}`);
  }
};

/** One line for every annotation without its finding and every finding without its annotation. */
export const compare = (
  text: string,
  findings: readonly Finding[],
  annotations: readonly Annotation[],
  { rules, about }: CheckOptions = {},
): readonly string[] => {
  const relevant = findings.filter(({ rule }) => rules === undefined || rules.includes(rule));
  const matched = new Set<Finding>();
  const missing: string[] = [];
  for (const expected of annotations) {
    const hit = relevant.find((finding) => !matched.has(finding) && matches(text, finding, expected));
    if (hit !== undefined) matched.add(hit);
    else missing.push(`  missing    ${place(text, expected.range)} ${expected.rule}: ${expected.message ?? ''}`);
  }
  const extra = relevant.filter((finding) => {
    if (matched.has(finding)) return false;
    const foreign = about !== undefined && finding.rule !== about;
    return !(finding.severity === 'hint' && finding.rule !== about) && !(foreign && finding.severity === 'info');
  });
  return [
    ...missing,
    ...extra.map((f) => `  unexpected ${place(text, f.range)} ${f.rule}[${f.severity}]: ${f.message}`),
  ];
};

const matches = (text: string, finding: Finding, expected: Annotation): boolean => {
  const { start, end } = firstLine(text, finding.range);
  return (
    start === expected.range.start &&
    end === expected.range.end &&
    finding.rule === expected.rule &&
    (expected.severity === undefined || finding.severity === expected.severity) &&
    (expected.message === undefined || finding.message.includes(expected.message))
  );
};

const firstLine = (text: string, { start, end }: TextRange): TextRange => {
  const stop = text.indexOf('\n', start);
  return { start, end: stop < 0 || end <= stop ? end : stop };
};

const place = (text: string, range: TextRange): string => {
  const line = text.slice(0, range.start).split('\n').length;
  const column = range.start - text.lastIndexOf('\n', range.start - 1);
  const { start, end } = firstLine(text, range);
  return `${line}:${column} '${text.slice(start, end)}'`;
};
