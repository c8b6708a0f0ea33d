/**
 * Disallow vfork in a vfork child.
 *
 * ## Why
 * The second child borrows memory that is already borrowed. Some systems refuse the call or turn it into fork; where it works,
 * two processes sleep on one stack, and the second result overwrites the first where both are kept in one variable.
 *
 * ```c,incorrect
 * pid_t pid = vfork();
 * if (pid == 0) {
 *   if (vfork() == 0) {
 * //    ^^^^^ nested-vfork
 *     execv(argv[0], argv);
 *     _exit(127);
 *   }
 *   _exit(0);
 * }
 * if (pid > 0) waitpid(pid, 0, 0);
 * ```
 * ```c,correct
 * pid_t pid = vfork();
 * if (pid == 0) {
 *   execv(argv[0], argv);
 *   _exit(127);
 * }
 * if (pid > 0) waitpid(pid, 0, 0);
 * ```
 */
import { ifFar, isDirect, shown, wayTo } from './related.ts';
import { defineRule, type Rule } from './rule.ts';

export const nestedVfork: Rule = defineRule({
  id: 'nested-vfork',
  severity: 'warning',
  claims: ['A3'],

  summary: 'The vfork child calls vfork.',
  messages: {
    nested: "'{callee}' in a vfork child: the second child borrows memory that is borrowed already",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    for (const call of site.calls) {
      const effect = call.effects.find(({ kind }) => kind === 'nested');
      if (effect === undefined) continue;
      const callee = isDirect(call, effect) ? call.name : `${call.name} (${effect.name})`;
      report(shown(call), 'nested', { callee }, { related: wayTo(site, call, effect), ...ifFar(effect.via.length) });
    }
  },
});
