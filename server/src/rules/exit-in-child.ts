/**
 * Disallow ending a vfork child with `exit` or anything else that runs the parent's exit work.
 *
 * ## Why
 * `exit` runs the functions registered with `atexit` and flushes and closes the standard streams. In a vfork child all of
 * that is the parent's: its buffers are written out by the child, its streams are closed under it.
 *
 * ```c,incorrect
 * if (vfork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   exit(127);
 * }
 * ```
 * ```c,correct
 * if (vfork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * ```
 */
import { defineRule, type Rule } from './rule.ts';

export const exitInChild: Rule = defineRule({
  id: 'exit-in-child',
  severity: 'error',
  claims: ['A5', 'C3'],
  fixable: true,
  summary: 'The vfork child ends with exit instead of _exit.',
  messages: {
    exits: "'{callee}' in the vfork child runs the parent's exit handlers and flushes its streams; use _exit",
  },
  check(site, report) {
    for (const { path, range, callee } of site.exits)
      report(
        { path, range },
        'exits',
        { callee },
        {
          related: [{ ...site.call, message: 'vfork called here' }],
          fixes: [{ title: `Replace ${callee} by _exit`, safe: true, edits: [{ path, ...range, text: '_exit' }] }],
        },
      );
  },
});
