/**
 * Small programs in the many styles of C, each with what is to be said of every line: `//! rule` marks a line that gets this
 * error or warning, `//? rule` one that gets a note; nothing else may be said louder than a note. What holds for a rule in
 * general is in its fixtures; here the question is whether the child and its doings are recognised at all.
 */
import { expect, test } from 'vitest';
import { lintFixture } from '../testing/check.ts';

const MARK = /\/\/([!?]) ([\w -]+)$/;

const expected = (text: string): readonly string[] =>
  text.split('\n').flatMap((line, i) => {
    const [, loud, rules = ''] = MARK.exec(line) ?? [];
    return rules
      .split(' ')
      .filter(Boolean)
      .map((rule) => `${i + 1} ${loud === '!' ? '' : 'note '}${rule}`);
  });

const check = async (body: string): Promise<void> => {
  const text = `#include <unistd.h>\n${body}\n`;
  const wanted = expected(text);
  const found = (await lintFixture([{ path: 'a.c', text }])).get('a.c') ?? [];
  const said = found.flatMap(({ rule, severity, range }) => {
    const loud = severity === 'error' || severity === 'warning';
    const line = text.slice(0, range.start).split('\n').length;
    const entry = `${line} ${loud ? '' : 'note '}${rule}`;
    return loud || wanted.includes(entry) ? [entry] : [];
  });
  expect([...new Set(said)].toSorted()).toEqual([...wanted].toSorted());
};

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

test.each<readonly [string, boolean]>([
  ['#if 0\n#include <unistd.h>\n#endif', false],
  ['#ifdef _WIN32\n#include <unistd.h>\n#endif', false],
  ['#ifdef HAVE_UNISTD_H\n#include <unistd.h>\n#endif', true],
  ['#if !defined(NO_UNISTD) && 1\n#include <unistd.h>\n#else\n#include <stdio.h>\n#endif', true],
  ['#if defined(UNIX) && !defined(PLAIN)\n#include <unistd.h>\n#endif', true],
  ['#if 1\n#include <unistd.h>\n#endif', true],
])('whether %j may include the header', async (includes, may) => {
  const text = `${includes}\nint f(void) { int p = vfork(); if (p == 0) _exit(1); return p; }\n`;
  const found = (await lintFixture([{ path: 'a.c', text }])).get('a.c') ?? [];
  expect(found.some(({ rule }) => rule === 'missing-vfork-header')).toBe(!may);
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

test.each(PROGRAMS)('%s', async (_, body) => {
  await check(body);
});
