/**
 * Random C programs of processes, pipes, signals, descriptors and waits whose output POSIX fixes, whatever the scheduler does: for comparing
 * a kernel with the host's. Each program is a line of scenes (posix-scenes/) with random numbers in them; a scene cleans up behind itself. Values stay
 * below 2^15, so that the size of int does not matter.
 */
import { DESCRIPTORS } from './posix-scenes/descriptors.ts';
import { PROCESSES } from './posix-scenes/processes.ts';
import type { Scene } from './posix-scenes/scene.ts';
import { SIGNAL_SCENES } from './posix-scenes/signals.ts';
import { Random } from './random-c.ts';

const SCENES: readonly Scene[] = [...PROCESSES, ...SIGNAL_SCENES, ...DESCRIPTORS];

const PRELUDE = `#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int hits, others, jumps, nested, release = -1, order, depth, orders[40];
static sigjmp_buf *jump;

static void say(const char *what, int value) { printf("%s %d\\n", what, value); }

static const char *name(int signal)
{
  switch (signal) {
  case SIGTERM: return "TERM"; case SIGKILL: return "KILL"; case SIGUSR1: return "USR1"; case SIGUSR2: return "USR2";
  case SIGHUP: return "HUP"; case SIGINT: return "INT"; case SIGALRM: return "ALRM"; case SIGPIPE: return "PIPE";
  case SIGSTOP: return "STOP"; default: return "other";
  }
}

static void show(int status)
{
  if (WIFEXITED(status)) printf("code %d\\n", WEXITSTATUS(status));
  else if (WIFSIGNALED(status)) printf("signal %s\\n", name(WTERMSIG(status)));
  else if (WIFSTOPPED(status)) printf("stopped %s\\n", name(WSTOPSIG(status)));
  else printf("?\\n");
}

static void counted(int signal) { hits++; }

static void handler(int signal)
{
  if (signal == SIGHUP || signal == SIGALRM || signal == SIGINT) others++;
  hits++;
  if (hits > 2 && release >= 0) {
    close(release);
    release = -1;
  }
  if (jumps) siglongjmp(*jump, ++nested);
}

static void catch(int signal, int flags, int held)
{
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  if (held) sigaddset(&action.sa_mask, held);
  sigaction(signal, &action, 0);
  nested = 0;
}

static void noting(int signal)
{
  int at = signal == SIGUSR1 ? 1 : 2;
  if (order < 38) orders[order++] = at;
  if (depth-- > 0) {
    kill(getpid(), SIGUSR1);
    kill(getpid(), SIGUSR2);
  }
  if (order < 38) orders[order++] = -at;
}

static void first(void) { write(1, "first\\n", 6); }
static void second(void) { write(1, "second\\n", 7); }

/* fork, with nothing in the buffer that both would write. */
static pid_t child(void)
{
  fflush(stdout);
  return fork();
}

`;

/** A program of some scenes. */
export const randomPosix = (seed: number): string => {
  const random = new Random(seed);
  const scenes = Array.from({ length: 4 + random.below(5) }, () => random.pick(SCENES)(random));
  return `${PRELUDE}int main(void)\n{\n  ${scenes.join('\n  ')}\n  fflush(stdout);\n  return ${random.below(100)};\n}\n`;
};
