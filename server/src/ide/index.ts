/** The API boundary of the analysis: a workspace and functions over it, plain data out. Knows no LSP and no terminal. */
export type { Config } from '../linter/config.ts';
export type { Finding, Fix, RelatedPlace, Severity } from '../linter/finding.ts';
export { lint } from './lint.ts';
export { createWorkspace, type Reader, type Workspace } from './workspace.ts';
