/** A command line program run in this process over a temporary folder, for tests: its exit status and what it wrote. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the program sees of the world: a folder, no input, streams that are kept. */
export interface TestIo {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly interactive: boolean;
  readonly colour: boolean;
  readonly stdin: () => Promise<Uint8Array>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** What came of a command. */
export interface Outcome {
  readonly status: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** A program over a folder of its own. `remove` takes the folder away. */
export interface TestCommand {
  check(...words: readonly string[]): Promise<Outcome>;
  write(name: string, content: string | Uint8Array): void;
  read(name: string): Uint8Array;
  has(name: string): boolean;
  remove(): void;
}

/** Makes the folder with these files; `run` is the program, called with the words after its name. */
export const commandIn = (
  run: (words: readonly string[], io: TestIo, version: string) => Promise<number | undefined>,
  files: Readonly<Record<string, string | Uint8Array>>,
): TestCommand => {
  const cwd = mkdtempSync(join(tmpdir(), 'vfork-lint-command-'));
  const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(cwd, name), content);
  for (const [name, content] of Object.entries(files)) write(name, content);
  return {
    check: async (...words) => {
      let [out, err] = ['', ''];
      const io: TestIo = {
        cwd,
        env: {},
        interactive: false,
        colour: false,
        stdin: async () => new Uint8Array(0),
        out: (text) => {
          out += text;
        },
        err: (text) => {
          err += text;
        },
      };
      const status = await run(words, io, '0');
      return { status, out, err };
    },
    write,
    has: (name) => existsSync(join(cwd, name)),
    read: (name) => new Uint8Array(readFileSync(join(cwd, name))),
    remove: () => rmSync(cwd, { recursive: true }),
  };
};
