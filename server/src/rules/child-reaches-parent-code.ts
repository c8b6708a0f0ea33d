/**
 * Disallow the vfork child to run on into code that the parent runs.
 *
 * ## Why
 * A child that falls out of its branch, or leaves it by `break`, `continue` or `goto`, runs the parent's code on the parent's
 * stack before the parent does: it waits for itself, frees what the parent will free again, and returns in the end.
 *
 * ```c,incorrect
 * switch (pid = vfork()) {
 * case -1:
 *   return;
 * case 0:
 *   close(0);
 *   break;
 * //^^^^^^ child-reaches-parent-code
 * default:
 *   waitpid(pid, 0, 0);
 * }
 * done();
 * ```
 * ```c,correct
 * switch (pid = vfork()) {
 * case -1:
 *   return;
 * case 0:
 *   close(0);
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * default:
 *   waitpid(pid, 0, 0);
 * }
 * done();
 * ```
 */
import type { Site, Spot } from '../semantics/site.ts';
import { addBehind } from './edits.ts';
import { endHere, madeHere, onOneLine } from './related.ts';
import { defineRule, type Rule, type RuleFix } from './rule.ts';

/** Ends the child behind its last statement, where that is an expression. */
const endBehind = (site: Site, { path, range }: Spot): readonly RuleFix[] => {
  const semicolon = /^\s*;/.exec(site.text.slice(range.end));
  if (path !== site.path || semicolon === null) return [];
  const edits = addBehind(site, range.start, range.end + semicolon[0].length, '_exit(0);');
  return edits.length === 0 ? [] : [{ title: 'End the child with _exit(0)', safe: false, edits }];
};

export const childReachesParentCode: Rule = defineRule({
  id: 'child-reaches-parent-code',
  severity: 'error',
  claims: ['A1', 'A3'],
  fixable: true,
  summary: 'The vfork child runs on into code that the parent runs.',
  messages: {
    falls: 'the vfork child runs on from here into code that the parent runs, on the same stack',
    jumps: "'{how}' takes the vfork child into code that the parent runs, on the same stack",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    for (const leave of site.leaves) {
      if (leave.kind !== 'parent-code') continue;
      // Behind an exec that may fail a jump of the child's own is told of as well as the exec; a fall is the exec's alone.
      if (
        leave.execs.length > 0 &&
        (leave.how === 'falls through' || leave.shared || leave.execs.some((exec) => onOneLine(site, exec, leave.at)))
      )
        continue;
      const related = [madeHere(site), { ...leave.parentCode, message: 'the parent runs this, too' }];
      if (leave.how === 'falls through') report(leave.at, 'falls', {}, { related, fixes: endBehind(site, leave.at) });
      else {
        const fixes = endHere(site, leave, '127');
        report(leave.at, 'jumps', { how: leave.how }, { related, fixes });
      }
    }
  },
});
