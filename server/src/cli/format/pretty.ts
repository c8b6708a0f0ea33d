/** `--format pretty`: findings for people, with the lines they are about, related places, and how to mend them. */
import { type Finding, type FindingVerdict, proofsOf, type Severity } from '../../ide/index.ts';
import { type CheckResult, SEVERITIES, span, type View } from '../result.ts';
import { verdictWords } from './verdict.ts';

/** The colours that are used; each returns its text unchanged where there are none. */
export interface Colours {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly cyan: (text: string) => string;
  readonly green: (text: string) => string;
}

export interface PrettyOptions {
  readonly colours: Colours;
  /** Leaves out the summary. */
  readonly quiet: boolean;
}

/** The report, empty where there is nothing to say. */
export const formatPretty = (result: CheckResult, { colours, quiet }: PrettyOptions): string => {
  const blocks = result.findings.map((finding) =>
    findingBlock(finding, result.view, colours, result.verdicts?.get(finding)),
  );
  const problems = result.problems.map(
    ({ file, line, column, message, fatal }) =>
      `${colours.bold(line === undefined ? file : `${file}:${line}:${column}`)} ${
        fatal ? colours.red('problem') : colours.yellow('problem')
      } ${message}\n`,
  );
  return [...blocks, ...problems, ...(quiet ? [] : [summary(result, colours)])].join('\n');
};

const findingBlock = (finding: Finding, view: View, colours: Colours, verdict: FindingVerdict | undefined): string => {
  const tint = tintOf(finding.severity, colours);
  const { start, end } = span(view, finding.path, finding.range);
  const place = colours.bold(`${view.shown(finding.path)}:${start.line}:${start.column}`);
  const lines = [
    `${place} ${tint(finding.severity)} ${finding.message} ${colours.dim(finding.rule)}`,
    ...frame(
      view,
      finding.path,
      start.line,
      start.column,
      end.line === start.line ? end.column : undefined,
      tint,
      colours,
    ),
  ];
  for (const { path, range, message } of finding.related) {
    const at = span(view, path, range);
    lines.push(
      `  ${colours.cyan('note')} ${view.shown(path)}:${at.start.line}:${at.start.column} ${message}`,
      ...frame(
        view,
        path,
        at.start.line,
        at.start.column,
        at.end.line === at.start.line ? at.end.column : undefined,
        colours.cyan,
        colours,
        0,
      ),
    );
  }
  if (verdict !== undefined) lines.push(...verdictLines(verdict, colours));
  for (const { title, safe } of finding.fixes)
    lines.push(`  ${colours.green('fix')} ${title}${safe ? colours.dim(' (--fix does it)') : ''}`);
  const claims = finding.claims.length > 0 ? `claims ${finding.claims.join(', ')}; ` : '';
  lines.push(`  ${colours.dim(`${claims}more: vfork-lint explain ${finding.rule}`)}`);
  return `${lines.join('\n')}\n`;
};

/** What runs showed, with the evidence. */
const verdictLines = (verdict: FindingVerdict, colours: Colours): readonly string[] => {
  const tint = { confirmed: colours.red, 'not-observed': colours.green }[verdict.verdict as string] ?? colours.yellow;
  const proofs = proofsOf(verdict.kernels).map(({ proof: { kind, text, child, parent }, on }) => {
    const where = [
      ...(child === undefined ? [] : [`child at line ${child}`]),
      ...(parent === undefined ? [] : [`parent at line ${parent}`]),
      on.join(', '),
    ];
    return `       ${kind}: ${printable(text)} ${colours.dim(`(${where.join('; ')})`)}`;
  });
  return [`  ${tint('run')} ${verdictWords(verdict)}`, ...proofs];
};

/** Lines around a place, the place itself underlined; to the end of its line where the range goes on below. */
const frame = (
  view: View,
  path: string,
  line: number,
  column: number,
  endColumn: number | undefined,
  tint: (text: string) => string,
  colours: Colours,
  before = 2,
): readonly string[] => {
  const width = String(line).length;
  const gutter = (label: string): string => colours.dim(`  ${label.padStart(width)} |`);
  const rows: string[] = [];
  for (let number = Math.max(1, line - before); number <= line; number++) {
    const text = view.line(path, number);
    if (text === undefined) continue;
    rows.push(`${gutter(String(number))} ${printable(text)}`.trimEnd());
    if (number !== line) continue;
    const left = printable(text.slice(0, column - 1));
    const marked = printable(text.slice(column - 1, endColumn === undefined ? undefined : endColumn - 1));
    rows.push(`${gutter('')} ${' '.repeat(widthOf(left))}${tint('^'.repeat(Math.max(1, widthOf(marked))))}`);
  }
  return rows;
};

/** Tabs as four blanks, and control characters, which could steer the terminal, as dots. */
const printable = (text: string): string =>
  [...text.replaceAll('\t', '    ')].map((unit) => (/[\p{Cc}\p{Cf}]/u.test(unit) ? '.' : unit)).join('');

/** Columns on the terminal, near enough: one for each character, none for marks that combine. */
const widthOf = (text: string): number => [...text.replaceAll(/\p{M}/gu, '')].length;

const tintOf = (severity: Severity, { red, yellow, blue, cyan }: Colours): ((text: string) => string) =>
  ({ error: red, warning: yellow, info: blue, hint: cyan })[severity];

const summary = ({ findings, files, fixed, baselined, problems, verdicts }: CheckResult, colours: Colours): string => {
  const counts = SEVERITIES.map((severity) => ({
    severity,
    count: findings.filter((finding) => finding.severity === severity).length,
  })).filter(({ count }) => count > 0);
  const mendable = findings.filter(({ fixes }) => fixes.some(({ safe }) => safe)).length;
  const checked = plural(files, 'file');
  const parts =
    counts.length === 0
      ? [colours.green(`Nothing to report in ${checked}.`)]
      : [
          colours.bold(
            `${counts.map(({ severity, count }) => tintOf(severity, colours)(plural(count, severity))).join(', ')} in ${
              new Set(findings.map(({ path }) => path)).size
            } of ${checked}.`,
          ),
        ];
  const verdictsShown = findings.flatMap((finding) => verdicts?.get(finding) ?? []);
  if (verdictsShown.length > 0) {
    const proved = verdictsShown.filter(({ verdict }) => verdict === 'confirmed').length;
    parts.push(`${proved} of ${verdictsShown.length} confirmed in the emulator.`);
  }
  if (fixed > 0) parts.push(`${plural(fixed, 'finding')} mended.`);
  if (baselined > 0) parts.push(`${baselined} accepted by the baseline.`);
  if (problems.length > 0) parts.push(`${plural(problems.length, 'problem')}.`);
  if (mendable > 0) parts.push(`${mendable} can be mended with --fix.`);
  return `${parts.join(' ')}\n`;
};

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 || noun === 'info' ? '' : 's'}`;
