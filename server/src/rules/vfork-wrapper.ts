/**
 * Disallow functions that hand the result of `vfork` to their caller in both processes.
 *
 * ## Why
 * The child returns from the function that called `vfork` and goes on in the caller, overwriting the wrapper's frame. When
 * the parent resumes, its return address is gone. `vfork` can be hidden in a macro or an inline expansion, not in a function.
 *
 * ```c,incorrect
 * pid_t spawn(void) {
 *   return vfork();
 * //       ^^^^^^^ vfork-wrapper
 * }
 * ```
 * ```c,correct
 * #define SPAWN() vfork()
 * ```
 */
import { defineRule, type Rule } from './rule.ts';

export const vforkWrapper: Rule = defineRule({
  id: 'vfork-wrapper',
  severity: 'error',
  claims: ['A1', 'A9'],
  summary: 'A function returns after vfork in both processes.',
  messages: {
    wraps:
      "'{owner}' returns in the vfork child and in its parent: the parent resumes on a stack frame that the child has left",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    for (const leave of site.leaves) if (leave.kind === 'wrapper') report(leave.at, 'wraps', { owner: site.owner });
  },
});
