/**
 * Random C programs of processes, pipes, signals, descriptors and waits whose output POSIX fixes, whatever the scheduler does: for comparing
 * a kernel with the host's. Each program is a line of scenes with random numbers in them; a scene cleans up behind itself. Values stay
 * below 2^15, so that the size of int does not matter.
 */
import { Random } from './random-c.ts';

type Scene = (random: Random) => string;

const SIGNALS = ['SIGUSR1', 'SIGUSR2', 'SIGTERM', 'SIGHUP', 'SIGALRM', 'SIGINT'] as const;
const code = (random: Random): number => random.below(256);
/** A child that does nothing but be there until it is killed. */
const IDLE = 'for (;;) pause();';

/** `status` of waitpid in words, as the prelude's `show` prints it. */
const SCENES: readonly Scene[] = [
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
  (random) => `{ /* from child to parent, any sizes */
    int ends[2], n, i, status, sum = 0, all = 0; char b[80]; pid_t p;
    pipe(ends);
    if ((p = child()) == 0) {
      close(ends[0]);
      for (i = 0; i < 80; i++) b[i] = (char)('a' + (i * ${1 + random.below(9)}) % 26);
      for (i = 0; i < ${random.below(60)}; i++) write(ends[1], b, ${1 + random.below(79)});
      _exit(${code(random)});
    }
    close(ends[1]);
    while ((n = read(ends[0], b, ${1 + random.below(79)})) > 0) for (i = 0; i < n; i++) { sum = (sum * 5 + b[i]) % 3001; all++; }
    close(ends[0]); waitpid(p, &status, 0); show(status);
    say("bytes", all); say("sum", sum);
  }`,
  (random) => `{ /* from parent to child, its end seen */
    int ends[2], n, i, status, sum = ${random.below(50)}; char b[32]; pid_t p;
    pipe(ends);
    if ((p = child()) == 0) {
      close(ends[1]);
      while ((n = read(ends[0], b, ${1 + random.below(31)})) > 0) for (i = 0; i < n; i++) sum = (sum * 3 + b[i]) % 251;
      _exit(sum);
    }
    close(ends[0]);
    for (i = 0; i < ${random.below(40)}; i++) { b[0] = (char)(i * ${1 + random.below(5)}); b[1] = (char)i; write(ends[1], b, 2); }
    close(ends[1]);
    waitpid(p, &status, 0); show(status);
  }`,
  (random) => {
    const [one, other] = [random.pick(SIGNALS.slice(0, 3)), random.pick(SIGNALS.slice(3))];
    const flags = ['0', 'SA_RESETHAND', 'SA_NODEFER', 'SA_RESTART'];
    return `{ /* held, pending once, delivered together */
    sigset_t set, old, waiting; int i;
    catch(${one}, ${random.pick(flags)}, ${random.chance(50) ? other : 0}); catch(${other}, ${random.pick(['0', 'SA_NODEFER'])}, 0);
    hits = others = 0;
    sigemptyset(&set); sigaddset(&set, ${one}); ${random.chance(50) ? `sigaddset(&set, ${other});` : ''}
    sigprocmask(SIG_BLOCK, &set, &old);
    for (i = 0; i < ${1 + random.below(4)}; i++) kill(getpid(), ${one});
    ${random.chance(50) ? `kill(getpid(), ${other});` : ''}
    sigpending(&waiting);
    say("pending", sigismember(&waiting, ${one})); say("pending", sigismember(&waiting, ${other}));
    say("hits", hits); say("others", others);
    ${random.chance(30) ? `signal(${one}, SIG_IGN);` : ''}
    sigprocmask(SIG_SETMASK, &old, 0);
    say("hits", hits); say("others", others);
    signal(${one}, SIG_DFL); signal(${other}, SIG_DFL);
  }`;
  },
  (random) => `{ /* a child's handlers, mask and ignored signals, over fork and exec */
    pid_t p; int status; sigset_t set, old;
    signal(SIGUSR1, SIG_IGN); catch(SIGUSR2, 0, 0); hits = others = 0;
    sigemptyset(&set); sigaddset(&set, SIGTERM); sigprocmask(SIG_BLOCK, &set, &old);
    if ((p = child()) == 0) {
      kill(getpid(), SIGUSR1); kill(getpid(), SIGTERM); kill(getpid(), SIGUSR2);
      ${random.chance(50) ? 'execl("/bin/sh", "sh", "-c", "kill -USR1 $$; exit 9", (char *)0);' : ''}
      ${random.chance(50) ? 'execl("/bin/sh", "sh", "-c", "kill -USR2 $$; exit 9", (char *)0);' : ''}
      ${random.chance(50) ? 'sigprocmask(SIG_SETMASK, &old, 0);' : ''}
      _exit(hits * 16 + others);
    }
    waitpid(p, &status, 0); show(status);
    sigprocmask(SIG_SETMASK, &old, 0);
    say("parent's", hits); signal(SIGUSR1, SIG_DFL); signal(SIGUSR2, SIG_DFL);
  }`,
  (random) => `{ /* stopped, continued, killed */
    pid_t p = child(); int status;
    if (p == 0) { ${IDLE} }
    kill(p, SIGSTOP); say("wait", waitpid(p, &status, WUNTRACED) == p); show(status);
    ${random.chance(50) ? 'say("none", waitpid(p, &status, WNOHANG | WUNTRACED));' : ''}
    ${random.chance(50) ? 'kill(p, SIGTERM); say("held", waitpid(p, &status, WNOHANG)); kill(p, SIGCONT);' : 'kill(p, SIGKILL);'}
    say("wait", waitpid(p, &status, 0) == p); show(status);
  }`,
  (random) => `{ /* descriptors */
    int fd = open("f.tmp", O_RDWR | O_CREAT | O_TRUNC, 0644), a, b; char c[4];
    write(fd, "abcdefghijklmnopqrstuvwxyz", 26);
    say("at", (int)lseek(fd, ${random.below(20)}, SEEK_SET));
    a = dup(fd); b = dup2(fd, ${10 + random.below(8)});
    say("lowest", a); say("number", b);
    read(${random.pick(['fd', 'a', 'b'])}, c, ${1 + random.below(3)}); say("byte", c[0]);
    say("at", (int)lseek(${random.pick(['fd', 'a', 'b'])}, ${random.below(9) - 3}, SEEK_CUR));
    close(${random.pick(['a', 'b'])});
    say("flag", fcntl(fd, F_GETFD, 0)); fcntl(fd, F_SETFD, FD_CLOEXEC); say("flag", fcntl(fd, F_GETFD, 0));
    say("moved", fcntl(fd, F_DUPFD, ${20 + random.below(9)})); say("flag", fcntl(${20 + random.below(9)}, F_GETFD, 0) >= -1);
    say("twice", dup2(fd, fd) == fd); say("bad", dup2(${30 + random.below(9)}, 3)); say("errno", errno);
    say("end", (int)lseek(fd, 0, SEEK_END)); say("none", (int)read(fd, c, 1));
    for (a = 3; a < 40; a++) close(a);
    say("closed", close(fd)); say("errno", errno); unlink("f.tmp");
  }`,
  (random) => `{ /* parent and child share an offset, not a table */
    int fd = open("g.tmp", O_RDWR | O_CREAT | O_TRUNC, 0600), status; char c = 0; pid_t p;
    write(fd, "0123456789", 10); lseek(fd, ${random.below(5)}, SEEK_SET);
    if ((p = child()) == 0) { read(fd, &c, 1); ${random.chance(50) ? 'lseek(fd, 2, SEEK_CUR);' : ''} close(fd); _exit(c); }
    waitpid(p, &status, 0); show(status);
    say("next", (int)read(fd, &c, 1)); say("byte", c); close(fd); unlink("g.tmp");
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
  (random) => `{ /* a write that nobody reads */
    int ends[2], status; pid_t p;
    pipe(ends); close(ends[0]);
    if ((p = child()) == 0) { write(ends[1], "x", 1); _exit(1); }
    waitpid(p, &status, 0); show(status);
    signal(SIGPIPE, ${random.pick(['SIG_IGN', 'counted'])}); hits = 0;
    say("write", (int)write(ends[1], "x", 1)); say("errno", errno); say("hits", hits);
    signal(SIGPIPE, SIG_DFL); close(ends[1]);
  }`,
  (random) => `{ /* a blocked read and a handler, made again or not */
    int ends[2], status, n; char b = 0; pid_t p, own = getpid(); sigset_t set, old;
    pipe(ends); catch(SIGUSR1, ${random.pick(['0', 'SA_RESTART'])}, 0); hits = 0;
    sigemptyset(&set); sigaddset(&set, SIGUSR1); sigprocmask(SIG_BLOCK, &set, &old);
    if ((p = child()) == 0) { signal(SIGUSR1, SIG_DFL); kill(own, SIGUSR1); write(ends[1], "z", 1); _exit(0); }
    waitpid(p, &status, 0); show(status);
    sigprocmask(SIG_SETMASK, &old, 0); say("hits", hits);
    n = (int)read(ends[0], &b, 1); say("read", n); say("byte", b);
    close(ends[0]); close(ends[1]); signal(SIGUSR1, SIG_DFL);
  }`,
  (random) => {
    const again = random.chance(50);
    return `{ /* a timer cuts a read short, or the read is made again until the other end is closed */
    int ends[2], go[2], status; char b; pid_t p; struct itimerval t;
    pipe(ends); pipe(go); catch(SIGALRM, ${again ? 'SA_RESTART' : '0'}, 0); hits = 0;
    if ((p = child()) == 0) { close(ends[0]); close(go[1]); read(go[0], &b, 1); _exit(${code(random)}); }
    close(ends[1]); close(go[0]); ${again ? 'release = go[1];' : ''}
    memset(&t, 0, sizeof t); t.it_value.tv_usec = t.it_interval.tv_usec = 4000; setitimer(ITIMER_REAL, &t, 0);
    errno = 0; say("read", (int)read(ends[0], &b, 1)); say("cut short", errno == EINTR);
    memset(&t, 0, sizeof t); setitimer(ITIMER_REAL, &t, 0); say("hits", hits > ${again ? 2 : 0});
    close(go[1]); waitpid(p, &status, 0); show(status); close(ends[0]); signal(SIGALRM, SIG_DFL); release = -1;
  }`;
  },
  (random) => `{ /* sigsuspend opens the mask for a signal from the child */
    pid_t p, own = getpid(); int status; sigset_t set, old, open;
    catch(SIGUSR2, 0, 0); hits = 0;
    sigemptyset(&set); sigaddset(&set, SIGUSR2); sigprocmask(SIG_BLOCK, &set, &old);
    if ((p = child()) == 0) { ${random.chance(50) ? 'usleep(5000);' : ''} kill(own, SIGUSR2); _exit(0); }
    open = old; sigdelset(&open, SIGUSR2); errno = 0;
    say("suspend", sigsuspend(&open)); say("errno", errno == EINTR); say("hits", hits);
    sigprocmask(SIG_SETMASK, 0, &set); say("still held", sigismember(&set, SIGUSR2));
    sigprocmask(SIG_SETMASK, &old, 0); waitpid(p, &status, 0); show(status); signal(SIGUSR2, SIG_DFL);
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
  (random) => `{ /* out of a handler, with and without the mask */
    sigjmp_buf place; sigset_t now; volatile int n = 0; int r;
    catch(SIGTERM, 0, 0); jump = &place;
    r = sigsetjmp(place, ${random.below(2)});
    if (r < ${1 + random.below(3)}) { sigprocmask(SIG_SETMASK, 0, &now); say("held", sigismember(&now, SIGTERM));
      sigemptyset(&now); sigprocmask(SIG_SETMASK, &now, 0); n = n + 1; jumps = 1; kill(getpid(), SIGTERM); }
    jumps = 0; say("rounds", n); say("last", r);
    sigemptyset(&now); sigprocmask(SIG_SETMASK, &now, 0); signal(SIGTERM, SIG_DFL);
  }`,
  (random) => `{ /* names */
    struct stat s; int fd; umask(0${random.pick(['22', '77', '2', '0'])});
    say("mkdir", mkdir("d.tmp", 0777)); say("again", mkdir("d.tmp", 0777)); say("errno", errno);
    fd = open("d.tmp/a", O_WRONLY | O_CREAT | O_EXCL, 0666); write(fd, "12345", ${1 + random.below(5)}); close(fd);
    say("excl", open("d.tmp/a", O_WRONLY | O_CREAT | O_EXCL, 0666)); say("errno", errno);
    say("link", link("d.tmp/a", "d.tmp/b")); stat("d.tmp/b", &s); say("links", (int)s.st_nlink);
    say("mode", s.st_mode & 0777); say("size", (int)s.st_size);
    say("rename", rename("d.tmp/a", "d.tmp/${random.pick(['b', 'c'])}")); stat("d.tmp/b", &s); say("links", (int)s.st_nlink);
    say("rmdir", rmdir("d.tmp")); say("through a file", open("d.tmp/b/x", O_RDONLY)); say("errno", errno);
    unlink("d.tmp/a"); unlink("d.tmp/b"); unlink("d.tmp/c"); say("rmdir", rmdir("d.tmp")); umask(022);
  }`,
  (random) => `{ /* children that nobody waits for */
    pid_t p; int status;
    signal(SIGCHLD, SIG_IGN);
    if ((p = child()) == 0) _exit(${code(random)});
    say("wait", waitpid(p, &status, 0)); say("errno", errno);
    signal(SIGCHLD, SIG_DFL);
  }`,
  (random) => `{ /* a descriptor that exec closes, seen by who reads the other end */
    int ends[2], n, status; char b; pid_t p;
    pipe(ends); fcntl(ends[1], F_SETFD, ${random.below(2)}); fflush(stdout);
    if ((p = ${random.pick(['fork', 'vfork'])}()) == 0) { execl("/bin/sleep", "sleep", "0", (char *)0); _exit(127); }
    close(ends[1]); n = (int)read(ends[0], &b, 1); say("end", n); waitpid(p, &status, 0); show(status); close(ends[0]);
  }`,
  (random) => `{ /* nothing to read, and no wish to wait */
    int ends[2]; char b = 0;
    pipe(ends); fcntl(ends[0], F_SETFL, fcntl(ends[0], F_GETFL, 0) | O_NONBLOCK);
    say("read", (int)read(ends[0], &b, 1)); say("again", errno == EAGAIN);
    write(ends[1], "pq", 2); say("read", (int)read(ends[0], &b, ${1 + random.below(2) * 0})); say("byte", b);
    close(ends[1]); say("rest", (int)read(ends[0], &b, 1)); say("end", (int)read(ends[0], &b, 1));
    say("seek", (int)lseek(ends[0], 0, SEEK_SET)); say("errno", errno); close(ends[0]);
  }`,
  (random) => `{ /* what a disposition was */
    struct sigaction was; int s = ${random.pick(SIGNALS)};
    catch(s, ${random.pick(['0', 'SA_RESTART', 'SA_RESETHAND', 'SA_NODEFER | SA_RESTART'])}, ${random.pick(SIGNALS)});
    sigaction(s, 0, &was);
    say("handler", was.sa_handler == handler); say("restart", (was.sa_flags & SA_RESTART) != 0); say("reset", (was.sa_flags & SA_RESETHAND) != 0);
    say("mask", sigismember(&was.sa_mask, ${random.pick(SIGNALS)}));
    hits = 0; raise(s); sigaction(s, 0, &was); say("default", was.sa_handler == SIG_DFL); say("hits", hits);
    say("ignored before", signal(s, SIG_IGN) == SIG_IGN); say("ignored", signal(s, SIG_DFL) == SIG_IGN);
    say("stop", sigaction(SIGSTOP, &was, 0)); say("errno", errno); say("none", kill(getpid(), 1000)); say("errno", errno);
  }`,
  (random) => `{ /* handlers inside handlers: those that are held wait for the first to end */
    struct sigaction action; int i;
    memset(&action, 0, sizeof action); action.sa_handler = noting; sigemptyset(&action.sa_mask);
    ${random.chance(50) ? 'sigaddset(&action.sa_mask, SIGUSR2);' : ''} ${random.chance(50) ? 'action.sa_flags = SA_NODEFER;' : ''}
    sigaction(SIGUSR1, &action, 0); action.sa_flags = 0; sigemptyset(&action.sa_mask); sigaction(SIGUSR2, &action, 0);
    order = 0; depth = ${random.below(3)};
    kill(getpid(), ${random.pick(['SIGUSR1', 'SIGUSR2'])});
    for (i = 0; i < order; i++) printf("%d ", orders[i]);
    say("noted", order); signal(SIGUSR1, SIG_DFL); signal(SIGUSR2, SIG_DFL);
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
  (random) => `{ /* select on pipes */
    int ends[2], n; fd_set r, w; struct timeval t; char b;
    pipe(ends); FD_ZERO(&r); FD_ZERO(&w); FD_SET(ends[0], &r); ${random.chance(50) ? 'FD_SET(ends[1], &w);' : ''}
    t.tv_sec = 0; t.tv_usec = ${random.below(3000)};
    n = select(ends[1] + 1, &r, &w, 0, &t); say("ready", n); say("read", FD_ISSET(ends[0], &r) != 0); say("write", FD_ISSET(ends[1], &w) != 0);
    write(ends[1], "q", 1); ${random.chance(50) ? 'close(ends[1]); read(ends[0], &b, 1);' : ''}
    FD_ZERO(&r); FD_SET(ends[0], &r); n = select(ends[0] + 1, &r, 0, 0, 0); say("ready", n); say("read", FD_ISSET(ends[0], &r) != 0);
    say("byte", (int)read(ends[0], &b, 1)); close(ends[0]); close(ends[1]);
  }`,
  (random) => `{ /* two writers, appending */
    int fd = open("h.tmp", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0644), status, n, sum = 0; char b[40]; pid_t p; struct stat s;
    if ((p = child()) == 0) { int i; for (i = 0; i < ${1 + random.below(9)}; i++) write(fd, "child", 5); _exit(0); }
    lseek(fd, 0, SEEK_SET); write(fd, "parent", 6); waitpid(p, &status, 0); write(fd, "!", 1);
    fstat(fd, &s); say("size", (int)s.st_size); close(fd);
    fd = open("h.tmp", O_RDWR); lseek(fd, ${random.below(60)}, SEEK_SET); write(fd, "#", 1); fstat(fd, &s); say("size", (int)s.st_size);
    ftruncate(fd, ${random.below(20)}); fstat(fd, &s); say("size", (int)s.st_size);
    lseek(fd, 30, SEEK_SET); write(fd, "end", 3); lseek(fd, 20, SEEK_SET); n = (int)read(fd, b, 40);
    while (n > 0) sum += b[--n]; say("sum", sum); close(fd); unlink("h.tmp");
  }`,
  (random) => `{ /* links by name */
    struct stat s; char b[30]; int n;
    close(open("t.tmp", O_WRONLY | O_CREAT | O_TRUNC, 0${random.pick(['644', '600', '400'])}));
    say("symlink", symlink("${random.pick(['t.tmp', 'nowhere', 's.tmp'])}", "s.tmp"));
    n = (int)readlink("s.tmp", b, sizeof b); say("length", n); lstat("s.tmp", &s); say("link", S_ISLNK(s.st_mode) != 0);
    errno = 0; say("stat", stat("s.tmp", &s)); say("errno", errno); say("open", open("s.tmp", O_RDONLY) >= 0);
    say("not one", (int)readlink("t.tmp", b, 9)); say("errno", errno);
    unlink("s.tmp"); say("there", access("t.tmp", F_OK)); unlink("t.tmp"); say("gone", access("t.tmp", F_OK)); say("errno", errno);
    for (n = 3; n < 40; n++) close(n);
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
  (random) => `{ /* pending signals and the alarm over fork and exec */
    pid_t p; int status; sigset_t set, old;
    sigemptyset(&set); sigaddset(&set, SIGUSR1); sigprocmask(SIG_BLOCK, &set, &old); kill(getpid(), SIGUSR1); alarm(50);
    if ((p = child()) == 0) { sigset_t now; int n = (int)alarm(0); sigpending(&now); _exit(n * 4 + sigismember(&now, SIGUSR1)); }
    waitpid(p, &status, 0); show(status); say("left", alarm(0) > 40);
    signal(SIGUSR1, SIG_IGN); sigprocmask(SIG_SETMASK, &old, 0); signal(SIGUSR1, SIG_DFL);
    if ((p = child()) == 0) { sigprocmask(SIG_BLOCK, &set, 0); kill(getpid(), SIGUSR1); execl("/bin/sh", "sh", "-c", "exit ${code(random)}", (char *)0); _exit(127); }
    waitpid(p, &status, 0); show(status);
  }`,
  (random) => `{ /* exit functions, and who runs them */
    pid_t p; int status;
    if ((p = child()) == 0) { atexit(first); atexit(second); ${random.chance(50) ? 'atexit(first);' : ''}
      if ((p = fork()) == 0) ${random.pick(['exit', '_exit'])}(${random.below(9)});
      waitpid(p, &status, 0); show(status); ${random.pick(['exit', '_exit'])}(${random.below(9)}); }
    waitpid(p, &status, 0); show(status);
  }`,
  (random) => `{ /* a pipe to itself, to its brim and over */
    int ends[2], i, n; char b[600]; memset(b, 'x', sizeof b);
    pipe(ends); fcntl(ends[1], F_SETFL, O_NONBLOCK); n = (int)write(ends[1], b, ${1 + random.below(500)}); say("wrote", n);
    i = (int)read(ends[0], b, ${1 + random.below(590)}); say("read", i); fcntl(ends[0], F_SETFL, O_NONBLOCK);
    say("rest", (int)read(ends[0], b, sizeof b)); i = dup(ends[1]); close(ends[1]); errno = 0;
    say("none", (int)read(ends[0], b, 1)); say("errno", errno); close(i); say("end", (int)read(ends[0], b, 1)); close(ends[0]);
    say("empty write", (int)write(1, b, 0)); say("wrong end", (int)write(ends[0], b, 1)); say("errno", errno);
  }`,
];

const shuffled = (random: Random): number[] => {
  const left = [0, 1, 2, 3];
  return [0, 1, 2, 3].map(() => left.splice(random.below(left.length), 1)[0] as number);
};

const PRELUDE = `#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int hits, others, jumps, nested, release = -1, order, depth, orders[40];
static sigjmp_buf *jump;

static void say(const char *what, int value) { printf("%s %d\\n", what, value); }

static const char *name(int signal)
{
  switch (signal) {
  case SIGTERM: return "TERM"; case SIGKILL: return "KILL"; case SIGUSR1: return "USR1"; case SIGUSR2: return "USR2";
  case SIGHUP: return "HUP"; case SIGINT: return "INT"; case SIGALRM: return "ALRM"; case SIGPIPE: return "PIPE";
  case SIGSTOP: return "STOP"; default: return "other";
  }
}

static void show(int status)
{
  if (WIFEXITED(status)) printf("code %d\\n", WEXITSTATUS(status));
  else if (WIFSIGNALED(status)) printf("signal %s\\n", name(WTERMSIG(status)));
  else if (WIFSTOPPED(status)) printf("stopped %s\\n", name(WSTOPSIG(status)));
  else printf("?\\n");
}

static void counted(int signal) { hits++; }

static void handler(int signal)
{
  if (signal == SIGHUP || signal == SIGALRM || signal == SIGINT) others++;
  hits++;
  if (hits > 2 && release >= 0) {
    close(release);
    release = -1;
  }
  if (jumps) siglongjmp(*jump, ++nested);
}

static void catch(int signal, int flags, int held)
{
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  sigemptyset(&action.sa_mask);
  if (held) sigaddset(&action.sa_mask, held);
  sigaction(signal, &action, 0);
  nested = 0;
}

static void noting(int signal)
{
  int at = signal == SIGUSR1 ? 1 : 2;
  if (order < 38) orders[order++] = at;
  if (depth-- > 0) {
    kill(getpid(), SIGUSR1);
    kill(getpid(), SIGUSR2);
  }
  if (order < 38) orders[order++] = -at;
}

static void first(void) { write(1, "first\\n", 6); }
static void second(void) { write(1, "second\\n", 7); }

/* fork, with nothing in the buffer that both would write. */
static pid_t child(void)
{
  fflush(stdout);
  return fork();
}

`;

/** A program of some scenes. */
export const randomPosix = (seed: number): string => {
  const random = new Random(seed);
  const scenes = Array.from({ length: 4 + random.below(5) }, () => random.pick(SCENES)(random));
  return `${PRELUDE}int main(void)\n{\n  ${scenes.join('\n  ')}\n  fflush(stdout);\n  return ${random.below(100)};\n}\n`;
};
