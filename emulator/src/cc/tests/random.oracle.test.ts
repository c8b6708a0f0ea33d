/**
 * Random programs (tools/random-c.ts) against gcc: both must print the same. One compilation takes several programs, and each
 * group is run in one of the register modes in turn.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { randomFile } from '../../../../tools/random-c.ts';
import { readerFor, runImage, startObject, testLibrary } from '../../../../tools/run-c.ts';
import { build, formatProblem, type RegisterMode } from '../index.ts';

const PROGRAMS = 2000;
const PER_FILE = 5;
const MODES: readonly RegisterMode[] = ['auto', 'none', 'declared'];
const folder = mkdtempSync(join(tmpdir(), 'cc-random-'));
afterAll(() => rmSync(folder, { recursive: true }));

const gcc = (text: string): string => {
  const source = join(folder, 'a.c');
  const program = join(folder, 'a');
  writeFileSync(source, text);
  execFileSync('gcc', ['-O0', '-w', '-fwrapv', '-fno-strict-aliasing', '-o', program, source]);
  return execFileSync(program).toString();
};

const ours = (text: string, registers: RegisterMode): string => {
  const built = build(['/a.c'], {
    reader: readerFor({ '/a.c': text }),
    includePaths: ['/include'],
    registers,
    before: [startObject()],
    libraries: [testLibrary()],
    entry: 'start',
  });
  if (built.image === undefined)
    return built.problems
      .filter((p) => p.severity === 'error')
      .map(formatProblem)
      .join('\n');
  const { status, output } = runImage(built.image, '', 100_000_000);
  return status === 0 ? output : `${output}status ${status}`;
};

describe('random programs agree with gcc', () => {
  for (let first = 0; first < PROGRAMS; first += PER_FILE * 20) {
    it(`programs ${first} to ${first + PER_FILE * 20 - 1}`, { timeout: 600_000 }, () => {
      for (let seed = first; seed < first + PER_FILE * 20; seed += PER_FILE) {
        const text = randomFile(Array.from({ length: PER_FILE }, (_, i) => seed + i));
        expect(ours(text, MODES[(seed / PER_FILE) % 3] ?? 'none'), `seed ${seed}`).toBe(gcc(text));
      }
    });
  }
});
