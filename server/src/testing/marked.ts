/**
 * Programs that mark their lines: `//! rule` marks a line that gets this error or warning, `//? rule` one that gets a note;
 * nothing else may be said louder than a note. What holds for a rule in general, with ranges and messages, is annotated in
 * its fixtures (annotations.ts); here the question is whether the child and its doings are recognised at all.
 */
import { expect } from 'vitest';
import { lintFixture } from './check.ts';

const MARK = /\/\/([!?]) ([\w -]+)$/;

const expected = (text: string): readonly string[] =>
  text.split('\n').flatMap((line, i) => {
    const [, loud, rules = ''] = MARK.exec(line) ?? [];
    return rules
      .split(' ')
      .filter(Boolean)
      .map((rule) => `${i + 1} ${loud === '!' ? '' : 'note '}${rule}`);
  });

/** Lints `body` behind an include of unistd.h and holds what is said to its marks. */
export const checkMarked = async (body: string): Promise<void> => {
  const text = `#include <unistd.h>\n${body}\n`;
  const wanted = expected(text);
  const found = (await lintFixture([{ path: 'a.c', text }])).get('a.c') ?? [];
  const said = found.flatMap(({ rule, severity, range }) => {
    const loud = severity === 'error' || severity === 'warning';
    const line = text.slice(0, range.start).split('\n').length;
    const entry = `${line} ${loud ? '' : 'note '}${rule}`;
    return loud || wanted.includes(entry) ? [entry] : [];
  });
  expect([...new Set(said)].toSorted()).toEqual([...wanted].toSorted());
};
