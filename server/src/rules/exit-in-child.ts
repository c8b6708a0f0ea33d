/**
 * Disallow ending a vfork child with `exit` or anything else that runs the parent's exit work.
 *
 * ## Why
 * `exit` runs the functions registered with `atexit` and flushes and closes the standard streams. In a vfork child all of
 * that is the parent's: its buffers are written out by the child, its streams are closed under it. `err`, `error` with a
 * status, a return from `main` and helpers that end in one of these do the same.
 *
 * ```c,incorrect
 * if (vfork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   exit(127);
 * //^^^^ exit-in-child
 * }
 * ```
 * ```c,correct
 * if (vfork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * ```
 */
import { LIKELY } from '../semantics/site.ts';
import { ifFar, isDirect, madeHere, rename, shown, wayTo } from './related.ts';
import { defineRule, type Rule } from './rule.ts';

export const exitInChild: Rule = defineRule({
  id: 'exit-in-child',
  severity: 'error',
  claims: ['A5', 'C3'],
  fixable: true,
  summary: 'The vfork child ends with exit instead of _exit.',
  messages: {
    exits: "'{callee}' in the vfork child runs the parent's exit handlers and flushes its streams; use _exit",
    helper:
      "'{callee}' may end the vfork child with '{exit}', which runs the parent's exit handlers and flushes its streams",
    likely:
      "'{callee}' seems by its name to end the vfork child; where it calls exit, it runs the parent's exit handlers",
    main: "returning from main in the vfork child is 'exit': it runs the parent's exit handlers and flushes its streams",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    for (const call of site.calls) {
      const found = call.effects.filter(({ kind }) => kind === 'exit');
      const effect = found.find(({ detail }) => detail !== LIKELY) ?? found[0];
      if (effect === undefined) continue;
      const related = wayTo(site, call, effect);
      if (effect.detail === LIKELY) {
        report(shown(call), 'likely', { callee: effect.name }, { related, severity: 'info' });
        continue;
      }
      if (isDirect(call, effect)) {
        const fixes = call.name === 'exit' || call.name === 'quick_exit' ? rename(call, '_exit') : [];
        report(shown(call), 'exits', { callee: call.name }, { related, fixes });
      } else
        report(
          shown(call),
          'helper',
          { callee: call.name, exit: effect.name },
          { related, ...ifFar(effect.via.length) },
        );
    }
    for (const leave of site.leaves)
      if (leave.kind === 'return' && leave.main) report(leave.at, 'main', {}, { related: [madeHere(site)] });
  },
});
