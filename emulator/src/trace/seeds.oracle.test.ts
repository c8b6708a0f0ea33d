/** Scheduling by seed: a program with pipes, signals and children gives one output under every seed, and one trace for each. */
import { expect, it } from 'vitest';
import { exitStatusOf, Kernel, type KernelEvent, personalityOf, programOf } from '../kernel/index.ts';
import { buildProgram } from '../toolchain/index.ts';

const SOURCE = `#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
volatile int caught;
void handler(int signal) { caught++; }
int main(void) {
  int ends[2], i, pid, status, sum = 0, n;
  char byte;
  signal(SIGUSR1, handler);
  pipe(ends);
  for (i = 0; i < 3; i++) {
    if (fork() == 0) {
      for (n = 0; n <= i; n++) write(ends[1], "x", 1);
      kill(getppid(), SIGUSR1);
      _exit(i);
    }
  }
  close(ends[1]);
  n = 0;
  while ((status = read(ends[0], &byte, 1)) != 0) if (status == 1) n++;
  while ((pid = wait(&status)) != -1 || caught == 0) if (pid > 0) sum += WEXITSTATUS(status);
  pid = vfork();
  if (pid == 0) _exit(5);
  waitpid(pid, &status, 0);
  printf("%d bytes, sum %d, vfork child %d\\n", n, sum, WEXITSTATUS(status));
  return caught > 0 && caught <= 3 ? 0 : 1;
}`;

it('gives what POSIX fixes under 1000 seeds, and the same trace for the same seed', () => {
  const { image, problems } = buildProgram(['/s.c'], {
    reader: { read: (path) => (path === '/s.c' ? SOURCE : undefined) },
  });
  if (image === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  const personality = personalityOf('linux-i386');
  if (personality === undefined) throw new Error('no personality');
  const program = programOf('/bin/s', image);
  const run = (seed: number, observer?: (event: KernelEvent) => void): { stdout: string; status: number } => {
    let stdout = '';
    const kernel = new Kernel({
      personality,
      seed,
      output: (_stream, bytes) => {
        stdout += Buffer.from(bytes).toString('latin1');
      },
      ...(observer === undefined ? {} : { observer }),
    });
    kernel.start(program, ['s']);
    const status = exitStatusOf(kernel.run());
    return { stdout, status };
  };
  for (let seed = 0; seed < 1000; seed++) {
    expect({ seed, ...run(seed) }).toEqual({ seed, stdout: '6 bytes, sum 3, vfork child 5\n', status: 0 });
  }
  const traces = [7, 7, 8].map((seed) => {
    const events: KernelEvent[] = [];
    run(seed, (event) => events.push(event));
    return events;
  });
  expect(traces[0]).toEqual(traces[1]);
  expect(traces[0]).not.toEqual(traces[2]);
}, 120_000);
