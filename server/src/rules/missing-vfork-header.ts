/**
 * Require the header that tells the compiler what `vfork` is.
 *
 * ## Why
 * The compiler must know that the call returns twice; otherwise it may keep in registers, or in reused stack slots, what the child
 * destroys. `<unistd.h>` declares vfork, `<sys/fork.h>` vforkx.
 *
 * ```c,incorrect
 * #include <stdlib.h>
 * int run(char **argv) {
 *   int pid = vfork();
 * //          ^^^^^ missing-vfork-header
 *   if (pid == 0) {
 *     execv(argv[0], argv);
 *     _exit(127);
 *   }
 *   return pid;
 * }
 * ```
 * ```c,correct
 * #include <unistd.h>
 * int run(char **argv) {
 *   int pid = vfork();
 *   if (pid == 0) {
 *     execv(argv[0], argv);
 *     _exit(127);
 *   }
 *   return pid;
 * }
 * ```
 */

import { addIncludes } from './edits.ts';
import type { RuleFix } from './rule.ts';
import { defineRule, type Rule } from './rule.ts';

export const missingVforkHeader: Rule = defineRule({
  id: 'missing-vfork-header',
  severity: 'warning',
  claims: ['B6', 'C9'],
  fixable: true,
  summary: 'The header that declares vfork is not included.',
  messages: {
    missing: "'{callee}' without <{header}>: the compiler does not know that it returns twice",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    if (site.headers === undefined || (site.spelling !== 'vfork' && site.spelling !== 'vforkx')) return;
    const header = site.spelling === 'vforkx' ? 'sys/fork.h' : 'unistd.h';
    if (
      site.headers.has(header) ||
      site.headers.has('vfork.h') ||
      /\b(?:int|pid_t|long)\s+vforkx?\s*\(/.test(site.text)
    )
      return;
    const { start } = site.call.range;
    if (!/^vforkx?\s*\(/.test(site.text.slice(start, start + 12))) return;
    const fixes: RuleFix[] = [{ title: `Include <${header}>`, safe: true, edits: addIncludes(site, [header]) }];
    const range = { start, end: start + site.spelling.length };
    report({ path: site.path, range }, 'missing', { callee: site.spelling, header }, { fixes });
  },
});
