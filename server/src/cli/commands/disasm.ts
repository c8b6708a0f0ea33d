/** `vfork-lint disasm IMAGE`: an ELKS a.out as assembly text that assembles back to the same bytes, with its symbols. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { listImage, readAout } from '@vfork-lint/emulator/asm';
import type { Command } from 'commander';
import { EXIT, type Io, UsageError } from '../io.ts';

/** Adds the command. `finish` takes the exit status. */
export const disasmCommand = (program: Command, io: Io, finish: (status: number) => void): void => {
  program
    .command('disasm')
    .description('print an ELKS a.out as assembly text that assembles back to it')
    .argument('<image>', 'a.out file')
    .option('--symbol <name>', 'only the code from this symbol to the next')
    .action((path: string, { symbol }: { readonly symbol?: string }) => {
      const { image, problems } = readAout(contentOf(resolve(io.cwd, path), path));
      for (const { message } of problems) io.err(`vfork-lint: ${path}: ${message}\n`);
      if (image === undefined) {
        finish(EXIT.failed);
        return;
      }
      const text = listImage(image, symbol === undefined ? {} : { symbol });
      if (text === undefined) throw new UsageError(`${path} has no symbol '${symbol}' in its text`);
      io.out(text);
      finish(EXIT.clean);
    });
};

const contentOf = (path: string, shown: string): Uint8Array => {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new UsageError(
      `cannot read ${shown}: ${code === 'ENOENT' ? 'there is no such file' : String(code ?? error)}`,
    );
  }
};
