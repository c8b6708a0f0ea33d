/**
 * Disallow writes of the child to outer locals that the parent reads, when they are not volatile.
 *
 * ## Why
 * If the variable lies in memory the parent sees the child's value; if the compiler keeps it in a register the parent has its
 * own. The same source works or breaks with the optimisation level, and on some systems registers are inherited, too.
 *
 * ```c,incorrect
 * int i = 0;
 * if (vfork() == 0) {
 *   for (i = 3; i < 10; i++) close(i);
 * //     ^^^^^ register-dependent-write
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * use(i);
 * ```
 * ```c,correct
 * int i = 0;
 * if (vfork() == 0) {
 *   int fd;
 *   for (fd = 3; fd < 10; fd++) close(fd);
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * use(i);
 * ```
 */
import { judge, writesOf } from './child-write.ts';
import { madeHere, makeVolatile } from './related.ts';
import { defineRule, type Related, type Rule } from './rule.ts';

export const registerDependentWrite: Rule = defineRule({
  id: 'register-dependent-write',
  severity: 'warning',
  claims: ['E6', 'B6'],
  fixable: true,
  summary: 'What the parent reads depends on whether a local lives in a register.',
  messages: {
    depends:
      "the vfork child writes '{place}', which the parent reads: the outcome depends on whether it lives in a register",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    for (const write of writesOf(site)) {
      if (judge(write).kind !== 'register') continue;
      const related: Related[] = [madeHere(site)];
      if (write.parentRead !== undefined) related.push({ ...write.parentRead, message: 'the parent reads it here' });
      report(write.at, 'depends', { place: write.place }, { related, fixes: makeVolatile(site, write) });
    }
  },
});
