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

test.each(['if (x) close(3);', 'x = 1;', 'setsid();', '/* why */ close(3);'])('not with %s', async (step) => {
  const text = `void run(int x, char **argv) {\n  pid_t pid = vfork();\n  if (pid == 0) {\n    ${step}\n    execv(argv[0], argv);\n    _exit(1);\n  }\n}\n`;
  expect(await rewrite(text)).toBeUndefined();
});
