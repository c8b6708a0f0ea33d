/** Configuration files: what is read, what is refused and where the message points. */
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { findConfig, isIgnored, parseConfig, resolvePath } from './config.ts';
import { configSchema } from './config-schema.ts';

const rules = [
  { id: 'exit-in-child', summary: 'x' },
  { id: 'vfork-wrapper', summary: 'y' },
];
const path = '/home/me/vfork-lint.config.json';

test('comments and trailing commas are allowed, include paths become absolute', () => {
  const text = `{
    // why
    "rules": { "exit-in-child": "off", },
    "includePath": ["include", "../lib", "/usr/include"],
    "strict": "posix", /* letter */
  }`;
  expect(parseConfig(path, text, rules)).toEqual({
    path,
    problems: [],
    config: {
      rules: { 'exit-in-child': 'off' },
      includePath: ['/home/me/include', '/home/lib', '/usr/include'],
      strict: 'posix',
    },
  });
});

test.each([
  ['{ "rules": { "exit-in-chlid": "off" } }', '"exit-in-chlid"', /did you mean 'exit-in-child'/],
  ['{ "rules": { "exit-in-child": "loud" } }', '"loud"', /rules\.exit-in-child: must be one of off, hint/],
  ['{ "target": ["linux"] }', '"target"', /did you mean 'targets'/],
  ['{ "targets": ["linux", "minix"] }', '"minix"', /targets\.1: must be one of linux, elks/],
  ['{ "aliases": { "spawn": "exec" } }', '"exec"', /must be one of vfork, vforkx, fork/],
  ['{ "noreturn": "die" }', '"die"', /must be array/],
  ['{ "noreturn": ["die()"] }', '"die()"', /must match pattern/],
  ['{ "rules": {} "targets": [] }', '"targets"', /not valid JSON: CommaExpected/],
  ['[]', '[]', /must be object/],
])('%s is refused at %s', (text, place, message) => {
  const { config, problems } = parseConfig(path, text, rules);
  expect(config).toEqual({});
  expect(problems[0]?.message).toMatch(message);
  const { start, end } = problems[0]?.range ?? { start: 0, end: 0 };
  expect(text.slice(start, end)).toBe(place);
});

test('an empty file is a problem', () => {
  expect(parseConfig(path, '', rules).problems).toHaveLength(1);
});

test('the nearest file upwards counts', () => {
  const files = new Map([
    ['/a/vfork-lint.config.json', '{"strict":"posix"}'],
    ['/a/b/c/vfork-lint.config.json', '{}'],
  ]);
  const find = (folder: string): string | undefined => findConfig(folder, (file) => files.get(file), rules)?.path;
  expect(find('/a/b')).toBe('/a/vfork-lint.config.json');
  expect(find('/a/b/c/d')).toBe('/a/b/c/vfork-lint.config.json');
  expect(find('/x/y')).toBeUndefined();
  expect(find('/')).toBeUndefined();
});

test('ignore patterns are those of .gitignore, from the folder of the file', () => {
  const config = { ignore: ['vendor/', '*.gen.c', '!keep.gen.c', '/top.c'] };
  const ignored = (file: string): boolean => isIgnored(config, path, file);
  expect(ignored('/home/me/a/vendor/x.c')).toBe(true);
  expect(ignored('/home/me/a/x.gen.c')).toBe(true);
  expect(ignored('/home/me/keep.gen.c')).toBe(false);
  expect(ignored('/home/me/top.c')).toBe(true);
  expect(ignored('/home/me/a/top.c')).toBe(false);
  expect(ignored('/home/other/vendor/x.c')).toBe(false);
});

test.each([
  ['/a/b', '../c', '/a/c'],
  ['/a/b', './c/./d', '/a/b/c/d'],
  ['/a', '/x/../y', '/y'],
  ['/', '../..', '/'],
])('%s joined with %s is %s', (folder, part, expected) => {
  expect(resolvePath(folder, part)).toBe(expected);
});

test('the schema is one by the rules of schemas', () => {
  const ajv = new Ajv({ strict: false });
  expect([ajv.validateSchema(configSchema(rules)), ajv.errors]).toEqual([true, null]);
});
