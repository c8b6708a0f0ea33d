/** The API boundary of the analysis: a workspace and functions over it, plain data out. Knows no LSP and no terminal. */

export { isHost, mayEmbedC } from '../embedded/find.ts';
export {
  applyBaseline,
  type Baseline,
  type BaselineSubject,
  makeBaseline,
  parseBaseline,
} from '../linter/baseline.ts';
export { type Config, nearest } from '../linter/config.ts';
export { CONFIG_FILE, TARGETS } from '../linter/config-schema.ts';
export type { FileEdit, Finding, Fix, RelatedPlace, Severity } from '../linter/finding.ts';
export { planFixes } from '../linter/fixes.ts';
export { createPrefilter, type Prefilter } from '../linter/prefilter.ts';
export { RULE_PAGES, type RulePage } from '../rules/docs.generated.ts';
export { type CodeActionItem, codeActions, fixAll } from './code-actions.ts';
export { type CodeLensItem, codeLenses } from './code-lenses.ts';
export { readConfig } from './config.ts';
export {
  type Beyond,
  type ConfirmOptions,
  confirmFile,
  DEFAULT_KERNELS,
  type FindingVerdict,
  type Footprint,
  footprints,
  functionAround,
  functionsWithChild,
  kernelNames,
  movedLine,
  type Proof,
  type SiteReport,
  type VerdictName,
} from './confirm.ts';
export { type LintResult, lintAny } from './embedded.ts';
export { explain } from './explain.ts';
export { type HighlightItem, highlights } from './highlights.ts';
export { findingHover, type HoverItem, hover } from './hover.ts';
export { lint } from './lint.ts';
export { type RunEvidence, type RunOutcome, type RunStory, type RunVerdict, runInEmulator } from './run.ts';
export { MARKS_TOLD, proofsOf, tellStory, VERDICT_MARKS } from './story.ts';
export { type Role, type StoryLine, storyLinks, storyText } from './story-text.ts';
export { createWorkspace, type Reader, type Workspace } from './workspace.ts';
