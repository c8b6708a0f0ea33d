/** select(2): descriptor sets are as many words as \`count\` needs. */
import { readable, writable } from '../ready.ts';
import { arg, block, type Call, fail, ok, type Syscall } from '../syscall.ts';
import { long, setWord, word } from '../user-memory.ts';

export const select: Syscall = {
  number: 63,
  name: 'select',
  parameters: ['int count', 'void *read', 'void *write', 'void *except', 'struct timeval *timeout'],
  summary: 'Descriptors that are ready; 0 at the timeout. EBADF, EINTR.',
  run(call) {
    const { world, process } = call;
    const count = Math.min(arg(call, 0), process.descriptors.limit);
    const read = members(call, arg(call, 1), count);
    const write = members(call, arg(call, 2), count);
    if ([...read, ...write].some((fd) => process.descriptors.get(fd) === undefined)) return fail('EBADF');
    const timeout = arg(call, 4);
    const span =
      timeout === 0
        ? Number.POSITIVE_INFINITY
        : long(world, process.space, timeout) * 1_000_000 + long(world, process.space, timeout + 4);
    const deadline = call.since + span;
    const canRead = read.filter((fd) => readable(process, fd));
    const canWrite = write.filter((fd) => writable(process, fd));
    if (canRead.length + canWrite.length === 0 && world.now < deadline) {
      return block({ kind: 'select', read, write, deadline });
    }
    store(call, arg(call, 1), count, canRead);
    store(call, arg(call, 2), count, canWrite);
    store(call, arg(call, 3), count, []);
    return ok(canRead.length + canWrite.length);
  },
};

/** Descriptors in a set; none for a null pointer. */
const members = ({ world, process }: Call, at: number, count: number): number[] => {
  const all = Array.from({ length: at === 0 ? 0 : count }, (_, fd) => fd);
  return all.filter((fd) => ((word(world, process.space, at + (fd >> 4) * 2) >> (fd & 15)) & 1) !== 0);
};

const store = ({ world, process }: Call, at: number, count: number, fds: readonly number[]): void => {
  if (at === 0) return;
  for (let first = 0; first < count; first += 16) {
    const bits = fds.reduce((set, fd) => (fd >= first && fd < first + 16 ? set | (1 << (fd - first)) : set), 0);
    setWord(world, process.space, at + first / 8, bits);
  }
};
