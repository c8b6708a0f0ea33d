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

const SEED = /fork|clone|syscall/i;

const MACRO = /^[ \t]*#[ \t]*define[ \t]+(\w+)((?:\\\r?\n|[^\r\n])*)/gm;
const POINTER = /\b(\w+)[ \t]*=[ \t]*&?[ \t]*(\w+)\b(?![ \t]*\()/g;
const RETURNED = /\breturn\b[^;{}]*?;/g;

/** A prefilter that also takes the given names for calls. */
export const createPrefilter = (aliases: readonly string[]): Prefilter => {
  const names = new Set(aliases);
  let extra = pattern(names);
  const matches = (text: string): boolean => SEED.test(text) || extra?.test(text) === true;
  const add = (name: string | undefined): void => {
    if (name !== undefined && !SEED.test(name)) names.add(name);
  };
  return {
    mayHold: matches,
    learn: (text) => {
      const before = names.size;
      if (matches(text)) {
        for (const [, name, body = ''] of text.matchAll(MACRO)) if (matches(body)) add(name);
        for (const [, name, value = ''] of text.matchAll(POINTER)) if (matches(value)) add(name);
        for (const match of text.matchAll(RETURNED)) if (matches(match[0])) add(functionBefore(text, match.index));
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

/** The name of the function in whose definition an offset lies: the last `name(` that starts a line before it. */
const functionBefore = (text: string, offset: number): string | undefined => {
  const heads = text.slice(0, offset).matchAll(/^(?![ \t#}])[^;{}()=\n]*?(\w+)[ \t]*\(/gm);
  let name: string | undefined;
  for (const match of heads) name = match[1];
  return name;
};
