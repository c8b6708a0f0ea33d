/** Setting what a process does about a signal, with the rule of some systems for vfork children (claim C8). */
import { DEFAULT, type Disposition, type Process } from './process.ts';
import { ignores } from './signal-send.ts';
import { bit } from './signals.ts';
import type { Call } from './syscall.ts';

/** Sets a disposition. In a vfork child a handler becomes SIG_DFL where the personality says so. */
export const setDisposition = ({ world, process, thread }: Call, signal: number, wanted: Disposition): void => {
  const handles = wanted.kind === 'once' || wanted.kind === 'action';
  const forced = handles && process.vforkChild && world.personality.vfork.newHandlers === 'forced-default';
  const disposition = forced ? DEFAULT : wanted;
  process.dispositions[signal] = disposition;
  world.emit(thread, {
    kind: 'disposition',
    signal,
    to: disposition.kind === 'default' || disposition.kind === 'ignore' ? disposition.kind : 'handler',
    handler: handlerOf(wanted),
    forced,
  });
  if (ignores(process, signal)) discard(process, signal);
};

const handlerOf = (disposition: Disposition): number => {
  if (disposition.kind === 'once') return disposition.offset;
  return disposition.kind === 'action' ? disposition.handler : 0;
};

/** A signal that is ignored now is not pending any more. */
const discard = (process: Process, signal: number): void => {
  process.pending &= ~bit(signal);
};
