/**
 * Names of the headers that a hosted system brings: C11, POSIX.1-2017, and what Linux and the BSDs have beside them. Table.
 * They are not looked for in a project, because what they say of the library is known better than by reading one copy.
 */

const NAMES = `
aio.h alloca.h ar.h argp.h argz.h assert.h byteswap.h complex.h cpio.h crypt.h ctype.h dirent.h dlfcn.h elf.h endian.h envz.h
err.h errno.h error.h execinfo.h fcntl.h features.h fenv.h float.h fmtmsg.h fnmatch.h fstab.h ftw.h getopt.h glob.h grp.h
gshadow.h iconv.h ifaddrs.h inttypes.h iso646.h langinfo.h lastlog.h libgen.h libintl.h limits.h link.h locale.h malloc.h
math.h memory.h mntent.h monetary.h mqueue.h ndbm.h netdb.h nl_types.h nss.h obstack.h paths.h poll.h printf.h pthread.h
pty.h pwd.h regex.h resolv.h sched.h search.h semaphore.h setjmp.h sgtty.h shadow.h signal.h spawn.h stab.h stdalign.h
stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdio_ext.h stdlib.h stdnoreturn.h string.h strings.h stropts.h
syscall.h sysexits.h syslog.h tar.h termio.h termios.h tgmath.h threads.h time.h trace.h ttyent.h uchar.h ucontext.h ulimit.h
unistd.h util.h utime.h utmp.h utmpx.h values.h wait.h wchar.h wctype.h wordexp.h
`;

const known: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/));

/** Whether `<name>` is a header of the system. */
export const isStandardHeader = (name: string): boolean =>
  known.has(name) || /^(?:sys|net|netinet|arpa|linux|asm|asm-generic|bits|gnu|rpc|protocols|machine)\//.test(name);
