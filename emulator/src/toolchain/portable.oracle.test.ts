/**
 * The portable part of the library, compiled by our compiler and run on our machine, against the host's library: both print
 * the same: formats, conversions, calendar, square roots and heap (portable.c), strings, classes, sorting, streams,
 * environment and options (strings.c). Needs gcc with 32-bit support.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Kernel, personalityOf, programOf } from '../kernel/index.ts';
import { buildProgram } from './program.ts';

const folderOf = join(dirname(fileURLToPath(import.meta.url)), '../libc/tests/host');

test.each(['portable.c', 'strings.c'])(
  '%s prints on our machine what it prints on the host',
  { timeout: 300_000 },
  (name) => {
    const source = join(folderOf, name);
    const folder = mkdtempSync(join(tmpdir(), 'vfork-lint-portable-'));
    try {
      const theirs = join(folder, 'theirs');
      execFileSync('gcc', [
        '-O1',
        '-m32',
        '-msse2',
        '-mfpmath=sse',
        '-w',
        '-D_GNU_SOURCE',
        '-o',
        theirs,
        source,
        '-lm',
      ]);
      const expected = execFileSync(theirs, { encoding: 'latin1' });
      const text = readFileSync(source, 'utf8');
      const { image, problems } = buildProgram([name], {
        reader: { read: (path) => (path === name ? text : undefined) },
      });
      expect(problems).toEqual([]);
      const personality = personalityOf('fork');
      if (image === undefined || personality === undefined) throw new Error('no image');
      let out = '';
      const kernel = new Kernel({
        personality,
        budgets: { instructions: 20_000_000_000, output: 10_000_000 },
        output: (_, bytes) => {
          out += String.fromCharCode(...bytes);
        },
      });
      kernel.start(programOf('/portable', image), ['portable']);
      expect(kernel.run()).toMatchObject({ kind: 'exited', status: 0 });
      expect(out.split('\n')).toEqual(expected.split('\n'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
