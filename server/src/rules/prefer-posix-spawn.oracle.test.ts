/**
 * The rewrite to posix_spawn against the program before: both are compiled by gcc and run on the host, and print and leave the
 * same, when exec succeeds and when there is no such program. The child may stand in each of the shapes that its parent gives it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace, lint, type Workspace } from '../ide/index.ts';
import { applyEdits } from '../text/edit.ts';

/** Bodies of `run`, around the child `CHILD`; -2 is the answer for a vfork that failed. */
const SHAPES = {
  'test after the check': 'pid_t pid = vfork(); if (pid < 0) return -2; if (pid == 0) { CHILD } WAIT',
  'assignment in the condition': 'pid_t pid; if ((pid = vfork()) == 0) { CHILD } if (pid < 0) return -2; WAIT',
  'a chain':
    'pid_t pid; if ((pid = vfork()) == -1) { return -2; } else if (pid == 0) { CHILD } else { WAIT } return 0;',
  'the child last': 'pid_t pid = vfork(); if (pid < 0) return -2; if (pid > 0) { WAIT } else { CHILD } return 0;',
  'the child after all others':
    'pid_t pid = vfork(); if (pid < 0) return -2; else if (pid > 0) { WAIT } else { CHILD } return 0;',
  'the parent in the else branch': 'pid_t pid; pid = vfork(); if (!pid) { CHILD } else if (0 > pid) return -2; WAIT',
  'a switch': 'pid_t pid; switch (pid = vfork()) { case -1: return -2; case 0: CHILD default: break; } WAIT',
  'a switch with a block': 'pid_t pid = vfork(); switch (pid) { case 0: { CHILD } case -1: return -2; } WAIT',
  'a register': 'register pid_t pid = vfork(); if (pid == -1) return -2; if (pid == 0) { CHILD } WAIT',
  'a member':
    'struct { pid_t pid; } job, *j = &job; j->pid = vfork(); if (j->pid == 0) { CHILD } pid_t pid = j->pid; if (pid < 0) return -2; WAIT',
} as const;

/** What the child does before exec, with what it is given: `in` is a file that holds "from in". */
const STEPS = {
  nothing: '',
  descriptors: 'dup2(in, 0); close(in);',
  'descriptors that are checked': 'if (dup2(in, 0) < 0) _exit(126); if (in > 2) close(in);',
  'a decision': 'if (other) { dup2(in, 0); close(in); } else close(0);',
  'a file': 'int fd = open("input", O_RDONLY); if (fd < 0) _exit(126); dup2(fd, 0); close(fd);',
  'the lowest descriptor': 'close(0); if (open("input", O_RDONLY) != 0) _exit(126);',
  'group and mask': 'setpgid(0, 0); sigprocmask(SIG_SETMASK, &none, NULL); signal(SIGUSR1, SIG_DFL);',
} as const;

const program = (shape: string, steps: string): string => `#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
sigset_t none;
int run(int in, int other, char **argv)
{
${shape
  .replaceAll('; ', ';\n')
  .replaceAll('{ ', '{\n')
  .replace('CHILD', `${steps.replaceAll('; ', ';\n')}\nexecvp(argv[0], argv);\n_exit(127);\n`)
  .replace('WAIT', '{ int st; waitpid(pid, &st, 0); return WEXITSTATUS(st); }')}
}
int main(void)
{
    char *script[] = { "sh", "-c", "cat 2>/dev/null; ls /proc/self/fd | wc -l; kill -USR1 $$; exit 9", NULL };
    char *nothing[] = { "./no-such-program", NULL };
    signal(SIGUSR1, SIG_IGN);
    for (int other = 0; other < 2; other++) {
        printf("%d\\n", run(open("input", O_RDONLY), other, script));
        fflush(stdout);
    }
    int failed = run(open("input", O_RDONLY), 0, nothing);
    printf("failed: %d\\n", failed == 127 || failed == -2);
    return 0;
}
`;

let folder = '';
let workspace: Workspace;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spawn-'));
  writeFileSync(join(folder, 'input'), 'from in\n');
  workspace = await createWorkspace({ reader: { read: () => undefined } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a text prints when it is compiled and run. */
const printed = (text: string): string => {
  const options = ['-x', 'c', '-std=gnu11', '-Wall', '-Werror', '-D_GNU_SOURCE', '-o', join(folder, 'a.out'), '-'];
  execFileSync('gcc', options, { input: text });
  return execFileSync(join(folder, 'a.out'), { cwd: folder, input: '', encoding: 'utf8' });
};

const rewritten = (text: string): string => {
  workspace.open('/a.c', text);
  const hint = lint(workspace, '/a.c').findings.find(({ rule }) => rule === 'prefer-posix-spawn');
  return applyEdits(text, hint?.fixes[0]?.edits ?? []);
};

describe.each(Object.entries(SHAPES))('%s', (_name, shape) => {
  test.each(Object.entries(STEPS))('%s', (_step, steps) => {
    const before = program(shape, steps);
    const after = rewritten(before);
    expect(after).toContain('posix_spawnp(');
    expect(after).not.toContain('vfork');
    expect(printed(after)).toBe(printed(before));
  });
});
