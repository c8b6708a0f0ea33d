/**
 * Which files of a folder can hold a finding at all, told from their text without parsing. Sound, not exact: every finding
 * hangs on a call of vfork or fork, so a file matters when it holds one of their spellings (also inside longer words, as in
 * `xvfork` or `SYS_vfork`), a raw `clone` or `syscall`, a suppression comment, or a name by which another file hides such a
 * call: a macro, a function that returns one, a pointer that holds one, or a configured alias.
 *
 * Names are learnt from the files that are shown; a macro in a header that is not shown is not known.
 */

/** Learns names and judges texts; ask again about the rest when `learn` has found new names. */
export interface Prefilter {
  /** Whether a text can hold a finding, by what is known so far. */
  mayHold(text: string): boolean;
  /** Takes up the names by which a text hides a call of vfork or fork. Returns whether there are new ones. */
  learn(text: string): boolean;
}

/** A file with none of these has no call under its own name. */
const SEED = /fork|clone|syscall/i;

/** What makes the body of a macro one that can create a process: `syscall` and `clone` only with an argument that says so. */
const CREATES = /\w*fork\w*|\b__clone2?\b|\bclone[ \t]*\(/i;

const MACRO = /^[ \t]*#[ \t]*define[ \t]+(\w+)((?:\\\r?\n|[^\r\n])*)/gm;
const POINTER = /\b(\w+)[ \t]*(?:\)[ \t]*\([^()]*\)[ \t]*)?=[ \t]*&?[ \t]*_*v?fork\b(?![ \t]*\()/g;
const RETURNED = /\breturn\b([^;{}]*)/g;
const NOISE = /\/\*[\s\S]*?(?:\*\/|$)|\/\/.*|"(?:\\.|[^"\\\n])*"/g;

/** A prefilter that also takes the given names for calls. */
export const createPrefilter = (aliases: readonly string[]): Prefilter => {
  const names = new Set(aliases);
  let extra = pattern(names);
  const creates = (text: string): boolean => CREATES.test(text) || extra?.test(text) === true;
  const add = (name: string | undefined): void => {
    if (name !== undefined && !SEED.test(name)) names.add(name);
  };
  return {
    mayHold: (text) => SEED.test(text) || extra?.test(text) === true,
    learn: (text) => {
      const before = names.size;
      for (const [, name, body = ''] of text.matchAll(MACRO)) if (creates(body.replaceAll(NOISE, ''))) add(name);
      for (const [, name] of text.matchAll(POINTER)) add(name);
      for (const match of text.matchAll(RETURNED)) {
        const [, value = ''] = match;
        // Both `return vfork();` and `p = vfork(); … return p;` hand the call to the caller.
        if (value.length > 200 || !(creates(value) || /^[\s(]*\w+[\s)]*$/.test(value))) continue;
        const { name, body } = functionBefore(text, match.index);
        const variable = /\w+/.exec(value)?.[0] ?? '';
        const set = [...body.matchAll(new RegExp(`\\b${variable}[ \\t]*=([^;{}]*)`, 'g'))].map(([, by = '']) => by);
        if ([value, ...set].some((expression) => creates(expression.replaceAll(NOISE, '')))) add(name);
      }
      if (names.size > before) extra = pattern(names);
      return names.size > before;
    },
  };
};

const pattern = (names: ReadonlySet<string>): RegExp | undefined =>
  names.size === 0
    ? undefined
    : new RegExp(`\\b(?:${[...names].map((name) => name.replaceAll('$', '\\$')).join('|')})\\b`);

/** The function in whose definition an offset lies, by layout: the last `name(` that starts a line, and what follows it. */
const functionBefore = (text: string, offset: number): { readonly name: string | undefined; readonly body: string } => {
  // Definitions open with a brace in the first column, or with one at the end of their first line.
  const near = text.slice(Math.max(0, offset - 20_000), offset);
  let found: { name: string | undefined; body: string } = { name: undefined, body: '' };
  for (const match of near.matchAll(/^(?![ \t#}/*])[^;{}()=\n]*?(\w+)[ \t]*\(/gm))
    found = { name: match[1], body: near.slice(match.index) };
  return found;
};
