/** Every generated file on disk is what its generator writes now. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GENERATED } from './generate.ts';
import { root } from './root.ts';

test.each(GENERATED)('$path is current (npm run generate)', ({ path, text }) => {
  expect(readFileSync(join(root, path), 'utf8')).toBe(text());
});
