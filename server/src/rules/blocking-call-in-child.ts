/**
 * Disallow a vfork child to wait for its parent.
 *
 * ## Why
 * The parent sleeps until the child is gone. A child that reads a pipe which only the parent fills, spins on a variable that
 * only the parent changes, waits for a signal from it, or for children and locks that it has, waits for ever, and the parent
 * with it.
 *
 * ```c,incorrect
 * int p[2];
 * char go;
 * pipe(p);
 * pid_t pid = vfork();
 * if (pid == 0) {
 *   read(p[0], &go, 1);
 * //^^^^ blocking-call-in-child
 *   execv(argv[0], argv);
 *   _exit(127);
 * }
 * if (pid > 0) write(p[1], "x", 1);
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
import { ifFar, isDirect, madeHere, shown, wayTo } from './related.ts';
import { defineRule, type Rule } from './rule.ts';

export const blockingCallInChild: Rule = defineRule({
  id: 'blocking-call-in-child',
  severity: 'warning',
  claims: ['B1', 'C2'],

  summary: 'The vfork child waits for something that its suspended parent would have to do.',
  messages: {
    pipe: "'{callee}' in the vfork child reads a pipe that its suspended parent would have to fill: both hang",
    waits: "'{callee}' in the vfork child waits for {what} while its parent is suspended: both may hang",
    spins: 'the vfork child waits here for a variable that its suspended parent would have to change: both hang',
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    const forks = site.calls.some(
      ({ name, effects }) => /fork|spawn/.test(name) || effects.some(({ kind }) => kind === 'nested'),
    );
    for (const call of site.calls) {
      const starved = site.starved.find(({ range }) => range.start === call.call.range.start);
      if (starved !== undefined) {
        report(shown(call), 'pipe', { callee: call.name }, { related: [madeHere(site)] });
        continue;
      }
      const effect = call.effects.find(({ kind, detail }) => kind === 'blocks' && !/^time|^input/.test(detail));
      if (effect === undefined || (forks && effect.detail === 'a child of its own')) continue;
      const callee = isDirect(call, effect) ? call.name : `${call.name} (${effect.name})`;
      report(
        shown(call),
        'waits',
        { callee, what: effect.detail },
        { related: wayTo(site, call, effect), ...ifFar(effect.via.length) },
      );
    }
    for (const spin of site.spins) report(spin, 'spins', {}, { related: [madeHere(site)] });
  },
});
