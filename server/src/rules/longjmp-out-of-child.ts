/**
 * Disallow `longjmp` out of a vfork child.
 *
 * ## Why
 * The jump takes the child to a frame of the parent's, above the one that called `vfork`, as a return would. The child then
 * is a second copy of the program on the first one's stack.
 *
 * ```c,incorrect
 * if (vfork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   longjmp(failed, 1);
 * //^^^^^^^ longjmp-out-of-child
 * }
 * ```
 * ```c,correct
 * if (vfork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * ```
 */
import { ifFar, isDirect, ownsJumps, shown, wayTo } from './related.ts';
import { defineRule, type Rule } from './rule.ts';

export const longjmpOutOfChild: Rule = defineRule({
  id: 'longjmp-out-of-child',
  severity: 'error',
  claims: ['A1'],
  summary: 'The vfork child jumps to a frame of its parent.',
  messages: {
    jumps: "'{callee}' takes the vfork child to a frame of its parent, which then resumes on a stack that is gone",
    helper: "'{callee}' may leave the vfork child by '{jump}' to a frame of its parent",
  },
  check(site, report) {
    if (site.kind !== 'vfork' || ownsJumps(site)) return;
    for (const call of site.calls) {
      const effect = call.effects.find(({ kind }) => kind === 'longjmp');
      if (effect === undefined) continue;
      const related = wayTo(site, call, effect);
      if (isDirect(call, effect)) report(shown(call), 'jumps', { callee: call.name }, { related });
      else
        report(
          shown(call),
          'helper',
          { callee: call.name, jump: effect.name },
          { related, ...ifFar(effect.via.length) },
        );
    }
  },
});
