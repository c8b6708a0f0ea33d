/**
 * What the editor shows under the pointer: on a finding its rule, on a vfork call what it does, and inside a child's region
 * who runs this place and what it may do there.
 */
import type { Finding } from '../linter/finding.ts';
import type { Site } from '../semantics/site.ts';
import { LineIndex } from '../text/line-index.ts';
import { covers, type TextRange } from '../text/range.ts';
import { explain } from './explain.ts';
import { lint } from './lint.ts';
import { type ChildPlace, childAt } from './region.ts';
import type { Workspace } from './workspace.ts';

/** The text to show, in Markdown, and what it speaks of. */
export interface HoverItem {
  readonly range: TextRange;
  readonly markdown: string;
}

/** The hover at an offset; undefined where there is nothing to say. */
export const hover = (workspace: Workspace, path: string, offset: number): HoverItem | undefined => {
  const at = { start: offset, end: offset };
  const findings = lint(workspace, path).findings.filter(({ range }) => covers(range, at));
  const smallest = findings.toSorted((a, b) => length(a.range) - length(b.range))[0];
  const call = workspace
    .sites(path)
    .find(({ kind, call: spot }) => kind === 'vfork' && spot.path === path && covers(spot.range, at));
  const place = call === undefined ? childAt(workspace, path, offset) : undefined;
  const parts = [
    ...[...new Set(findings.map(({ rule }) => rule))].flatMap((rule) => explain(rule) ?? []),
    ...(call === undefined ? [] : [CALL]),
    ...(place === undefined ? [] : [inChild(place, workspace.text(path) ?? '', at)]),
  ];
  const range = smallest?.range ?? call?.call.range ?? place?.range;
  return range === undefined || parts.length === 0 ? undefined : { range, markdown: parts.join('\n\n---\n\n') };
};

/** The hover on one of these findings alone, as in C that lies in another language. */
export const findingHover = (findings: readonly Finding[], offset: number): HoverItem | undefined => {
  const here = findings.filter(({ range }) => covers(range, { start: offset, end: offset }));
  const [smallest] = here.toSorted((a, b) => length(a.range) - length(b.range));
  const parts = [...new Set(here.map(({ rule }) => rule))].flatMap((rule) => explain(rule) ?? []);
  return smallest === undefined || parts.length === 0
    ? undefined
    : { range: smallest.range, markdown: parts.join('\n\n---\n\n') };
};

const length = ({ start, end }: TextRange): number => end - start;

const CALL = `**vfork** returns twice: 0 in the child, then the child's pid in the parent; -1 where there is no child.

The child borrows the parent's memory and stack, and the parent sleeps until the child calls \`exec\` or \`_exit\`. ${''}\
Until then the child may set up file descriptors, signals and ids with async-signal-safe calls, and little else.`;

const inChild = ({ site }: ChildPlace, text: string, at: TextRange): string => {
  const line = new LineIndex(text).positionAt(site.call.range.start).line + 1;
  const who = `Runs in the **vfork child** of \`${site.owner}\` (\`${site.spelling}\` in line ${line}): in the memory and on the stack of the parent, which sleeps meanwhile.`;
  return [who, ...callNote(site, at), ALLOWED].join('\n\n');
};

/** What the call under the pointer means in a child, where that is known. */
const callNote = ({ calls }: Site, at: TextRange): readonly string[] => {
  const call = calls.find(({ callee }) => covers(callee.range, at));
  if (call === undefined) return [];
  const kinds = new Set(call.effects.map(({ kind }) => kind));
  if (kinds.has('exec'))
    return [`\`${call.name}\` ends the borrowing when it succeeds; when it fails the child goes on behind it.`];
  if (kinds.has('exit')) return [`\`${call.name}\` does the exit work of the parent before it ends the child.`];
  if (kinds.has('unsafe')) return [`\`${call.name}\` is not async-signal-safe.`];
  return kinds.size === 0 && call.direct ? [`\`${call.name}\` is allowed here.`] : [];
};

const ALLOWED =
  'Allowed: `exec`, `_exit`, async-signal-safe calls, variables declared in the child. Not: `return`, `exit`, running on into code of the parent, changes that the parent can see.';
