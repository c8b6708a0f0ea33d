/** Footprints: what changes the run of a function changes the key, and nothing else does; lines are found again by tokens. */
import { describe, expect, test } from 'vitest';
import { type Footprint, footprintOf, movedLine } from './footprint.ts';

const TEXT = `#include <unistd.h>
#include "job.h"
#define CODE 127
static int level;
static int helper(struct job *job) { return job->state + level; }
static int other(void) { return 1; }
int run(struct job *job) {
  if (vfork() == 0) {
    execv("/bin/true", 0);
    _exit(CODE);
  }
  return helper(job);
}
`;
const HEADER = 'struct job { int state; };\n';

const of = (text: string, header: string = HEADER): Footprint => {
  const start = text.indexOf('int run');
  const files: Readonly<Record<string, string>> = { '/w/job.h': header };
  const footprint = footprintOf({
    subject: { path: '/w/a.c', text, owner: 'run', start, end: text.length },
    reader: { read: (path) => files[path] },
    includePaths: [],
  });
  if (footprint === undefined) throw new Error('the function is not cut out');
  return footprint;
};
const FIRST = of(TEXT);

describe('the same run', () => {
  test.each([
    ['a comment in the function', TEXT.replace('_exit', '/* leave */ _exit')],
    ['layout', TEXT.replaceAll('  ', '\t').replace(') {', ')\n{')],
    ['another function', TEXT.replace('return 1', 'return 2 + 3')],
    ['a macro that is not used', TEXT.replace('#define CODE', '#define UNUSED 3\n#define CODE')],
    ['the same value by another name', TEXT.replaceAll('CODE', 'STATUS')],
  ])('%s', (_, text) => {
    expect(of(text).key).toBe(FIRST.key);
  });
});

describe('another run', () => {
  test.each([
    ['the function', TEXT.replace('"/bin/true"', '"/bin/false"'), HEADER],
    ['a helper', TEXT.replace('+ level', '- level'), HEADER],
    ['a macro', TEXT.replace('127', '126'), HEADER],
    ['a type in a header', TEXT, 'struct job { long state; };\n'],
    ['a value that its file gives one of its variables', `${TEXT}void set(void) { level = 7; }\n`, HEADER],
    ['a condition', TEXT.replace('#define CODE 127', '#ifdef CODE\n#else\n#define CODE 1\n#endif'), HEADER],
  ])('%s', (_, text, header) => {
    expect(of(text, header).key).not.toBe(FIRST.key);
  });
});

test('a line is found where its tokens went', () => {
  const moved = of(`\n\n${TEXT.replace('  return helper', '  /* then */\n  return helper')}`);
  expect([8, 10, 12].map((line) => movedLine(line, FIRST, moved))).toEqual([10, 12, 15]);
  expect(movedLine(2, FIRST, moved)).toBeUndefined();
  expect(FIRST.ranges).toContainEqual([7, 13]);
});

test('the other files that it is made of are told', () => {
  expect(FIRST.files).toEqual(['/w/job.h']);
});

test('what is no function any more has none', () => {
  const subject = { path: '/w/a.c', text: 'int x;\n', owner: 'run', start: 0, end: 6 };
  expect(footprintOf({ subject, reader: { read: () => undefined }, includePaths: [] })).toBeUndefined();
});
