/**
 * `npm run mutate [-- [--every N] [--quick] [PART OF A PATH…]]`: mutation testing of rooms `cpu` and `machine`, and of the program
 * that writes the hot loop. Each mutant changes one operator, number, condition or statement of one source; a test of the
 * rooms (all but the oracles) must then fail, or for the program its output must change. Prints what survives, unless
 * tools/mutation/arguments says why no test can tell; each argument there is put to the test as well. `--every N` takes one
 * mutant in N; `--quick` asks only quick tests, so that what survives is a candidate, not a finding. A stopped run goes on
 * where it was. Closes with a table; exit 1 where an unexplained mutant survives or an argument is wrong.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { transformSync } from 'esbuild';
import { EQUIVALENT } from './mutation/arguments.ts';
import { type Argument, isAbout, linesOf } from './mutation/equivalent.ts';
import { caseRegion, hotKillers, LOCKSTEP } from './mutation/hot.ts';
import { Judge, type Known } from './mutation/judge.ts';
import { apply, type Mutant, mutantsOf, regionsOf } from './mutation/mutants.ts';
import { type Outcome, Tally } from './mutation/report.ts';
import { digest, keysOf, Results } from './mutation/results.ts';
import { Suite } from './mutation/suite.ts';
import { Types } from './mutation/types.ts';
import { root } from './root.ts';

const ROOMS = ['emulator/src/isa', 'emulator/src/machine', 'emulator/src/cpu'];
/** Sources of the rooms that are not mutated: API lists, test helpers, tables. */
const LEFT_OUT = /\/isa\/|\/(index|test-cpu|model|recordings|semantics|registers)\.ts$/;
const GENERATOR = 'tools/generators/hot-loop.ts';
const GENERATED = 'emulator/src/cpu/hot-loop.generated.ts';

/** Mutants of the hot loop between two saves. */
const HOT_BATCH = 200;
/** What counts as a quick test, in ms. */
const QUICK = 600;
/** Time between two words on how far a run is, in ms. */
const TELL = 20_000;

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What a text says, without comments and layout. */
const gist = (text: string): string => transformSync(text, { loader: 'ts', minifyWhitespace: true }).code;

const filesOf = (room: string): readonly string[] =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.oracle.test.ts'))
    .map((file) => `${room}/${file}`)
    .sort();

const seconds = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${`${Math.floor(ms / 1000) % 60}`.padStart(2, '0')}`;

/** A mutant, the source that it changes, its key in the kept results, and what is argued about it. */
interface Case {
  readonly mutant: Mutant;
  readonly text: string;
  readonly key: string;
  /** Digest of the source. */
  readonly source: string;
  readonly argument: Argument | undefined;
  /** Another region whose tests are likely to notice. */
  readonly near: number | undefined;
}

const casesOf = (file: string, text: string): readonly Case[] => {
  const mutants = mutantsOf(file, text);
  const keys = keysOf(mutants, text);
  const source = digest(gist(text));
  return mutants.map((mutant, index) => ({
    mutant,
    text,
    key: keys[index] ?? '',
    source,
    argument: EQUIVALENT.find((each) => isAbout(each, mutant, text)),
    near: file === GENERATED ? caseRegion(mutant, text, mutants) : undefined,
  }));
};

/** Whether a change of the program that writes the hot loop changes what it writes. */
const changesOutput = async ({ mutant, text }: Case, expected: string): Promise<boolean> => {
  const { code } = transformSync(apply(text, mutant), { loader: 'ts', format: 'esm' });
  try {
    const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { hotLoop: () => string };
    return module.hotLoop() !== expected;
  } catch {
    return true;
  }
};

/** What each test reaches: kept from earlier runs, or looked for now. */
const profilesOf = async (
  tests: readonly string[],
  texts: ReadonlyMap<string, string>,
  suite: Suite,
  results: Results,
): Promise<readonly Known[]> => {
  const regions = Object.fromEntries([...texts].map(([file, text]) => [file, regionsOf(text)]));
  const unknown = tests.filter((file) => results.profilesOf(file) === undefined);
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
  return tests.flatMap((file) => {
    const known = results.profilesOf(file);
    const changed = new Set([...texts.keys()].filter((source) => known?.regions[source] !== regions[source]));
    return known?.tests.map((test) => ({ ...test, changed })) ?? [];
  });
};

/**
 * Asks the lockstep tests about all mutants of the hot loop, argued ones too, and keeps what they kill. Returns what they
 * had their say about.
 */
const sweepHotLoop = async (
  cases: readonly Case[],
  profiles: readonly Known[],
  results: Results,
): Promise<ReadonlySet<Mutant>> => {
  const asked = new Set<Mutant>();
  const unknown = cases.filter(
    ({ mutant, key, source }) => mutant.file === GENERATED && results.known(key, source).outcome === undefined,
  );
  for (let at = 0; at < unknown.length; at += HOT_BATCH) {
    const batch = unknown.slice(at, at + HOT_BATCH);
    const killers = await hotKillers(
      batch.map(({ mutant }) => mutant),
      read(GENERATED),
      ({ region }) =>
        profiles
          .filter(({ file, reached }) => file === LOCKSTEP && reached.includes(`${GENERATED} ${region}`))
          .map(({ index }) => index),
    );
    for (const { mutant, key, source } of batch) {
      const index = killers.get(mutant);
      if (killers.has(mutant)) asked.add(mutant);
      if (index !== undefined) results.keep(key, source, { file: LOCKSTEP, index });
    }
    results.save();
    const killed = [...killers.values()].filter((index) => index !== undefined).length;
    console.log(
      `${at + batch.length} of ${unknown.length} in the hot loop, ${killed} of the last ${batch.length} killed`,
    );
  }
  return asked;
};

/**
 * Tells the outcome of one mutant. An argument is put to all tests once, by the first mutant that it is about, unless the
 * lockstep tests were `asked` about each.
 */
const outcomes = (
  judge: Judge,
  asked: ReadonlySet<Mutant>,
  results: Results,
  types: Types,
  quick: boolean,
): ((each: Case) => Promise<Outcome>) => {
  const generated = read(GENERATED);
  const tried = new Set<Argument>();
  const isKilled = async (each: Case): Promise<boolean> => {
    const { mutant, text, key, source, argument, near } = each;
    if (mutant.file === GENERATOR) return changesOutput(each, generated);
    const { outcome, hint } = results.known(key, source);
    if (outcome !== undefined) return outcome === 'killed';
    if (argument !== undefined && (quick || tried.has(argument) || asked.has(mutant))) return false;
    const by = await judge.killer(mutant, text, hint, near);
    if (by !== undefined || !quick) results.keep(key, source, by);
    return by !== undefined;
  };
  return async (each) => {
    const { mutant, text, argument } = each;
    const killed = await isKilled(each);
    if (argument !== undefined) {
      tried.add(argument);
      return killed ? 'wrong' : 'argued';
    }
    if (killed) return 'killed';
    return types.refuse(mutant, text) ? 'refused' : 'survived';
  };
};

/** A mutant in words. */
const describe = ({ mutant, text }: Case, what: string): string => {
  const { before, after } = linesOf(mutant, text);
  const { file, line, from, to } = mutant;
  return `${file}:${line}: ${from.slice(0, 60)} -> ${to.slice(0, 60)} ${what}\n  - ${before}\n  + ${after}`;
};

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
  const texts = new Map(sources.filter((file) => !LEFT_OUT.test(file)).map((file) => [file, read(file)]));
  const results = new Results(
    digest(...sources.map((file) => gist(read(file)))),
    new Map(tests.map((file) => [file, digest(gist(read(file)))])),
  );
  const suite = new Suite(tests, texts);
  process.on('SIGINT', () => {
    results.save();
    process.exit(130);
  });

  const chosen = [...texts.keys(), GENERATOR].filter(
    (file) => parts.length === 0 || parts.some((part) => file.includes(part)),
  );
  const cases = chosen.flatMap((file) => casesOf(file, read(file))).filter((_, index) => index % every === 0);
  console.log(`${cases.length} mutants of ${chosen.length} files`);
  const profiles = chosen.some((file) => file !== GENERATOR) ? await profilesOf(tests, texts, suite, results) : [];
  const asked = await sweepHotLoop(cases, profiles, results);

  const judge = new Judge(suite, quick ? profiles.filter(({ ms }) => ms < QUICK) : profiles);
  const outcomeOf = outcomes(judge, asked, results, new Types(), quick);
  const tally = new Tally(chosen);
  const start = Date.now();
  let told = start;
  // Arguments come last: all tests are run for each, and survivors are what one waits for.
  const inOrder = [false, true].flatMap((argued) =>
    cases.filter(({ argument }) => (argument !== undefined) === argued),
  );
  for (const [index, each] of inOrder.entries()) {
    const outcome = await outcomeOf(each);
    tally.add(each.mutant.file, outcome);
    if (outcome === 'survived') console.log(describe(each, 'survives'));
    if (outcome === 'wrong') console.log(describe(each, 'is argued to be equivalent, but a test fails'));
    if (Date.now() - told < TELL) continue;
    told = Date.now();
    results.save();
    console.log(`${index + 1} of ${cases.length} after ${seconds(told - start)}, ${tally.count('survived')} survived`);
  }
  results.save();
  await suite.close();
  console.log(tally.table());
  if (tally.count('survived') + tally.count('wrong') > 0) process.exitCode = 1;
};

await main(process.argv.slice(2));
