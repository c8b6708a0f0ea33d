/**
 * Decides about single mutants of the rooms: which of the tests that reach the changed region fails. Tests that are quick,
 * or that killed a neighbour, come first.
 */
import { apply, type Mutant } from './mutants.ts';
import type { Suite, TestProfile } from './suite.ts';
import type { TestId } from './worker.ts';

/** A profile, and the sources whose regions are others by now. */
export type Known = TestProfile & { readonly changed: ReadonlySet<string> };

/** Tests in the order in which to try them: the one that killed this mutant before, then what kills its neighbours, quick ones first. */
const ordered = (
  tests: readonly TestProfile[],
  hint: TestId | undefined,
  near: string | undefined,
  kills: (test: TestProfile) => number,
): readonly TestProfile[] => {
  const rank = (test: TestProfile): number => {
    if (test.file === hint?.file && test.index === hint.index) return -1;
    return (test.ms + 5) / (1 + kills(test) + (near !== undefined && test.reached.includes(near) ? 1000 : 0));
  };
  return tests
    .map((test) => ({ test, at: rank(test) }))
    .sort((a, b) => a.at - b.at)
    .map(({ test }) => test);
};

export class Judge {
  private readonly suite: Suite;
  private readonly profiles: readonly Known[];
  private readonly kills = new Map<string, number>();

  constructor(suite: Suite, profiles: readonly Known[]) {
    this.suite = suite;
    this.profiles = profiles;
  }

  /**
   * The test that fails where the mutant is in the place of its source, `text`; undefined where all pass. First come the
   * test that is the `hint`, and those that reach the region `near`.
   */
  async killer(mutant: Mutant, text: string, hint: TestId | undefined, near?: number): Promise<TestId | undefined> {
    const region = `${mutant.file} ${mutant.region}`;
    const reaching = this.profiles.filter(
      ({ reached, changed }) => mutant.region === 0 || changed.has(mutant.file) || reached.includes(region),
    );
    const name = (place: string, { file, index }: TestId): string => `${place} ${file} ${index}`;
    const kills = (test: TestId): number =>
      10 * (this.kills.get(name(region, test)) ?? 0) + (this.kills.get(name(mutant.file, test)) ?? 0);
    const tests = ordered(reaching, hint, near === undefined ? undefined : `${mutant.file} ${near}`, kills);
    if (tests.length === 0) return undefined;
    const failure = await this.suite.failure(mutant.file, apply(text, mutant), tests);
    const by = failure === undefined ? undefined : tests[failure.test];
    if (by !== undefined)
      for (const place of [region, mutant.file])
        this.kills.set(name(place, by), (this.kills.get(name(place, by)) ?? 0) + 1);
    return by;
  }
}
