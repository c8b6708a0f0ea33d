/** setsid(2), as POSIX.1-2001 has it: a new session and group, without a terminal. */
import { fail, ok, type Syscall } from '../syscall.ts';

export const setsid: Syscall = {
  number: 68,
  name: 'setsid',
  parameters: [],
  summary: 'A new session and group, without a terminal. EPERM for a group leader.',
  run({ world, process }) {
    for (const other of world.processes.values()) if (other.group === process.pid) return fail('EPERM');
    process.session = process.group = process.pid;
    process.hasTerminal = false;
    return ok(process.pid);
  },
};
