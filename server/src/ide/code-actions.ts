/**
 * Quick fixes at a place: each finding's own fixes, all fixes of its rule in the file, a run of its
 * function in the emulator, and the comments that silence it. And
 * fix-all: the safe fixes of a whole file that go together in one step.
 */
import { newConfig, setRuleLevel } from '../linter/config-edit.ts';
import { CONFIG_FILE } from '../linter/config-schema.ts';
import type { FileEdit, Finding } from '../linter/finding.ts';
import { planFixes } from '../linter/fixes.ts';
import { suppressFile, suppressLine } from '../linter/suppress-fix.ts';
import type { TextEdit } from '../text/edit.ts';
import { LineIndex } from '../text/line-index.ts';
import { overlaps, type TextRange } from '../text/range.ts';
import { functionAround } from './confirm.ts';
import { lint } from './lint.ts';
import type { Workspace } from './workspace.ts';

/** One action. `finding` is the one it mends or silences; `preferred` marks the one to take without asking. */
export interface CodeActionItem {
  readonly kind: 'fix' | 'fix-rule' | 'run' | 'suppress' | 'configure' | 'fix-all';
  readonly title: string;
  readonly preferred: boolean;
  readonly finding?: Finding;
  readonly edits: readonly FileEdit[];
  /** A function to run in the emulator instead of edits; its line counts from 1. */
  readonly run?: { readonly function: string; readonly line: number };
  /** A file that is to be made before the edits. */
  readonly create?: string;
}

/** `root`: the folder in which a configuration file may be made; `embedded`: the findings of a host of C, from `lintAny`. */
export interface ActionOptions {
  readonly root?: string | undefined;
  readonly embedded?: readonly Finding[] | undefined;
}

/**
 * The actions for the findings that touch a range: all fixes first, then whole-file fixes, runs, suppressions, and the
 * configuration.
 */
export const codeActions = (
  workspace: Workspace,
  path: string,
  range: TextRange,
  { root, embedded }: ActionOptions = {},
): readonly CodeActionItem[] => {
  const text = workspace.text(path);
  const all = embedded ?? lint(workspace, path).findings;
  const here = all.filter((finding) => overlaps(finding.range, range));
  if (text === undefined || here.length === 0) return [];
  const rules = [...new Set(here.map(({ rule }) => rule))];
  return [
    ...here.flatMap((finding) => finding.fixes.map((fix, i) => fixItem(finding, fix, i))),
    ...rules.flatMap((rule) => fixRule(all, rule)),
    // Comments and functions of the host are not those of the C in it.
    ...(embedded === undefined ? runs(workspace, path, text, here) : []),
    ...(embedded === undefined ? rules.flatMap((rule) => suppressions(path, text, rule, here)) : []),
    ...rules.flatMap((rule) => configuring(workspace, path, rule, root)),
  ];
};

/** The edits of all safe fixes of a file that do not clash; the rest shows up again when these are applied. */
export const fixAll = (workspace: Workspace, path: string, embedded?: readonly Finding[]): readonly TextEdit[] =>
  inFile(planFixes(withinFile(embedded ?? lint(workspace, path).findings, path)).edits, path);

const fixItem = (finding: Finding, fix: Finding['fixes'][number], index: number): CodeActionItem => ({
  kind: 'fix',
  title: fix.title,
  preferred: fix.safe && index === 0,
  finding,
  edits: fix.edits,
});

/** Running the functions that the findings lie in, to prove them. */
const runs = (
  workspace: Workspace,
  path: string,
  text: string,
  here: readonly Finding[],
): readonly CodeActionItem[] => {
  const lines = new LineIndex(text);
  const seen = new Set<string>();
  return here.flatMap((finding): readonly CodeActionItem[] => {
    const line = lines.positionAt(finding.range.start).line + 1;
    const name = functionAround(workspace, path, line);
    if (name === undefined || seen.has(name)) return [];
    seen.add(name);
    const title = `Run '${name}' in the emulator`;
    return [{ kind: 'run', title, preferred: false, finding, edits: [], run: { function: name, line } }];
  });
};

const fixRule = (all: readonly Finding[], rule: string): readonly CodeActionItem[] => {
  const same = all.filter((finding) => finding.rule === rule && finding.fixes.length > 0);
  if (same.length < 2) return [];
  const { edits, fixed } = planFixes(same);
  if (fixed < 2) return [];
  const flat = [...edits].flatMap(([path, list]) => list.map((edit) => ({ ...edit, path })));
  return [{ kind: 'fix-rule', title: `Fix all ${fixed} of '${rule}' in this file`, preferred: false, edits: flat }];
};

const suppressions = (
  path: string,
  text: string,
  rule: string,
  here: readonly Finding[],
): readonly CodeActionItem[] => {
  const finding = here.find((one) => one.rule === rule);
  if (finding === undefined || rule === 'unused-suppression') return [];
  const item = (title: string, edits: readonly TextEdit[]): CodeActionItem => ({
    kind: 'suppress',
    title,
    preferred: false,
    finding,
    edits: edits.map((edit) => ({ ...edit, path })),
  });
  return [
    item(`Disable '${rule}' for this line`, suppressLine(text, finding.range.start, rule)),
    item(`Disable '${rule}' for this file`, suppressFile(text, rule)),
  ];
};

/** Turns a rule off for the project. */
const configuring = (workspace: Workspace, path: string, rule: string, root?: string): readonly CodeActionItem[] => {
  const title = `Turn '${rule}' off in ${CONFIG_FILE}`;
  const { file } = workspace.config(path);
  const text = file === undefined ? undefined : workspace.text(file);
  if (file !== undefined && text !== undefined) {
    const edits = setRuleLevel(text, rule, 'off').map((edit) => ({ ...edit, path: file }));
    return edits.length === 0 ? [] : [{ kind: 'configure', title, preferred: false, edits }];
  }
  if (root === undefined) return [];
  const create = `${root}/${CONFIG_FILE}`;
  const edits = [{ path: create, start: 0, end: 0, text: newConfig(rule, 'off') }];
  return [{ kind: 'configure', title, preferred: false, edits, create }];
};

/** Findings all of whose fixes stay in the file: others cannot be made without the other files' consent. */
const withinFile = (findings: readonly Finding[], path: string): readonly Finding[] =>
  findings.filter(({ fixes }) => fixes.every(({ edits }) => edits.every((edit) => edit.path === path)));

const inFile = (edits: ReadonlyMap<string, readonly TextEdit[]>, path: string): readonly TextEdit[] =>
  (edits.get(path) ?? []).map(({ start, end, text }) => ({ start, end, text }));
