/** pipe(2), as POSIX.1-2001 has it: two descriptors, for reading and for writing. */
import { failed } from '../errno.ts';
import { noteDescriptor } from '../file-io.ts';
import { O_WRONLY } from '../open-file.ts';
import { Pipe } from '../pipe.ts';
import { arg, fail, ok, type Syscall } from '../syscall.ts';
import { probe, setWord } from '../user-memory.ts';

export const pipe: Syscall = {
  number: 42,
  name: 'pipe',
  parameters: ['int ends[2]'],
  summary: 'Two descriptors, for reading and for writing. EMFILE, ENFILE.',
  run(call) {
    const { world, process } = call;
    const { descriptors, ids, space } = process;
    probe(world, space, arg(call, 0), 4);
    const first = descriptors.free(0);
    if (failed(first)) return fail(first);
    const second = descriptors.free(first + 1);
    if (failed(second) || second >= process.limits.descriptors) return fail('EMFILE');
    const pipe = new Pipe(world.limits.pipe);
    const inode = world.fs.pipe(pipe, 0o600, ids.euid, ids.egid);
    const reader = world.open({ kind: 'pipe', inode, pipe, end: 'read' }, 0, 'pipe');
    if (failed(reader)) return fail(reader);
    descriptors.set(first, reader, false);
    const writer = world.open({ kind: 'pipe', inode, pipe, end: 'write' }, O_WRONLY, 'pipe');
    if (failed(writer)) {
      descriptors.close(first);
      return fail(writer);
    }
    descriptors.set(second, writer, false);
    for (const [i, fd] of [first, second].entries()) {
      setWord(world, space, arg(call, 0) + i * 2, fd);
      noteDescriptor(call, 'open', fd, 'pipe');
    }
    return ok();
  },
};
