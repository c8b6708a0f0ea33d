/**
 * Disallow calls in a vfork child that are not async-signal-safe.
 *
 * ## Why
 * The child works on the parent's heap, streams, environment and locks. What it changes there stays when it is gone, half
 * done if it was interrupted; a lock that another thread of the parent holds is never released while the parent sleeps.
 *
 * A function whose definition is not found is judged by its name, `xmalloc` or `log_error` for instance, and only noted.
 *
 * ```c,incorrect
 * if (vfork() == 0) {
 *   setenv("LANG", "C", 1);
 * //^^^^^^ unsafe-call-in-child
 *   execl("/bin/true", "true", (char *) 0);
 *   _exit(127);
 * }
 * ```
 * ```c,correct
 * if (vfork() == 0) {
 *   dup2(out, 1);
 *   execle("/bin/true", "true", (char *) 0, envp);
 *   _exit(127);
 * }
 * ```
 */
import { QUIET_EXIT } from '../semantics/library.ts';
import { type ChildCall, type Effect, LIKELY } from '../semantics/site.ts';
import { ifFar, isDirect, madeHere, shown, wayTo } from './related.ts';
import { defineRule, type Rule } from './rule.ts';

/** What other rules say of a call. */
const TOLD: ReadonlySet<Effect['kind']> = new Set([
  'exit',
  'longjmp',
  'handler',
  'disposition',
  'nested',
  'tty',
  'blocks',
]);

const isExec = (call: ChildCall, effect: Effect): boolean => effect.kind === 'exec' && isDirect(call, effect);

/** The finding that counts most of what is known of a call. */
const firstOf = (call: ChildCall): Effect | undefined => {
  const found = call.effects.filter(({ kind }) => kind === 'unsafe');
  return (
    found.find(({ detail }) => detail !== 'reads' && detail !== LIKELY) ??
    found.find(({ detail }) => detail === 'reads') ??
    found[0]
  );
};

/** The names of plain unsafe calls by the place where they are shown: one use of a macro may make several. */
const namesByPlace = (calls: readonly ChildCall[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const places = new Map<string, Set<string>>();
  for (const call of calls) {
    const first = firstOf(call);
    if (first === undefined || first.detail !== '' || !isDirect(call, first)) continue;
    const place = placeOf(call);
    places.set(place, (places.get(place) ?? new Set()).add(call.name));
  }
  return places;
};

const placeOf = (call: ChildCall): string => {
  const { path, range } = shown(call);
  return `${range.start}:${path}`;
};

export const unsafeCallInChild: Rule = defineRule({
  id: 'unsafe-call-in-child',
  severity: 'warning',
  claims: ['A3', 'C2'],
  summary: 'The vfork child calls a function that is not async-signal-safe.',
  messages: {
    letter: "POSIX lets the vfork child call nothing but _exit and the exec functions, not '{callee}'",
    likely: "'{callee}' seems to do what '{like}' does, which is not async-signal-safe",
    unsafe: "'{callee}' is not async-signal-safe: in the vfork child it works on the parent's memory and locks",
    several: "'{names}' are not async-signal-safe: in the vfork child they work on the parent's memory and locks",
    state: "'{callee}' in the vfork child changes {what} of the parent, for good",
    reads: "'{callee}' is not async-signal-safe; in the vfork child it works on the parent's memory",
    helper: "'{callee}' calls '{names}' in the vfork child, not async-signal-safe: on the parent's memory and locks",
  },
  check(site, report) {
    if (site.kind !== 'vfork') return;
    const together = namesByPlace(site.calls);
    const told = new Set<string>();
    for (const call of site.calls) {
      const first = firstOf(call);
      if (first === undefined) {
        if (
          site.strict &&
          !call.effects.some((effect) => TOLD.has(effect.kind) || isExec(call, effect)) &&
          !QUIET_EXIT.has(call.name)
        )
          report(shown(call), 'letter', { callee: call.name || 'a function' }, { related: [madeHere(site)] });
        continue;
      }
      const related = wayTo(site, call, first);
      if (first.detail === LIKELY) {
        // A name that speaks of an end is told of as one.
        if (call.effects.some(({ kind }) => kind === 'exit')) continue;
        report(shown(call), 'likely', { callee: call.name, like: first.name }, { related, severity: 'info' });
        continue;
      }
      if (!isDirect(call, first)) {
        const unsafe = call.effects.filter(({ kind }) => kind === 'unsafe').map(({ name }) => name);
        const names = [...new Set(unsafe)].slice(0, 4).join("', '");
        report(
          shown(call),
          'helper',
          { callee: call.name, names },
          { related, ...(first.detail === 'reads' ? { severity: 'info' } : ifFar(first.via.length)) },
        );
      } else if (call.effects.some(({ kind }) => kind === 'exit')) {
        // The exit is the graver fault of the same call.
      } else if (first.detail === 'reads')
        report(shown(call), 'reads', { callee: call.name }, { related, severity: 'info' });
      else if (first.detail !== '')
        report(shown(call), 'state', { callee: call.name, what: first.detail }, { related });
      else {
        const place = placeOf(call);
        const names = [...(together.get(place) ?? [])];
        if (names.length < 2) report(shown(call), 'unsafe', { callee: call.name }, { related });
        else if (!told.has(place))
          report(shown(call), 'several', { names: names.slice(0, 4).join("', '") }, { related });
        told.add(place);
      }
    }
  },
});
