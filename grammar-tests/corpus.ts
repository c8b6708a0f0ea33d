/**
 * The corpus files under corpus/: cases of a title between lines of `=`, a C source, a line of `-`, and the expected tree
 * (sexp.ts). The layout is that of tree-sitter's own test corpora.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface GrammarCase {
  readonly file: string;
  readonly title: string;
  readonly source: string;
  readonly tree: string;
}

const FOLDER = new URL('corpus/', import.meta.url);

/** Every case of every file, in order. */
export const grammarCases = (): readonly GrammarCase[] =>
  readdirSync(fileURLToPath(FOLDER))
    .filter((file) => file.endsWith('.txt'))
    .toSorted()
    .flatMap((file) => {
      const text = readFileSync(new URL(file, FOLDER), 'utf8');
      return [...text.matchAll(/^={3,}\n(.+)\n={3,}\n([\s\S]*?)^-{3,}\n([\s\S]*?)(?=^={3,}\n|$(?![\s\S]))/gm)].map(
        ([, title = '', source = '', tree = '']) => ({ file, title, source, tree }),
      );
    });
