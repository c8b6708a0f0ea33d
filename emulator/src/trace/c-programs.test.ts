/** C programs with our own compiler and library under the kernels: each claim of the library's side, with its evidence by line. */
import { beforeAll, describe, expect, it } from 'vitest';
import { exitStatusOf, Kernel, personalityOf, programOf } from '../kernel/index.ts';
import { type BuiltProgram, binary, buildProgram } from '../toolchain/index.ts';
import { type EvidenceKind, evidenceOf, lineOf, Recorder } from './index.ts';

const FILE = '/t.c';
const HEAD =
  '#include <errno.h>\n#include <signal.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <sys/wait.h>\n#include <unistd.h>\n';
const HEAD_LINES = 6;

const built = new Map<string, BuiltProgram>();
const build = (source: string): BuiltProgram => {
  const known = built.get(source);
  if (known !== undefined) return known;
  const made = buildProgram([FILE], { reader: { read: (path) => (path === FILE ? HEAD + source : undefined) } });
  built.set(source, made);
  return made;
};

interface Outcome {
  readonly stdout: string;
  readonly status: number;
  /** Kind, line in the child and line in the parent, 0 where there is none, counted from the source's first line. */
  readonly evidence: readonly (readonly [EvidenceKind, number, number])[];
}

const run = (name: string, source: string): Outcome => {
  const personality = personalityOf(name);
  const { image, problems } = build(source);
  if (personality === undefined || image === undefined)
    throw new Error(problems.map(({ message }) => message).join('\n'));
  const recorder = new Recorder();
  let stdout = '';
  const kernel = new Kernel({
    personality,
    budgets: { instructions: 1_000_000 },
    output: (_stream, bytes) => {
      stdout += Buffer.from(bytes).toString('latin1');
    },
    ...recorder.options,
  });
  recorder.attach(kernel);
  const echo = binary('echo');
  if (echo !== undefined) kernel.world.fs.install('/bin/echo', echo, 0o755);
  kernel.start(programOf('/bin/t', image), ['t'], ['PATH=/bin']);
  const result = kernel.run();
  const lineIn = (side: Parameters<typeof lineOf>[0]): number => {
    const line = lineOf(side, (file) => file === FILE)?.line;
    return line === undefined ? 0 : line - HEAD_LINES;
  };
  const evidence = evidenceOf(recorder.recording, result).map(
    ({ kind, child, parent }) => [kind, lineIn(child), lineIn(parent)] as const,
  );
  return { stdout, status: exitStatusOf(result), evidence };
};

const SHARED = ['elks', 'news-os', 'solaris', 'linux-i386'];

describe('C programs', () => {
  beforeAll(() => {
    build('int main(void) { return 0; }');
  }, 60_000);

  it('A2: the intended shape is clean everywhere, whether exec succeeds or fails', () => {
    for (const path of ['/bin/echo', '/no/such']) {
      const source = `int main(void) {
  int pid, status, ends[2];
  pipe(ends);
  printf("before\\n");
  fflush(stdout);
  if (!(pid = vfork())) {
    close(ends[0]);
    dup2(1, 2);
    execl("${path}", "echo", "hello", (char *)0);
    _exit(255);
  }
  close(ends[0]);
  close(ends[1]);
  if (pid < 0) return 9;
  waitpid(pid, &status, 0);
  printf("after %d\\n", WEXITSTATUS(status));
  return 0;
}`;
      const expected = path === '/no/such' ? 'before\nafter 255\n' : 'before\nhello\nafter 0\n';
      for (const name of [...SHARED, 'elks-1999', 'elks-2015', 'cygwin', 'fork', 'bsd43', 'macos']) {
        expect({ name, ...run(name, source) }).toEqual({ name, stdout: expected, status: 0, evidence: [] });
      }
    }
  });

  it('A5, C3: exit in the child runs atexit functions and flushes what the parent buffered', () => {
    const source = (leave: string): string => `int ran;
void bye(void) { ran++; }
int main(void) {
  int status;
  atexit(bye);
  printf("buffered;");
  if (vfork() == 0)
    ${leave}(1);
  wait(&status);
  return ran;
}`;
    for (const name of SHARED) {
      const { evidence, stdout } = run(name, source('exit'));
      expect({ name, stdout }).toEqual({ name, stdout: 'buffered;' });
      expect(evidence).toEqual(
        expect.arrayContaining([
          ['double-flush', 8, 0],
          ['atexit-in-child', 2, 0],
        ]),
      );
      expect(evidence).toContainEqual(['parent-read-child-write', 2, 10]);
      expect(run(name, source('_exit'))).toEqual({ stdout: 'buffered;', status: 0, evidence: [] });
    }
  });

  it('A6: after plain fork the buffer is flushed twice', () => {
    const source = (leave: string): string => `int main(void) {
  printf("twice;");
  if (fork() == 0)
    ${leave}(1);
  wait(0);
  return 0;
}`;
    for (const name of [...SHARED, 'fork']) {
      const { stdout, evidence } = run(name, source('exit'));
      expect({ name, stdout }).toEqual({ name, stdout: 'twice;twice;' });
      expect(evidence.map(([kind, line]) => [kind, line])).toEqual([['double-flush', 4]]);
      expect(run(name, source('_exit'))).toEqual({ stdout: 'twice;', status: 0, evidence: [] });
    }
  });

  it('A7: signal in the child changes the table that ELKS programs share', () => {
    const source = `int hits;
void caught(int signal) { hits++; }
int main(void) {
  signal(SIGTERM, caught);
  if (vfork() == 0) {
    signal(SIGTERM, SIG_IGN);
    _exit(0);
  }
  wait(0);
  raise(SIGTERM);
  return hits;
}`;
    expect(run('elks', source).evidence).toContainEqual(['handler-changed', 6, 0]);
    for (const name of ['news-os', 'solaris', 'linux-i386']) {
      expect({ name, ...run(name, source) }).toEqual({ name, stdout: '', status: 1, evidence: [] });
    }
  });

  it('C1, C4, E2: globals, locals and errno of the child reach the parent', () => {
    const source = `int global = 1;
int main(void) {
  volatile int local = 1;
  if (vfork() == 0) {
    global = 2;
    local = 2;
    close(99);
    _exit(0);
  }
  wait(0);
  return global * 100 + local * 10 + (errno == EBADF);
}`;
    // The sixth word that ELKS puts back is the top of the caller's frame: here the local (reference §1.7).
    expect(run('elks', source).status).toBe(211);
    for (const name of ['news-os', 'solaris', 'linux-i386']) {
      const { status, evidence } = run(name, source);
      expect({ name, status }).toEqual({ name, status: 221 });
      expect(evidence).toEqual(
        expect.arrayContaining([
          ['parent-read-child-write', 5, 11],
          ['parent-read-child-write', 6, 11],
          ['parent-read-child-write', 7, 11],
        ]),
      );
    }
    expect(run('fork', source)).toEqual({ stdout: '', status: 110, evidence: [] });
  });

  it('A1, E3: returning from the function that called vfork destroys its frame', () => {
    const source = `int lend(void) { return vfork(); }
int use(int a, int b) { volatile int x[9]; int i; for (i = 0; i < 9; i++) x[i] = a + b + i; return x[3]; }
int main(void) {
  if (lend() == 0) {
    use(1, 2);
    _exit(7);
  }
  wait(0);
  return 0;
}`;
    for (const name of SHARED) expect(run(name, source).evidence.map(([kind]) => kind)).toContain('dead-frame');
    expect(run('fork', source).evidence).toEqual([]);
  });

  it('C5: fork handlers run around fork, and not around vfork', () => {
    const source = (call: string): string => `#include <pthread.h>
int ran;
void before(void) { ran++; }
int main(void) {
  pthread_atfork(before, 0, 0);
  if (${call}() == 0) _exit(0);
  wait(0);
  return ran;
}`;
    expect(run('solaris', source('vfork'))).toEqual({ stdout: '', status: 0, evidence: [] });
    expect(run('solaris', source('fork'))).toEqual({ stdout: '', status: 1, evidence: [] });
  });

  it('C6, B4: posix_spawn does what vfork and exec were for, with nothing that the parent could notice', () => {
    const source = `#include <spawn.h>
extern char **environ;
int main(void) {
  char *words[] = { "echo", "spawned", 0 };
  int pid, status;
  if (posix_spawn(&pid, "/bin/echo", 0, 0, words, environ) != 0) return 9;
  waitpid(pid, &status, 0);
  return WEXITSTATUS(status);
}`;
    for (const name of [...SHARED, 'fork']) {
      const { stdout, status } = run(name, source);
      expect({ name, stdout, status }).toEqual({ name, stdout: 'spawned\n', status: 0 });
    }
  });

  it('malloc in the child changes the heap of the parent', () => {
    const source = `int main(void) {
  malloc(10);
  if (vfork() == 0) {
    malloc(20);
    _exit(0);
  }
  wait(0);
  return 0;
}`;
    for (const name of SHARED) expect(run(name, source).evidence).toContainEqual(['heap-changed', 4, 0]);
  });

  it('what the child of a vfork child wrote is read by both that wait for it', () => {
    const source = `int g, h;
int main(void) {
  if (vfork() == 0) {
    if (vfork() == 0) {
      g = 3;
      h = 4;
      _exit(0);
    }
    if (h != 4) _exit(1);
    _exit(0);
  }
  return g;
}`;
    for (const name of SHARED) {
      const { status, evidence } = run(name, source);
      expect({ name, status }).toEqual({ name, status: 3 });
      expect(evidence).toEqual(
        expect.arrayContaining([
          ['parent-read-child-write', 5, 12],
          ['parent-read-child-write', 6, 9],
        ]),
      );
    }
  });

  it('runs a shell with pipes, redirection and variables', () => {
    const source = `int main(void) {
  return system("x=world; echo hello $x | cat > /tmp/out; test -f /tmp/out && cat < /tmp/out; exit 4") >> 8;
}`;
    const { image } = build(source);
    const personality = personalityOf('linux-i386');
    if (image === undefined || personality === undefined) throw new Error('no image');
    let stdout = '';
    const kernel = new Kernel({
      personality,
      budgets: { instructions: 5_000_000 },
      output: (_stream, bytes) => {
        stdout += Buffer.from(bytes).toString('latin1');
      },
    });
    for (const name of ['sh', 'echo', 'cat', 'test']) {
      const bytes = binary(name);
      if (bytes !== undefined) kernel.world.fs.install(`/bin/${name}`, bytes, 0o755);
    }
    kernel.start(programOf('/bin/t', image), ['t'], ['PATH=/bin']);
    expect({ status: exitStatusOf(kernel.run()), stdout }).toEqual({ status: 4, stdout: 'hello world\n' });
  });
});
