/** Edits of configuration files: what was there stays, and the outcome says what was asked. */
import { expect, test } from 'vitest';
import { applyEdits } from '../text/edit.ts';
import { newConfig, setRuleLevel } from './config-edit.ts';

test.each([
  ['{}', '{\n  "rules": {\n    "a-rule": "off"\n  }\n}'],
  [
    '{\n  // why\n  "strict": "posix",\n}\n',
    '{\n  // why\n  "strict": "posix",\n  "rules": {\n    "a-rule": "off"\n  },\n}\n',
  ],
  ['{ "rules": { "a-rule": "error" } }', '{ "rules": { "a-rule": "off" } }'],
])('in %j', (before, after) => {
  const changed = applyEdits(before, setRuleLevel(before, 'a-rule', 'off'));
  expect(changed.replaceAll(/\s+|,(?=\s*})/g, '')).toBe(after.replaceAll(/\s+|,(?=\s*})/g, ''));
  expect(changed.includes('// why')).toBe(before.includes('// why'));
});

test('a new file, and a text that cannot be changed', () => {
  expect(JSON.parse(newConfig('a-rule', 'off'))).toEqual({ rules: { 'a-rule': 'off' } });
  expect(setRuleLevel('[1, 2', 'a-rule', 'off')).toEqual([]);
});
