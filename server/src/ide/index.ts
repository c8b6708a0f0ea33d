/** The API boundary of the analysis: a workspace and functions over it, plain data out. Knows no LSP and no terminal. */
export type { Config } from '../linter/config.ts';
export type { FileEdit, Finding, Fix, RelatedPlace, Severity } from '../linter/finding.ts';
export { type CodeActionItem, codeActions, fixAll } from './code-actions.ts';
export { type CodeLensItem, codeLenses } from './code-lenses.ts';
export { explain } from './explain.ts';
export { type HighlightItem, highlights } from './highlights.ts';
export { type HoverItem, hover } from './hover.ts';
export { lint } from './lint.ts';
export { type RunOutcome, runInEmulator } from './run.ts';
export { createWorkspace, type Reader, type Workspace } from './workspace.ts';
