/**
 * A terminal with its line discipline: canonical and raw input, echo, erase and kill, end of file, the three signal
 * characters, output post-processing, a foreground process group (POSIX.1-2001 XBD 11). Who may read or write from the
 * background is decided by the system call layer, by personality. Not modelled: speeds, flow control, modem lines.
 */
import { SIG } from './signals.ts';
import { CC, defaultTermios, ECHO, ICANON, ICRNL, ISIG, NOFLSH, ONLCR, OPOST, type Termios } from './termios.ts';

const LINE_MAX = 255;
const NEWLINE = 10;
const RETURN = 13;

/** What the terminal needs from the outside. */
export interface TerminalPort {
  /** Shows bytes. */
  readonly show: (bytes: Uint8Array) => void;
  /** Sends a signal to a process group. */
  readonly signal: (group: number, signal: number) => void;
}

export class Terminal {
  termios: Termios = defaultTermios();
  rows = 25;
  columns = 80;
  /** Session whose controlling terminal this is; 0 none. */
  session = 0;
  /** Foreground process group; 0 none. */
  foreground = 0;
  readonly #port: TerminalPort;
  /** Finished lines in canonical mode; an empty one is an end of file. */
  readonly #lines: number[][] = [];
  /** The line that is being typed, and in raw mode all input. */
  #editing: number[] = [];

  constructor(port: TerminalPort) {
    this.#port = port;
  }

  /** Keys pressed by the user. */
  type(bytes: Uint8Array): void {
    for (const byte of bytes) this.#key(byte);
  }

  /** Whether a read would return now. */
  get readable(): boolean {
    return this.#canonical ? this.#lines.length > 0 : this.#editing.length > 0 || this.termios.cc[CC.min] === 0;
  }

  /** Takes up to `count` bytes; at most one line in canonical mode, nothing at an end of file. */
  read(count: number): Uint8Array {
    if (!this.#canonical) return Uint8Array.from(this.#editing.splice(0, count));
    const line = this.#lines[0] ?? [];
    const taken = line.splice(0, count);
    if (line.length === 0) this.#lines.shift();
    return Uint8Array.from(taken);
  }

  /** Shows output, with newlines as return and newline where ONLCR says so. */
  write(bytes: Uint8Array): void {
    const cooked = (this.termios.oflag & OPOST) !== 0 && (this.termios.oflag & ONLCR) !== 0;
    this.#port.show(cooked ? withReturns(bytes) : bytes);
  }

  /** Drops typed input that nobody has read. */
  flushInput(): void {
    this.#lines.length = 0;
    this.#editing = [];
  }

  get #canonical(): boolean {
    return (this.termios.lflag & ICANON) !== 0;
  }

  #key(typed: number): void {
    const { cc, iflag, lflag } = this.termios;
    const byte = typed === RETURN && (iflag & ICRNL) !== 0 ? NEWLINE : typed;
    if ((lflag & ISIG) !== 0 && byte !== 0 && this.#signalKey(byte)) return;
    if (!this.#canonical) {
      if (this.#editing.length < LINE_MAX) this.#editing.push(byte);
      this.#echo(byte);
      return;
    }
    if (byte !== 0 && byte === cc[CC.erase]) this.#erase(1);
    else if (byte !== 0 && byte === cc[CC.kill]) this.#erase(this.#editing.length);
    else if (byte !== 0 && byte === cc[CC.eof]) this.#finish();
    else {
      if (byte === NEWLINE || (byte !== 0 && byte === cc[CC.eol])) {
        this.#editing.push(byte);
        this.#echo(byte);
        this.#finish();
      } else if (this.#editing.length < LINE_MAX - 1) {
        this.#editing.push(byte);
        this.#echo(byte);
      }
    }
  }

  #signalKey(byte: number): boolean {
    const { cc, lflag } = this.termios;
    const signal =
      byte === cc[CC.intr] ? SIG.SIGINT : byte === cc[CC.quit] ? SIG.SIGQUIT : byte === cc[CC.susp] ? SIG.SIGTSTP : 0;
    if (signal === 0) return false;
    if ((lflag & NOFLSH) === 0) this.flushInput();
    if (this.foreground > 0) this.#port.signal(this.foreground, signal);
    return true;
  }

  #finish(): void {
    this.#lines.push(this.#editing);
    this.#editing = [];
  }

  #erase(count: number): void {
    for (let i = 0; i < count && this.#editing.length > 0; i++) {
      this.#editing.pop();
      if ((this.termios.lflag & ECHO) !== 0) this.#port.show(Uint8Array.of(8, 32, 8));
    }
  }

  #echo(byte: number): void {
    if ((this.termios.lflag & ECHO) !== 0) this.write(Uint8Array.of(byte));
  }
}

const withReturns = (bytes: Uint8Array): Uint8Array => {
  if (!bytes.includes(NEWLINE)) return bytes;
  return Uint8Array.from([...bytes].flatMap((byte) => (byte === NEWLINE ? [RETURN, NEWLINE] : [byte])));
};
