/**
 * What the linter reports, as plain data: the contract between the rules' runner and everything that shows findings (editor,
 * command line, SARIF, tests). Offsets are UTF-16 units into the text of the file that they name; lines and columns are made
 * at the rim.
 */
import type { TextRange } from '../text/range.ts';

/** From the gravest to the least: `error` breaks the contract of vfork, `hint` is a suggestion. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** A second place that explains a finding, such as the vfork call or the line where the parent reads. */
export interface RelatedPlace {
  readonly path: string;
  readonly range: TextRange;
  readonly message: string;
}

/** A replacement in the named file; `start` and `end` refer to the text that was analysed. */
export interface FileEdit extends TextRange {
  readonly path: string;
  readonly text: string;
}

/** A way to mend a finding. Safe ones keep the program's meaning apart from the fault and are applied by fix-all. */
export interface Fix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly FileEdit[];
}

/** One breach at one place. `claims` are ids of the numbered facts about vfork; `function` is the enclosing function. */
export interface Finding {
  readonly path: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly range: TextRange;
  readonly message: string;
  readonly function?: string;
  readonly related: readonly RelatedPlace[];
  readonly claims: readonly string[];
  readonly fixes: readonly Fix[];
}
