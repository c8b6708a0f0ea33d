/**
 * Running a function on the machine, as the Run in emulator lens asks. The one place where the confirm room's verdicts come
 * in; this version has no machine, and says so instead of a verdict.
 */
import { codeLenses } from './code-lenses.ts';
import type { Workspace } from './workspace.ts';

/** What came of it; `message` is for the user. */
export type RunOutcome =
  | { readonly kind: 'unavailable'; readonly message: string }
  | { readonly kind: 'unknown'; readonly message: string };

/** Runs the function of that name that calls vfork. */
export const runInEmulator = (workspace: Workspace, path: string, name: string): RunOutcome => {
  const lens = codeLenses(workspace, path).find((item) => item.function === name);
  if (lens === undefined)
    return { kind: 'unknown', message: `No function '${name}' that calls vfork in this file: save and try again` };
  return {
    kind: 'unavailable',
    message: `Running '${name}' in the emulator is not available yet: this version of vfork-lint has no machine. Nothing was run.`,
  };
};
