/**
 * Point out input from the terminal in a vfork child.
 *
 * ## Why
 * On some systems a vfork child is never sent SIGTTIN: its reads from the terminal give end of file. The parent cannot be
 * interrupted while the child waits for a person.
 *
 * ```c,incorrect
 * pid_t pid = vfork();
 * if (pid == 0) {
 *   char answer;
 *   read(0, &answer, 1);
 * //^^^^ tty-input-in-child
 *   execv(argv[0], argv);
 *   _exit(127);
 * }
 * if (pid > 0) waitpid(pid, 0, 0);
 * ```
 * ```c,correct
 * char answer;
 * read(0, &answer, 1);
 * pid_t pid = vfork();
 * if (pid == 0) {
 *   execv(argv[0], argv);
 *   _exit(127);
 * }
 * if (pid > 0) waitpid(pid, 0, 0);
 * ```
 */
import { shown, wayTo } from './related.ts';
import { defineRule, type Rule } from './rule.ts';

export const ttyInputInChild: Rule = defineRule({
  id: 'tty-input-in-child',
  severity: 'info',
  claims: ['B5'],

  summary: 'The vfork child reads from the terminal.',
  messages: {
    reads: "'{callee}' in the vfork child reads standard input: from a terminal that is end of file on some systems",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    for (const call of site.calls) {
      const effect = call.effects.find(({ kind }) => kind === 'tty');
      if (effect !== undefined)
        report(shown(call), 'reads', { callee: call.name }, { related: wayTo(site, call, effect) });
    }
  },
});
