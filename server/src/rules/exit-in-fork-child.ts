/**
 * Point out `exit` in the child of a plain `fork`.
 *
 * ## Why
 * The child of `fork` has a copy of every stream buffer. `exit` writes the copies out, so what the parent had buffered before
 * the call appears twice, and functions registered with `atexit` run in both processes. `_exit` does neither.
 *
 * ```c,incorrect
 * if (fork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   exit(127);
 * //^^^^ exit-in-fork-child
 * }
 * ```
 * ```c,correct
 * if (fork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * ```
 */
import { isDirect, rename, shown, wayTo } from './related.ts';
import { defineRule, type Rule } from './rule.ts';

export const exitInForkChild: Rule = defineRule({
  id: 'exit-in-fork-child',
  severity: 'info',
  claims: ['A6'],
  fixable: true,
  summary: 'The child of fork ends with exit, which flushes copied buffers a second time.',
  messages: {
    exits: "'{callee}' in the child of fork writes out buffers that the parent writes, too; use _exit",
  },
  check(site, report) {
    if (site.kind !== 'fork') return;
    for (const call of site.calls) {
      const effect = call.effects.find(({ kind }) => kind === 'exit');
      if (effect === undefined || !isDirect(call, effect)) continue;
      const fixes = call.name === 'exit' ? rename(call, '_exit') : [];
      report(shown(call), 'exits', { callee: call.name }, { related: wayTo(site, call, effect), fixes });
    }
  },
});
