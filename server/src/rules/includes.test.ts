/** Which includes count as there: those that some build of the text has. */
import { expect, test } from 'vitest';
import { lintFixture } from '../testing/check.ts';

test.each<readonly [string, boolean]>([
  ['#if 0\n#include <unistd.h>\n#endif', false],
  ['#ifdef _WIN32\n#include <unistd.h>\n#endif', false],
  ['#ifdef HAVE_UNISTD_H\n#include <unistd.h>\n#endif', true],
  ['#if !defined(NO_UNISTD) && 1\n#include <unistd.h>\n#else\n#include <stdio.h>\n#endif', true],
  ['#if defined(UNIX) && !defined(PLAIN)\n#include <unistd.h>\n#endif', true],
  ['#if 1\n#include <unistd.h>\n#endif', true],
])('whether %j may include the header', async (includes, may) => {
  const text = `${includes}\nint f(void) { int p = vfork(); if (p == 0) _exit(1); return p; }\n`;
  const found = (await lintFixture([{ path: 'a.c', text }])).get('a.c') ?? [];
  expect(found.some(({ rule }) => rule === 'missing-vfork-header')).toBe(!may);
});
