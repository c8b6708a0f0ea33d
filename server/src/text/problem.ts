/** A problem that is not a finding: a file that cannot be read, a setting that is wrong, a budget that ran out. */
import type { TextRange } from './range.ts';

/** `file` is the path as the caller gave it; `message` says what is wrong and what to do about it. */
export interface Problem {
  readonly file: string;
  readonly message: string;
  readonly range?: TextRange;
}
