/**
 * Point out changes of credentials in a vfork child of a program with threads.
 *
 * ## Why
 * Two processes with different privileges share one memory until the exec: another thread that runs with less can write what the
 * child with more will use, and the other way round. The C library may also try to tell the other threads, which are not the
 * child's.
 *
 * ```c,incorrect
 * #include <pthread.h>
 * #include <unistd.h>
 * extern void *work(void *);
 * int run(char **argv, uid_t uid) {
 *   pthread_t thread;
 *   pthread_create(&thread, 0, work, 0);
 *   pid_t pid = vfork();
 *   if (pid == 0) {
 *     setuid(uid);
 * //  ^^^^^^ setid-in-child
 *     execv(argv[0], argv);
 *     _exit(127);
 *   }
 *   return pid;
 * }
 * ```
 * ```c,correct
 * pid_t pid = vfork();
 * if (pid == 0) {
 *   if (setuid(100) < 0) _exit(126);
 *   execv(argv[0], argv);
 *   _exit(127);
 * }
 * if (pid > 0) waitpid(pid, 0, 0);
 * ```
 */
import { shown, wayTo } from './related.ts';
import { defineRule, type Rule } from './rule.ts';

export const setidInChild: Rule = defineRule({
  id: 'setid-in-child',
  severity: 'info',
  claims: ['C2'],

  summary: 'The vfork child changes its credentials while threads of the parent run.',
  messages: {
    setid:
      "'{callee}' in the vfork child of a program with threads: processes of different privileges share one memory",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    if (site.threads === undefined) return;
    for (const call of site.calls) {
      const effect = call.effects.find(({ kind }) => kind === 'setid');
      if (effect === undefined) continue;
      const related = [...wayTo(site, call, effect), { ...site.threads, message: 'the program has threads' }];
      report(shown(call), 'setid', { callee: call.name }, { related });
    }
  },
});
