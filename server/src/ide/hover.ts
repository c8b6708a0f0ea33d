/** What the editor shows under the pointer: on a finding its rule, on a vfork call who runs what comes next. */
import { covers, type TextRange } from '../text/range.ts';
import { explain } from './explain.ts';
import { lint } from './lint.ts';
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
  const first = findings.toSorted((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start))[0];
  const site = workspace.sites(path).find(({ call }) => call.path === path && covers(call.range, at));
  if (first !== undefined) {
    const rules = [...new Set(findings.map(({ rule }) => rule))];
    const parts = [...rules.flatMap((rule) => explain(rule) ?? []), ...(site === undefined ? [] : [CALL])];
    return { range: first.range, markdown: parts.join('\n\n---\n\n') };
  }
  if (site === undefined) return undefined;
  return { range: site.call.range, markdown: CALL };
};

const CALL = `**vfork** returns twice: 0 in the child, then the child's pid in the parent; -1 where there is no child.

The child borrows the parent's memory and stack, and the parent sleeps until the child calls \`exec\` or \`_exit\`. In between \
the child may do little more than set up file descriptors, signals masks and ids with async-signal-safe calls.`;
