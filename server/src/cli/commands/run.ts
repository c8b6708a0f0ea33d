/**
 * `vfork-lint run FILE[:LINE]`: runs the functions of a file that make a child, and says of each finding what the machine shows
 * under each system. Ends with 1 where something is confirmed, 0 where nothing is, 2 after a mistake.
 */
import { type Command, Option } from 'commander';
import pc from 'picocolors';
import { confirmFile, kernelNames, type SiteReport, tellStory } from '../../ide/index.ts';
import { kernelsFor } from '../confirming.ts';
import { paint } from '../format/paint.ts';
import { verdictJson } from '../format/verdict.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { kernelsOf, wholeNumber } from '../options.ts';
import { absolutePath, shownPath } from '../paths.ts';
import { progressLine } from '../progress.ts';
import { openSession } from '../session.ts';

interface Options {
  readonly format: 'pretty' | 'json';
  readonly kernel?: readonly string[];
  readonly seed: string;
}

/** Adds the command. `finish` takes the exit status. */
export const runCommand = (program: Command, io: Io, finish: (status: number) => void): void => {
  program
    .command('run')
    .description('run the functions that call vfork and confirm findings on an emulated machine')
    .argument('<file[:line]>', 'C file, and a line of the one function that is wanted')
    .addOption(
      new Option('--kernel <name>', `system to run on, or all (repeatable): ${kernelNames().join(', ')}`).argParser(
        (name: string, before: readonly string[] = []) => [...before, name],
      ),
    )
    .option('--seed <number>', 'order of the scheduler; 0 is plain round robin', '0')
    .addOption(new Option('--format <name>', 'how to print').choices(['pretty', 'json']).default('pretty'))
    .action(async (target: string, options: Options) => {
      finish(await execute(io, target, options));
    });
};

const execute = async (io: Io, target: string, options: Options): Promise<number> => {
  const kernels = kernelsOf(options.kernel);
  const seed = wholeNumber('--seed', options.seed);
  const [, file = target, line] = /^(.*?)(?::(\d+))?$/.exec(target) ?? [];
  const session = await openSession({ lookUp: true, config: {}, folder: io.cwd, overrides: {} });
  const path = absolutePath(io.cwd, file);
  if (session.text(path) === undefined)
    throw new UsageError(`${file}: ${session.problem(path) ?? 'there is no such file or folder'}`);
  const progress = progressLine(io, () => performance.now());
  const reports = confirmFile(session.workspace, path, {
    kernels: kernels ?? kernelsFor(session.workspace, path),
    seed,
    ...(line === undefined ? {} : { line: Number(line) }),
    progress: (done, all) => progress.step(done, all, 'functions run'),
  });
  progress.end();
  const shown = shownPath(io.cwd, path);
  io.out(
    options.format === 'json'
      ? json(shown, reports)
      : pretty(shown, session.text(path) ?? '', reports, pc.createColors(io.colour)),
  );
  return reports.some(({ confirmation }) => confirmation.claims.some(({ verdict }) => verdict === 'confirmed'))
    ? EXIT.findings
    : EXIT.clean;
};

/** The stable format of DESIGN §6. */
const json = (file: string, reports: readonly SiteReport[]): string => {
  const sites = reports.map(({ function: name, line, confirmation: { claims, compile, runs } }) => ({
    function: name,
    line,
    findings: claims.map((one) => ({ rule: one.claim.rule, line: one.claim.line, ...verdictJson(one) })),
    runs,
    compile: {
      ok: compile.ok,
      assumed: compile.assumed,
      ...(compile.problem === undefined ? {} : { message: compile.problem.message, line: compile.problem.line }),
    },
  }));
  return `${JSON.stringify({ version: 1, file, sites }, null, 2)}\n`;
};

const pretty = (
  file: string,
  text: string,
  reports: readonly SiteReport[],
  colours: ReturnType<typeof pc.createColors>,
): string => {
  if (reports.length === 0) return `No function of ${file} makes a child.\n`;
  const claims = reports.flatMap(({ confirmation }) => confirmation.claims);
  const proved = claims.filter(({ verdict }) => verdict === 'confirmed').length;
  const stories = reports.map((report) => paint(tellStory(report, file, text), colours));
  return `${stories.join('\n')}\n${proved} of ${claims.length} findings confirmed.\n`;
};
