/** Every recording of a real 8086 that lies beside the checkout, on both loops. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type RecordingFile, runRecordings } from './index.ts';

/** `../shared` of the checkout, or of the folder that worktrees lie in. */
const DATA = ['../../../../shared/data/', '../../../../../shared/data/']
  .map((path) => new URL(path, import.meta.url))
  .find((folder) => existsSync(folder)) as URL;

it.each([
  ['8086-open.json.gz', false],
  ['8086-open.json.gz', true],
  ['8086-edge.json.gz', false],
  ['8086-edge.json.gz', true],
])('%s, traced %s', (name, trace) => {
  const file = JSON.parse(gunzipSync(readFileSync(new URL(name, DATA))).toString('utf8')) as RecordingFile;
  const { passed, total, differences } = runRecordings(file, trace, 20);
  expect(differences).toEqual([]);
  expect(passed).toBe(total);
  expect(total).toBeGreaterThan(0);
});
