/**
 * The C library on the machine: programs of C, built by our own compiler, assembler and linker and run on our kernel. What
 * its portable functions print is held to the host's library in `portable.oracle.test.ts`; here is what needs a kernel.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Image, readAout } from '../asm/index.ts';
import { Kernel, type KernelOptions, personalityOf, programOf, type RunResult } from '../kernel/index.ts';
import { BINARY_NAMES, binary } from './binaries.ts';
import { buildProgram, linkProgram, makeObjects } from './program.ts';

const build = (text: string, path = 'test.c'): Image => {
  const { image, problems } = buildProgram([path], { reader: { read: (at) => (at === path ? text : undefined) } });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (image === undefined) throw new Error('no image');
  return image;
};

type Ran = { readonly out: string; readonly err: string; readonly result: RunResult };

/** Builds and runs a program; `/bin` holds what `programs` names. */
const run = (
  text: string,
  {
    kernel = 'elks',
    programs = [],
    argv = ['test'],
    env = ['PATH=/bin'],
    ...options
  }: Partial<KernelOptions> & {
    readonly kernel?: string;
    readonly programs?: readonly string[];
    readonly argv?: readonly string[];
    readonly env?: readonly string[];
  } = {},
): Ran => {
  const personality = personalityOf(kernel);
  if (personality === undefined) throw new Error(`no personality ${kernel}`);
  const said = { stdout: '', stderr: '', terminal: '' };
  const made = new Kernel({
    ...options,
    personality,
    output: (stream, bytes) => {
      said[stream] += String.fromCharCode(...bytes);
    },
  });
  for (const name of programs)
    made.world.fs.installLater(`/bin/${name}`, () => binary(name) ?? new Uint8Array(), 0o755);
  made.start(programOf('/test', build(text)), argv, env);
  return { result: made.run(), out: said.stdout, err: said.stderr };
};

const status = ({ result }: Ran): number | string => (result.kind === 'exited' ? result.status : result.kind);

/** Runs a body of main under every header that it needs, and compares what it prints and returns. */
const check = (
  body: string,
  out: string,
  options: Parameters<typeof run>[1] & { readonly status?: number } = {},
): void => {
  const ran = run(`${HEADERS}\nint main(int argc, char **argv, char **envp) { ${body} }`, options);
  expect({ out: ran.out, err: ran.err, status: status(ran) }).toEqual({ out, err: '', status: options.status ?? 0 });
};

const HEADERS = [
  'assert.h ctype.h dirent.h err.h errno.h fcntl.h getopt.h limits.h pthread.h setjmp.h signal.h spawn.h stdarg.h stdint.h',
  'stdio.h stdlib.h string.h strings.h sys/fork.h sys/stat.h sys/syscall.h sys/time.h sys/times.h sys/utsname.h sys/wait.h',
  'termios.h time.h unistd.h inttypes.h math.h wchar.h',
]
  .flatMap((line) => line.split(' '))
  .map((name) => `#include <${name}>`)
  .join('\n');

// The first program compiles the members of the library that it needs.
beforeAll(() => {
  run('int main(void) { return 0; }');
}, 60_000);

describe('start and end', () => {
  it('passes arguments, environment and the status', () => {
    check(
      'for (int i = 0; i < argc; i++) printf("%s;", argv[i]); printf("%s %s %d", envp[0], getenv("B"), argv[argc] == 0); return 7;',
      'a;b c;;A=1 2 1',
      { argv: ['a', 'b c', ''], env: ['A=1', 'B=2'], status: 7 },
    );
  });

  it('runs atexit functions backwards, then flushes', () => {
    const text = `#include <stdio.h>\n#include <stdlib.h>\nstatic void a(void) { printf("a"); } static void b(void) { printf("b"); }
      int main(void) { atexit(a); atexit(b); printf("main "); exit(3); }`;
    expect(run(text)).toMatchObject({ out: 'main ba', result: { status: 3 } });
  });

  it('does neither for _exit', () => {
    check('printf("lost"); _exit(2);', '', { status: 2 });
  });

  it('ends with SIGABRT for a failed assertion', () => {
    const { err, result } = run('#include <assert.h>\nint main(void) { assert(1 > 2); return 0; }');
    expect(err).toMatch(/1 > 2/);
    expect(result).toMatchObject({ kind: 'exited', outcome: { kind: 'killed', signal: 6 } });
  });

  it('has nothing at NULL that a program could point to', () => {
    check('static int v; static char s[] = "x"; printf("%d %d", (unsigned)&v > 1, (unsigned)s > 1); return 0;', '1 1');
  });
});

describe('processes', () => {
  const FAILED_EXEC = `int status; errno = 0; pid_t pid = vfork();
    if (pid == 0) { execl("/bin/missing", "missing", (char *)0); _exit(127); }
    waitpid(pid, &status, 0); printf("%d %d %d", pid > 0, WEXITSTATUS(status), errno); return 0;`;

  it.each([
    ['elks', '1 127 2'],
    ['elks-1999', '1 127 2'],
    ['elks-2015', '1 127 2'],
    ['linux-i386', '1 127 2'],
    ['solaris', '1 127 2'],
    ['news-os', '1 127 2'],
    ['bsd43', '1 127 2'],
    ['fork', '1 127 0'],
  ])('vfork and a failed exec on %s', (kernel, out) => {
    check(FAILED_EXEC, out, { kernel });
  });

  it('flushes twice after fork and exit in the child, once after _exit', () => {
    check('printf("x"); if (fork() == 0) exit(0); wait(0); return 0;', 'xx');
    check('printf("x"); if (fork() == 0) _exit(0); wait(0); return 0;', 'x');
  });

  it('leaves the parent of a vfork child that called exit without streams (A5, C3)', () => {
    check(
      'printf("x"); if (vfork() == 0) exit(0); wait(0); printf("y"); return fflush(stdout) == EOF && errno == EBADF;',
      'x',
      {
        status: 1,
      },
    );
  });

  it('execs by path and by name, with arguments and environment', () => {
    check('execl("/bin/echo", "echo", "one", "two", (char *)0); return 1;', 'one two\n', { programs: ['echo'] });
    check('char *v[] = {"echo", "three", 0}; execvp("echo", v); return 1;', 'three\n', { programs: ['echo'] });
    check('char *e[] = {"A=b", 0}; execle("/bin/env", "env", (char *)0, e); return 1;', 'A=b\n', { programs: ['env'] });
  });

  it('runs commands through the shell', () => {
    check('fflush(stdout); int s = system("echo hi; exit 3"); printf("%d", WEXITSTATUS(s)); return 0;', 'hi\n3', {
      programs: ['sh', 'echo'],
    });
    check(
      'FILE *f = popen("echo a b", "r"); char line[20]; fgets(line, 20, f); printf("[%s] %d", line, pclose(f)); return 0;',
      '[a b\n] 0',
      { programs: ['sh', 'echo'] },
    );
  });

  it('spawns with file actions', () => {
    check(
      `posix_spawn_file_actions_t a; posix_spawn_file_actions_init(&a); int ends[2], status; pid_t pid; char b[20];
       pipe(ends); posix_spawn_file_actions_adddup2(&a, ends[1], 1); posix_spawn_file_actions_addclose(&a, ends[0]);
       char *v[] = {"echo", "spawned", 0};
       int e = posix_spawn(&pid, "/bin/echo", &a, 0, v, envp); close(ends[1]);
       int n = read(ends[0], b, 20); b[n] = 0; waitpid(pid, &status, 0);
       printf("%d %s%d %d", e, b, status, posix_spawn(&pid, "/bin/none", 0, 0, v, envp)); return 0;`,
      '0 spawned\n0 2',
      { programs: ['echo'] },
    );
  });

  it('spawns with default signals and leaves the handlers of the parent alone', () => {
    const text = `${HEADERS}
      static volatile int hits; static void on(int s) { hits += s; }
      int main(void) { posix_spawnattr_t a; sigset_t all; pid_t pid; char *v[] = {"true", 0};
        signal(SIGUSR1, on); sigemptyset(&all); sigaddset(&all, SIGUSR1); posix_spawnattr_init(&a);
        posix_spawnattr_setsigdefault(&a, &all); posix_spawnattr_setflags(&a, POSIX_SPAWN_SETSIGDEF);
        int e = posix_spawn(&pid, "/bin/true", 0, &a, v, v); wait(0); raise(SIGUSR1); printf("%d %d", e, hits); return 0; }`;
    expect(run(text, { kernel: 'elks', programs: ['true'] }).out).toBe('0 10');
  });

  it('has vforkx where the system has it', () => {
    const body =
      'errno = 0; pid_t p = vforkx(FORK_NOSIGCHLD); if (p == 0) _exit(0); printf("%d %d ", p > 0, errno); printf("%d", vforkx(64)); return 0;';
    check(body, '1 0 -1', { kernel: 'solaris' });
    check(body, '0 38 -1', { kernel: 'elks' });
  });

  it('calls vfork through syscall(2)', () => {
    check(
      'int status; long p = syscall(SYS_vfork); if (p == 0) _exit(5); wait(&status); printf("%d %d", p > 0, WEXITSTATUS(status)); return 0;',
      '1 5',
    );
  });
});

describe('signals', () => {
  const HANDLER =
    '#include <signal.h>\n#include <stdio.h>\n#include <unistd.h>\nstatic volatile int hits;\nstatic void on(int s) { hits += s; }\n';

  it('calls handlers again and again, with everything kept', () => {
    const text = `${HANDLER}int main(void) { long l = 123456789; int i; signal(SIGUSR1, on);
      for (i = 0; i < 3; i++) kill(getpid(), SIGUSR1); printf("%d %ld %d", hits, l, i); return 0; }`;
    for (const kernel of ['elks', 'linux-i386']) expect(run(text, { kernel })).toMatchObject({ out: '30 123456789 3' });
  });

  it('keeps handlers in the memory of the program on ELKS, in the kernel elsewhere (A7)', () => {
    const text = `${HANDLER}int main(void) { static int starts; if (++starts > 1) { printf("restarted"); fflush(stdout); _exit(0); }
      signal(SIGTERM, on); if (vfork() == 0) { signal(SIGTERM, SIG_DFL); _exit(0); } kill(getpid(), SIGTERM); printf("%d", hits); return 0; }`;
    expect(run(text, { kernel: 'elks' }).out).toBe('restarted');
    expect(run(text, { kernel: 'linux-i386' }).out).toBe('15');
  });

  it('holds signals, and tells of them', () => {
    check(
      `sigset_t s, p; sigemptyset(&s); sigaddset(&s, SIGUSR1); sigprocmask(SIG_BLOCK, &s, 0); raise(SIGUSR1); sigpending(&p);
       printf("%d %d", sigismember(&p, SIGUSR1), sigismember(&p, SIGTERM)); return 0;`,
      '1 0',
    );
  });

  it('jumps, with and without the mask', () => {
    check(
      `static jmp_buf env; static sigjmp_buf senv; volatile int n = 0; sigset_t s, now; int r = setjmp(env);
       if (r < 3) { n++; longjmp(env, r + 1); }
       sigemptyset(&s); sigaddset(&s, SIGINT);
       if (sigsetjmp(senv, 1) == 0) { sigprocmask(SIG_BLOCK, &s, 0); siglongjmp(senv, 1); }
       sigprocmask(SIG_BLOCK, 0, &now); printf("%d %d %d", r, n, sigismember(&now, SIGINT)); return 0;`,
      '3 3 0',
    );
  });
});

describe('files', () => {
  it('writes, reads, seeks and lists', () => {
    check(
      `FILE *f = fopen("/tmp/a", "w+"); fprintf(f, "line %d\\n", 1); fputs("line 2\\n", f); fseek(f, 5, SEEK_SET);
       int n; fscanf(f, "%d", &n); rewind(f); char b[20]; fgets(b, 20, f); long at = ftell(f); fclose(f);
       struct stat s; stat("/tmp/a", &s); mkdir("/tmp/d", 0755); link("/tmp/a", "/tmp/d/b"); DIR *d = opendir("/tmp/d"); struct dirent *e;
       while ((e = readdir(d))) printf("%s ", e->d_name); closedir(d); chdir("/tmp/d"); char c[30];
       printf("%d %s%ld %ld %d %s", n, b, at, (long)s.st_size, S_ISREG(s.st_mode), getcwd(c, 30)); return 0;`,
      '. .. b 1 line 1\n7 14 1 /tmp/d',
    );
  });

  it('knows the errors of calls', () => {
    check(
      'int a = open("/none", O_RDONLY), e = errno; int b = close(99); printf("%d %d %d %d ", a, e, b, errno); perror(""); return 0;'.replace(
        'perror("");',
        'printf("%s", strerror(ENOENT));',
      ),
      '-1 2 -1 9 No such file or directory',
    );
  });

  it('moves bytes through pipes between processes', () => {
    check(
      `int ends[2]; pipe(ends); if (fork() == 0) { close(ends[0]); for (int i = 0; i < 50; i++) write(ends[1], "0123456789", 10); _exit(0); }
       close(ends[1]); char b[64]; int n, sum = 0; while ((n = read(ends[0], b, 64)) > 0) sum += n; wait(0); printf("%d", sum); return 0;`,
      '500',
    );
  });

  it('reads standard input through scanf and getline', () => {
    const input = { read: () => undefined };
    void input;
    check(
      'int a; char w[10]; int n = sscanf("12 word", "%d %9s", &a, w); printf("%d %d %s", n, a, w); return 0;',
      '2 12 word',
    );
  });
});

describe('values', () => {
  it('are wide strings too', () => {
    check(
      `wchar_t s[20], t[4]; wcscpy(s, L"h\u20ac"); wcscat(s, L"llo"); wcsncpy(t, L"x", 4);
       printf("%d %x %d %d %d %d %d", (int)wcslen(s), (unsigned)s[1], (int)(wcschr(s, 'l') - s), (int)(wcsrchr(s, 'l') - s), (int)(wcsstr(s, L"lo") - s), wcschr(s, 'z') == 0, t[3]);
       printf(" %d %d %d %d", wcscmp(s, L"h") > 0, wcsncmp(s, L"hx", 1), wmemcmp(wmemset(t, 7, 4), s, 4) < 0, wcsstr(s, L"ox") == 0);`,
      '5 20ac 2 3 3 1 0 1 0 1 1',
    );
  });

  it('are elementary functions too', () => {
    check(
      'printf("%.12f %.12f %.12f %.12f %.12f %g %g", sin(1), cos(2), atan2(-1, -1), exp(1), log(10), pow(2, 10), pow(2, 0.5));',
      '0.841470984808 -0.416146836547 -2.356194490192 2.718281828459 2.302585092994 1024 1.41421',
    );
  });
});

describe('threads', () => {
  it('start, share, lock and join', () => {
    const text = `#include <pthread.h>\n#include <stdio.h>\nstatic int sum; static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
      static void *work(void *n) { for (int i = 0; i < 100; i++) { pthread_mutex_lock(&m); sum += (int)n; pthread_mutex_unlock(&m); } return (void *)((int)n * 2); }
      int main(void) { pthread_t a, b; void *r; pthread_create(&a, 0, work, (void *)1); pthread_create(&b, 0, work, (void *)2);
        pthread_join(a, 0); pthread_join(b, &r); printf("%d %d", sum, (int)r); return 0; }`;
    expect(run(text, { kernel: 'solaris' }).out).toBe('300 4');
  });

  it('runs fork handlers around fork and not around vfork (C5)', () => {
    const text = `#include <pthread.h>\n#include <stdio.h>\n#include <unistd.h>\n#include <sys/wait.h>
      static void p(void) { write(1, "p", 1); } static void q(void) { write(1, "q", 1); } static void c(void) { write(1, "c", 1); }
      int main(void) { pthread_atfork(p, q, c); if (vfork() == 0) _exit(0); wait(0); write(1, "|", 1); if (fork() == 0) _exit(0); wait(0); return 0; }`;
    expect([...run(text).out].toSorted().join('')).toBe('cpq|');
  });
});

describe('building', () => {
  it('links floating conversions where floating values are printed or read', () => {
    const has = (body: string): readonly string[] =>
      build(`#include <stdio.h>\nint main(void) { ${body} return 0; }`)
        .symbols.map(({ name }) => name)
        .filter((name) => ['___format_float', '___scan_float'].includes(name));
    expect(has('printf("%d", 1); scanf("%d", 0);')).toEqual([]);
    expect(has('printf("%f", 1.5); scanf("%d", 0);')).toEqual(['___format_float']);
    expect(has('float f; int (*p)(const char *, ...) = scanf; p("%f", &f);')).toEqual(['___scan_float']);
    expect(run('#include <stdio.h>\nint main(void) { return printf("%d%% %f\\n", 5); }').out).toBe('5% %f\n');
  });

  const reader = (text: string) => ({
    read: (path: string) => (path.endsWith('.c') || path.endsWith('.s') ? text : undefined),
  });

  it('names what is not defined, and where', () => {
    const { image, problems } = buildProgram(['a.c'], {
      reader: reader('int f(void);\nint main(void) {\n  return f();\n}\n'),
    });
    expect(image).toBeUndefined();
    expect(problems.map(({ at, message }) => `${at.path}:${at.line}: ${message}`)).toContain(
      "a.c:3: 'f' is not defined",
    );
  });

  it('takes assembly files, and reports their mistakes', () => {
    const made = makeObjects(['a.s'], { reader: reader('nop\nfrob\n mov ax\n') });
    expect(made.problems.map(({ at, message }) => `${at.line}: ${message}`)).toEqual([
      "3: 'mov' takes 2 operands, not 1",
    ]);
    const { objects } = makeObjects(['a.s'], { reader: reader('global _main\n_main: mov ax, 5\nret\n') });
    expect(linkProgram(objects).problems).toEqual([]);
  });

  it('gives every program of /bin', () => {
    for (const name of BINARY_NAMES)
      expect(readAout(binary(name) ?? new Uint8Array()).image?.text.length, name).toBeGreaterThan(0);
  }, 60_000);
});
