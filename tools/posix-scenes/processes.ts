/** Scenes of children and what wait says of them: codes, signals, stops, groups, exec, exit functions. */
import type { Random } from '../random-c.ts';
import { code, IDLE, type Scene } from './scene.ts';

const shuffled = (random: Random): number[] => {
  const left = [0, 1, 2, 3];
  return [0, 1, 2, 3].map(() => left.splice(random.below(left.length), 1)[0] as number);
};

/** Scenes of processes. */
export const PROCESSES: readonly Scene[] = [
  (random) => `{ /* codes, waited for in another order than made */
    pid_t p[4]; int i, status; static const int order[4] = { ${shuffled(random).join(', ')} };
    for (i = 0; i < 4; i++) if ((p[i] = child()) == 0) _exit((${code(random)} + i * ${1 + random.below(90)}) & 255);
    for (i = 0; i < 4; i++) { say("wait", waitpid(p[order[i]], &status, 0) == p[order[i]]); show(status); }
    say("nobody", wait(&status)); say("errno", errno);
  }`,
  (random) => `{ /* killed */
    pid_t p = child(); int status;
    if (p == 0) { ${IDLE} }
    say("not yet", waitpid(p, &status, WNOHANG));
    say("kill", kill(p, ${random.pick(['SIGTERM', 'SIGKILL', 'SIGUSR1', 'SIGHUP', 'SIGINT', 'SIGALRM'])}));
    say("wait", waitpid(p, &status, 0) == p); show(status);
    say("gone", kill(p, 0)); say("errno", errno);
  }`,
  (random) => `{ /* stopped, continued, killed */
    pid_t p = child(); int status;
    if (p == 0) { ${IDLE} }
    kill(p, SIGSTOP); say("wait", waitpid(p, &status, WUNTRACED) == p); show(status);
    ${random.chance(50) ? 'say("none", waitpid(p, &status, WNOHANG | WUNTRACED));' : ''}
    ${random.chance(50) ? 'kill(p, SIGTERM); say("held", waitpid(p, &status, WNOHANG)); kill(p, SIGCONT);' : 'kill(p, SIGKILL);'}
    say("wait", waitpid(p, &status, 0) == p); show(status);
  }`,
  (random) => `{ /* output in the buffer at fork */
    pid_t p; int status;
    printf("buffered %d;", ${random.below(100)});
    ${random.chance(40) ? 'fflush(stdout);' : ''}
    if ((p = fork()) == 0) { ${random.chance(50) ? 'printf("child;");' : ''} ${random.pick(['_exit', 'exit'])}(${code(random)}); }
    waitpid(p, &status, 0); show(status);
  }`,
  (random) => `{ /* grandchildren */
    pid_t p; int status, sum;
    if ((p = child()) == 0) {
      sum = ${random.below(20)};
      if ((p = fork()) == 0) { if ((p = fork()) == 0) _exit(${random.below(40)}); waitpid(p, &status, 0); _exit(WEXITSTATUS(status) + ${random.below(40)}); }
      waitpid(p, &status, 0); _exit(sum + WEXITSTATUS(status));
    }
    waitpid(p, &status, 0); show(status);
  }`,
  (random) => `{ /* exec, by fork or by vfork in its one shape */
    int ends[2], n, status; char b[64]; pid_t p;
    pipe(ends); fflush(stdout);
    if ((p = ${random.pick(['fork', 'vfork'])}()) == 0) {
      close(ends[0]); dup2(ends[1], 1); close(ends[1]);
      execl("${random.pick(['/bin/sh', '/bin/sh', '/no/sh'])}", "sh", "-c", "${random.pick([
        'echo $0 $1 $#',
        'echo out; exit 7',
        'exit 200',
        'kill -9 $$',
        'x=3; echo $x$x',
        'echo a | cat; false',
        '(exit 4) || echo no',
        'read y; echo got $y',
      ])}", "zero", "one", (char *)0);
      _exit(126);
    }
    close(ends[1]); n = read(ends[0], b, sizeof b); waitpid(p, &status, 0); show(status);
    say("bytes", n); if (n > 0) { fwrite(b, 1, n, stdout); } close(ends[0]);
  }`,
  (random) => `{ /* a group */
    pid_t p[3]; int i, status;
    for (i = 0; i < 3; i++) {
      if ((p[i] = child()) == 0) { setpgid(0, i ? p[0] : 0); ${IDLE} }
      setpgid(p[i], p[0]);
    }
    say("kill", kill(-p[0], ${random.pick(['SIGTERM', 'SIGKILL', 'SIGUSR1'])}));
    for (i = 0; i < 3; i++) { say("wait", waitpid(${random.pick(['-p[0]', 'p[i]'])}, &status, 0) > 0); show(status); }
    say("none", waitpid(-p[0], &status, 0)); say("errno", errno);
  }`,
  (random) => `{ /* children that nobody waits for */
    pid_t p; int status;
    signal(SIGCHLD, SIG_IGN);
    if ((p = child()) == 0) _exit(${code(random)});
    say("wait", waitpid(p, &status, 0)); say("errno", errno);
    signal(SIGCHLD, SIG_DFL);
  }`,
  (random) => `{ /* SIGCHLD counts, and what wait finds afterwards */
    sigset_t set, old; pid_t p; int status, i, n = ${1 + random.below(3)};
    struct sigaction action; memset(&action, 0, sizeof action); action.sa_handler = counted; sigemptyset(&action.sa_mask);
    action.sa_flags = ${random.pick(['0', 'SA_NOCLDSTOP', 'SA_RESTART'])}; sigaction(SIGCHLD, &action, 0);
    sigemptyset(&set); sigaddset(&set, SIGCHLD); sigprocmask(SIG_BLOCK, &set, &old); hits = 0;
    for (i = 0; i < n; i++) { if ((p = child()) == 0) _exit(i + ${random.below(50)}); waitpid(p, &status, 0); show(status); }
    sigprocmask(SIG_SETMASK, &old, 0); say("once", hits); signal(SIGCHLD, SIG_DFL);
  }`,
  (random) => `{ /* a stopped child is continued and said so */
    pid_t p = child(); int status;
    if (p == 0) { ${IDLE} }
    kill(p, SIGSTOP); waitpid(p, &status, WUNTRACED); show(status);
    kill(p, SIGCONT); say("continued", waitpid(p, &status, WCONTINUED) == p); say("is", WIFCONTINUED(status) != 0);
    ${random.chance(50) ? 'kill(p, SIGSTOP); waitpid(p, &status, WUNTRACED); show(status);' : ''}
    kill(p, SIGKILL); waitpid(p, &status, 0); show(status);
  }`,
  (random) => `{ /* groups and sessions */
    pid_t p; int status;
    if ((p = child()) == 0) {
      int n = 0;
      if (setpgid(0, 0) == 0 && getpgrp() == getpid()) n |= 1;
      if (setsid() == -1 && errno == EPERM) n |= 2;
      if (setpgid(getpid(), ${random.pick(['-5', '31999'])}) == -1) n |= 4;
      if (kill(0, 0) == 0) n |= 8;
      if (getpgid(getppid()) != getpgrp()) n |= 16;
      _exit(n);
    }
    waitpid(p, &status, 0); show(status);
    if ((p = child()) == 0) { int n = setsid() == getpid(); if (getpgrp() == getpid()) n |= 2; if (getsid(0) == getpid()) n |= 4; _exit(n + ${random.below(100)} * 2); }
    waitpid(p, &status, 0); show(status);
  }`,
  (random) => `{ /* the environment over exec */
    pid_t p; int status;
    setenv("ONE", "${random.pick(['first', '', 'a b'])}", 1); setenv("ONE", "second", ${random.below(2)}); putenv("TWO=2"); unsetenv("${random.pick(['ONE', 'TWO', 'NONE'])}");
    say("one", getenv("ONE") ? (int)strlen(getenv("ONE")) : -1);
    fflush(stdout); if ((p = ${random.pick(['fork', 'vfork'])}()) == 0) { execl("/bin/sh", "sh", "-c", "echo [$ONE] [$TWO] [\${NONE}]", (char *)0); _exit(127); }
    waitpid(p, &status, 0); show(status); unsetenv("ONE"); unsetenv("TWO");
  }`,
  (random) => `{ /* system and popen */
    FILE *f; char line[40]; int n = 0;
    fflush(stdout); say("system", WEXITSTATUS(system("exit ${code(random)}")));
    f = popen("echo one; echo two; exit ${random.below(9)}", "r"); while (fgets(line, sizeof line, f)) n += (int)strlen(line);
    say("read", n); say("closed", WEXITSTATUS(pclose(f)));
    fflush(stdout); f = popen("cat; exit ${random.below(9)}", "w"); fprintf(f, "line %d\\n", ${random.below(999)}); say("closed", WEXITSTATUS(pclose(f)));
  }`,
  (random) => `{ /* exit functions, and who runs them */
    pid_t p; int status;
    if ((p = child()) == 0) { atexit(first); atexit(second); ${random.chance(50) ? 'atexit(first);' : ''}
      if ((p = fork()) == 0) ${random.pick(['exit', '_exit'])}(${random.below(9)});
      waitpid(p, &status, 0); show(status); ${random.pick(['exit', '_exit'])}(${random.below(9)}); }
    waitpid(p, &status, 0); show(status);
  }`,
];
