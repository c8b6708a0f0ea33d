/**
 * The conventions that no other tool holds the sources to: which room may import which (tools/rooms.json), the head
 * paragraph of every file, file sizes, purity of the pure rooms, no history in comments, and that the generated tsconfigs
 * are current. Formatting, file names and import cycles are biome's; unused things are knip's.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Room {
  readonly imports: readonly string[];
  readonly types?: readonly string[];
}
const { rooms } = JSON.parse(read('tools/rooms.json')) as { rooms: Record<string, Room> };
const { name: emulator } = JSON.parse(read('emulator/package.json')) as { name: string };
const { name: server } = JSON.parse(read('server/package.json')) as { name: string };

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const sources = tracked.filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith('.generated.ts'));
const product = sources.filter(
  (file) => !/\.test\.ts$|^tools\/|^bench\/|^client\/e2e\/|\.mjs$|vitest.*config/.test(file),
);
const LIMIT = 500;

const roomOf = (file: string): string | undefined =>
  Object.keys(rooms)
    .filter((room) => file.startsWith(`${room}/`))
    .toSorted((a, b) => b.length - a.length)[0];

/** Import specifiers of a source, type-only ones and re-exports included. */
const specifiers = (text: string): string[] =>
  [
    ...text.matchAll(/^\s*(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm),
  ].map((match) => match[1] ?? match[2] ?? '');

/** The room that an import leads to; undefined for npm packages and Node's modules. */
const target = (file: string, specifier: string): string | undefined => {
  if (specifier.startsWith('.')) return roomOf(posix.join(posix.dirname(file), specifier));
  for (const [name, folder] of [
    [emulator, 'emulator/src'],
    [server, 'server/src'],
  ] as const)
    if (specifier.startsWith(`${name}/`)) return `${folder}/${specifier.slice(name.length + 1).split('/')[0]}`;
  return undefined;
};

test('rooms import only what tools/rooms.json allows', () => {
  const wrong: string[] = [];
  for (const file of product) {
    const room = roomOf(file);
    if (room === undefined) continue;
    const allowed = rooms[room]?.imports ?? [];
    for (const specifier of specifiers(read(file))) {
      const other = target(file, specifier);
      if (other !== undefined && other !== room && !allowed.includes(other) && !allowed.includes('*'))
        wrong.push(`${file} imports ${specifier}: ${room} may not import ${other}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('what rooms may import has no cycle', () => {
  const seen = new Map<string, 'open' | 'done'>();
  const visit = (room: string, path: readonly string[]): void => {
    expect(seen.get(room) === 'open' ? [...path, room].join(' -> ') : '').toBe('');
    if (seen.get(room) === 'done') return;
    seen.set(room, 'open');
    for (const next of rooms[room]?.imports ?? []) if (next !== '*') visit(next, [...path, room]);
    seen.set(room, 'done');
  };
  for (const room of Object.keys(rooms)) visit(room, []);
});

test('only server, client, tests and tools leave their workspace; emulator has no run-time dependency', () => {
  const { dependencies = {} } = JSON.parse(read('emulator/package.json')) as { dependencies?: Record<string, string> };
  expect(dependencies).toEqual({});
  const outside = product
    .filter((file) => file.startsWith('emulator/src/') && !(rooms[roomOf(file) ?? '']?.types ?? []).includes('node'))
    .flatMap((file) => specifiers(read(file)).map((specifier) => [file, specifier] as const))
    .filter(([, specifier]) => !specifier.startsWith('.'))
    .map(([file, specifier]) => `${file} imports ${specifier}`);
  expect(outside).toEqual([]);
});

test('every source opens with a paragraph that says what it is', () => {
  const headless = sources.filter((file) => {
    const head = /^(?:#!.*\n)?\/\*\*([\s\S]*?)\*\//.exec(read(file))?.[1] ?? '';
    return head.replaceAll(/[\s*]/g, '').length < 30;
  });
  expect(headless).toEqual([]);
});

test(`no source is longer than ${LIMIT} lines, tables excepted`, () => {
  const long = sources
    .filter((file) => !/\bTable\b.*exempt from the size limit/i.test(read(file).slice(0, 800)))
    .map((file) => [file, read(file).split('\n').length] as const)
    .filter(([, lines]) => lines > LIMIT)
    .map(([file, lines]) => `${file}: ${lines} lines`);
  expect(long).toEqual([]);
});

test('pure rooms know no clock and no chance', () => {
  const impure = product
    .filter((file) => (rooms[roomOf(file) ?? '']?.types ?? []).length === 0)
    .flatMap((file) =>
      [...read(file).matchAll(/\b(Date\.now|new Date|Math\.random|performance\.now)\b/g)].map(
        (m) => `${file}: ${m[0]}`,
      ),
    );
  expect(impure).toEqual([]);
});

test('no skipped, singled-out or postponed tests and no notes to do things some day', () => {
  const marks = sources
    .filter((file) => file !== 'tools/tidy.test.ts')
    .flatMap((file) =>
      [...read(file).matchAll(/\b(?:it|test|describe)\.(?:skip|only|todo|fails)\b|\/\/\s*(?:TODO|XXX|HACK)\b/g)].map(
        (match) => `${file}: ${match[0]}`,
      ),
    );
  expect(marks).toEqual([]);
});

test('no machine path and no registry host is committed', () => {
  const text = tracked.filter((file) => /\.(ts|mjs|json|md|yml|sh|c|h)$|^\.ci\/run$/.test(file));
  const found = text.flatMap((file) =>
    [...read(file).matchAll(/\/work\/|\/root\/|registry\.npmjs|deb\.debian\.org/g)].map(
      (match) => `${file}: ${match[0]}`,
    ),
  );
  expect(found.filter((line) => !line.startsWith('tools/tidy.test.ts'))).toEqual([]);
});

test('the tsconfigs are those of tools/rooms.json', () => {
  const result = spawnSync(process.execPath, ['tools/rooms.mjs', '--check'], { cwd: root, encoding: 'utf8' });
  expect(result.stderr).toBe('');
  expect(result.status).toBe(0);
});
