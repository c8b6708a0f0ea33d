/**
 * What earlier runs found, in build/mutants, so that a stopped run goes on where it was. That a test kills a mutant stands
 * while that test file and the mutated source are the same; that none does, while all tests and sources are. Of a result
 * that no longer stands the killing test remains as a hint: it is tried first.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../root.ts';
import { linesOf } from './equivalent.ts';
import type { Mutant } from './mutants.ts';
import type { TestProfile } from './suite.ts';
import type { TestId } from './worker.ts';

const FILE = join(root, 'build/mutants/results.json');

/** A test that fails the mutant, or none: it survives. `valid` is a digest of what that rests on. */
interface Entry {
  readonly valid: string;
  readonly by?: TestId;
}

/** The profiles of a test file's tests: `valid` is its digest, `regions` says how many each source had. */
interface Profiles {
  readonly valid: string;
  readonly regions: Readonly<Record<string, number>>;
  readonly tests: readonly TestProfile[];
}

interface Stored {
  readonly profiles?: Readonly<Record<string, Profiles>>;
  readonly entries: Readonly<Record<string, Entry>>;
}

/** A short digest of texts. */
export const digest = (...texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 16);

const read = (): Stored => {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Stored;
  } catch {
    return { entries: {} };
  }
};

export class Results {
  private readonly stored: Stored = read();
  private readonly newEntries: Record<string, Entry> = {};
  private readonly newProfiles: Record<string, Profiles> = {};
  private readonly common: string;
  private readonly tests: ReadonlyMap<string, string>;

  /** `common`: a digest of all sources and helpers; `tests`: a digest of each test file. */
  constructor(common: string, tests: ReadonlyMap<string, string>) {
    this.common = common;
    this.tests = tests;
  }

  private get all(): string {
    return digest(this.common, ...this.tests.values());
  }

  /**
   * The profiles of a file's tests, unless the file changed. Those that the sources outgrew may miss a test that reaches a
   * region by now, so that a mutant survives; never the other way.
   */
  profilesOf(file: string): Profiles | undefined {
    const known = this.newProfiles[file] ?? this.stored.profiles?.[file];
    return known?.valid === this.tests.get(file) ? known : undefined;
  }

  keepProfiles(file: string, tests: readonly TestProfile[], regions: Readonly<Record<string, number>>): void {
    this.newProfiles[file] = { valid: this.tests.get(file) ?? '', regions, tests };
    this.save();
  }

  /** What is known of a mutant (`key`) of a source with this digest, and which test killed it when last seen. */
  known(
    key: string,
    source: string,
  ): { readonly outcome: 'killed' | 'survived' | undefined; readonly hint: TestId | undefined } {
    const entry = this.newEntries[key] ?? this.stored.entries[key];
    const valid = entry?.by === undefined ? this.all : digest(source, this.tests.get(entry.by.file) ?? '');
    if (entry?.valid !== valid) return { outcome: undefined, hint: entry?.by };
    return { outcome: entry.by === undefined ? 'survived' : 'killed', hint: entry.by };
  }

  keep(key: string, source: string, by: TestId | undefined): void {
    this.newEntries[key] =
      by === undefined ? { valid: this.all } : { valid: digest(source, this.tests.get(by.file) ?? ''), by };
  }

  /** Writes what is new to the file, beside what another run may have written meanwhile. */
  save(): void {
    const { profiles, entries } = read();
    mkdirSync(dirname(FILE), { recursive: true });
    const merged: Stored = {
      profiles: { ...profiles, ...this.newProfiles },
      entries: { ...entries, ...this.newEntries },
    };
    writeFileSync(`${FILE}.new`, JSON.stringify(merged));
    renameSync(`${FILE}.new`, FILE);
  }
}

/** Keys of the mutants of one source, which stay the same when lines move. */
export const keysOf = (mutants: readonly Mutant[], text: string): readonly string[] => {
  const seen = new Map<string, number>();
  return mutants.map((mutant) => {
    const { before, after } = linesOf(mutant, text);
    const key = digest(mutant.file, before, after);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${key}.${count}`;
  });
};
