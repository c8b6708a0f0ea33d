/**
 * Disallow writes of the vfork child that the parent can see.
 *
 * ## Why
 * The child has no memory of its own. A global, a static, a local of the function that called `vfork`, or what a pointer of
 * the parent's points to keeps the value that the child gave it. Only the place that receives vfork's result, and variables
 * that the child declares itself, are free to be written.
 *
 * ```c,incorrect
 * int running;
 * void start(void) {
 *   if (vfork() == 0) {
 *     running = 1;
 * //  ^^^^^^^^^^^ parent-visible-write
 *     execl("/bin/true", "true", (char *) 0);
 *     _exit(127);
 *   }
 * }
 * ```
 * ```c,correct
 * int running;
 * void start(void) {
 *   if (vfork() == 0) {
 *     execl("/bin/true", "true", (char *) 0);
 *     _exit(127);
 *   }
 *   running = 1;
 * }
 * ```
 */
import { judge, writesOf } from './child-write.ts';
import { madeHere, makeVolatile } from './related.ts';
import { defineRule, type Related, type Rule } from './rule.ts';

const WORDS = {
  local: 'local variable',
  parameter: 'parameter',
  static: 'static variable',
  global: 'global',
  pointee: 'memory behind',
  errno: 'global',
} as const;

export const parentVisibleWrite: Rule = defineRule({
  id: 'parent-visible-write',
  severity: 'warning',
  claims: ['C1', 'C4', 'E2'],
  fixable: true,
  summary: 'The vfork child changes memory that its parent goes on to use.',
  messages: {
    read: "the vfork child writes the {storage} '{place}', which the parent reads afterwards",
    letter: "the vfork child writes '{place}': POSIX lets it write nothing but the place of vfork's result",
    outlives: "the vfork child writes the {storage} '{place}': the parent keeps the value",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    for (const write of writesOf(site)) {
      const verdict = judge(write);
      if (verdict.kind === 'silent' && site.strict)
        report(write.at, 'letter', { place: write.place }, { related: [madeHere(site)] });
      if (verdict.kind !== 'visible') continue;
      const related: Related[] = [madeHere(site)];
      if (write.inner !== undefined) related.push({ ...write.inner, message: `'${write.name}' is written here` });
      if (write.parentRead !== undefined) related.push({ ...write.parentRead, message: 'the parent reads it here' });
      const data = { storage: WORDS[write.storage], place: write.place };
      report(write.at, write.parentRead === undefined ? 'outlives' : 'read', data, {
        severity: site.strict ? 'warning' : verdict.severity,
        related,
        fixes: write.parentRead === undefined ? [] : makeVolatile(site, write),
      });
    }
  },
});
