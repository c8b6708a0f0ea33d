/**
 * The programs of `fixtures/elks` against what real ELKS kernels printed for them: that of 19 August 1999 (6569c1b50) and that of
 * 28 October 2015 (86a3186ec, the vfork of bd64762bd), both compiled with bcc and booted in QEMU (docs/testing.md). A recording is the
 * text on the terminal and the status word that init got, or "no end" where the machine was stopped after six seconds. `NAME.txt` holds
 * for both kernels, `NAME.1999.txt` and `NAME.2015.txt` for one. Where our kernel differs on purpose, `NAME.ours.txt` says what it prints.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadProgram } from './index.ts';
import { runImage } from './testing.ts';

const DATA = fileURLToPath(new URL('../../../fixtures/elks/', import.meta.url));
const YEARS = ['1999', '2015'] as const;

/** The programs of issue 6 fix that the second wait without a child fails, so both records wait as ELKS does since 2020. */
const WAITS =
  'then a process remembered one ended child only: wait slept where there was none, and without one WNOHANG was EINTR';
/** `elks-1999` stands for the vfork of its date on the services of a later kernel. */
const LATER = 'this service was not there in 1999, or did something else';

/** Ours follows POSIX, on which shells and execvp rest. */
const MODE = 'exec does not ask for an x bit, and access lets the superuser execute anything';

/** Programs for which ours prints something else than the kernels of these years, and why it stays so. */
const DIFFERS: Readonly<Record<string, readonly [why: string, ...years: (typeof YEARS)[number][]]>> = {
  'vfork-two-waits': [WAITS, '1999', '2015'],
  'vfork-wait-twice': [WAITS, '1999', '2015'],
  'wait-nohang': [WAITS, '1999', '2015'],
  'wait-pid': [WAITS, '1999', '2015'],
  'fd-exec': [`${LATER}: close-on-exec was noted and not acted on`, '1999'],
  'file-offset': [`${LATER}: lseek did not hand back the offset`, '1999'],
  'fs-names': [
    'rename makes a link and removes the old name, so it refuses one that exists; ours follows POSIX',
    '1999',
    '2015',
  ],
  'fs-times': [`${LATER}: no utime`, '1999'],
  'signal-ignored-exec': [`${LATER}: exec left signals as they were`, '1999'],
  'signal-kill-group': [`${LATER}: kill knew no groups`, '1999'],
  'exec-errors': [MODE, '1999', '2015'],
  'exec-without-mode': [MODE, '1999', '2015'],
  'access-modes': [MODE, '1999', '2015'],
  'signal-interrupts-read': [
    'a read that is cut short is EINTR; both kernels let their own ERESTARTSYS out',
    '1999',
    '2015',
  ],
  'vfork-abort': [
    'abort of dev86 mixes up the arguments of kill and then pauses; no ELKS has pause, ours does',
    '1999',
    '2015',
  ],
  'pipe-capacity': [
    'pipes of all ELKS kernels hold 80 bytes here, as issue 6 and the reference have it; 512 then',
    '1999',
    '2015',
  ],
  'fs-stat': ['fstat of that commit tells a stale link count, and 0 for a descriptor that is not open', '2015'],
};

const folder = mkdtempSync(join(tmpdir(), 'real-elks-'));

const compile = (name: string): Uint8Array => {
  const image = join(folder, name);
  if (!existsSync(image)) {
    execFileSync('bcc', ['-ansi', '-0', '-o', image, join(DATA, `${name}.c`)], { cwd: folder, stdio: 'pipe' });
  }
  return readFileSync(image);
};

/** What our kernel prints, in the form of the recordings. */
const run = (name: string, kernelName: string, ...args: readonly string[]): string => {
  const path = '/bin/test';
  const program = loadProgram(path, compile(name));
  if (typeof program === 'string') throw new Error(`cannot run ${name} on ${kernelName}: ${program}`);
  const { result, stdout } = runImage(kernelName, program.image, {
    budgets: { instructions: 3_000_000 },
    files: { [path]: program.image },
    argv: [path, ...args],
    envp: ['PATH=/bin', 'HOME=/'],
  });
  if (result.kind !== 'exited') return `${stdout}no end\n`;
  const { outcome } = result;
  const status =
    outcome.kind === 'exited' ? (outcome.code & 0xff) << 8 : outcome.kind === 'killed' ? outcome.signal : -1;
  return `${stdout}status ${status}\n`;
};

const recorded = (name: string, year: string): string => {
  const own = join(DATA, `${name}.${year}.txt`);
  return readFileSync(existsSync(own) ? own : join(DATA, `${name}.txt`), 'latin1');
};

const files = readdirSync(DATA);
const RANDOM = 'random-calls';
const names = files
  .filter((file) => file.endsWith('.c'))
  .map((file) => file.slice(0, -2))
  .filter((name) => name !== RANDOM);
const seeds = files.flatMap((file) => new RegExp(`^${RANDOM}-(\\d+)\\.txt$`).exec(file)?.[1] ?? []);

describe.each(YEARS)('ELKS of %s', (year) => {
  it.each(names)('%s', (name) => {
    const actual = run(name, `elks-${year}`);
    const [why, ...years] = DIFFERS[name] ?? [];
    if (why !== undefined && years.some((one) => one === year)) {
      expect(actual, why).toBe(readFileSync(join(DATA, `${name}.ours.txt`), 'latin1'));
      expect(actual, 'the difference is gone').not.toBe(recorded(name, year));
    } else expect(actual).toBe(recorded(name, year));
  });

  it.each(seeds)('random calls, seed %s', (seed) =>
    expect(run(RANDOM, `elks-${year}`, seed)).toBe(recorded(`${RANDOM}-${seed}`, year)),
  );
});
