/**
 * Inline control: comments that silence findings (DESIGN §3).
 *
 *     exit(1); // vfork-lint-disable-line exit-in-child -- the parent has no stdio
 *
 * Forms: `vfork-lint-disable-line`, `-disable-next-line`, `-disable` up to `-enable`, `-disable-file`; behind them rule ids
 * (none: all rules) and, after `--`, a reason. They stand in line or block comments. A suppression that silences nothing is
 * a finding of the rule `unused-suppression`, whose own findings cannot be silenced.
 */
import { LineIndex } from '../text/line-index.ts';
import type { TextRange } from '../text/range.ts';
import { commentsOf } from './comments.ts';
import type { Finding, Severity } from './finding.ts';

/** The id under which suppressions without effect are reported. */
export const UNUSED_SUPPRESSION = 'unused-suppression';

/** One rule id of a directive with its place in the text. */
interface NamedRule extends TextRange {
  readonly id: string;
}

/** A directive as read: `rules` is empty where it means all; `scope` is the text in which findings must start. */
interface Suppression {
  readonly comment: TextRange;
  readonly rules: readonly NamedRule[];
  readonly scope: TextRange;
}

export interface SuppressionContext {
  readonly path: string;
  readonly text: string;
  /** Every id that exists, to tell a misspelt rule from one that found nothing. */
  readonly known: ReadonlySet<string>;
  /** The ids that ran: only of these can it be said that a suppression had no effect. */
  readonly ran: ReadonlySet<string>;
  /** Severity of `unused-suppression` findings; `off` reports none. */
  readonly unused: Severity | 'off';
}

/** The findings that no comment silences, followed by those about comments that silence nothing. */
export const applySuppressions = (findings: readonly Finding[], context: SuppressionContext): readonly Finding[] => {
  if (!context.text.includes('vfork-lint-')) return findings;
  const suppressions = suppressionsOf(context.text);
  const used = new Set<NamedRule | Suppression>();
  const left = findings.filter((finding) => {
    let silenced = false;
    for (const suppression of suppressions) {
      const { scope, rules } = suppression;
      if (finding.range.start < scope.start || finding.range.start >= scope.end) continue;
      const hit = rules.length === 0 ? suppression : rules.find(({ id }) => id === finding.rule);
      if (hit === undefined) continue;
      used.add(hit);
      silenced = true;
    }
    return !silenced;
  });
  return context.unused === 'off' ? left : [...left, ...unusedOf(suppressions, used, context, context.unused)];
};

const DIRECTIVE = /^[\s*]*vfork-lint-(disable-next-line|disable-line|disable-file|disable|enable)(?![\w-])([\s\S]*)$/;

/** All suppressions of a text, their scopes resolved. */
export const suppressionsOf = (text: string): readonly Suppression[] => {
  const lines = new LineIndex(text);
  const found: Suppression[] = [];
  // Open `disable` directives by rule id, '' for all rules, up to the `enable` that closes them.
  const open: { comment: TextRange; rules: readonly NamedRule[]; start: number; closed: Map<string, number> }[] = [];
  for (const { range: comment, body } of commentsOf(text)) {
    const match = DIRECTIVE.exec(body);
    if (match === null) continue;
    const rules = namedRules(match[2] ?? '', comment.start + 2 + body.length - (match[2] ?? '').length);
    const first = lines.positionAt(comment.start).line;
    const last = lines.positionAt(comment.end).line;
    switch (match[1]) {
      case 'disable-line':
        found.push({ comment, rules, scope: lineRange(lines, first, last) });
        break;
      case 'disable-next-line':
        found.push({ comment, rules, scope: lineRange(lines, last + 1, last + 1) });
        break;
      case 'disable-file':
        found.push({ comment, rules, scope: { start: 0, end: text.length + 1 } });
        break;
      case 'disable':
        open.push({ comment, rules, start: comment.start, closed: new Map() });
        break;
      default:
        for (const entry of open) {
          const ids = entry.rules.length === 0 ? [''] : entry.rules.map(({ id }) => id);
          for (const id of ids)
            if (!entry.closed.has(id) && (rules.length === 0 || rules.some((rule) => rule.id === id)))
              entry.closed.set(id, comment.start);
        }
    }
  }
  for (const { comment, rules, start, closed } of open) {
    const end = (id: string): number => closed.get(id) ?? text.length + 1;
    if (rules.length === 0) found.push({ comment, rules, scope: { start, end: end('') } });
    for (const rule of rules) found.push({ comment, rules: [rule], scope: { start, end: end(rule.id) } });
  }
  return found.toSorted((a, b) => a.comment.start - b.comment.start);
};

/** The rule ids before `--`, separated by commas or blanks; `offset` is where `list` starts in the text. */
const namedRules = (list: string, offset: number): readonly NamedRule[] => {
  const ids = (list.split(/\s--(?:\s|$)|^--\s/)[0] ?? '').matchAll(/[^\s,*]+/g);
  return [...ids].map((match) => ({
    id: match[0],
    start: offset + match.index,
    end: offset + match.index + match[0].length,
  }));
};

const lineRange = (lines: LineIndex, first: number, last: number): TextRange => ({
  start: lines.offsetAt({ line: first, column: 0 }),
  // Behind the last line there is nothing to silence; offsetAt would give the end of the text for both.
  end: last >= lines.count ? lines.offsetAt({ line: first, column: 0 }) : lineEnd(lines, last),
});

const lineEnd = (lines: LineIndex, line: number): number =>
  line + 1 < lines.count ? lines.offsetAt({ line: line + 1, column: 0 }) : Number.MAX_SAFE_INTEGER;

const unusedOf = (
  suppressions: readonly Suppression[],
  used: ReadonlySet<NamedRule | Suppression>,
  { path, text, known, ran }: SuppressionContext,
  severity: Severity,
): readonly Finding[] => {
  const report = (range: TextRange, message: string, fixes: Finding['fixes']): Finding => ({
    path,
    rule: UNUSED_SUPPRESSION,
    severity,
    range,
    message,
    related: [],
    claims: [],
    fixes,
  });
  const byComment = new Map<TextRange, Suppression[]>();
  for (const entry of suppressions) byComment.set(entry.comment, [...(byComment.get(entry.comment) ?? []), entry]);
  return [...byComment].flatMap(([comment, entries]): readonly Finding[] => {
    const remove = [{ title: 'Remove the suppression comment', safe: false, edits: [removal(path, text, comment)] }];
    const named = entries.flatMap(({ rules }) => rules);
    if (named.length === 0) {
      const everything = [...known].every((id) => id === UNUSED_SUPPRESSION || ran.has(id));
      return entries.some((entry) => used.has(entry)) || !everything
        ? []
        : [report(comment, 'this comment silences nothing', remove)];
    }
    return named
      .filter((rule) => !used.has(rule) && (!known.has(rule.id) || ran.has(rule.id)))
      .map((rule) =>
        report(
          rule,
          known.has(rule.id) ? `no finding of '${rule.id}' is silenced here` : `there is no rule '${rule.id}'`,
          named.length === 1 ? remove : [],
        ),
      );
  });
};

/** Takes a comment out, with its line where nothing else stands on it. */
const removal = (path: string, text: string, { start, end }: TextRange): Finding['fixes'][number]['edits'][number] => {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const stop = next < 0 ? text.length : next;
  const before = text.slice(lineStart, start);
  const alone = before.trim() === '' && text.slice(end, stop).trim() === '';
  if (alone) return { path, start: lineStart, end: next < 0 ? stop : next + 1, text: '' };
  const blanks = before.length - before.trimEnd().length;
  return { path, start: text.slice(end, stop).trim() === '' ? start - blanks : start, end, text: '' };
};
