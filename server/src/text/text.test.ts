/** Offsets, lines and edits against straightforward models, on generated texts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEdits } from './edit.ts';
import { LineIndex } from './line-index.ts';

const text = fc.array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n', '\r', 'int x;')).map((parts) => parts.join(''));

test('positions and offsets are inverse', () => {
  fc.assert(
    fc.property(text, fc.nat(), (source, n) => {
      const offset = n % (source.length + 1);
      const index = new LineIndex(source);
      expect(index.offsetAt(index.positionAt(offset))).toBe(offset);
    }),
  );
});

test('lines are those that splitting gives', () => {
  fc.assert(
    fc.property(text, (source) => {
      expect(new LineIndex(source).count).toBe(source.split(/\r\n|\r|\n/).length);
    }),
  );
});

test('disjoint edits equal edits applied from the end', () => {
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 8 }), text, (source, cuts, inserted) => {
      const points = [...new Set(cuts.map((cut) => cut % (source.length + 1)))].sort((a, b) => a - b);
      const edits = points.flatMap((start, i) =>
        i % 2 === 0 ? [{ start, end: points[i + 1] ?? start, text: inserted }] : [],
      );
      let expected = source;
      for (const { start, end, text: by } of edits.toReversed())
        expected = expected.slice(0, start) + by + expected.slice(end);
      expect(applyEdits(source, edits)).toBe(expected);
    }),
  );
});

test('of two overlapping edits the later in the list is left out', () => {
  expect(
    applyEdits('abcdef', [
      { start: 0, end: 3, text: 'X' },
      { start: 2, end: 4, text: 'Y' },
    ]),
  ).toBe('Xdef');
});
