/**
 * Point out memory that is used as a channel from the vfork child to its parent.
 *
 * ## Why
 * A volatile variable that the child sets and the parent reads tells the parent that exec failed. It works where vfork shares
 * memory, and silently does not where vfork is fork: a program that relies on the sharing is not portable.
 *
 * ```c,incorrect
 * volatile int failed = 0;
 * if (vfork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   failed = errno;
 * //^^^^^^^^^^^^^^ shared-memory-as-channel
 *   _exit(127);
 * }
 * if (failed) perror("exec");
 * ```
 * ```c,correct
 * int status;
 * pid_t pid = vfork();
 * if (pid == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * if (pid > 0 && waitpid(pid, &status, 0) == pid && status != 0) report();
 * ```
 */
import { judge, writesOf } from './child-write.ts';
import { madeHere } from './related.ts';
import { defineRule, type Rule } from './rule.ts';

export const sharedMemoryAsChannel: Rule = defineRule({
  id: 'shared-memory-as-channel',
  severity: 'info',
  claims: ['A4'],
  summary: 'The parent reads what the vfork child wrote, on purpose.',
  messages: {
    channel: "'{place}' carries a value from the vfork child to its parent: this works only where vfork shares memory",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    for (const write of writesOf(site)) {
      if (judge(write).kind !== 'channel') continue;
      const read = write.parentRead === undefined ? [] : [{ ...write.parentRead, message: 'the parent reads it here' }];
      report(write.at, 'channel', { place: write.place }, { related: [madeHere(site), ...read] });
    }
  },
});
