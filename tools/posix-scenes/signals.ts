/** Scenes of signals: held, pending, delivered, in calls that wait, over fork and exec, with jumps out of handlers. */
import { code, type Scene, SIGNALS } from './scene.ts';

/** Scenes of signals. */
export const SIGNAL_SCENES: readonly Scene[] = [
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
  (random) => `{ /* out of a handler, with and without the mask */
    sigjmp_buf place; sigset_t now; volatile int n = 0; int r;
    catch(SIGTERM, 0, 0); jump = &place;
    r = sigsetjmp(place, ${random.below(2)});
    if (r < ${1 + random.below(3)}) { sigprocmask(SIG_SETMASK, 0, &now); say("held", sigismember(&now, SIGTERM));
      sigemptyset(&now); sigprocmask(SIG_SETMASK, &now, 0); n = n + 1; jumps = 1; kill(getpid(), SIGTERM); }
    jumps = 0; say("rounds", n); say("last", r);
    sigemptyset(&now); sigprocmask(SIG_SETMASK, &now, 0); signal(SIGTERM, SIG_DFL);
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
  (random) => `{ /* pending signals and the alarm over fork and exec */
    pid_t p; int status; sigset_t set, old;
    sigemptyset(&set); sigaddset(&set, SIGUSR1); sigprocmask(SIG_BLOCK, &set, &old); kill(getpid(), SIGUSR1); alarm(50);
    if ((p = child()) == 0) { sigset_t now; int n = (int)alarm(0); sigpending(&now); _exit(n * 4 + sigismember(&now, SIGUSR1)); }
    waitpid(p, &status, 0); show(status); say("left", alarm(0) > 40);
    signal(SIGUSR1, SIG_IGN); sigprocmask(SIG_SETMASK, &old, 0); signal(SIGUSR1, SIG_DFL);
    if ((p = child()) == 0) { sigprocmask(SIG_BLOCK, &set, 0); kill(getpid(), SIGUSR1); execl("/bin/sh", "sh", "-c", "exit ${code(random)}", (char *)0); _exit(127); }
    waitpid(p, &status, 0); show(status);
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
];
