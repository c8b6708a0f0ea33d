/** The command as the shell starts it: real streams and the process's exit status around program.ts. */
import { readSync, writeSync } from 'node:fs';
import pc from 'picocolors';
import type { Io } from './io.ts';
import { run } from './program.ts';
import { VERSION } from './version.ts';

/** Writes all of the bytes: a pipe that is full for the moment is tried again, one that is closed ends the output. */
const writeAll = (fd: number, bytes: Uint8Array): void => {
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

/** Reads what there is, waiting for the first byte. */
const readSome = (max: number): Uint8Array => {
  const bytes = new Uint8Array(max);
  for (;;) {
    try {
      return bytes.subarray(0, readSync(0, bytes));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EOF') return new Uint8Array(0);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
};

const { CI: ci } = process.env as { readonly CI?: string };

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  out: (text) => writeAll(1, Buffer.from(text)),
  err: (text) => writeAll(2, Buffer.from(text)),
  interactive: process.stderr.isTTY === true && ci === undefined,
  colour: pc.isColorSupported && process.stdout.isTTY === true,
  stdin: async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks);
  },
  streams: { input: readSome, output: writeAll },
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
