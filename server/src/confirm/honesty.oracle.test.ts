/**
 * Correct programs of many shapes, with every rule claimed on every line: the search looks for evidence as hard as it can on every
 * system, and may find none. DESIGN §5.4: a correct program that is confirmed is the one unforgivable error.
 */
import { expect, test } from 'vitest';
import { type Claim, confirm, DEFAULT_KERNELS } from './index.ts';
import { HAZARDS } from './verdict.ts';

const KERNELS = [...DEFAULT_KERNELS, 'elks-1999', 'elks-2015', 'bsd43', 'macos'];

const HEAD = `#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
extern char **environ;
`;

const PROGRAMS: Readonly<Record<string, string>> = {
  locals: `int run(int fd, char **argv) {
  int status;
  pid_t pid = vfork();
  if (pid < 0) return -1;
  if (pid == 0) {
    int i, keep[2];
    char path[16];
    for (i = 3; i < 12; i++) if (i != fd) close(i);
    keep[0] = fd; keep[1] = i;
    path[0] = '/'; path[1] = 0;
    if (chdir(path) < 0) _exit(126);
    execve(argv[0], argv, environ);
    _exit(keep[1] > 0 ? 127 : 126);
  }
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) ;
  return status;
}`,
  mask: `int run(char **argv) {
  sigset_t all, old;
  int status = 0;
  pid_t pid;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &old);
  pid = vfork();
  if (pid == 0) {
    sigprocmask(SIG_SETMASK, &old, NULL);
    execv(argv[0], argv);
    _exit(127);
  }
  sigprocmask(SIG_SETMASK, &old, NULL);
  if (pid > 0) waitpid(pid, &status, 0);
  return status;
}`,
  pipes: `int run(char **argv) {
  int ends[2], n; char buffer[32];
  pid_t pid;
  if (pipe(ends) < 0) return -1;
  switch (pid = vfork()) {
  case -1: close(ends[0]); close(ends[1]); return -1;
  case 0:
    close(ends[0]);
    if (ends[1] != 1) { dup2(ends[1], 1); close(ends[1]); }
    setsid();
    setpgid(0, 0);
    execvp(argv[0], argv);
    _exit(127);
  }
  close(ends[1]);
  while ((n = read(ends[0], buffer, sizeof buffer)) > 0) write(2, buffer, n);
  close(ends[0]);
  if (waitpid(pid, &n, 0) < 0) return -1;
  return WIFEXITED(n) ? WEXITSTATUS(n) : -1;
}`,
  loop: `int run(int n, char ***jobs) {
  int i, ok = 0, status; pid_t pids[8];
  for (i = 0; i < n && i < 8; i++) {
    if (jobs[i] == NULL) { pids[i] = -1; continue; }
    pids[i] = vfork();
    if (pids[i] == 0) { execv(jobs[i][0], jobs[i]); _exit(127); }
  }
  while (i-- > 0) if (pids[i] > 0 && waitpid(pids[i], &status, 0) == pids[i] && status == 0) ok++;
  return ok;
}`,
  channel: `static volatile int exec_errno;
int run(char **argv) {
  int status; pid_t pid;
  exec_errno = 0;
  pid = vfork();
  if (pid == 0) { execv(argv[0], argv); _exit(127); }
  if (pid < 0) return errno;
  waitpid(pid, &status, 0);
  return exec_errno;
}`,
  daemon: `int run(char **argv) {
  pid_t pid = fork();
  if (pid < 0) return -1;
  if (pid == 0) {
    pid_t inner;
    setsid();
    inner = vfork();
    if (inner == 0) { close(0); open("/dev/null", O_RDWR); execv(argv[0], argv); _exit(127); }
    _exit(inner < 0);
  }
  return waitpid(pid, NULL, 0) < 0 ? -1 : 0;
}`,
  "goto to the parent's end": `int run(char *path, char *mode) {
  int r = -1; pid_t pid;
  if (path == NULL) goto out;
  pid = vfork();
  if (pid == -1) goto out;
  if (!pid) {
    if (mode && !strcmp(mode, "quiet")) { int null = open("/dev/null", O_WRONLY); if (null >= 0) dup2(null, 2); }
    execl(path, path, (char *)0);
    if (errno == ENOENT) _exit(127);
    _exit(126);
  }
  r = 0;
  if (waitpid(pid, &r, 0) != pid) r = -1;
out:
  return r;
}`,
  helper: `struct opts { int in, out; const char *dir; int flags; };
static int setup(const struct opts *o) {
  if (o->dir && chdir(o->dir) < 0) return -1;
  if (o->in >= 0 && o->in != 0) { if (dup2(o->in, 0) < 0) return -1; close(o->in); }
  if (o->out >= 0 && o->out != 1) { if (dup2(o->out, 1) < 0) return -1; close(o->out); }
  if (o->flags & 4) setpgid(0, 0);
  return 0;
}
pid_t run(const struct opts *o, char *const argv[]) {
  pid_t pid = vfork();
  if (pid != 0) return pid;
  if (setup(o) == 0) execvp(argv[0], argv);
  _exit(127);
}`,
  printf_parent: `int run(char **argv) {
  pid_t pid; int status = 0;
  printf("starting %s\\n", argv[0]);
  fflush(stdout);
  if ((pid = vfork()) == 0) { execv(argv[0], argv); _exit(127); }
  if (pid < 0) { perror("vfork"); return 1; }
  printf("started %d\\n", pid > 0);
  if (waitpid(pid, &status, 0) < 0) perror("wait");
  else if (WEXITSTATUS(status) == 127) fprintf(stderr, "cannot run\\n");
  return status != 0;
}`,
  tricky: `static int depth;
int run(int which, char **argv) {
  char *copy[4]; int i; pid_t pid;
  for (i = 0; i < 3 && argv[i]; i++) copy[i] = argv[i];
  copy[i] = NULL;
  depth++;
  pid = vfork();
  if (pid == 0) {
    switch (which) {
    case 1: nice(5); break;
    case 2: umask(077); break;
    case 7: close(STDERR_FILENO); break;
    default: break;
    }
    execv(copy[0], copy);
    _exit(errno == EACCES ? 126 : 127);
  }
  depth--;
  if (pid > 0) { int status; do { if (waitpid(pid, &status, 0) == -1 && errno != EINTR) return -1; } while (!WIFEXITED(status) && !WIFSIGNALED(status)); return status >> 8; }
  return -1;
}`,
  main: `int main(int argc, char **argv) {
  int status = 0, opt, quiet = 0; pid_t pid;
  while ((opt = getopt(argc, argv, "qn:")) != -1) if (opt == 'q') quiet = 1;
  if (optind >= argc) return 2;
  pid = vfork();
  if (pid == 0) { if (quiet) close(1); execvp(argv[optind], argv + optind); _exit(127); }
  if (pid < 0) { perror("vfork"); return 1; }
  if (waitpid(pid, &status, 0) < 0) return 1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}`,
};

test.each(Object.entries(PROGRAMS))('%s', (name, body) => {
  const text = HEAD + body;
  const owner = name === 'main' ? 'main' : 'run';
  const start = text.search(new RegExp(`^[a-z_ ]*\\b${owner}\\(`, 'm'));
  const [from, to] = [text.slice(0, start), text].map((part) => part.split('\n').length);
  const lines = Array.from({ length: (to ?? 0) - (from ?? 0) + 1 }, (_, i) => (from ?? 0) + i);
  const claims = Object.keys(HAZARDS).flatMap((rule) => lines.map((line): Claim => ({ rule, line, endLine: line })));
  const result = confirm({
    subject: { path: '/w/a.c', text, owner, start, end: text.length },
    claims,
    reader: { read: () => undefined },
    includePaths: [],
    kernels: KERNELS,
    seed: 0,
  });
  expect(result.compile.problem).toBeUndefined();
  expect(result.claims.filter(({ verdict }) => verdict === 'not-observed').length).toBeGreaterThan(0);
  const told = result.claims.flatMap(({ claim, verdict, kernels }) =>
    verdict === 'confirmed'
      ? [`${claim.line} ${claim.rule} ${JSON.stringify(Object.values(kernels)[0]?.evidence[0])}`]
      : [],
  );
  expect(told).toEqual([]);
});
