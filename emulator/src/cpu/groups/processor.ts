/**
 * Flag instructions, HLT, NOP, WAIT, ESC. iAPX 86,88 User's Manual, "Processor Control Instructions". There is no
 * 8087: ESC reads its memory operand and does nothing, WAIT finds the TEST pin active.
 */
import { DF, IF } from '../flags.ts';
import type { OperationGroup } from '../operation.ts';

export const processor: OperationGroup<
  'CLC' | 'STC' | 'CMC' | 'CLD' | 'STD' | 'CLI' | 'STI' | 'HLT' | 'NOP' | 'WAIT' | 'ESC'
> = {
  CLC: (core) => {
    core.cf = 0;
  },
  STC: (core) => {
    core.cf = 1;
  },
  CMC: (core) => {
    core.cf = core.cf ^ 1;
  },
  CLD: (core) => {
    core.control &= ~DF;
  },
  STD: (core) => {
    core.control |= DF;
  },
  CLI: (core) => {
    core.control &= ~IF;
  },
  /** Interrupts are taken after the next instruction. */
  STI: (core) => {
    core.control |= IF;
    core.delayInterrupts();
  },
  HLT: (core) => {
    core.halt();
  },
  NOP: () => {},
  WAIT: () => {},
  ESC: (core, { target }) => void target.load(core),
};
