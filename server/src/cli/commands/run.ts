/**
 * `vfork-lint run FILE[:LINE]`: runs the functions of a file that make a child, and says of each finding what the machine shows
 * under each system. Ends with 1 where something is confirmed, 0 where nothing is, 2 after a mistake.
 */
import { type Command, Option } from 'commander';
import pc from 'picocolors';
import {
  confirmFile,
  DEFAULT_KERNELS,
  kernelNames,
  type Proof,
  type SiteReport,
  type VerdictName,
} from '../../ide/index.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { knownKernel, wholeNumber } from '../options.ts';
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

const kernelsOf = (given: readonly string[] | undefined): readonly string[] => {
  if (given === undefined) return DEFAULT_KERNELS;
  const known = kernelNames();
  for (const name of given) if (name !== 'all') knownKernel(name, known);
  return given.includes('all') ? known : given;
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
    kernels,
    seed,
    ...(line === undefined ? {} : { line: Number(line) }),
    progress: (done, all) => progress.step(done, all, 'functions run'),
  });
  progress.end();
  const shown = shownPath(io.cwd, path);
  io.out(options.format === 'json' ? json(shown, reports) : pretty(shown, reports, pc.createColors(io.colour)));
  return reports.some(({ confirmation }) => confirmation.claims.some(({ verdict }) => verdict === 'confirmed'))
    ? EXIT.findings
    : EXIT.clean;
};

const evidence = ({ kind, child, parent, text }: Proof): object => ({
  kind,
  ...(child === undefined ? {} : { child: { line: child } }),
  ...(parent === undefined ? {} : { parent: { line: parent } }),
  text,
});

/** The stable format of DESIGN §6. */
const json = (file: string, reports: readonly SiteReport[]): string => {
  const sites = reports.map(({ function: name, line, confirmation: { claims, compile, runs } }) => ({
    function: name,
    line,
    findings: claims.map(({ claim, verdict, kernels, reason, fixVerified }) => ({
      rule: claim.rule,
      line: claim.line,
      verdict,
      ...(reason === undefined ? {} : { reason }),
      ...(fixVerified === undefined ? {} : { fixVerified }),
      kernels: Object.fromEntries(
        Object.entries(kernels).map(([kernel, one]) => [
          kernel,
          { verdict: one.verdict, runs: one.runs, evidence: one.evidence.map(evidence) },
        ]),
      ),
    })),
    runs,
    compile: {
      ok: compile.ok,
      assumed: compile.assumed,
      ...(compile.problem === undefined ? {} : { message: compile.problem.message, line: compile.problem.line }),
    },
  }));
  return `${JSON.stringify({ version: 1, file, sites }, null, 2)}\n`;
};

const MARK: Readonly<Record<VerdictName, string>> = {
  confirmed: '✗',
  'not-observed': '✓',
  'not-reached': '?',
  'not-runnable': '-',
};

const pretty = (file: string, reports: readonly SiteReport[], colours: ReturnType<typeof pc.createColors>): string => {
  const lines: string[] = [];
  let proved = 0;
  let all = 0;
  for (const { function: name, line, confirmation } of reports) {
    const { claims, compile, runs } = confirmation;
    lines.push(`${colours.bold(`${file}:${line}`)} ${name}, ${runs} runs`);
    if (compile.problem !== undefined) {
      const at = compile.problem.line === undefined ? '' : ` (line ${compile.problem.line})`;
      lines.push(`  cannot be run: ${compile.problem.message}${at}`);
    }
    if (compile.assumed.length > 0) lines.push(colours.dim(`  assumed: ${compile.assumed.join(', ')}`));
    if (claims.length === 0 && compile.ok) lines.push('  no finding');
    for (const { claim, verdict, kernels, reason, fixVerified } of claims) {
      all++;
      if (verdict === 'confirmed') proved++;
      const marks = Object.entries(kernels).map(([kernel, one]) => `${kernel} ${MARK[one.verdict]}`);
      const colour =
        verdict === 'confirmed' ? colours.red : verdict === 'not-observed' ? colours.green : colours.yellow;
      lines.push(`  ${file}:${claim.line} ${claim.rule}: ${colour(verdict)}  ${marks.join('  ')}`);
      if (reason !== undefined && verdict !== 'confirmed') lines.push(`    ${reason}`);
      const told = new Map<string, { readonly proof: Proof; readonly on: string[] }>();
      for (const [kernel, one] of Object.entries(kernels))
        for (const proof of one.evidence) {
          const key = `${proof.kind} ${proof.child} ${proof.parent} ${proof.text}`;
          const known = told.get(key) ?? { proof, on: [] };
          known.on.push(kernel);
          told.set(key, known);
        }
      for (const { proof, on } of told.values()) {
        const where = [
          proof.child === undefined ? [] : [`child at line ${proof.child}`],
          proof.parent === undefined ? [] : [`parent at line ${proof.parent}`],
        ].flat();
        lines.push(`    ${proof.kind}: ${proof.text} (${where.join(', ')}; ${on.join(', ')})`);
      }
      if (fixVerified !== undefined)
        lines.push(
          fixVerified ? '    with the fix applied the evidence is gone' : '    the fix does not remove the evidence',
        );
    }
  }
  lines.push('');
  lines.push(
    reports.length === 0
      ? `No function of ${file} makes a child.`
      : `${proved} of ${all} findings confirmed. ✗ confirmed, ✓ ran without evidence, ? line not reached, - not runnable`,
  );
  return `${lines.join('\n')}\n`;
};
