/** Every recording of a real 8086 that lies beside the checkout: met for the first time, again, and traced. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { MEETINGS, type RecordingFile, runRecordings } from './index.ts';

/** `../shared` of the checkout, or of the folder that worktrees lie in. */
const DATA = ['../../../../shared/data/', '../../../../../shared/data/']
  .map((path) => new URL(path, import.meta.url))
  .find((folder) => existsSync(folder)) as URL;

it.each(
  ['8086-open.json.gz', '8086-edge.json.gz'].flatMap((name) => MEETINGS.map((meeting) => [name, meeting] as const)),
)('%s, %s', (name, meeting) => {
  const file = JSON.parse(gunzipSync(readFileSync(new URL(name, DATA))).toString('utf8')) as RecordingFile;
  const { passed, total, differences } = runRecordings(file, meeting, 20);
  expect(differences).toEqual([]);
  expect(passed).toBe(total);
  expect(total).toBeGreaterThan(0);
});
