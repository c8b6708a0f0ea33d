/**
 * Require the child to end when exec fails.
 *
 * ## Why
 * The exec functions come back when they fail. A child that has nothing behind the call that ends it then runs on into the
 * parent's code, or out of the function, on the parent's stack.
 *
 * ```c,incorrect
 * if (vfork() == 0)
 *   execl("/bin/true", "true", (char *) 0);
 * //^^^^^ missing-exit-after-exec
 * ```
 * ```c,correct
 * if (vfork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * ```
 */
import type { ChildLeave, Site, Spot } from '../semantics/site.ts';
import { addBehind } from './edits.ts';
import { isDirect, madeHere, onOneLine, ownsJumps, shown, textAt, wayTo } from './related.ts';
import { defineRule, type Rule, type RuleFix } from './rule.ts';

/** Adds `_exit(127);` behind an exec that is a statement of its own; braces come with it where it is a whole branch. */
const addExit = (site: Site, exec: Spot): readonly RuleFix[] => {
  if (exec.path !== site.path) return [];
  const cast = /\(\s*void\s*\)\s*$/.exec(site.text.slice(0, exec.range.start));
  const semicolon = /^\s*;/.exec(site.text.slice(exec.range.end));
  if (semicolon === null) return [];
  const start = exec.range.start - (cast?.[0].length ?? 0);
  const edits = addBehind(site, start, exec.range.end + semicolon[0].length, '_exit(127);');
  return edits.length === 0 ? [] : [{ title: 'Add _exit(127)', safe: true, edits }];
};

/** How many lines may lie between an exec and where the child leaves for both to be shown as one place. */
const NEAR = 8;

/** From the exec's name to the place at which the child leaves, where that follows soon; else the name alone. */
const placeOf = (site: Site, exec: Spot, leave: ChildLeave): Spot => {
  const name = nameOf(site, exec);
  const { start, end } = leave.at.range;
  if (leave.at.path !== name.path || (leave.kind === 'parent-code' && leave.how !== 'falls through')) return name;
  if (leave.kind === 'return' || start < exec.range.end) return name;
  const between = site.text.slice(name.range.start, end);
  return between.split('\n').length > NEAR ? name : { path: name.path, range: { start: name.range.start, end } };
};

/** The name of the exec function, where the call stands in the text itself. */
const nameOf = (site: Site, exec: Spot): Spot => {
  const name = /^[A-Za-z_]\w*(?=\s*\()/.exec(textAt(site, exec))?.[0] ?? '';
  return name === ''
    ? exec
    : { path: exec.path, range: { start: exec.range.start, end: exec.range.start + name.length } };
};

export const missingExitAfterExec: Rule = defineRule({
  id: 'missing-exit-after-exec',
  severity: 'error',
  claims: ['A2'],
  fixable: true,
  summary: 'Nothing ends the vfork child when exec fails.',
  messages: {
    jumps: "when the exec fails '{callee}' takes the vfork child away by '{jump}', and nothing ends it",
    missing: 'when this exec fails nothing ends the vfork child, and it runs on into {where}',
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    for (const leave of site.leaves) {
      if (leave.kind === 'wrapper') continue;
      const where = leave.kind === 'end' ? `the end of '${site.owner}'` : 'code that the parent runs';
      const last = leave.execs.at(-1);
      for (const exec of leave.execs) {
        // A return that is the child's own is said of the return alone.
        if (leave.kind === 'return' && (!leave.shared || onOneLine(site, exec, leave.at))) continue;
        // Behind an exec that is followed by another nothing can be put in.
        const fixes = exec === last ? addExit(site, exec) : [];
        report(placeOf(site, exec, leave), 'missing', { where }, { related: [madeHere(site)], fixes });
      }
    }
    if (ownsJumps(site)) return;
    for (const call of site.calls) {
      // A helper that looks like an end; a jump in plain sight is told of as a jump alone.
      const jump = call.effects.find((effect) => effect.kind === 'longjmp' && !isDirect(call, effect));
      if (jump === undefined || call.failedExec === undefined) continue;
      if (call.effects.some(({ kind }) => kind === 'exit')) continue;
      const related = [{ ...call.failedExec, message: 'this exec has failed' }, ...wayTo(site, call, jump)];
      report(shown(call), 'jumps', { callee: call.name, jump: jump.name }, { related });
    }
  },
});
