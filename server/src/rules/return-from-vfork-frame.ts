/**
 * Disallow returning from the function that called `vfork` in the child.
 *
 * ## Why
 * The child runs on the parent's stack. When it returns, its further calls overwrite the frame of the function that called
 * `vfork`; the parent then resumes in a frame that is gone.
 *
 * ```c,incorrect
 * int run(void) {
 *   pid_t pid = vfork();
 *   if (pid == 0) {
 *     execl("/bin/true", "true", (char *) 0);
 *     return -1;
 * //  ^^^^^^^^^^ return-from-vfork-frame
 *   }
 *   return pid;
 * }
 * ```
 * ```c,correct
 * int run(void) {
 *   pid_t pid = vfork();
 *   if (pid == 0) {
 *     execl("/bin/true", "true", (char *) 0);
 *     _exit(127);
 *   }
 *   return pid;
 * }
 * ```
 */
import { endHere, madeHere, statusOf, textAt } from './related.ts';
import { defineRule, type Rule } from './rule.ts';

export const returnFromVforkFrame: Rule = defineRule({
  id: 'return-from-vfork-frame',
  severity: 'error',
  claims: ['A1', 'E3'],
  fixable: true,
  summary: 'The vfork child returns from the function that called vfork.',
  messages: {
    returns: "the vfork child returns from '{owner}', so the parent resumes on a dead stack frame",
    end: "the vfork child runs off the end of '{owner}', so the parent resumes on a dead stack frame",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    const related = [madeHere(site)];
    for (const leave of site.leaves) {
      if (leave.kind === 'return') {
        const fixes = endHere(site, leave, statusOf(textAt(site, leave.value)));
        report(leave.at, 'returns', { owner: site.owner }, { related, fixes });
      } else if (leave.kind === 'end' && leave.execs.length === 0)
        report(leave.at, 'end', { owner: site.owner }, { related });
    }
  },
});
