/** The quick fix that writes a suppression: its text, and that it silences what it was asked to. */
import { expect, test } from 'vitest';
import { applyEdits } from '../text/edit.ts';
import { suppressFile, suppressLine } from './suppress-fix.ts';
import { suppressionsOf } from './suppressions.ts';

test.each([
  ['keeps the indentation', 'a;\n\texit(1);\n', 'a;\n\t// vfork-lint-disable-next-line r\n\texit(1);\n'],
  ['works on the first line', 'exit(1);\n', '// vfork-lint-disable-next-line r\nexit(1);\n'],
  [
    'joins an existing comment',
    '// vfork-lint-disable-next-line q -- why\nexit(1);\n',
    '// vfork-lint-disable-next-line q, r -- why\nexit(1);\n',
  ],
  [
    'keeps a macro whole',
    '#define X \\\n  exit(1)\n',
    '#define X \\\n  /* vfork-lint-disable-next-line r */ \\\n  exit(1)\n',
  ],
  ['keeps line breaks', 'a;\r\nexit(1);\r\n', 'a;\r\n// vfork-lint-disable-next-line r\r\nexit(1);\r\n'],
])('%s', (_, before, after) => {
  const result = applyEdits(before, suppressLine(before, before.indexOf('exit'), 'r'));
  expect(result).toBe(after);
  const at = result.indexOf('exit');
  const silenced = suppressionsOf(result).some(
    ({ scope, rules }) => scope.start <= at && at < scope.end && rules.some(({ id }) => id === 'r'),
  );
  expect(silenced).toBe(true);
});

test('a whole file', () => {
  const [scope] = suppressionsOf(applyEdits('int x;\n', suppressFile('int x;\n', 'r')));
  expect(scope?.scope.start).toBe(0);
});
