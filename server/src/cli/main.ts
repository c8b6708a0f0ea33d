/** The command as the shell starts it: real streams and the process's exit status around program.ts. */
import { writeSync } from 'node:fs';
import pc from 'picocolors';
import type { Io } from './io.ts';
import { run } from './program.ts';
import { VERSION } from './version.ts';

/** Writes all of a text: a pipe that is full for the moment is tried again, one that is closed ends the output. */
const writeAll = (fd: number, text: string): void => {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
};

const { CI: ci } = process.env as { readonly CI?: string };

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  out: (text) => writeAll(1, text),
  err: (text) => writeAll(2, text),
  interactive: process.stderr.isTTY === true && ci === undefined,
  colour: pc.isColorSupported && process.stdout.isTTY === true,
  stdin: async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks);
  },
};

run(process.argv.slice(2), io, VERSION).then(
  (status) => {
    if (status !== undefined) process.exitCode = status;
  },
  (error: unknown) => {
    io.err(`vfork-lint: internal error: ${String(error)}\n`);
    process.exitCode = 2;
  },
);
