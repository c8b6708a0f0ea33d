/** The rewrite to posix_spawn, whole: what is made of each step of a child. */
import { expect, test } from 'vitest';
import { createWorkspace, lint } from '../ide/index.ts';
import { applyEdits } from '../text/edit.ts';

const rewrite = async (text: string): Promise<string | undefined> => {
  const workspace = await createWorkspace({ reader: { read: () => undefined } });
  workspace.open('/a.c', text);
  const hint = lint(workspace, '/a.c').findings.find(({ rule }) => rule === 'prefer-posix-spawn');
  const fix = hint?.fixes[0];
  return fix === undefined ? undefined : applyEdits(text, fix.edits);
};

test('descriptors, group, mask and defaults', async () => {
  const text = `#include <unistd.h>
pid_t run(int out, sigset_t *old, char **argv) {
  pid_t pid;
  if ((pid = vfork()) == 0) {
    setpgid(0, 0);
    signal(SIGINT, SIG_DFL);
    sigprocmask(SIG_SETMASK, old, 0);
    dup2(out, 1);
    close(out);
    execvp(argv[0], argv);
    _exit(127);
  } else if (pid < 0)
    perror("vfork");
  return pid;
}
`;
  expect(await rewrite(text)).toBe(`#include <unistd.h>
#include <errno.h>
#include <spawn.h>
#include <signal.h>
pid_t run(int out, sigset_t *old, char **argv) {
  pid_t pid;
  {
    extern char **environ;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    int failure;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_addclose(&actions, out);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, old);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGINT);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    failure = posix_spawnp(&pid, argv[0], &actions, &attributes, argv, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0) { errno = failure; pid = -1; }
  }
  if (pid < 0)
    perror("vfork");
  return pid;
}
`);
});

test('a declaration, an argument list, an environment', async () => {
  const text = `#include <errno.h>
#include <spawn.h>
#include <unistd.h>
void run(void) {
  pid_t pid = vfork();
  if (!pid) {
    execl("/bin/sh", "sh", "-c", "true", (char *) 0);
    _exit(127);
  }
}
`;
  expect(await rewrite(text)).toContain(`  pid_t pid;
  {
    extern char **environ;
    int failure;
    failure = posix_spawn(&pid, "/bin/sh", 0, 0, (char *[]) { "sh", "-c", "true", (char *) 0 }, environ);
    if (failure != 0) { errno = failure; pid = -1; }
  }
}
`);
});

const REFUSED = [
  'x = 1;',
  'setsid();',
  '/* why */ close(3);',
  'if (x) setpgid(0, 0);',
  'if (close(3) < 0) x = 1;',
  'close(x++);',
  'if (x--) close(3);',
  'setpgid(0, pid);',
  'int fd = open("a", 0); dup2(fd, 0); dup2(fd + 1, 1);',
  'int fd = open("a", 0); if (x) dup2(fd, 0);',
  'int fd; dup2(fd, 0);',
  'int fd = open("a", 0);',
  'close(3); open("a", 0);',
  'dup(x);',
  'sigprocmask(1, 0, 0);',
  'while (x > 3) close(x);',
];

test.each(REFUSED)('not with %s', async (step) => {
  const text = `void run(int x, char **argv) {\n  pid_t pid = vfork();\n  if (pid == 0) {\n    ${step}\n    execv(argv[0], argv);\n    _exit(1);\n  }\n}\n`;
  expect(await rewrite(text)).toBeUndefined();
});

/** A child and what is made of it, by what it does before exec. */
const STEPS: readonly (readonly [string, readonly string[]])[] = [
  ['if (x) { dup2(x, 0); close(x); }', ['if (x) {', '  dup2 x, 0', '  close x', '}']],
  ['if (x > 0) close(3); else close(4);', ['if (x > 0) {', '  close 3', '} else {', '  close 4', '}']],
  ['if (dup2(x, 0) < 0 || dup2(x, 1) == -1) _exit(1);', ['dup2 x, 0', 'dup2 x, 1']],
  [
    'int fd = open("a", O_RDONLY | O_CLOEXEC);\nif (fd < 0) _exit(1);\ndup2(fd, 0);\ndup2(fd, 1);\nif (fd > 1) close(fd);',
    ['open 0, "a", O_RDONLY, 0', 'dup2 0, 1'],
  ],
  ['int fd;\nif ((fd = open("a", 1, 0666)) == -1) _exit(1);\ndup2(fd, 1);', ['open 1, "a", 1, 0666']],
  ['if (x) {\n  int fd = open("a", 0);\n  dup2(fd, 0);\n  close(fd);\n}', ['if (x) {', '  open 0, "a", 0, 0', '}']],
  ['close(0);\nopen("/dev/null", 0);', ['open 0, "/dev/null", 0, 0']],
  ['close(1);\ndup(x);\nclose(x);', ['dup2 x, 1', 'close x']],
];

test.each(STEPS)('%s', async (steps, actions) => {
  const text = `void run(int x, char **argv) {\n  pid_t pid = vfork();\n  if (pid == 0) {\n${steps}\n    execv(argv[0], argv);\n    _exit(1);\n  }\n}\n`;
  const body = /file_actions_init\(&actions\);\n(.*?)\n {4}failure =/s.exec((await rewrite(text)) ?? '')?.[1];
  const told = body?.replace(/^ {4}/gm, '').replace(/posix_spawn_file_actions_add(\w+)\(&actions, (.*)\);/g, '$1 $2');
  expect(told?.split('\n')).toEqual(actions);
});

test('names that the child uses are left to it', async () => {
  const text =
    'void run(int actions, char **failure) {\n  register int pid = vfork();\n  if (pid == 0) {\n    close(actions);\n    execv(failure[0], failure);\n    _exit(1);\n  }\n}\n';
  expect(await rewrite(text)).toContain(`  register int pid;
  {
    extern char **environ;
    posix_spawn_file_actions_t spawn_actions;
    pid_t child;
    int spawn_failure;
    posix_spawn_file_actions_init(&spawn_actions);
    posix_spawn_file_actions_addclose(&spawn_actions, actions);
    spawn_failure = posix_spawn(&child, failure[0], &spawn_actions, 0, failure, environ);
    posix_spawn_file_actions_destroy(&spawn_actions);
    pid = child;
    if (spawn_failure != 0) { errno = spawn_failure; pid = -1; }
  }
}
`);
});

test('macros stay as they are written', async () => {
  const text = `#define NULL ((void *) 0)
#define SIG_DFL ((void (*)(int)) 0)
#define IN 0
#define fork vfork
void run(int x, char **argv) {
  pid_t pid = fork();
  if (pid == -1) return;
  if (pid == IN) {
    if (x != IN) dup2(x, IN);
    signal(2, SIG_DFL);
    execl(argv[0], "a", (char *) NULL);
    _exit(1);
  }
}
`;
  const after = (await rewrite(text)) ?? '';
  expect(after).toContain('if (x != IN) {');
  expect(after).toContain('adddup2(&actions, x, IN);');
  expect(after).toContain('(char *[]) { "a", (char *) NULL }');
  expect(after).toContain('  if (pid == -1) return;\n}\n');
  expect(after).not.toContain('fork()');
});

test.each([
  ['a step', '#define STEP(a, b) if (dup2(a, b) < 0) _exit(1)', 'STEP(x, 0);'],
  ['steps', '#define STEPS dup2(x, 0); close(x);', 'STEPS'],
])('not where a macro wrote %s', async (_name, macro, steps) => {
  const text = `${macro}\nvoid run(int x, char **argv) {\n  pid_t pid = vfork();\n  if (pid == 0) {\n    ${steps}\n    execv(argv[0], argv);\n    _exit(1);\n  }\n}\n`;
  expect(await rewrite(text)).toBeUndefined();
});
