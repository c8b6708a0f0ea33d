/** `vfork-lint check [PATH...]`: its options, the choice of the format, the exit status. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { check } from '../check.ts';
import { formatGithub } from '../format/github.ts';
import { formatJson } from '../format/json.ts';
import { formatPretty } from '../format/pretty.ts';
import { formatSarif } from '../format/sarif.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { type CheckOptions, FORMATS } from '../options.ts';
import { type CheckResult, reaches, SEVERITIES } from '../result.ts';

const collect = (value: string, list: readonly string[] = []): readonly string[] => [
  ...list,
  ...value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
];

const notEmpty = (value: string): string => {
  if (value === '') throw new InvalidArgumentError('a path is expected.');
  return value;
};

/** What commander always gives. */
type Given = Pick<CheckOptions, 'format' | 'failLevel' | 'cache' | 'stdinFilename' | 'budget'> & {
  readonly color: boolean;
};

const DEFAULTS = {
  config: true,
  fix: false,
  rule: [],
  target: [],
  stdin: false,
  quiet: false,
  updateBaseline: false,
  confirm: false,
};

/** Adds the command. `finish` takes the exit status. */
export const checkCommand = (program: Command, io: Io, version: string, finish: (status: number) => void): void => {
  program
    .command('check')
    .description('report misuse of vfork in C files')
    .argument('[path...]', 'files, folders (their .c and .h files at any depth) or glob patterns', ['.'])
    .addOption(new Option('--format <name>', 'how to print').choices(FORMATS).default('pretty'))
    .option('--config <file>', 'use this configuration file and no other', notEmpty)
    .option('--no-config', 'use no configuration file')
    .option('--no-cache', 'neither read nor write the cache of findings')
    .option('--fix', 'apply the safe fixes to the files')
    .addOption(
      new Option('--fail-level <severity>', 'least severity that makes the exit status 1')
        .choices(SEVERITIES)
        .default('error'),
    )
    .option('--rule <id[=level]>', 'only these rules; with a level (or off): set it (repeatable)', collect)
    .option('--target <system>', 'system that the code must run on (repeatable)', collect)
    .option('--stdin', 'check standard input')
    .option('--stdin-filename <path>', 'path to report for standard input, and to find the configuration', 'stdin.c')
    .option('--quiet', 'print only what reaches the fail level, and no summary')
    .option('--baseline <file>', 'leave out the findings that this file accepts', notEmpty)
    .option('--update-baseline', 'write the findings of this run to the baseline')
    .option('--confirm', 'run the functions with findings on an emulated machine, and say of each what that shows')
    .option('--kernel <name>', 'with --confirm: system to run on, or all (repeatable)', collect)
    .option('--budget <seconds>', 'with --confirm: time for each function', '2')
    .option('--no-color', 'print without colours')
    .action(async (paths: readonly string[], given: Partial<CheckOptions> & Given) => {
      const options: CheckOptions = { ...DEFAULTS, ...given };
      refuse(paths, options);
      const result = await check(io, paths, options);
      const shown = options.quiet
        ? { ...result, findings: result.findings.filter(({ severity }) => reaches(severity, options.failLevel)) }
        : result;
      io.out(print(shown, options, version, given.color && io.colour));
      finish(statusOf(result));
    });
};

/** Combinations that cannot mean anything. */
const refuse = (paths: readonly string[], options: CheckOptions): void => {
  if (options.stdin && options.fix) throw new UsageError('--fix has no file to mend with --stdin');
  if (options.stdin && (paths.length > 1 || (paths[0] !== '.' && paths.length > 0)))
    throw new UsageError('--stdin takes no paths; name its file with --stdin-filename');
  if (!options.confirm && options.kernel !== undefined) throw new UsageError('--kernel needs --confirm');
  if (options.updateBaseline && options.baseline === undefined)
    throw new UsageError('--update-baseline needs --baseline FILE');
};

const print = (result: CheckResult, options: CheckOptions, version: string, colour: boolean): string => {
  switch (options.format) {
    case 'json':
      return formatJson(result);
    case 'sarif':
      return formatSarif(result, version);
    case 'github':
      return formatGithub(result);
    default:
      return formatPretty(result, { colours: pc.createColors(colour), quiet: options.quiet });
  }
};

const statusOf = ({ findings, problems, failLevel }: CheckResult): number => {
  if (problems.some(({ fatal }) => fatal)) return EXIT.failed;
  return findings.some(({ severity }) => reaches(severity, failLevel)) ? EXIT.findings : EXIT.clean;
};
