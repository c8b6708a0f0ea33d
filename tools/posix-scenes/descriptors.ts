/** Scenes of descriptors: files, pipes, names, offsets and flags, alone and between processes. */
import { code, type Scene } from './scene.ts';

/** Scenes of descriptors. */
export const DESCRIPTORS: readonly Scene[] = [
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
  (random) => `{ /* a write that nobody reads */
    int ends[2], status; pid_t p;
    pipe(ends); close(ends[0]);
    if ((p = child()) == 0) { write(ends[1], "x", 1); _exit(1); }
    waitpid(p, &status, 0); show(status);
    signal(SIGPIPE, ${random.pick(['SIG_IGN', 'counted'])}); hits = 0;
    say("write", (int)write(ends[1], "x", 1)); say("errno", errno); say("hits", hits);
    signal(SIGPIPE, SIG_DFL); close(ends[1]);
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
  (random) => `{ /* a pipe to itself, to its brim and over */
    int ends[2], i, n; char b[600]; memset(b, 'x', sizeof b);
    pipe(ends); fcntl(ends[1], F_SETFL, O_NONBLOCK); n = (int)write(ends[1], b, ${1 + random.below(500)}); say("wrote", n);
    i = (int)read(ends[0], b, ${1 + random.below(590)}); say("read", i); fcntl(ends[0], F_SETFL, O_NONBLOCK);
    say("rest", (int)read(ends[0], b, sizeof b)); i = dup(ends[1]); close(ends[1]); errno = 0;
    say("none", (int)read(ends[0], b, 1)); say("errno", errno); close(i); say("end", (int)read(ends[0], b, 1)); close(ends[0]);
    say("empty write", (int)write(1, b, 0)); say("wrong end", (int)write(ends[0], b, 1)); say("errno", errno);
  }`,
];
