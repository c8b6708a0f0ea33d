/** Status words as wait(2) hands them out (reference §1.5): exit code in the high byte, or a signal in the low one. */

/** How a process ended or why it is reported. */
export type Outcome =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: number }
  | { readonly kind: 'stopped'; readonly signal: number }
  | { readonly kind: 'continued' };

/** The 16-bit word; no core bit is ever set. Signals are numbered by `number`, which depends on the ABI of the reader. */
export const statusWord = (outcome: Outcome, number: (signal: number) => number): number => {
  switch (outcome.kind) {
    case 'exited':
      return (outcome.code & 0xff) << 8;
    case 'killed':
      return number(outcome.signal) & 0x7f;
    case 'stopped':
      return ((number(outcome.signal) & 0xff) << 8) | 0x7f;
    case 'continued':
      return 0xffff;
  }
};

/** The exit status that a shell shows for an outcome: 128 plus the signal for one that was killed. */
export const shellStatus = (outcome: Outcome): number => {
  switch (outcome.kind) {
    case 'exited':
      return outcome.code & 0xff;
    case 'killed':
    case 'stopped':
      return 128 + outcome.signal;
    case 'continued':
      return 0;
  }
};
