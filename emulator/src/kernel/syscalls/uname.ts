/** uname(2): five names of 16 bytes each, as POSIX.1-2001 has it: system, node, release, version, machine. */
import { arg, ok, type Syscall } from '../syscall.ts';
import { latin1, put } from '../user-memory.ts';

export const uname: Syscall = {
  number: 220,
  name: 'uname',
  parameters: ['struct utsname *buffer'],
  summary: 'System, node, release, version, machine.',
  newNumber: 74,
  run(call) {
    const { world, process } = call;
    const record = new Uint8Array(80);
    const names = [world.personality.name, world.hostname, '1', '1', 'i8086'];
    for (const [i, name] of names.entries()) record.set(latin1(name.slice(0, 15)), i * 16);
    put(world, process.space, arg(call, 0), record);
    return ok();
  },
};
