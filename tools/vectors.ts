/**
 * `npm run vectors -- FILE`: runs a file of recordings of a real 8086 (the format of data/README.md, gzipped JSON) on
 * our CPU, each met for the first time, again (the hot loop) and traced, and prints how many agree and the first
 * differences in words. Exit 1 where any differ.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { MEETINGS, type Meeting, type RecordingFile, runRecordings } from '@vfork-lint/emulator/cpu';

const SHOWN = 20;
const LABELS: Readonly<Record<Meeting, string>> = {
  first: '',
  again: ' (met again: hot loop)',
  traced: ' (traced loop)',
};

const [path] = process.argv.slice(2);
if (path === undefined) {
  console.error('usage: npm run vectors -- FILE');
  process.exit(2);
}
const raw = readFileSync(path);
const file = JSON.parse((raw[0] === 0x1f ? gunzipSync(raw) : raw).toString('utf8')) as RecordingFile;
for (const meeting of MEETINGS) {
  const { passed, total, differences } = runRecordings(file, meeting, SHOWN);
  console.log(`${passed}/${total}${LABELS[meeting]}`);
  for (const line of differences) console.log(`  ${line}`);
  if (passed < total) process.exitCode = 1;
}
