/**
 * Point out vfork in a program that has threads.
 *
 * ## Why
 * Only the calling thread is suspended; the others go on in the memory that the child works in, and may hold locks that it needs.
 * Handlers registered with `pthread_atfork` do not run.
 *
 * ```c,incorrect
 * #include <pthread.h>
 * #include <unistd.h>
 * extern void *work(void *);
 * int run(char **argv) {
 *   pthread_t thread;
 *   pthread_create(&thread, 0, work, 0);
 *   pid_t pid = vfork();
 * //            ^^^^^^^ vfork-in-threaded-program
 *   if (pid == 0) {
 *     execv(argv[0], argv);
 *     _exit(127);
 *   }
 *   return pid;
 * }
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
import { defineRule, type Rule } from './rule.ts';

export const vforkInThreadedProgram: Rule = defineRule({
  id: 'vfork-in-threaded-program',
  severity: 'info',
  claims: ['C2', 'C5'],

  summary: 'The program that calls vfork has threads or handlers for fork.',
  messages: {
    threads:
      'this program starts threads: they go on in the memory that the vfork child borrows, and may hold what it needs',
    handlers: 'the handlers that this program registers with pthread_atfork do not run for vfork',
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    if (site.threads === undefined) return;
    const name = site.text.slice(site.threads.range.start, site.threads.range.end);
    const handlers = name === 'pthread_atfork';
    report(
      site.call,
      handlers ? 'handlers' : 'threads',
      {},
      { related: [{ ...site.threads, message: `${name} here` }] },
    );
  },
});
