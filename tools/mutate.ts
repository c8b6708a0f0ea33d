/**
 * `npm run mutate [-- [--every N] [--quick] [PART OF A PATH…]]`: mutation testing of rooms `cpu` and `machine`, and of the program
 * that writes the hot loop. Each mutant changes one operator, number, condition or statement of one source; a test of the
 * rooms (all but the oracles) must then fail, or for the program its output must change. Prints what survives, unless
 * tools/equivalent-mutants.ts says why no test can tell; each argument there is put to the test as well. `--every N`
 * takes one mutant in N; `--quick` asks only quick tests, so that what survives is a candidate, not a finding. A stopped run goes on where it was. Exit 1 where an unexplained mutant survives.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { transformSync } from 'esbuild';
import { EQUIVALENT } from './equivalent-mutants.ts';
import { type Argument, isAbout, linesOf } from './mutation/equivalent.ts';
import { hotKillers, LOCKSTEP } from './mutation/hot.ts';
import { apply, type Mutant, mutantsOf, regionsOf } from './mutation/mutants.ts';
import { digest, keysOf, Results } from './mutation/results.ts';
import { Suite, type TestProfile } from './mutation/suite.ts';
import type { TestId } from './mutation/worker.ts';
import { root } from './root.ts';

const ROOMS = ['emulator/src/isa', 'emulator/src/machine', 'emulator/src/cpu'];
/** Sources of the rooms that are not mutated: API lists, test helpers, tables. */
const LEFT_OUT = /\/isa\/|\/(index|test-cpu|model|recordings|semantics|registers)\.ts$/;
const GENERATOR = 'tools/generators/hot-loop.ts';
const GENERATED = 'emulator/src/cpu/hot-loop.generated.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What a text says, without comments and layout. */
const gist = (text: string): string => transformSync(text, { loader: 'ts', minifyWhitespace: true }).code;

const filesOf = (room: string): readonly string[] =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.oracle.test.ts'))
    .map((file) => `${room}/${file}`)
    .sort();

/** Mutants of the hot loop between two saves. */
const HOT_BATCH = 200;
/** What counts as a quick test, in ms. */
const QUICK = 600;

/** Tests in the order in which to try them: the one that killed this mutant before, then what kills its neighbours, quick ones first. */
const ordered = (
  tests: readonly TestProfile[],
  hint: TestId | undefined,
  kills: (test: TestProfile) => number,
): readonly TestProfile[] => {
  const rank = (test: TestProfile): number =>
    test.file === hint?.file && test.index === hint.index ? -1 : (test.ms + 5) / (1 + kills(test));
  return tests
    .map((test) => ({ test, at: rank(test) }))
    .sort((a, b) => a.at - b.at)
    .map(({ test }) => test);
};

/** A profile, and the sources whose regions are others by now. */
type Known = TestProfile & { readonly changed: ReadonlySet<string> };

/** Decides about one mutant of a room: the test that fails, undefined where all pass. */
class Judge {
  private readonly suite: Suite;
  private readonly profiles: readonly Known[];
  private readonly kills = new Map<string, number>();

  constructor(suite: Suite, profiles: readonly Known[]) {
    this.suite = suite;
    this.profiles = profiles;
  }

  async killer(mutant: Mutant, text: string, hint: TestId | undefined): Promise<TestId | undefined> {
    const region = `${mutant.file} ${mutant.region}`;
    const reaching = this.profiles.filter(
      ({ reached, changed }) => mutant.region === 0 || changed.has(mutant.file) || reached.includes(region),
    );
    const name = (place: string, { file, index }: TestId): string => `${place} ${file} ${index}`;
    const kills = (test: TestId): number =>
      10 * (this.kills.get(name(region, test)) ?? 0) + (this.kills.get(name(mutant.file, test)) ?? 0);
    const tests = ordered(reaching, hint, kills);
    if (tests.length === 0) return undefined;
    const failure = await this.suite.failure(mutant.file, apply(text, mutant), tests);
    const by = failure === undefined ? undefined : tests[failure.test];
    if (by !== undefined)
      for (const place of [region, mutant.file])
        this.kills.set(name(place, by), (this.kills.get(name(place, by)) ?? 0) + 1);
    return by;
  }
}

/** Whether a change of the program that writes the hot loop changes what it writes. */
const changesOutput = async (mutant: Mutant, text: string, expected: string): Promise<boolean> => {
  const { code } = transformSync(apply(text, mutant), { loader: 'ts', format: 'esm' });
  try {
    const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { hotLoop: () => string };
    return module.hotLoop() !== expected;
  } catch {
    return true;
  }
};

const seconds = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${`${Math.floor(ms / 1000) % 60}`.padStart(2, '0')}`;

const main = async (args: readonly string[]): Promise<void> => {
  const { values, positionals: parts } = parseArgs({
    args: [...args],
    options: { every: { type: 'string', default: '1' }, quick: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const { quick } = values;
  const every = Number(values.every);

  const files = ROOMS.flatMap(filesOf);
  const tests = files.filter((file) => file.endsWith('.test.ts') && !file.includes('/isa/'));
  const sources = files.filter((file) => !file.endsWith('.test.ts'));
  const mutated = sources.filter((file) => !LEFT_OUT.test(file));
  const texts = new Map([...mutated, GENERATOR].map((file) => [file, read(file)]));
  const results = new Results(
    digest(...sources.map((file) => gist(read(file)))),
    new Map(tests.map((file) => [file, digest(gist(read(file)))])),
  );
  const gists = new Map([...texts].map(([file, text]) => [file, digest(gist(text))]));
  const suite = new Suite(tests, new Map(mutated.map((file) => [file, texts.get(file) ?? ''])));

  const chosen = [...texts].filter(([file]) => parts.length === 0 || parts.some((part) => file.includes(part)));
  const mutants = chosen
    .flatMap(([file, text]) => {
      const all = mutantsOf(file, text);
      const keys = keysOf(all, text);
      return all.map((mutant, index) => ({ mutant, text, key: keys[index] ?? '' }));
    })
    .filter((_, index) => index % every === 0);
  console.log(`${mutants.length} mutants of ${chosen.length} files`);

  const regions = Object.fromEntries(mutated.map((file) => [file, regionsOf(texts.get(file) ?? '')]));
  const asked = mutants.some(({ mutant }) => mutant.file !== GENERATOR);
  const unknown = tests.filter((file) => asked && results.profilesOf(file) === undefined);
  if (unknown.length > 0) {
    console.log('looking what each test reaches');
    const profiles = await suite.profile(
      unknown,
      (done, of) => done % 50 === 0 && console.log(`${done} of ${of} tests`),
    );
    for (const file of unknown)
      results.keepProfiles(
        file,
        profiles.filter((profile) => profile.file === file),
        regions,
      );
  }
  const profiles = tests.flatMap((file) => {
    const known = results.profilesOf(file);
    const changed = new Set(mutated.filter((source) => known?.regions[source] !== regions[source]));
    return known?.tests.map((test) => ({ ...test, changed })) ?? [];
  });
  const judge = new Judge(suite, quick ? profiles.filter(({ ms }) => ms < QUICK) : profiles);

  const inHotLoop = mutants.filter(({ mutant, text, key }) => {
    if (mutant.file !== GENERATED || EQUIVALENT.some((each) => isAbout(each, mutant, text))) return false;
    return results.known(key, gists.get(GENERATED) ?? '').outcome === undefined;
  });
  for (let at = 0; at < inHotLoop.length; at += HOT_BATCH) {
    const batch = inHotLoop.slice(at, at + HOT_BATCH);
    const killers = await hotKillers(
      batch.map(({ mutant }) => mutant),
      texts.get(GENERATED) ?? '',
      ({ region }) =>
        profiles
          .filter(({ file, reached }) => file === LOCKSTEP && reached.includes(`${GENERATED} ${region}`))
          .map(({ index }) => index),
    );
    for (const { mutant, key } of batch) {
      const index = killers.get(mutant);
      if (index !== undefined) results.keep(key, gists.get(GENERATED) ?? '', { file: LOCKSTEP, index });
    }
    results.save();
    console.log(
      `${at + batch.length} of ${inHotLoop.length} in the hot loop, ${killers.size} of the last ${batch.length} killed`,
    );
  }

  const argued = new Set<Argument>();
  let [killed, survived, equivalent, wrong] = [0, 0, 0, 0];
  const start = Date.now();
  let told = start;
  process.on('SIGINT', () => {
    results.save();
    process.exit(130);
  });
  const isKilled = async (mutant: Mutant, text: string, key: string): Promise<boolean> => {
    if (mutant.file === GENERATOR) return changesOutput(mutant, text, read(GENERATED));
    const source = gists.get(mutant.file) ?? '';
    const { outcome, hint } = results.known(key, source);
    if (outcome !== undefined) return outcome === 'killed';
    const by = await judge.killer(mutant, text, hint);
    if (by !== undefined || !quick) results.keep(key, source, by);
    return by !== undefined;
  };
  for (const [index, { mutant, text, key }] of mutants.entries()) {
    const argument = EQUIVALENT.find((each) => isAbout(each, mutant, text));
    const where = `${mutant.file}:${mutant.line}`;
    const { before, after } = linesOf(mutant, text);
    if (argument !== undefined && (quick || argued.has(argument))) equivalent++;
    else if (argument !== undefined) {
      argued.add(argument);
      equivalent++;
      if (await isKilled(mutant, text, key)) {
        wrong++;
        console.log(`${where}: argued to be equivalent, but a test fails\n  - ${before}\n  + ${after}`);
      }
    } else if (await isKilled(mutant, text, key)) killed++;
    else {
      survived++;
      console.log(
        `${where}: ${mutant.from.slice(0, 60)} -> ${mutant.to.slice(0, 60)} survives\n  - ${before}\n  + ${after}`,
      );
    }
    if (Date.now() - told < 20_000) continue;
    told = Date.now();
    results.save();
    console.log(
      `${index + 1} of ${mutants.length} after ${seconds(told - start)}: ${killed} killed, ${survived} survived`,
    );
  }
  results.save();
  await suite.close();
  console.log(
    `${mutants.length} mutants, ${killed} killed, ${survived} survived, ${equivalent} equivalent (argued, ${wrong} of them wrongly)`,
  );
  if (survived + wrong > 0) process.exitCode = 1;
};

await main(process.argv.slice(2));
