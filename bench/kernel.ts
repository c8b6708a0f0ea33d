/**
 * The kernel's speed and steadiness: fork, exec and wait of a small program a second; what vfork costs against fork by the size of the
 * process (claims B1, D6, E1: nothing is copied); and memory of this process after runs that end at a budget, over and over.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { exitStatusOf, Kernel, personalityOf, programOf, type RunResult } from '@vfork-lint/emulator/kernel';
import { binary, buildProgram } from '@vfork-lint/emulator/toolchain';
import { type Bench, quantile } from './bench.ts';

const HEAD =
  '#include <stdlib.h>\n#include <sys/wait.h>\n#include <unistd.h>\n#include <signal.h>\n#include <fcntl.h>\n';

/** Starts `argv[2]` programs, with vfork where `argv[1]` begins with v, from a process of `room` bytes. */
const starter = (room: number): string => `${HEAD}
static char room[${room}];
int main(int argc, char **argv) {
  int n = atoi(argv[2]), v = argv[1][0] == 'v', pid;
  room[0] = argc;
  while (n--) {
    pid = v ? vfork() : fork();
    if (pid == 0) {
      execl("/bin/true", "true", (char *)0);
      _exit(127);
    }
    waitpid(pid, 0, 0);
  }
  return 0;
}`;

const RUNAWAYS: readonly (readonly [string, string])[] = [
  ['fork bomb', 'int main(void) { for (;;) fork(); }'],
  ['memory hog', 'int main(void) { for (;;) { malloc(100); fork(); } }'],
  ['output flood', 'int main(void) { for (;;) write(1, "0123456789", 10); }'],
  [
    'signal storm',
    'void h(int s) { signal(s, h); }\nint main(void) { signal(SIGUSR1, h); for (;;) kill(getpid(), SIGUSR1); }',
  ],
  ['descriptor leak', 'int main(void) { for (;;) open("/etc/passwd", O_RDONLY); }'],
];

const imageOf = (source: string) => {
  const { image, problems } = buildProgram(['/bench.c'], {
    reader: { read: (path) => (path === '/bench.c' ? source : undefined) },
  });
  if (image === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return image;
};

interface Measured {
  readonly result: RunResult;
  readonly seconds: number;
  /** Bytes of memory copied to make processes. */
  readonly copied: number;
}

const run = (image: ReturnType<typeof imageOf>, argv: readonly string[]): Measured => {
  const personality = personalityOf('linux-i386');
  const small = binary('true');
  if (personality === undefined || small === undefined) throw new Error('nothing to run');
  const kernel = new Kernel({ personality, budgets: { instructions: 20_000_000, processes: 100_000 } });
  kernel.world.fs.install('/bin/true', small, 0o755);
  kernel.start(programOf('/bin/bench', image), ['bench', ...argv], []);
  const started = performance.now();
  const result = kernel.run();
  const seconds = (performance.now() - started) / 1000;
  return { result, seconds, copied: kernel.world.segments.copied };
};

/** Starts in one run, and runs of each kind: they take turns, so that what else the machine does hits both alike. */
const COUNT = 500;
const ROUNDS = 9;

const rates = (room: number): string => {
  const image = imageOf(starter(room));
  const seconds = { fork: [] as number[], vfork: [] as number[] };
  const copied = { fork: 0, vfork: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    for (const call of ['fork', 'vfork'] as const) {
      const measured = run(image, [call, String(COUNT)]);
      if (exitStatusOf(measured.result) !== 0) throw new Error(`${call}: ${JSON.stringify(measured.result)}`);
      seconds[call].push(measured.seconds);
      copied[call] = measured.copied / COUNT;
    }
  }
  const [forks, vforks] = [COUNT / quantile(seconds.fork, 0.5), COUNT / quantile(seconds.vfork, 0.5)];
  const bytes = `${String(copied.fork).padStart(5)} bytes copied by fork, ${copied.vfork} by vfork`;
  return `${bytes}: fork ${forks.toFixed(0)}/s, vfork ${vforks.toFixed(0)}/s, ratio ${(vforks / forks).toFixed(2)}`;
};

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes that are still in use when what can be collected is. */
const kept = (): number => {
  // The second collects what the first has only marked: a machine has 22 MB of its own.
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};

const runaways = (): void => {
  const images = RUNAWAYS.map(([name, source]) => [name, imageOf(HEAD + source)] as const);
  const after: number[] = [];
  for (let round = 1; round <= 3; round++) {
    for (const [name, image] of images) {
      const { result, seconds } = run(image, []);
      const end = result.kind === 'budget' ? `${result.budget} budget` : result.kind;
      const peak = (process.resourceUsage().maxRSS / 1024).toFixed(0);
      const memory = `${kept().toFixed(1)} MB kept, peak memory ${peak} MB`;
      console.log(`round ${round}: ${name.padEnd(16)} ends at: ${end}, ${seconds.toFixed(2)} s, ${memory}`);
    }
    after.push(kept());
  }
  console.log(`kept after rounds 1, 2, 3: ${after.map((megabytes) => megabytes.toFixed(1)).join(', ')} MB`);
};

export const bench: Bench = {
  summary: 'fork, vfork, exec and wait a second; memory after runs that end at a budget',
  run: () => {
    for (const call of ['fork', 'vfork', 'fork', 'vfork']) run(imageOf(starter(16)), [call, String(COUNT)]);
    for (const room of [16, 8_000, 20_000, 40_000]) console.log(rates(room));
    runaways();
  },
};
