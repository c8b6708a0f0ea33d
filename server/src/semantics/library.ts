/**
 * What is known of library functions: Table, exempt from the size limit. Sources: POSIX.1-2017 (async-signal-safe functions
 * in 2.4.3), the manuals of glibc, the BSDs' err(3), error(3), glib and Solaris. A function that is not named here and
 * whose text is not found is unknown, and nothing is said of it.
 */

const list = (text: string): readonly string[] => text.trim().split(/\s+/);
const set = (text: string): ReadonlySet<string> => new Set(list(text));

/** The exec family: they come back only when they failed. */
export const EXEC: ReadonlySet<string> = set(`
  execl execle execlp execv execve execvp execvpe execvP exect fexecve execveat __execve _execve _execv _execvp`);

/** They end the process without the work that `exit` does. */
export const QUIET_EXIT: ReadonlySet<string> = set('_exit _Exit __exit exit_group __libc_exit _EXIT');

/** They end the process after running its exit work. */
export const EXIT: ReadonlySet<string> = set(
  'exit quick_exit err errx verr verrx errc verrc thr_exit pthread_exit thrd_exit',
);

/** As `exit` when their first argument is not zero. */
export const STATUS_EXIT: ReadonlySet<string> = set('error error_at_line verror');

/** They do not come back either. */
export const NEVER: ReadonlySet<string> = set(`
  abort __assert_fail __assert_rtn __builtin_unreachable __builtin_trap unreachable __fortify_fail __stack_chk_fail`);

export const LONGJMP: ReadonlySet<string> = set('longjmp _longjmp siglongjmp setcontext __longjmp_chk');

/** Calls that make a process that borrows the caller's memory. */
export const VFORK: ReadonlySet<string> = set('vfork __vfork vforkx __libc_vfork _vfork');
/** Names of wrappers and macros that nobody in sight defines, and that hand on what vfork gives. */
export const LIKE_VFORK: RegExp = /^(?:x|my|bb|shim|safe|checked|real|raw|try|e|must|our|sh|c|p)?_?x?vfork$/i;
/** Calls that make a process with memory of its own. */
export const FORK: ReadonlySet<string> = set('fork __fork _fork __libc_fork fork1 forkall forkx forkallx rfork');

/** Installing a handler or a disposition: the number of the argument that holds it. */
export const SIGNAL: ReadonlyMap<string, number> = new Map([
  ['signal', 1],
  ['bsd_signal', 1],
  ['sysv_signal', 1],
  ['__sysv_signal', 1],
  ['sigset', 1],
  ['sigaction', 1],
  ['__sigaction', 1],
  ['__libc_sigaction', 1],
  ['rt_sigaction', 1],
  ['sigvec', 1],
  ['sigignore', -1],
]);

/** Not async-signal-safe: they use locks, the heap, streams or state that the child shares with its parent. */
export const UNSAFE: ReadonlySet<string> = set(`
  malloc calloc realloc reallocarray free strdup strndup posix_memalign aligned_alloc memalign valloc asprintf vasprintf
  printf fprintf vprintf vfprintf sprintf snprintf vsprintf vsnprintf dprintf vdprintf puts fputs putchar putc fputc fwrite
  putchar_unlocked putc_unlocked fputc_unlocked fputs_unlocked fwrite_unlocked putw
  scanf fscanf sscanf vscanf gets fgets fgetc getc getchar fread getline getdelim ungetc
  fopen freopen fdopen fclose fflush fseek ftell rewind setbuf setvbuf setlinebuf fcloseall tmpfile popen pclose system
  perror psignal strerror strsignal warn warnx vwarn vwarnx gai_strerror
  syslog vsyslog openlog closelog setlogmask
  getpwnam getpwuid getpwent setpwent endpwent getgrnam getgrgid getgrent setgrent endgrent getpwnam_r getpwuid_r
  getgrnam_r getgrgid_r getgrouplist initgroups getlogin getlogin_r getspnam cuserid
  getenv secure_getenv setenv putenv unsetenv clearenv
  dlopen dlsym dlclose dlerror
  opendir readdir closedir readdir_r fdopendir scandir rewinddir seekdir glob globfree wordexp wordfree ftw nftw fts_open
  setlocale localeconv nl_langinfo gettext dgettext dcgettext ngettext textdomain bindtextdomain iconv iconv_open
  pthread_mutex_lock pthread_mutex_unlock pthread_mutex_trylock pthread_mutex_init pthread_create pthread_join pthread_detach
  pthread_cond_wait pthread_cond_signal pthread_cond_broadcast pthread_rwlock_rdlock pthread_rwlock_wrlock pthread_rwlock_unlock
  pthread_once pthread_setspecific pthread_key_create pthread_cancel pthread_atfork pthread_spin_lock
  mtx_lock mtx_unlock cnd_wait thrd_create call_once mutex_lock mutex_unlock
  localtime gmtime ctime asctime mktime strftime tzset localtime_r
  gethostbyname gethostbyaddr getaddrinfo freeaddrinfo getnameinfo getservbyname getservbyport getprotobyname res_init
  inet_ntoa if_nametoindex
  rand srand random srandom drand48 arc4random
  atexit on_exit at_quick_exit
  confstr realpath tempnam tmpnam mktemp mkstemp
  login logout logwtmp pututxline pututline getutent getutxent setutent endutent updwtmp
  backtrace backtrace_symbols backtrace_symbols_fd
  qsort bsearch_s hcreate hsearch regcomp regexec regfree getopt getopt_long getpass
  g_malloc g_malloc0 g_free g_strdup g_strdup_printf g_print g_printerr g_warning g_message g_debug g_critical g_setenv
  g_unsetenv g_getenv g_new g_log
  pcap_strerror crypt getpass catopen catgets`);

/** Of the unsafe ones those that read state and change none that the parent could miss. */
export const UNSAFE_READERS: ReadonlySet<string> = set(
  'getenv secure_getenv snprintf sprintf vsnprintf vsprintf strerror strsignal confstr',
);

/** They wait for something: what, in words for a message. */
export const BLOCKING: ReadonlyMap<string, string> = new Map([
  ...list('wait waitpid wait3 wait4 waitid').map((name): [string, string] => [name, 'a child of its own']),
  ...list('pause sigsuspend sigwait sigwaitinfo sigtimedwait').map((name): [string, string] => [name, 'a signal']),
  ...list('sleep usleep nanosleep clock_nanosleep poll ppoll select pselect').map((name): [string, string] => [
    name,
    'time or input',
  ]),
  ...list('sem_wait pthread_cond_wait pthread_join pthread_mutex_lock flock lockf mtx_lock cnd_wait').map(
    (name): [string, string] => [name, 'another thread or process'],
  ),
]);

/** Their value depends on their arguments alone, so that the same call gives the same answer again. */
export const PURE: ReadonlySet<string> = set(`
  strcmp strncmp strcasecmp strncasecmp strlen strchr strrchr strstr memcmp isatty geteuid
  getuid getegid getgid abs isdigit isalpha isspace isupper islower access STREQ streq`);

/** They only answer: nobody can tell afterwards that they were called. */
export const QUESTIONS: ReadonlySet<string> = set(`
  getpid getppid getpgrp getpgid getsid getuid geteuid getgid getegid gettid strlen strcmp strncmp strcasecmp strncasecmp
  strchr strrchr strstr memcmp isatty tcgetpgrp`);

/** Credentials. */
export const SETID: ReadonlySet<string> = set(`
  setuid setgid seteuid setegid setreuid setregid setresuid setresgid setgroups initgroups setfsuid setfsgid`);

/** Calls that start threads or speak of them. */
export const THREADS: ReadonlySet<string> = set('pthread_create thrd_create thr_create pthread_atfork g_thread_new');

/** Arguments, from 0, through which a function writes the caller's memory, and does not read it first. */
export const WRITES: ReadonlyMap<string, readonly number[]> = new Map(
  [
    'read 1',
    'pread 1',
    'recv 1',
    'recvfrom 1',
    'memset 0',
    'memcpy 0',
    'memmove 0',
    'bzero 0',
    'strcpy 0',
    'strncpy 0',
    'stpcpy 0',
    'strlcpy 0',
    'sprintf 0',
    'snprintf 0',
    'vsprintf 0',
    'vsnprintf 0',
    'fgets 0',
    'gets 0',
    'fread 0',
    'pipe 0',
    'pipe2 0',
    'socketpair 3',
    'getcwd 0',
    'readlink 1',
    'stat 1',
    'lstat 1',
    'fstat 1',
    'wait 0',
    'waitpid 1',
    'wait3 0',
    'wait4 1',
    'waitid 2',
    'time 0',
    'gettimeofday 0',
    'clock_gettime 1',
    'sigemptyset 0',
    'sigfillset 0',
    'sigprocmask 2',
    'pthread_sigmask 2',
    'getrlimit 1',
    'tcgetattr 1',
    'uname 0',
    'times 0',
    'gethostname 0',
    'realpath 1',
    'bcopy 1',
    'inet_ntop 2',
    'getsockname 1',
    'getpeername 1',
    'sigaction 2',
    'strerror_r 1',
    'explicit_bzero 0',
    'stpncpy 0',
    'mempcpy 0',
    'readlinkat 2',
    'fstatat 2',
    'statfs 1',
    'fstatfs 1',
    'getrusage 1',
    'getitimer 1',
    'setitimer 2',
    'sigpending 0',
    'sigaltstack 1',
    'ttyname_r 1',
    'getgroups 1',
    'inet_aton 1',
    'inet_pton 2',
    'strtol 1',
    'strtoul 1',
    'accept 1',
    'recvmsg 1',
    'pread64 1',
    'sched_getaffinity 2',
    'sigwait 1',
    'nanosleep 1',
    'ptsname_r 1',
    'getline 0',
    'openpty 0',
  ].map((row): [string, readonly number[]] => {
    const [name = '', ...indices] = row.split(' ');
    return [name, indices.map(Number)];
  }),
);

/** As above, but what was there is part of the result. */
export const UPDATES: ReadonlyMap<string, readonly number[]> = new Map([
  ['strcat', [0]],
  ['strncat', [0]],
  ['strlcat', [0]],
  ['sigaddset', [0]],
  ['sigdelset', [0]],
  ['strtok', [0]],
  ['strsep', [0]],
  ...list(`
    __sync_fetch_and_add __sync_fetch_and_sub __sync_fetch_and_or __sync_fetch_and_and __sync_fetch_and_xor
    __sync_fetch_and_nand __sync_add_and_fetch __sync_sub_and_fetch __sync_or_and_fetch __sync_and_and_fetch
    __sync_xor_and_fetch __sync_bool_compare_and_swap __sync_val_compare_and_swap __sync_lock_test_and_set
    __sync_lock_release __atomic_store_n __atomic_store __atomic_exchange_n __atomic_exchange __atomic_compare_exchange_n
    __atomic_compare_exchange __atomic_add_fetch __atomic_sub_fetch __atomic_and_fetch __atomic_or_fetch
    __atomic_xor_fetch __atomic_fetch_add __atomic_fetch_sub __atomic_fetch_and __atomic_fetch_or __atomic_fetch_xor
    __atomic_test_and_set __atomic_clear atomic_init atomic_store atomic_store_explicit atomic_exchange
    atomic_exchange_explicit atomic_compare_exchange_strong atomic_compare_exchange_weak
    atomic_compare_exchange_strong_explicit atomic_compare_exchange_weak_explicit atomic_fetch_add
    atomic_fetch_add_explicit atomic_fetch_sub atomic_fetch_sub_explicit atomic_fetch_or atomic_fetch_or_explicit
    atomic_fetch_and atomic_fetch_and_explicit atomic_fetch_xor atomic_fetch_xor_explicit atomic_flag_test_and_set
    atomic_flag_test_and_set_explicit atomic_flag_clear atomic_flag_clear_explicit g_atomic_int_set g_atomic_int_inc
    g_atomic_int_add g_atomic_int_dec_and_test g_atomic_pointer_set`).map((name): [string, readonly number[]] => [
    name,
    [0],
  ]),
]);

/** Functions that give back a pointer into the memory of an argument: which one. */
export const INTO_ARGUMENT: ReadonlyMap<string, number> = new Map([
  ...list(`
    strchr strrchr strchrnul strstr strcasestr strnstr strpbrk index rindex memchr memrchr rawmemchr memmem strcpy strncpy
    stpcpy stpncpy strcat strncat memcpy memmove mempcpy memset basename dirname strtok strtok_r strsep wcschr wcsrchr
    wcsstr fgets gets`).map((name): [string, number] => [name, 0]),
  ['__builtin_strchr', 0],
  ['bsearch', 1],
  ['lfind', 1],
  ['inet_ntop', 2],
]);

/** Functions that name a process by its id: with -1 they mean many. */
export const TAKES_PID: ReadonlyMap<string, number> = new Map([
  ['kill', 0],
  ['waitpid', 0],
  ['wait4', 0],
  ['safe_waitpid', 0],
  ['wait4pid', 0],
  ['xwaitpid', 0],
  ['setpgid', 0],
  ['tcsetpgrp', 1],
  ['ptrace', 1],
]);

/** Names of the process's own state that calls change behind the back of a program that looks only at assignments. */
export const STATE_CHANGES: ReadonlyMap<string, string> = new Map([
  ['setenv', 'the environment'],
  ['putenv', 'the environment'],
  ['unsetenv', 'the environment'],
  ['clearenv', 'the environment'],
  ['setlocale', 'the locale'],
  ['fclose', 'the stream'],
  ['freopen', 'the stream'],
  ['setvbuf', 'the stream'],
  ['setbuf', 'the stream'],
  ['closelog', 'the log state'],
  ['openlog', 'the log state'],
  ['srand', 'the random state'],
  ['srandom', 'the random state'],
  ['strtok', "strtok's state"],
]);
