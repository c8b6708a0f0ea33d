/** URIs and paths, both ways, and the version that the server tells. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VERSION } from './server.ts';
import { pathOf, uriOf } from './uri.ts';

test.each([
  ['file:///a/b%20c/d%C3%A9.c', '/a/b c/dé.c'],
  ['file:///c%3A/x/y.c', '/c:/x/y.c'],
  ['file://server/share/x.c', '//server/share/x.c'],
])('%s is %s', (uri, path) => {
  expect(pathOf(uri)).toBe(path);
  expect(uriOf(path)).toBe(uri);
});

test.each([
  ['FILE:///C:/x.c', '/c:/x.c'],
  ['file://localhost/x.c', '/x.c'],
  ['file:///50%.c', '/50%.c'],
  ['file:///x.c?query#part', '/x.c'],
])('%s is read as %s', (uri, path) => {
  expect(pathOf(uri)).toBe(path);
});

test('other schemes never meet a file, and come back as they were', () => {
  for (const uri of ['untitled:Untitled-1', 'git:/a/b.c', 'vscode-vfs://github/o/r/a.c']) {
    expect(pathOf(uri)).toMatch(/^\/\0/);
    expect(uriOf(pathOf(uri))).toBe(uri);
  }
});

test('every path survives its URI, and no text throws', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !/[/\0]/.test(name))),
      (names) => {
        const path = `/p/${names.join('/')}`;
        expect(pathOf(uriOf(path))).toBe(path);
      },
    ),
  );
  fc.assert(fc.property(fc.string(), (text) => typeof pathOf(text) === 'string'));
});

test('the version is that of the package', () => {
  const text = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ version: VERSION });
});
