/**
 * Disallow ending a vfork child with `exit` or anything else that runs the parent's exit work.
 *
 * ## Why
 * `exit` runs the functions registered with `atexit` and flushes and closes the standard streams. In a vfork child all of
 * that is the parent's: its buffers are written out by the child, its streams are closed under it. `err`, `error` with a
 * status, a return from `main` and helpers that end in one of these do the same.
 *
 * A function whose definition is not found, but whose name says that it does not come back, `die` or `fatal` for instance, is
 * noted.
 *
 * ```c,incorrect
 * if (vfork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   exit(127);
 * //^^^^ exit-in-child
 * }
 * ```
 * ```c,correct
 * if (vfork() == 0) {
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * ```
 */
import { type ChildCall, LIKELY, type Site } from '../semantics/site.ts';
import { replaceStatement } from './edits.ts';
import { endHere, ifFar, isDirect, madeHere, rename, shown, statusOf, textAt, wayTo } from './related.ts';
import { defineRule, type Rule, type RuleFix } from './rule.ts';

/** Functions that print a message and exit with their first argument, and those that only print; err(3), error(3). */
const MESSAGES: ReadonlyMap<string, (rest: string) => string> = new Map([
  ['err', (rest) => `warn(${rest})`],
  ['errx', (rest) => `warnx(${rest})`],
  ['verr', (rest) => `vwarn(${rest})`],
  ['verrx', (rest) => `vwarnx(${rest})`],
  ['errc', (rest) => `warnc(${rest})`],
  ['error', (rest) => `error(0, ${rest})`],
  ['error_at_line', (rest) => `error_at_line(0, ${rest})`],
]);

const fixesOf = (site: Site, call: ChildCall): readonly RuleFix[] => {
  if (call.name === 'exit' || call.name === 'quick_exit') return rename(call, '_exit');
  const message = MESSAGES.get(call.name);
  const [first, second] = call.argumentSpots;
  const last = call.argumentSpots.at(-1);
  if (!call.plain || message === undefined || first === undefined || second === undefined || last === undefined)
    return [];
  const rest = site.text.slice(second.range.start, last.range.end);
  const print = message(rest);
  const edits = replaceStatement(site, call.call, [`${print};`, `_exit(${textAt(site, first)});`]);
  return edits.length === 0
    ? []
    : [{ title: `Print with ${/^\w+/.exec(print)?.[0]}, end with _exit`, safe: false, edits }];
};

export const exitInChild: Rule = defineRule({
  id: 'exit-in-child',
  severity: 'error',
  claims: ['A5', 'C3'],
  fixable: true,
  summary: 'The vfork child ends with exit instead of _exit.',
  messages: {
    exits: "'{callee}' in the vfork child runs the parent's exit handlers and flushes its streams; use _exit",
    helper:
      "'{callee}' may end the vfork child with '{exit}', which runs the parent's exit handlers and flushes its streams",
    likely:
      "'{callee}' seems by its name to end the vfork child; where it calls exit, it runs the parent's exit handlers",
    main: "returning from main in the vfork child is 'exit': it runs the parent's exit handlers and flushes its streams",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    for (const call of site.calls) {
      const found = call.effects.filter(({ kind }) => kind === 'exit');
      const effect = found.find(({ detail }) => detail !== LIKELY) ?? found[0];
      if (effect === undefined) continue;
      const related = wayTo(site, call, effect);
      if (effect.detail === LIKELY) {
        report(shown(call), 'likely', { callee: effect.name }, { related, severity: 'info' });
        continue;
      }
      if (isDirect(call, effect)) {
        report(shown(call), 'exits', { callee: call.name }, { related, fixes: fixesOf(site, call) });
      } else
        report(
          shown(call),
          'helper',
          { callee: call.name, exit: effect.name },
          { related, ...ifFar(effect.via.length) },
        );
    }
    for (const leave of site.leaves)
      if (leave.kind === 'return' && leave.main) {
        const fixes = endHere(site, leave, statusOf(textAt(site, leave.value)));
        report(leave.at, 'main', {}, { related: [madeHere(site)], fixes });
      }
  },
});
