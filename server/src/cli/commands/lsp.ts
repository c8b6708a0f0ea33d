/**
 * `vfork-lint lsp --stdio`: the language server. It is a bundle of its own beside this one and is loaded only here, so that
 * the other commands start without it.
 */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { UsageError } from '../io.ts';

/** Adds the command. The server keeps the process alive and ends it by itself. */
export const lspCommand = (program: Command): void => {
  program
    .command('lsp')
    .description('run the language server')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(async () => {
      const folder = dirname(realpathSync(process.argv[1] ?? '.'));
      const server = join(folder, 'server.cjs');
      if (!existsSync(server))
        throw new UsageError(`the language server is not beside this program: ${server} is missing`);
      await import(pathToFileURL(server).href);
    });
};
