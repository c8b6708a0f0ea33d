/** Few questions are answered in all ways, many so that every answer comes up and the likely ones first. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { configurationsFor, MAX_CONFIGURATIONS } from './configurations.ts';

const atoms = fc.uniqueArray(fc.stringMatching(/^(?:HAVE_|USE_)?[A-F]{1,3}$/), { maxLength: 24 });
const key = (configuration: ReadonlyMap<string, boolean>): string => JSON.stringify([...configuration]);

test('every configuration answers every question, and none is too many', () => {
  fc.assert(
    fc.property(atoms, fc.func(fc.nat({ max: 2 })), (names, weightOf) => {
      const list = configurationsFor(names, weightOf);
      expect(list.length).toBeLessThanOrEqual(MAX_CONFIGURATIONS);
      for (const configuration of list) expect([...configuration.keys()]).toEqual(names);
      for (const name of names) expect(new Set(list.map((answers) => answers.get(name))).size).toBe(2);
      if (names.length <= 3) expect(new Set(list.map(key)).size).toBe(2 ** names.length);
    }),
  );
});

test('the likely build comes first, then what changes processes', () => {
  const names = ['HAVE_VFORK', 'DEBUG', 'HAVE_SPAWN_H', 'TRACE', '__APPLE__'];
  const list = configurationsFor(names, (atom) => (atom === 'HAVE_SPAWN_H' ? 1 : 0));
  const on = (index: number): readonly string[] => names.filter((name) => list[index]?.get(name) === true);
  expect(on(0)).toEqual(['HAVE_VFORK']);
  expect(on(1)).toEqual(['HAVE_VFORK', 'HAVE_SPAWN_H']);
  expect(on(2)).toEqual(['DEBUG', 'TRACE', '__APPLE__']);
  for (const name of names) expect(new Set(list.slice(0, 3).map((answers) => answers.get(name))).size).toBe(2);
});
