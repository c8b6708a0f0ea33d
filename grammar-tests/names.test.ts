/** The contract with tree-sitter-c: every node kind and field that our sources name is one of its node-types.json. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { namesInQuery, namesInTypeScript } from './names.ts';

interface NodeType {
  readonly type: string;
  readonly named: boolean;
  readonly fields?: Readonly<Record<string, unknown>>;
}

const types = createRequire(import.meta.url)('tree-sitter-c/src/node-types.json') as readonly NodeType[];
const grammar = {
  kind: new Set([...types.filter(({ named }) => named).map(({ type }) => type), 'ERROR']),
  field: new Set(types.flatMap(({ fields }) => Object.keys(fields ?? {}))),
};

const SOURCES = fileURLToPath(new URL('../server/src/', import.meta.url));
const filesBelow = (ending: string): readonly string[] =>
  readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.endsWith('.generated.ts'))
    .map((name) => join(SOURCES, name));

test('every kind and field named in TypeScript exists', () => {
  const names = namesInTypeScript(filesBelow('.ts'));
  expect(new Set(names.filter(({ what }) => what === 'kind').map(({ name }) => name))).toContain('call_expression');
  expect(names.filter(({ what }) => what === 'field').length).toBeGreaterThan(5);
  const wrong = names.filter(({ what, name }) => !grammar[what].has(name));
  expect(wrong.map(({ what, name, file, line }) => `${file}:${line}: no ${what} '${name}'`)).toEqual([]);
}, 120_000);

test('every kind and field named in queries exists', () => {
  const names = filesBelow('.scm').flatMap((file) => namesInQuery(file, readFileSync(file, 'utf8')));
  expect(names.filter(({ what, name }) => !grammar[what].has(name))).toEqual([]);
});

test('names are found in every position, and only those of the grammar', () => {
  const file = fileURLToPath(new URL('names.sample.ts', import.meta.url));
  const found = namesInTypeScript([file]).map(({ what, name }) => `${what} ${name}`);
  expect(found).toEqual([
    'kind if_statement',
    'kind while_statement',
    'field condition',
    'kind case_statement',
    'kind for_statement',
    'kind do_statement',
    'kind goto_statement',
    'field body',
    'kind comment',
  ]);
  expect(
    namesInQuery('a.scm', '(call_expression function: (identifier) @f !body (#eq? @f "(no) no:")) ; (no)').map(
      ({ what, name }) => `${what} ${name}`,
    ),
  ).toEqual(['kind call_expression', 'kind identifier', 'field function', 'field body']);
});
