/**
 * Small programs in many styles of C (see testing/marked.ts): where the result of vfork goes, and which way both processes go.
 */
import { test } from 'vitest';
import { checkMarked } from '../testing/marked.ts';

const PROGRAMS: readonly (readonly [string, string])[] = [
  [
    'the result goes to a member by its designator',
    `struct run { int code; pid_t pid; };
struct run go(char **av) {
  struct run r = { .pid = vfork() };
  if (r.pid == 0) {
    execv(av[0], av);
    return (struct run){ .code = 1 }; //! return-from-vfork-frame
  }
  return r;
}`,
  ],
  [
    'a goto to a computed place',
    `int steps(const unsigned char *code, char **av) {
  static void *const table[] = { &&start, &&stop };
  pid_t pid;
  goto *table[*code++];
start:
  pid = vfork();
  if (pid == 0) {
    if (*code) goto *table[*code]; //! child-reaches-parent-code
    execv(av[0], av);
    _exit(1);
  }
  if (pid > 0) goto *table[*code++];
stop:
  return 0;
}`,
  ],
  [
    'a child that comes to its own function again',
    `int all(char ***commands) {
  if (*commands == 0) return 0;
  pid_t pid = vfork();
  if (pid == 0) {
    execv((*commands)[0], *commands);
    all(commands + 1); //! nested-vfork
    _exit(1);
  }
  return pid < 0 ? -1 : all(commands + 1);
}`,
  ],
  [
    'a jump to what cleans up for a caller whose vfork failed',
    `#include <stdlib.h>
int bad(char **av, int fd) {
  char *buffer = malloc(9);
  int code = -1;
  pid_t pid = vfork();
  if (pid < 0) goto fail;
  if (pid == 0) {
    if (dup2(fd, 0) < 0) goto fail; //! child-reaches-parent-code
    execv(av[0], av);
    _exit(1);
  }
  return pid;
fail:
  free(buffer);
  return code;
}
int good(char **av, int fd) {
  pid_t pid = vfork();
  if (pid < 0) goto fail;
  if (pid == 0) {
    if (dup2(fd, 0) < 0) goto fail;
    execv(av[0], av);
    _exit(1);
  }
  return pid;
fail:
  if (pid == 0) _exit(1);
  return -1;
}`,
  ],
  [
    'a child that runs on behind a loop, marked from its head',
    `#include <stdio.h>
int main(void) {
  pid_t pid = vfork();
  if (pid < 0) return 1;
  if (pid == 0) {
    for (int i = 0; i < 3; i++) { //! child-reaches-parent-code
      puts("child"); //! unsafe-call-in-child
    }
  } else {
    puts("parent");
  }
  return 0;
}`,
  ],
  [
    'a result handed on by choice',
    `pid_t go(char **av, int wanted) {
  pid_t pid = vfork();
  if (pid == 0) {
    execv(av[0], av);
    _exit(1);
  }
  return wanted ? pid : -1;
}`,
  ],
  [
    'parts of one return statement',
    `static int child(char **av) { execv(av[0], av); return 127; }
int bad(char **av) {
  pid_t p;
  return (p = vfork()) ? p : child(av); //! return-from-vfork-frame
}
int good(char **av) {
  pid_t p;
  return (p = vfork()) ? p : (_exit(child(av)), 0);
}`,
  ],
  [
    'both processes run what follows a question',
    `pid_t grouped(char **av, int terminal) {
  pid_t pid = vfork();
  pid_t group = pid ? pid : getpid();
  if (pid == -1) return -1;
  setpgid(pid, group);
  if (terminal >= 0) tcsetpgrp(terminal, group);
  if (pid == 0) { execv(av[0], av); _exit(127); }
  return pid;
}`,
  ],
  [
    'a macro of a header that is not there ends the child, or stands in its way',
    `int stops(char **av) {
  int pid = vfork();
  if (pid < 0) return -1;
  if (pid == 0) {
    execv(av[0], av);
    STOP_HERE;
  }
  return pid;
}
int goes_on(char **av) {
  int pid = vfork();
  if (pid < 0) return -1;
  if (pid == 0) {
    TRACE_POINT;
    execv(av[0], av);
    exit(1); //! exit-in-child
  }
  TRACE_POINT;
  return pid;
}`,
  ],
  [
    'assertions of test frameworks tell failure',
    `void test(char **av) {
  int pid;
  ASSERT_NE(-1, (pid = vfork()));
  if (pid == 0) _exit(0);
  waitpid(pid, 0, 0);
}
void test_other(char **av) {
  int pid = vfork();
  ck_assert_int_ge(pid, 0);
  if (pid == 0) _exit(0);
  waitpid(pid, 0, 0);
}
void says(char **av) {
  int pid = vfork(); //! unchecked-vfork-failure
  note_start(pid, "child");
  if (pid == 0) _exit(0);
  waitpid(pid, 0, 0);
}`,
  ],
];

test.each(PROGRAMS)('%s', async (_, body) => {
  await checkMarked(body);
});
