/** An event in one line for people, as `exec --trace` prints it: process, address, what happened, and the source line where it is known. */
import type { KernelEvent } from './event.ts';
import { assertNever } from './invariant.ts';
import { signalName } from './signals.ts';
import type { Outcome } from './wait-status.ts';

/** The line for an event, without a newline. `source` is where in the program it was, as `file:line`. */
export const tellEvent = (event: KernelEvent, source?: string): string => {
  const place = `${event.pid}${event.tid === event.pid ? '' : `/${event.tid}`} ${event.pc.toString(16).padStart(4, '0')}`;
  return `[${place}] ${told(event.what)}${source === undefined ? '' : ` at ${source}`}`;
};

const told = (what: KernelEvent['what']): string => {
  switch (what.kind) {
    case 'call': {
      const { result } = what;
      if (result.kind === 'return') return `${what.text} = ${result.value}`;
      if (result.kind === 'error') return `${what.text} = ${result.errno}`;
      return `${what.text} waits ${result.on}`;
    }
    case 'fork':
      return `${what.how}: process ${what.child}${what.shared ? ' in the same memory' : ''}`;
    case 'exec':
      return `exec ${what.path} ${JSON.stringify(what.argv)}${what.self ? ` as process ${what.child}` : ''}`;
    case 'end':
      return `ends: ${outcome(what.outcome)}`;
    case 'resume':
      return `resumes after vfork child ${what.child}${what.childGone ? '' : ', which is still running'}`;
    case 'signal-sent':
      return `${signalName(what.signal)} sent to process ${what.to}${what.held ? ', held' : ''}`;
    case 'signal-handled':
      return `${signalName(what.signal)} enters the handler at ${what.handler.toString(16)}`;
    case 'disposition':
      return `${signalName(what.signal)} set to ${what.to}${what.forced ? ', by force' : ''}`;
    case 'fd':
      return `descriptor ${what.fd} (${what.file}): ${what.what}${what.table === 'shared' ? ' in a shared table' : ''}`;
    case 'write':
      return `${what.length} bytes to ${what.file}: ${JSON.stringify(what.text)}`;
    case 'read':
      return `${what.length} bytes from ${what.file}`;
    case 'break':
      return `heap break from ${what.from.toString(16)} to ${what.to.toString(16)}`;
    case 'crash':
      return `${what.why}: ${signalName(what.signal)}`;
    default:
      return assertNever(what);
  }
};

const outcome = (one: Outcome): string => {
  if (one.kind === 'exited') return `exit status ${one.code}`;
  return one.kind === 'continued' ? one.kind : `${one.kind} by ${signalName(one.signal)}`;
};
