/**
 * What the name of a function tells whose text is nowhere in sight: `xmalloc` allocates, `die` does not come back, `log_error`
 * prints. A guess, and treated as one: findings that rest on it are notes, and it keeps warnings away rather than making
 * them. Functions that are found, or that the library table knows, are never looked at here.
 */

/** What a name tells. `hands` says that a program is likely put in the process's place, so that nothing comes back. */
export interface Likely {
  readonly ends: boolean;
  /** Something called an exit: where a child calls it an end, elsewhere perhaps only what is said of one. */
  readonly exits: boolean;
  readonly hands: boolean;
  /** That a child goes no further here, even where the text seems to allow it: `daemonize_or_reexec`. */
  readonly replaces: boolean;
  /** The library function that it is like, as far as a vfork child is concerned. */
  readonly unsafe: string | undefined;
  readonly disposition: boolean;
}

/** Words that make a name one about an end and not the end itself. */
const ABOUT =
  /(?:^|_)(?:at|on|before|pre|if|unless|set|get|is|has|was|can|may|should|want|need|wait|check|handle|handler|hook|init|register|add|non|not|maybe)(?=_|$)/i;
const ENDS = /(?:^|_)(?:die|dies|fatal|fatalx?|panic|croak|bail|bailout|usage|givehelp)\d*(?=_|$)|^fatal/i;
const EXITS = /(?:^|_)(?:my|do|x|clean|safe|force)?exit\d*$/i;
/** What a program does instead of failing: only an exec or a death is an end, an allocation that dies is none where it works. */
const ELSE = /_or_(?:die|exit|fail|abort|panic)$/i;
const HANDS = /(?:^|_)(?:re?_?)?exec|exec(?:_\w+)?$/i;
const REPLACES = /^(?!x?v?fork).*_or_re?_?exec$/i;
const UNSAFE: readonly (readonly [RegExp, string])[] = [
  [/[mc]alloc\d?$|realloc|(?:^|_)(?:x|g_|m_|zm|em)?alloc(?=_|$)/i, 'malloc'],
  [/strn?dup|asprintf|memdup|savestr|(?:^|_)newstr/i, 'strdup'],
  [/(?:set|put|clear)_?env(?=_|$)|(?:^|_)env_?(?:set|put)/i, 'setenv'],
  [/getenv(?=_|$)/i, 'getenv'],
  [/strerror/i, 'strerror'],
  [/perror|(?:err|error|warn|warning|log|debug|info)_?(?:msg|message|printf?|write|sys|ret)?\d*$/i, 'perror'],
  [/printf$|(?:^|_)(?:msg|message|log|warn|warning|error|debug)(?=_)/i, 'printf'],
  [/syslog/i, 'syslog'],
];
/** Pure questions and counters that only sound alike. */
const HARMLESS =
  /^(?:is|has|get|ffs|log|logb|log[0-9]+p?|sig|str(?!n?dup|error))[a-z0-9]*$|(?:^|_)(?:no|clear|reset)_?(?:err|error)/i;
const DISPOSITION = /(?:^|_)sig(?:nal)?s?(?:_|h|$)|signals?(?=_|$)|sighandler/i;
const SETS = /set|reset|restore|default|dfl|ign|catch|install|init|unhandle|bb_signals/i;

const known = new Map<string, Likely>();

/** What a name tells; the same answer for the same name. */
export const likely = (name: string): Likely => {
  const kept = known.get(name);
  if (kept !== undefined) return kept;
  const replaces = REPLACES.test(name);
  const otherwise = ELSE.test(name) && !HANDS.test(name);
  const ends = ENDS.test(name) && !ABOUT.test(name) && !otherwise;
  const found: Likely = {
    ends,
    exits: EXITS.test(name) && !ABOUT.test(name) && !otherwise,
    replaces,
    hands: HANDS.test(name) && !ABOUT.test(name),
    unsafe: HARMLESS.test(name) ? undefined : UNSAFE.find(([pattern]) => pattern.test(name))?.[1],
    disposition: DISPOSITION.test(name) && SETS.test(name) && !/block|mask|pending/i.test(name),
  };
  if (known.size > 5000) known.clear();
  known.set(name, found);
  return found;
};
