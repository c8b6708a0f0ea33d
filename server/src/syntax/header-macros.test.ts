/** Which macros headers give a file under which answers, and what they leave open. */
import { expect, test } from 'vitest';
import { HeaderMacros } from './header-macros.ts';
import { sourceFile } from './source-file.ts';

/** The macros of a file that includes its headers by name. */
const macrosOf = (text: string, headers: Readonly<Record<string, string>>): HeaderMacros =>
  new HeaderMacros(
    sourceFile('/p/a.c', text),
    Object.entries(headers).map(([name, content]) => sourceFile(`/p/include/${name}`, content)),
  );

const answers = (...entries: readonly (readonly [string, boolean])[]): ReadonlyMap<string, boolean> => new Map(entries);

test('a plain definition holds, inside an include guard too', () => {
  const macros = macrosOf('#include "a.h"\n', { 'a.h': '#ifndef A_H\n#define A_H\n#define start() vfork()\n#endif\n' });
  expect(macros.macro('start', answers())?.body).toBe('vfork()');
  expect(macros.atoms('start').size).toBe(0);
  expect(macros.macro('A_H', answers())).toBeUndefined();
});

test('a choice that matters is a question, and both answers are given', () => {
  const macros = macrosOf('#include "a.h"\n', { 'a.h': '#ifndef HAVE_VFORK\n# define vfork fork\n#endif\n' });
  expect([...macros.atoms('vfork')]).toEqual(['HAVE_VFORK']);
  expect(macros.macro('vfork', answers(['HAVE_VFORK', false]))?.body).toBe('fork');
  expect(macros.macro('vfork', answers(['HAVE_VFORK', true]))).toBeUndefined();
});

test('a choice that does not matter is made without asking', () => {
  const macros = macrosOf('#include "a.h"\n', {
    'a.h': '#ifdef WANT_X\n#define UNUSED __attribute__((unused))\n#else\n#define UNUSED\n#endif\n',
  });
  expect(macros.atoms('UNUSED').size).toBe(0);
  expect(macros.macro('UNUSED', answers())?.body).toBe('');
  expect(macros.macro('UNUSED', answers(['WANT_X', true]))?.body).toBe('__attribute__((unused))');
});

test('conditions around an #include hold for what it brings', () => {
  const macros = macrosOf('#ifdef _WIN32\n#include "win.h"\n#endif\n#if WANT\n#include "want.h"\n#endif\n', {
    'win.h': '#define go spawn\n',
    'want.h': '#define run vfork\n',
  });
  expect(macros.macro('go', answers())).toBeUndefined();
  expect([...macros.atoms('run')]).toEqual(['WANT']);
  expect(macros.macro('run', answers(['WANT', false]))).toBeUndefined();
});

test('conditions are read with the macros that were defined before them', () => {
  const macros = macrosOf('#define LEVEL 2\n#include "a.h"\n', {
    'a.h':
      '#define AT_LEAST(n) (LEVEL >= (n))\n#if AT_LEAST(3)\n#define go() fork()\n#elif AT_LEAST(2)\n#define go() vfork()\n#endif\n',
  });
  expect(macros.macro('go', answers())?.body).toBe('vfork()');
});

test('the default of an option is its value as long as nothing else is said', () => {
  const macros = macrosOf('#include "a.h"\n', {
    'a.h': '#ifndef TRIES\n#define TRIES 3\n#endif\n#define A 1\n#undef A\n',
  });
  expect(macros.state('TRIES', answers())).toEqual({ kind: 'body', text: '3' });
  expect(macros.state('A', answers())).toEqual({ kind: 'absent' });
  expect(macros.state('ELSE', answers())).toEqual({ kind: 'unknown' });
});

test('an option with two values stays a name in code', () => {
  const macros = macrosOf('#include "a.h"\n', {
    'a.h': '#ifdef __uClinux__\n#define MMU 0\n#else\n#define MMU 1\n#endif\n',
  });
  expect(macros.macro('MMU', answers())).toBeUndefined();
  expect(macros.state('MMU', answers())).toEqual({ kind: 'unknown' });
});

test('headers that nothing includes come first: forced ones and the command line', () => {
  const macros = macrosOf('', { 'config.h': '#define fork vfork\n' });
  expect(macros.macro('fork', answers())?.body).toBe('vfork');
});
