/** The requests of ioctl on a terminal, one row each (reference §1.4; values are Linux's and ELKS'). */
import type { Errno } from './errno.ts';
import type { Call } from './syscall.ts';
import type { Terminal } from './terminal.ts';
import { decodeTermios, encodeTermios, TERMIOS_SIZE } from './termios.ts';
import { bytes, put, setWord, word } from './user-memory.ts';

type Request = (call: Call, terminal: Terminal, at: number) => Errno | undefined;

const setTermios: Request = ({ world, process }, terminal, at) => {
  terminal.termios = decodeTermios(bytes(world, process.space, at, TERMIOS_SIZE));
  return undefined;
};

const setForeground: Request = ({ world, process }, terminal, at) => {
  const group = word(world, process.space, at);
  if (!process.hasTerminal || process.session !== terminal.session) return 'ENOTTY';
  const known = [...world.processes.values()].some((one) => one.group === group && one.session === process.session);
  if (!known) return 'EPERM';
  terminal.foreground = group;
  return undefined;
};

const REQUESTS: ReadonlyMap<number, Request> = new Map<number, Request>([
  [
    0x5401,
    ({ world, process }, terminal, at) => {
      put(world, process.space, at, encodeTermios(terminal.termios));
      return undefined;
    },
  ],
  [0x5402, setTermios],
  [0x5403, setTermios],
  [
    0x5404,
    (call, terminal, at) => {
      terminal.flushInput();
      return setTermios(call, terminal, at);
    },
  ],
  [0x5409, () => undefined],
  [
    0x540b,
    (_call, terminal) => {
      terminal.flushInput();
      return undefined;
    },
  ],
  [
    0x540f,
    ({ world, process }, terminal, at) => {
      setWord(world, process.space, at, terminal.foreground);
      return undefined;
    },
  ],
  [0x5410, setForeground],
  [
    0x5413,
    ({ world, process }, { rows, columns }, at) => {
      put(world, process.space, at, Uint8Array.of(rows & 0xff, rows >> 8, columns & 0xff, columns >> 8, 0, 0, 0, 0));
      return undefined;
    },
  ],
  [
    0x5414,
    ({ world, process }, terminal, at) => {
      terminal.rows = word(world, process.space, at);
      terminal.columns = word(world, process.space, at + 2);
      return undefined;
    },
  ],
  [
    0x5429,
    ({ world, process }, terminal, at) => {
      setWord(world, process.space, at, terminal.session);
      return undefined;
    },
  ],
]);

/** Requests that change the terminal, which a background process may not do unasked. */
export const CHANGES: ReadonlySet<number> = new Set([0x5402, 0x5403, 0x5404, 0x5409, 0x540b, 0x5410, 0x5414]);

/** Serves a request; EINVAL for one that is not known. */
export const answer = (call: Call, terminal: Terminal, request: number, at: number): Errno | undefined =>
  REQUESTS.get(request)?.(call, terminal, at) ?? (REQUESTS.has(request) ? undefined : 'EINVAL');
