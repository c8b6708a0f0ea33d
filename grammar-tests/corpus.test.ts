/** The grammar gives the trees that the analysis relies on: every case of the corpus, through the parser of the product. */
import { createParser } from '@vfork-lint/server/syntax';
import { expect, test } from 'vitest';
import { grammarCases } from './corpus.ts';
import { flat, sexp } from './sexp.ts';

const parser = await createParser();

test.each(grammarCases())('$file: $title', ({ source, tree }) => {
  const root = parser.parse(source);
  expect(root === undefined ? '' : flat(sexp(root))).toBe(flat(tree));
});

test('titles are unique', () => {
  const titles = grammarCases().map(({ title }) => title);
  expect(titles.length).toBeGreaterThan(40);
  expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
});
