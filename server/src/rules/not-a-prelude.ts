/**
 * Point out children that neither exec nor exit soon.
 *
 * ## Why
 * vfork is made for one thing: a child that execs or exits at once. While it sleeps, copies data or serves for ever its parent
 * is suspended, signals and all.
 *
 * ```c,incorrect
 * pid_t pid = vfork();
 * if (pid == 0) {
 *   sleep(5);
 * //^^^^^ not-a-prelude
 *   execv(argv[0], argv);
 *   _exit(127);
 * }
 * if (pid > 0) waitpid(pid, 0, 0);
 * ```
 * ```c,correct
 * pid_t pid = vfork();
 * if (pid == 0) {
 *   for (int fd = 3; fd < 20; fd++) close(fd);
 *   execv(argv[0], argv);
 *   _exit(127);
 * }
 * if (pid > 0) waitpid(pid, 0, 0);
 * ```
 */
import { isDirect, madeHere, shown, wayTo } from './related.ts';
import { defineRule, type Rule } from './rule.ts';

export const notAPrelude: Rule = defineRule({
  id: 'not-a-prelude',
  severity: 'info',
  claims: ['A3'],

  summary: 'The vfork child does more than lead to an exec or an exit.',
  messages: {
    sleeps: "'{callee}' in the vfork child keeps its parent suspended as well",
    pumps: "'{callee}' in a loop of the vfork child keeps its parent suspended for as long",
    forever: 'the vfork child neither execs nor exits: its parent never resumes',
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    for (const call of site.calls) {
      const effect = call.effects.find(({ kind, detail }) => kind === 'blocks' && detail.startsWith('time'));
      if (effect !== undefined) {
        const callee = isDirect(call, effect) ? call.name : `${call.name} (${effect.name})`;
        report(shown(call), 'sleeps', { callee }, { related: wayTo(site, call, effect) });
      }
      if (site.pumps.some(({ range }) => range.start === call.call.range.start))
        report(shown(call), 'pumps', { callee: call.name }, { related: [madeHere(site)] });
    }
    if (!site.ends.exec && !site.ends.quits && site.leaves.length === 0 && site.region.length > 0)
      report(site.call, 'forever', {});
  },
});
