/** The identifiers in a piece of C text, found without parsing; words in comments and strings count too. */

/** Names in a text, each once. */
export const namesIn = (text: string): Set<string> =>
  new Set(Array.from(text.matchAll(/[A-Za-z_$][\w$]*/g), ([name]) => name));
