/** Debug tables behind the symbols of an a.out: read back whole, left out unless asked for, and never found in other bytes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAout, writeAout } from './aout.ts';
import { link } from './link.ts';
import { NO_DEBUG } from './object.ts';
import { assembleText } from './parse.ts';

const { object } = assembleText('\tsection .text\n\tglobal start\nstart:\tmov ax, 1\n\tret\n', 'start.s');
const { image } = link([object], { version: 0 });
const tables = {
  ...NO_DEBUG,
  files: ['/a/b.c'],
  lines: [
    { at: 0, file: 0, line: 3, column: 2 },
    { at: 3, file: 0, line: 4, column: 2 },
  ],
};
const plain = writeAout({ ...image, debug: tables });

test('are read back, and leave the rest as it is', () => {
  const long = writeAout({ ...image, debug: tables }, { debug: true });
  expect(readAout(long).image?.debug).toEqual(tables);
  expect(long.subarray(0, plain.length)).toEqual(plain);
  expect(readAout(plain).image?.debug).toEqual(NO_DEBUG);
});

test('are not made up from other bytes behind the symbols', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
      const { image: read, problems } = readAout(Uint8Array.of(...plain, ...tail));
      expect(read?.text).toEqual(image.text);
      expect(read?.debug).toEqual(NO_DEBUG);
      expect(problems).toEqual([]);
    }),
  );
});

test('cut short or changed they are whole tables or none', () => {
  const long = writeAout({ ...image, debug: tables }, { debug: true });
  for (let size = plain.length; size < long.length; size++)
    expect(readAout(long.subarray(0, size)).image?.debug).toEqual(NO_DEBUG);
});
