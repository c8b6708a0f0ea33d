/**
 * Small programs in many styles of C (see testing/marked.ts): what the child writes, and where to.
 */
import { test } from 'vitest';
import { checkMarked } from '../testing/marked.ts';

const PROGRAMS: readonly (readonly [string, string])[] = [
  [
    'atomic operations are writes',
    `static int live, total;
int count(char **av) {
  pid_t pid = vfork();
  if (pid < 0) return -1;
  if (pid == 0) {
    __sync_add_and_fetch(&live, 1); //! parent-visible-write
    __atomic_store_n(&total, 2, 0); //! parent-visible-write
    (void) __atomic_load_n(&total, 0);
    execv(av[0], av);
    _exit(1);
  }
  return live + total;
}`,
  ],
  [
    'writes through a pointer into an argument',
    `#include <string.h>
pid_t split(char *list, char **av) {
  pid_t pid = vfork();
  if (pid == 0) {
    char *end = strrchr(list, '/');
    char own[20];
    *strchr(own, 0) = '.';
    if (end) *end = 0; //? parent-visible-write
    strchr(av[0], '.')[0] = 0; //? parent-visible-write
    execv(list, av);
    _exit(127);
  }
  return pid;
}`,
  ],
  [
    'writes through a pointer of its own into memory of the caller',
    `struct job { char **argv; int tries; };
pid_t start(struct job *job) {
  pid_t pid = vfork();
  if (pid == 0) {
    char *word = job->argv[0];
    char **next = job->argv;
    if (*word == '-') *word = '+'; //? parent-visible-write
    next++;
    execv(word, next);
    _exit(127);
  }
  return pid;
}`,
  ],
  [
    'a caller that puts the old value back',
    `extern char **environ;
static int depth, level;
static void child(char **av, char **env) { environ = env; depth = 1; level = 1; execvp(av[0], av); _exit(1); }
static pid_t launch(char **av, char **env) {
  pid_t pid = vfork();
  if (pid == 0) child(av, env); //! parent-visible-write
  return pid;
}
int once(char **av, char **env) {
  char **kept = environ;
  int before = depth;
  pid_t pid = launch(av, env);
  environ = kept;
  depth = before;
  return pid > 0;
}`,
  ],
  [
    'members of a table without designators',
    `#include <stdio.h>
struct action { const char *name; int level; int (*run)(char **); };
static int quiet(char **av) { return av == 0; }
static int loud(char **av) { return puts(av[0]); }
static const struct action actions[] = { { "quiet, {", 1, quiet }, { "loud", 2, &loud } };
pid_t go(char **av, int which) {
  pid_t pid = vfork();
  if (pid == 0) _exit(actions[which].run(av)); //! unsafe-call-in-child
  return pid;
}`,
  ],
  [
    'a macro for one place',
    `#include <stdio.h>
pid_t go(char **av) {
  pid_t pid = vfork();
  if (pid == 0) {
    execv(av[0], av);
#define SAY(text) fprintf(stderr, text)
#define TELL(text) write(2, text, sizeof text - 1)
    SAY("no"); //! unsafe-call-in-child
    TELL("no");
#undef SAY
#undef TELL
    _exit(127);
  }
  return pid;
}`,
  ],
  [
    'memory of the heap, made before and made by the child',
    `#include <alloca.h>
#include <stdlib.h>
#include <string.h>
int go(char **av, const char *folder) {
  char *shared = malloc(9), *own;
  pid_t pid = vfork();
  if (pid < 0) return -1;
  if (pid == 0) {
    shared[0] = 'x'; //! parent-visible-write
    own = alloca(strlen(folder) + 9);
    own = strcpy(own + 1, folder);
    *--own = '/';
    execv(own, av);
    _exit(127);
  }
  return shared[0];
}`,
  ],
];

test.each(PROGRAMS)('%s', async (_, body) => {
  await checkMarked(body);
});
