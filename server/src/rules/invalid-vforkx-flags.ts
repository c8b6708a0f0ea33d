/**
 * Disallow flags of `vforkx` other than its two.
 *
 * ## Why
 * `vforkx` takes an OR of FORK_NOSIGCHLD and FORK_WAITPID, or 0. With any other bit it makes no child and fails with EINVAL.
 *
 * ```c,incorrect
 * #include <sys/fork.h>
 * #include <unistd.h>
 * int run(char **argv) {
 *   pid_t pid = vforkx(FORK_NOSIGCHLD | 4);
 * //            ^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid-vforkx-flags
 *   if (pid == 0) {
 *     execv(argv[0], argv);
 *     _exit(127);
 *   }
 *   return pid;
 * }
 * ```
 * ```c,correct
 * #include <sys/fork.h>
 * #include <unistd.h>
 * int run(char **argv) {
 *   pid_t pid = vforkx(FORK_NOSIGCHLD | FORK_WAITPID);
 *   if (pid == 0) {
 *     execv(argv[0], argv);
 *     _exit(127);
 *   }
 *   return pid;
 * }
 * ```
 */
import { defineRule, type Rule } from './rule.ts';

export const invalidVforkxFlags: Rule = defineRule({
  id: 'invalid-vforkx-flags',
  severity: 'error',
  claims: ['C7'],

  summary: 'vforkx gets a flag that it does not have.',
  messages: {
    flags: 'vforkx knows FORK_NOSIGCHLD and FORK_WAITPID only: with {flags} it fails with EINVAL',
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    if (site.spelling !== 'vforkx') return;
    const flags = site.argumentsText[0] ?? '';
    const wrong = (flags.match(/[A-Za-z_]\w*|\d\w*/g) ?? []).filter((word) => {
      if (/^\d/.test(word)) return (Number(word.replace(/^0(?=[0-7])/, '0o').replace(/[uUlL]+$/, '')) & ~3) !== 0;
      return /^[A-Z][A-Z0-9_]+$/.test(word) && word !== 'FORK_NOSIGCHLD' && word !== 'FORK_WAITPID';
    });
    if (wrong.length > 0) report(site.call, 'flags', { flags: wrong.join(', ') });
  },
});
