/**
 * Require that the failure of `vfork` is told from success.
 *
 * ## Why
 * When there is no child, `vfork` gives -1. Taken for a process id it means every process: `kill(-1, …)` and
 * `waitpid(-1, …)` hit or wait for whatever there is. Failures are real: EAGAIN at a process limit, ENOMEM without memory.
 *
 * ```c,incorrect
 * pid_t pid = vfork();
 * //          ^^^^^^^ unchecked-vfork-failure
 * if (pid == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * waitpid(pid, 0, 0);
 * ```
 * ```c,correct
 * pid_t pid = vfork();
 * if (pid == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * if (pid < 0) perror("vfork");
 * else waitpid(pid, 0, 0);
 * ```
 */
import type { Site } from '../semantics/site.ts';
import { defineRule, type Rule, type RuleFix } from './rule.ts';

/** Returns when there is no child, where the call is all that a statement assigns or initialises. */
const giveUp = ({ path, text, call, ownerName, isMain }: Site): readonly RuleFix[] => {
  const before = text.slice(0, call.range.start);
  const name = /(?:^|[;{}\n:])[ \t]*(?:[A-Za-z_]\w*[ \t]+)*([A-Za-z_]\w*)[ \t]*=[ \t]*$/.exec(before)?.[1];
  const semicolon = /^[ \t]*;/.exec(text.slice(call.range.end));
  if (name === undefined || semicolon === null || call.path !== path) return [];
  const at = call.range.end + semicolon[0].length;
  const indent = /(?:^|\n)([ \t]*)[^\n]*$/.exec(before)?.[1] ?? '';
  const nothing = /\bvoid\s*$/.test(text.slice(0, ownerName.start));
  const leave = nothing ? 'return;' : isMain ? 'return 1;' : 'return -1;';
  const edits = [{ path, start: at, end: at, text: `\n${indent}if (${name} < 0) ${leave}` }];
  return [{ title: 'Return when there is no child', safe: false, edits }];
};

export const uncheckedVforkFailure: Rule = defineRule({
  id: 'unchecked-vfork-failure',
  severity: 'warning',
  claims: ['B3'],
  fixable: true,
  summary: 'The failure of vfork is never told from success.',
  messages: {
    used: "-1 from '{callee}' is never told from a process id, and it is used as one",
    unchecked: "-1 from '{callee}' is never told from a process id",
  },
  check(site, report) {
    if (
      site.kind !== 'vfork' ||
      (site.failure.told && site.failure.later === undefined) ||
      site.leaves.some(({ kind }) => kind === 'wrapper')
    )
      return;
    const { kept } = site.failure;
    const use = site.failure.use ?? site.failure.later;
    const callee = site.spelling;
    const fixes = giveUp(site);
    if (use !== undefined)
      report(
        site.call,
        'used',
        { callee },
        { related: [{ ...use, message: 'the result is used as a process id here' }], fixes },
      );
    else report(site.call, 'unchecked', { callee }, { severity: kept ? 'warning' : 'info', fixes });
  },
});
