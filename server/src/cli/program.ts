/** The command line as a whole: commands, help, errors, exit status. Each command is one file under commands/. */
import { Command, CommanderError } from 'commander';
import { ccCommand } from './commands/cc.ts';
import { checkCommand } from './commands/check.ts';
import { disasmCommand } from './commands/disasm.ts';
import { execCommand } from './commands/exec.ts';
import { explainCommand } from './commands/explain.ts';
import { lspCommand } from './commands/lsp.ts';
import { runCommand } from './commands/run.ts';
import { EXIT, type Io, UsageError } from './io.ts';

/** Runs the program with the words after its name. Resolves to the exit status, or undefined while a server runs on. */
export const run = async (words: readonly string[], io: Io, version: string): Promise<number | undefined> => {
  let status: number | undefined;
  const finish = (code: number): void => {
    status = code;
  };
  const program = new Command('vfork-lint')
    .description('Finds misuse of vfork in C and proves it.')
    .version(version)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ writeOut: io.out, writeErr: io.err, outputError: (text, write) => write(`vfork-lint: ${text}`) })
    .addHelpText(
      'after',
      '\nExit status: 0 nothing to report, 1 findings at the fail level, 2 usage or internal error.',
    );
  checkCommand(program, io, version, finish);
  explainCommand(program, io, finish);
  runCommand(program, io, finish);
  ccCommand(program, io, finish);
  disasmCommand(program, io, finish);
  execCommand(program, io, finish);
  lspCommand(program);
  if (words.length === 0) {
    io.err(program.helpInformation());
    return EXIT.failed;
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.failed;
    if (error instanceof UsageError) io.err(`vfork-lint: ${error.message}\n`);
    else
      io.err(
        `vfork-lint: internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    return EXIT.failed;
  }
  return status;
};
