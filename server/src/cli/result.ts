/**
 * What a check found, as all formats read it: findings with the texts they point into, problems, counts. Offsets become lines
 * and columns here, counted from 1, columns in UTF-16 units (DESIGN §6).
 */
import type { Finding, FindingVerdict, Severity } from '../ide/index.ts';
import { LineIndex } from '../text/line-index.ts';
import type { TextRange } from '../text/range.ts';
import { shownPath } from './paths.ts';

/** A place that could not be checked, or a setting that is wrong. Exact where `line` and `column` are there. */
export interface CheckProblem {
  readonly file: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  /** Whether the caller asked for something that cannot be done: the run ends with status 2. */
  readonly fatal: boolean;
}

export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly problems: readonly CheckProblem[];
  /** Files that were checked, those included that cannot hold a finding. */
  readonly files: number;
  readonly view: View;
  readonly fixed: number;
  readonly baselined: number;
  readonly failLevel: Severity;
  /** What runs showed; undefined without --confirm, and without an entry for what cannot be run at all. */
  readonly verdicts?: ReadonlyMap<Finding, FindingVerdict>;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Looks texts up for display. Paths are absolute; `shown` gives them as the user reads them. */
export interface View {
  readonly shown: (path: string) => string;
  readonly position: (path: string, offset: number) => Position;
  /** The text of a line counted from 1, without its end; undefined outside the file. */
  readonly line: (path: string, line: number) => string | undefined;
}

/** Severities from the least to the gravest. */
const ORDER: readonly Severity[] = ['hint', 'info', 'warning', 'error'];

export const SEVERITIES: readonly Severity[] = ORDER.toReversed();

/** Whether a severity is at or above a level. */
export const reaches = (severity: Severity, level: Severity): boolean =>
  ORDER.indexOf(severity) >= ORDER.indexOf(level);

/** A view on texts, which are looked up once and indexed when first needed. */
export const makeView = (cwd: string, text: (path: string) => string | undefined): View => {
  const cache = new Map<string, { readonly text: string; readonly lines: LineIndex }>();
  const entry = (path: string): { readonly text: string; readonly lines: LineIndex } => {
    const known = cache.get(path);
    if (known !== undefined) return known;
    const content = text(path) ?? '';
    const made = { text: content, lines: new LineIndex(content) };
    cache.set(path, made);
    return made;
  };
  return {
    shown: (path) => shownPath(cwd, path),
    position: (path, offset) => {
      const { line, column } = entry(path).lines.positionAt(offset);
      return { line: line + 1, column: column + 1 };
    },
    line: (path, number) => {
      const { text: content, lines } = entry(path);
      if (number < 1 || number > lines.count) return undefined;
      const start = lines.offsetAt({ line: number - 1, column: 0 });
      const end = number < lines.count ? lines.offsetAt({ line: number, column: 0 }) : content.length;
      return content.slice(start, end).replace(/[\r\n]+$/, '');
    },
  };
};

/** A range as line and column of its two ends. */
export const span = (
  view: View,
  path: string,
  range: TextRange,
): { readonly start: Position; readonly end: Position } => ({
  start: view.position(path, range.start),
  end: view.position(path, range.end),
});
