/**
 * Terminal settings as programs see them: flags, control characters and the 34-byte record of TCGETS/TCSETS
 * (reference §1.4: four 32-bit flag words, a line byte, 17 control characters). Values are Linux's, which ELKS shares.
 */

export const ICRNL = 0o400;
export const OPOST = 1;
export const ONLCR = 4;
export const ISIG = 1;
export const ICANON = 2;
export const ECHO = 0o10;
export const NOFLSH = 0o200;
export const TOSTOP = 0o400;

/** Places of the control characters. */
export const CC = {
  intr: 0,
  quit: 1,
  erase: 2,
  kill: 3,
  eof: 4,
  time: 5,
  min: 6,
  susp: 10,
  eol: 11,
} as const;

export const TERMIOS_SIZE = 34;

export interface Termios {
  iflag: number;
  oflag: number;
  cflag: number;
  lflag: number;
  readonly cc: Uint8Array;
}

/** A terminal as login leaves it: line input with echo, Ctrl-C, Ctrl-\, DEL, Ctrl-U, Ctrl-D, Ctrl-Z. */
export const defaultTermios = (): Termios => ({
  iflag: ICRNL,
  oflag: OPOST | ONLCR,
  cflag: 0o277,
  lflag: ISIG | ICANON | ECHO,
  cc: Uint8Array.from([3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0]),
});

/** The record for TCGETS. */
export const encodeTermios = (termios: Termios): Uint8Array => {
  const bytes = new Uint8Array(TERMIOS_SIZE);
  const view = new DataView(bytes.buffer);
  for (const [i, flag] of [termios.iflag, termios.oflag, termios.cflag, termios.lflag].entries()) {
    view.setUint32(i * 4, flag, true);
  }
  bytes.set(termios.cc, 17);
  return bytes;
};

/** Settings from the record of TCSETS. */
export const decodeTermios = (bytes: Uint8Array): Termios => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, TERMIOS_SIZE);
  return {
    iflag: view.getUint32(0, true),
    oflag: view.getUint32(4, true),
    cflag: view.getUint32(8, true),
    lflag: view.getUint32(12, true),
    cc: bytes.slice(17, TERMIOS_SIZE),
  };
};
