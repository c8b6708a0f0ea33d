/** Every generated file on disk is what its generator writes now. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PERSONALITIES } from '../emulator/src/kernel/personalities.ts';
import { KERNELS } from '../server/src/linter/config-schema.ts';
import { GENERATED } from './generate.ts';
import { root } from './root.ts';

test.each(GENERATED)('$path is current (npm run generate)', ({ path, text }) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text());
});

test('the configuration names the kernels of the emulator', () => {
  expect([...KERNELS].toSorted()).toEqual(PERSONALITIES.map(({ name }) => name).toSorted());
});
