/**
 * The kernel's speed and steadiness: fork, exec and wait of a small program a second; what vfork costs against fork by the size of the
 * process (claims B1, D6, E1: nothing is copied); and memory of this process after runs that end at a budget.
 */
import { exitStatusOf, Kernel, personalityOf, programOf, type RunResult } from '@vfork-lint/emulator/kernel';
import { binary, buildProgram } from '@vfork-lint/emulator/toolchain';
import type { Bench } from './bench.ts';

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

const run = (source: string, argv: readonly string[]): { result: RunResult; seconds: number; instructions: number } => {
  const personality = personalityOf('linux-i386');
  const small = binary('true');
  if (personality === undefined || small === undefined) throw new Error('nothing to run');
  const kernel = new Kernel({ personality, budgets: { instructions: 20_000_000, processes: 100_000 } });
  kernel.world.fs.install('/bin/true', small, 0o755);
  kernel.start(programOf('/bin/bench', imageOf(source)), ['bench', ...argv], []);
  const started = performance.now();
  const result = kernel.run();
  const seconds = (performance.now() - started) / 1000;
  return { result, seconds, instructions: kernel.world.meter.spent.instructions };
};

const COUNT = 2000;

export const bench: Bench = {
  summary: 'fork, vfork, exec and wait a second; memory after runs that end at a budget',
  run: () => {
    run(starter(16), ['fork', '200']);
    for (const room of [16, 8_000, 20_000, 40_000]) {
      const rate = (call: string): number => {
        const { result, seconds } = run(starter(room), [call, String(COUNT)]);
        if (exitStatusOf(result) !== 0) throw new Error(`${call}: ${JSON.stringify(result)}`);
        return COUNT / seconds;
      };
      const [forks, vforks] = [rate('fork'), rate('vfork')];
      const figures = `fork ${forks.toFixed(0)}/s, vfork ${vforks.toFixed(0)}/s`;
      console.log(`${String(room).padStart(6)} bytes: ${figures}, ratio ${(vforks / forks).toFixed(2)}`);
    }
    for (const [name, source] of RUNAWAYS) {
      const { result, seconds } = run(HEAD + source, []);
      const end = result.kind === 'budget' ? `${result.budget} budget` : result.kind;
      const peak = (process.resourceUsage().maxRSS / 1024).toFixed(0);
      console.log(`${name.padEnd(16)} ends at: ${end}, ${seconds.toFixed(2)} s, peak memory ${peak} MB`);
    }
  },
};
