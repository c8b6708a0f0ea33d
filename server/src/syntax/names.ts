/** The identifiers in a piece of C text, found without parsing; words in comments and strings count too. */

/** Names in a text, each once. */
export const namesIn = (text: string): Set<string> =>
  new Set(Array.from(text.matchAll(/[A-Za-z_$][\w$]*/g), ([name]) => name));

const ACTS =
  /^(?:_*v?fork\w*|_*exec\w*|_*e?xit\w*|_Exit|abort|return|goto|break|continue|longjmp|siglongjmp|syscall|clone|posix_spawnp?|v?errx?|error|(?:\w*_)?(?:die|fatal|panic)(?:_\w*|f|x)?)$/;

/** Whether a word says that a process begins, ends or leaves its place: code and macros with it are looked at closely. */
export const actsOnProcess = (name: string): boolean => ACTS.test(name);
