/** The ordinary C program of the scenarios: a function that starts a program through vfork and waits for it. */

/** The program's text; `end` is what the child does when exec has failed. */
export const program = (end: string, name: string = 'spawn'): string =>
  [
    '#include <stdlib.h>',
    '#include <sys/wait.h>',
    '#include <unistd.h>',
    '',
    `int ${name}(void)`,
    '{',
    '  int status = 0;',
    '  pid_t pid;',
    '  if ((pid = vfork()) == 0) {',
    '    execl("/bin/true", "true", (char *)0);',
    ...end.split('\n').map((line) => `    ${line}`),
    '  }',
    '  if (pid < 0)',
    '    return -1;',
    '  waitpid(pid, &status, 0);',
    '  return status;',
    '}',
    '',
  ].join('\n');
