/**
 * The documentation of a rule, read from the doc comment at the head of its file: the first sentence, the whole text as
 * Markdown, and the examples in fences marked `c,incorrect` and `c,correct`. Further words of the mark configure the example:
 * `target=NAME`, `strict`.
 */
import { dedent } from './c.ts';

/** An example in a rule's documentation. `config` is what its mark asks for. */
export interface RuleExample {
  readonly kind: 'incorrect' | 'correct';
  readonly text: string;
  readonly config: { readonly targets?: readonly string[]; readonly strict?: 'posix' };
}

export interface RuleDoc {
  readonly summary: string;
  readonly markdown: string;
  readonly examples: readonly RuleExample[];
}

/** Reads the head comment of a rule's source. Throws where there is none, since a rule without a page is a defect. */
export const ruleDoc = (source: string): RuleDoc => {
  const comment = /^\/\*\*\r?\n([\s\S]*?)^ \*\//m.exec(source)?.[1];
  if (comment === undefined) throw new Error('the file does not open with a doc comment');
  const markdown = comment
    .split('\n')
    .map((line) => line.replace(/^ \* ?/, ''))
    // A comment cannot hold the end of another: examples write it with a zero-width joint.
    .map((line) => line.replaceAll('*\\/', '*/'))
    .join('\n')
    .trim();
  const examples = [...markdown.matchAll(/^```c,(incorrect|correct)((?:,[\w=-]+)*)\n([\s\S]*?)^```/gm)].map(
    ([, kind, words, text = '']): RuleExample => ({
      kind: kind === 'correct' ? 'correct' : 'incorrect',
      text: dedent(`\n${text}`),
      config: exampleConfig(words ?? ''),
    }),
  );
  return { summary: (markdown.split(/\n\s*\n/)[0] ?? '').replaceAll('\n', ' '), markdown, examples };
};

const exampleConfig = (words: string): RuleExample['config'] => {
  const targets = [...words.matchAll(/target=([\w-]+)/g)].map((match) => match[1] ?? '');
  return {
    ...(targets.length === 0 ? {} : { targets }),
    ...(/,strict(?:,|$)/.test(words) ? { strict: 'posix' } : {}),
  };
};

/** An example as a file that can be linted: statements are put into a function, and <unistd.h> is included. */
export const exampleFile = (text: string): string => {
  const header = /^\s*#\s*include/m.test(text) ? '' : '#include <unistd.h>\n';
  const hasFunction = /^(?!\s)(?!(?:if|while|for|switch|do|return|else)\b)[\w*][^;{}=]*\)\s*\{/m.test(text);
  return hasFunction ? header + text : `${header}void example(char **argv) {\n${text}}\n`;
};
