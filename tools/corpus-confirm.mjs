/**
 * The report of `npm run corpus -- --confirm`: each labelled call is run with the built program, as a user would, one process
 * for each call. How many functions are found, compile and run; how many labelled bugs are confirmed, and whether anything is
 * that a person called harmless; and for the rest, why. Prints only; the exit status says whether the aims of issue 7 are met.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LEAVING = ['return-from-vfork-frame', 'child-reaches-parent-code', 'missing-exit-after-exec', 'vfork-wrapper'];
const WRITING = [
  'parent-visible-write',
  'shared-memory-as-channel',
  'register-dependent-write',
  'unsafe-call-in-child',
];
/** The rules that may speak of what a label calls by this name; any rule for other names. */
const FAIR = {
  'exit-in-child': ['exit-in-child', 'unsafe-call-in-child'],
  'unsafe-call': ['unsafe-call-in-child', 'exit-in-child', 'parent-visible-write'],
  'write-parent-visible': WRITING,
  'return-from-vfork-frame': LEAVING,
  'falls-through-to-parent': LEAVING,
  'missing-_exit-after-exec': LEAVING,
  'vfork-wrapper': LEAVING,
  'signal-in-child': ['signal-in-child'],
  'longjmp-out': ['longjmp-out-of-child'],
  'blocking-in-child': ['blocking-call-in-child', 'tty-input-in-child', 'not-a-prelude'],
};
const fits = (finding, label) =>
  finding.line === label.line && (FAIR[label.kind] === undefined || FAIR[label.kind].includes(finding.rule));

/** One run of the program; undefined where it gave no answer in time. */
const runSite = (cli, file, line, kernels, seconds) =>
  new Promise((done) => {
    const [command, ...words] = cli;
    const more = kernels.flatMap((kernel) => ['--kernel', kernel]);
    const args = [...words, 'run', `${file}:${line}`, '--format', 'json', ...more];
    const began = performance.now();
    execFile(command, args, { timeout: seconds * 1000, maxBuffer: 1 << 28 }, (error, stdout) => {
      const took = performance.now() - began;
      try {
        done({ took, site: JSON.parse(stdout).sites[0], why: 'no function here makes a child' });
      } catch {
        done({ took, site: undefined, why: error?.killed ? `no answer in ${seconds} s` : 'the program failed' });
      }
    });
  });

/** Runs `work` for each item, `count` at a time. */
const pool = async (items, count, work) => {
  const queue = [...items.entries()];
  const results = [];
  const next = async () => {
    for (let entry = queue.shift(); entry !== undefined; entry = queue.shift())
      results[entry[0]] = await work(entry[1]);
  };
  await Promise.all(Array.from({ length: count }, next));
  return results;
};

const share = (part, whole) => `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;

/** Counts by a name, the most frequent first. */
const table = (title, names) => {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (counts.size === 0) return;
  console.log(`\n${title}`);
  for (const [name, count] of [...counts].sort((a, b) => b[1] - a[1]))
    console.log(`${String(count).padStart(5)}  ${name}`);
};

/** What one label's line came to: the best verdict of a finding that fits it, and the reason where it has one. */
const outcome = (label, site) => {
  const findings = site.findings.filter((finding) => fits(finding, label));
  if (findings.length === 0) return { verdict: 'no finding on its line', reason: undefined };
  const order = ['confirmed', 'not-observed', 'not-reached', 'not-runnable'];
  return findings.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))[0];
};

const plain = (message) => message.replaceAll(/'[^']*'/g, "'…'").replaceAll(/line \d+/g, 'line …');

/** Runs every labelled call and prints the report; gives the exit status. */
export const confirmCorpus = async ({ labels, corpus, cli, kernels, verbose, seconds = 60, jobs = 2 }) => {
  const { sites } = JSON.parse(readFileSync(labels, 'utf8'));
  const present = sites.filter(({ pkg, dir_in_tarball: inner = '.', path }) =>
    existsSync(join(corpus, pkg, inner, path)),
  );
  let done = 0;
  const results = await pool(present, jobs, async (label) => {
    const file = join(corpus, label.pkg, label.dir_in_tarball ?? '.', label.path);
    const result = await runSite(cli, file, label.vfork_line, kernels, seconds);
    done++;
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${present.length} `);
    else if (done % 10 === 0) process.stderr.write(`${done} of ${present.length}\n`);
    return { label, place: `${label.pkg}/${label.path}`, ...result };
  });
  if (process.stderr.isTTY) process.stderr.write('\r');
  const found = results.filter(({ site }) => site !== undefined);
  const compiled = found.filter(({ site }) => site.compile.ok);
  const ran = compiled.filter(({ site }) => site.runs > 0);
  const bugs = [];
  const wrong = [];
  for (const {
    label: { findings },
    place,
    site,
  } of found) {
    for (const label of findings) {
      if (label.severity === 'bug' && /direct|same-file/.test(label.reach ?? ''))
        bugs.push({ label, place, ...outcome(label, site) });
    }
    for (const finding of site.findings) {
      const on = findings.filter(({ line }) => line === finding.line);
      const harmless =
        on.length > 0
          ? on.every(({ severity }) => severity === 'benign')
          : findings.every(({ severity }) => severity === 'benign');
      if (finding.verdict === 'confirmed' && harmless) wrong.push({ place, finding });
    }
  }
  const shown = bugs.filter(({ verdict }) => verdict === 'confirmed');
  const times = results.map(({ took }) => took).toSorted((a, b) => a - b);
  console.log(`sites: ${present.length} of ${sites.length} are there; found ${share(found.length, present.length)}`);
  console.log(`compile ${share(compiled.length, present.length)}, run ${share(ran.length, present.length)}`);
  console.log(`bugs within the file: confirmed ${share(shown.length, bugs.length)}`);
  console.log(`confirmed where labelled harmless: ${wrong.length}`);
  console.log(
    `seconds a site, start of the program included: median ${((times[times.length >> 1] ?? 0) / 1000).toFixed(2)}, worst ${((times.at(-1) ?? 0) / 1000).toFixed(2)}`,
  );
  table('why a site did not run:', [
    ...results.filter(({ site }) => site === undefined).map(({ why }) => why),
    ...found.filter(({ site }) => !site.compile.ok).map(({ site }) => plain(site.compile.message ?? 'no reason given')),
    ...compiled.filter(({ site }) => site.runs === 0).map(() => 'it compiles and was not run'),
  ]);
  table(
    'what became of the bugs that were not confirmed:',
    bugs
      .filter(({ verdict }) => verdict !== 'confirmed')
      .map(({ verdict, reason }) => (reason === undefined ? verdict : `${verdict}: ${plain(reason)}`)),
  );
  table(
    'what was made up, by sites:',
    compiled.flatMap(({ site }) => [
      ...new Set(site.compile.assumed.map((text) => (/^line \d/.test(text) ? 'lines left out' : text.split(' ')[0]))),
    ]),
  );
  for (const { place, finding } of wrong)
    console.log(
      `wrong: ${place}:${finding.line} ${finding.rule} ${JSON.stringify(Object.entries(finding.kernels).find(([, one]) => one.verdict === 'confirmed'))}`,
    );
  if (verbose) {
    for (const { place, label, site, why } of results)
      if (site === undefined || !site.compile.ok)
        console.log(
          `not run: ${place}:${label.vfork_line} ${label.function}: ${site?.compile.message ?? why}${site?.compile.line === undefined ? '' : ` (line ${site.compile.line})`}`,
        );
    for (const { place, label, verdict, reason } of bugs)
      if (verdict !== 'confirmed')
        console.log(`bug: ${place}:${label.line} ${label.kind} ${verdict}${reason === undefined ? '' : `: ${reason}`}`);
  }
  const met = ran.length >= 0.8 * present.length && shown.length >= 0.7 * bugs.length && wrong.length === 0;
  return met ? 0 : 1;
};
