/**
 * Small programs in many styles of C (see testing/marked.ts): whom the child calls, and how it ends.
 */
import { expect, test } from 'vitest';
import { lintFixture } from '../testing/check.ts';
import { checkMarked } from '../testing/marked.ts';

const PROGRAMS: readonly (readonly [string, string])[] = [
  [
    'a nested function ends the child',
    `int outer(char **av) {
  void finish(int code) { _exit(code); }
  pid_t pid = vfork();
  if (pid == 0) {
    execv(av[0], av);
    finish(127);
  }
  return pid;
}`,
  ],
  [
    'a callback that the callers name',
    `#include <stdlib.h>
static int mode;
static void quiet(void *fds) { dup2(*(int *)fds, 0); }
static void loud(void *text) { setenv("TEXT", text, 1); mode = 2; }
static pid_t launch(void (*prepare)(void *), void *data, char **av) {
  pid_t pid = vfork();
  if (pid == 0) {
    prepare(data); //! unsafe-call-in-child parent-visible-write
    execv(av[0], av);
    _exit(127);
  }
  return pid;
}
int both(char **av) {
  int fd = 3;
  return launch(quiet, &fd, av) > 0 && launch(&loud, "x", av) > 0 && mode;
}`,
  ],
  [
    'a callback of which all callers name harmless ones',
    `static void quiet(void *fds) { dup2(*(int *)fds, 0); }
static pid_t launch(void (*prepare)(void *), void *data, char **av) {
  pid_t pid = vfork();
  if (pid == 0) {
    prepare(data);
    execv(av[0], av);
    _exit(127);
  }
  return pid;
}
pid_t go(int fd, char **av) { return launch(quiet, &fd, av); }`,
  ],
  [
    'a callee chosen on the spot',
    `#include <stdio.h>
static void quiet(const char *text) { write(2, text, 1); }
static void loud(const char *text) { puts(text); }
pid_t go(char **av, int mode) {
  pid_t pid = vfork();
  if (pid == 0) {
    (mode ? quiet : loud)(av[0]); //! unsafe-call-in-child
    execv(av[0], av);
    _exit(127);
  }
  return pid;
}`,
  ],
  [
    'each of two execs that may fail last',
    `#include <errno.h>
pid_t script(char **av) {
  pid_t pid = vfork();
  if (pid == 0) {
    execv(av[0], av); //! missing-exit-after-exec
    if (errno == ENOEXEC)
      execv("/bin/sh", av); //! missing-exit-after-exec
  }
  return pid;
}`,
  ],
  [
    'a child that kills itself',
    `#include <signal.h>
pid_t killed(char **av) {
  pid_t pid = vfork();
  if (pid == 0) {
    execv(av[0], av);
    kill(getpid(), SIGKILL);
  }
  return pid;
}
pid_t raised(char **av) {
  pid_t pid = vfork();
  if (pid == 0) {
    execv(av[0], av);
    raise(SIGKILL);
  }
  return pid;
}`,
  ],
  [
    'names of functions that nobody has seen',
    `pid_t a(char **av) {
  pid_t pid = vfork();
  if (pid == 0) {
    char *copy = xstrdup(av[0]); //? unsafe-call-in-child
    if (copy[0] != '/') die("not absolute"); //? exit-in-child
    log_error("running"); //? unsafe-call-in-child
    exec_command(copy, av);
  }
  return pid;
}
pid_t b(char **av) {
  pid_t pid = xvfork();
  if (pid == 0) {
    execv(av[0], av);
    return -1; //! return-from-vfork-frame
  }
  return pid;
}
pid_t c(char **av) {
  pid_t pid = vfork();
  if (pid == 0) {
    prepare_descriptors(); //! child-reaches-parent-code
  }
  return pid;
}`,
  ],
  [
    "a program's own error, with a status that nobody knows",
    `extern void error(int where, int length, const char *text);
pid_t go(char **av, int where) {
  if (av[0] == 0) error(where, 5, "empty");
  else error(where, 3, "full");
  pid_t pid = vfork();
  if (pid == 0) {
    execv(av[0], av);
    return -1; //! return-from-vfork-frame
  }
  return pid;
}`,
  ],
];

test.each(PROGRAMS)('%s', async (_, body) => {
  await checkMarked(body);
});

test('a callback that callers in other files name', async () => {
  const files = [
    {
      path: 'launch.c',
      text: `#include <unistd.h>
int launch(int (*child)(char **), char **av) {
  int pid = vfork();
  if (pid == 0) _exit(child(av));
  return pid;
}
`,
    },
    {
      path: 'user.c',
      text: `#include <stdlib.h>
extern int launch(int (*child)(char **), char **av);
static int run(char **av) { exit(av[0] == 0); }
int use(char **av) { return launch(run, av); }
`,
    },
  ];
  const found = (await lintFixture(files)).get('launch.c') ?? [];
  expect(found.map(({ rule, range }) => [rule, files[0]?.text.slice(range.start, range.end)])).toContainEqual([
    'exit-in-child',
    'child',
  ]);
});

test('one use of a macro is one finding, whatever it calls', async () => {
  const text = `#include <stdio.h>
#include <unistd.h>
#define SAY(x) do { printf x; fflush(stdout); } while (0)
int f(char **av) {
  int pid = vfork();
  if (pid < 0) return -1;
  if (pid == 0) {
    SAY(("a"));
    printf("b"); printf("c");
    execv(av[0], av);
    _exit(1);
  }
  return pid;
}
`;
  const found = (await lintFixture([{ path: 'a.c', text }])).get('a.c') ?? [];
  const said = found
    .filter(({ rule }) => rule === 'unsafe-call-in-child')
    .map(({ message }) => message.split(' not ')[0]);
  expect(said).toEqual(["'printf', 'fflush' are", "'printf' is", "'printf' is"]);
});
