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
import { codeBefore, standingAt } from './edits.ts';
import { defineRule, type Rule, type RuleFix } from './rule.ts';

/** Leaves the function as its type has it. */
const leaveOf = ({ text, ownerName, isMain }: Site): string => {
  const type = /[^;{}]*$/.exec(codeBefore(text, ownerName.start))?.[0] ?? '';
  if (/\*\s*$/.test(type)) return 'return 0;';
  if (/\bvoid\s*$/.test(type)) return 'return;';
  return isMain ? 'return 1;' : 'return -1;';
};

/** Returns when there is no child: behind the call, before the test that holds it, or in a case of its own. */
const giveUp = (site: Site): readonly RuleFix[] => {
  const { path, text, call } = site;
  const before = codeBefore(text, call.range.start);
  const after = text.slice(call.range.end);
  const indent = /(?:^|\n)([ \t]*)[^\n]*$/.exec(text.slice(0, call.range.start))?.[1] ?? '';
  const leave = leaveOf(site);
  const fix = (...edits: RuleFix['edits']): readonly RuleFix[] => [
    { title: 'Return when there is no child', safe: false, edits },
  ];
  if (call.path !== path) return [];
  const assigned = /(?:^|[;{}\n:])[ \t]*(?:[A-Za-z_]\w*[ \t]+)*([A-Za-z_]\w*)[ \t]*=[ \t]*$/.exec(before)?.[1];
  const semicolon = /^[ \t]*;/.exec(after);
  if (assigned !== undefined && semicolon !== null) {
    const at = call.range.end + semicolon[0].length;
    return fix({ path, start: at, end: at, text: `\n${indent}if (${assigned} < 0) ${leave}` });
  }
  const switched = /\bswitch\s*\([^;{}]*$/.exec(before);
  const open = /^[\s)]*\{/.exec(after);
  if (switched !== null && open !== null) {
    const at = call.range.end + open[0].length;
    return fix({
      path,
      start: at,
      end: at,
      text: `\n${indent}case -1:\n${indent}${indent.includes('\t') ? '\t' : '  '}${leave}`,
    });
  }
  const tested = /\bif\s*\(\s*!?\s*(\(\s*([A-Za-z_]\w*)\s*=\s*)$/.exec(before);
  const close = /^\s*\)/.exec(after);
  const [, inner = '', name = ''] = tested ?? [];
  if (tested === null || close === null || standingAt(text, tested.index) !== 'in a list') return [];
  const from = call.range.start - inner.length;
  const spelt = text.slice(call.range.start, call.range.end);
  return fix(
    {
      path,
      start: tested.index,
      end: tested.index,
      text: `${name} = ${spelt};\n${indent}if (${name} < 0) ${leave}\n${indent}`,
    },
    { path, start: from, end: call.range.end + close[0].length, text: name },
  );
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
