/**
 * Report signal handlers and dispositions set in a vfork child.
 *
 * ## Why
 * A handler that the child installs runs in the parent's memory. Where the C library keeps its table of handlers in memory,
 * as on ELKS, any call of `signal` changes the parent's, too; Solaris turns a handler set in the child into SIG_DFL. On Linux
 * and the BSDs a reset to SIG_DFL or SIG_IGN before exec is private to the child and often needed: then this is only a note.
 *
 * ```c,incorrect
 * if (vfork() == 0) {
 *   signal(SIGINT, on_interrupt);
 * //^^^^^^ signal-in-child
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * ```
 * ```c,correct
 * signal(SIGINT, SIG_IGN);
 * if (vfork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * ```
 */
import type { Target } from '../semantics/site.ts';
import { isDirect, shown, wayTo } from './related.ts';
import { defineRule, type Rule } from './rule.ts';

/** Systems whose library keeps dispositions where the child's change reaches the parent. */
const SHARED_TABLE: readonly Target[] = ['elks', 'cygwin', 'posix'];

export const signalInChild: Rule = defineRule({
  id: 'signal-in-child',
  severity: 'warning',
  claims: ['A7', 'C8', 'E5'],
  summary: 'The vfork child installs a signal handler or changes a disposition.',
  messages: {
    handler: "'{callee}' installs a signal handler in the vfork child: it would run in the parent's memory",
    disposition:
      "'{callee}' changes a signal's disposition in the vfork child: private to it on most systems, shared on {shared}",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    for (const call of site.calls) {
      const effect =
        call.effects.find(({ kind }) => kind === 'handler') ?? call.effects.find(({ kind }) => kind === 'disposition');
      if (effect === undefined) continue;
      const related = wayTo(site, call, effect);
      const callee = isDirect(call, effect) ? call.name : `${call.name} (${effect.name})`;
      if (effect.kind === 'handler') report(shown(call), 'handler', { callee }, { related });
      else {
        const severity =
          site.strict || site.targets.some((target) => SHARED_TABLE.includes(target)) ? 'warning' : 'info';
        report(shown(call), 'disposition', { callee, shared: 'ELKS' }, { related, severity });
      }
    }
  },
});
