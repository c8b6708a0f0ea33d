/**
 * Names that need no question, because every compiler for a system with vfork answers them alike: facts of the language,
 * of a present gcc or clang, and of systems that have no vfork or no longer exist. Table.
 */
import type { NameState } from './conditions.ts';

const DEFINED: Readonly<Record<string, string>> = {
  __STDC__: '1',
  __STDC_VERSION__: '201710L',
  __GNUC__: '12',
  __GNUC_MINOR__: '2',
  __unix__: '1',
  __unix: '1',
  unix: '1',
};

const ABSENT = `
__cplusplus lint __lint __LINT__ __CPROTO__ __clang_analyzer__ __COVERITY__ __lint__ S_SPLINT_S
_WIN32 _WIN64 WIN32 WIN64 __WIN32__ __WIN32 _MSC_VER __MINGW32__ __MINGW64__ __BORLANDC__ __TURBOC__ __DMC__ WINDOWS WINDOWSNT
WINDOWS32 DOS_NT MSDOS __MSDOS__ __MSDOS _MSDOS __DJGPP__ __GO32__ DJGPP OS2 __OS2__ __EMX__ __KLIBC__ _WINDOWS WIN32_NATIVE
AMIGA _AMIGA __amigaos__ VMS __VMS __VMS_VER vms macintosh THINK_C __MWERKS__ __SYMBIAN32__ __vxworks __VXWORKS__ __ORCAC__
sequent _SEQUENT_ DYNIX pyr apollo __apollo NeXT __NeXT__ convex __convex__ __convexc__ cray CRAY _CRAY ultrix __ultrix __ultrix__
__osf__ alliant gould masscomp __riscos __riscos__ RISCOS PLAN9 __wasi__ __EMSCRIPTEN__`;

/** Constants that POSIX has and code asks for all the same; only that they are defined is known. */
const POSIX = `
SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGUSR2 SIGSEGV SIGPIPE SIGALRM SIGTERM SIGCHLD
SIGCONT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIG_BLOCK SIG_SETMASK SIG_UNBLOCK
SIG_DFL SIG_IGN SIG_ERR O_RDONLY O_WRONLY O_RDWR O_CREAT O_EXCL O_NOCTTY O_TRUNC O_APPEND O_NONBLOCK O_CLOEXEC F_GETFD F_SETFD
F_GETFL F_SETFL F_DUPFD FD_CLOEXEC WNOHANG WUNTRACED EXIT_SUCCESS EXIT_FAILURE PATH_MAX NULL EOF BUFSIZ RLIMIT_CORE RLIMIT_NOFILE
EINTR EAGAIN EINVAL ENOENT ENOEXEC ENOMEM EACCES STDIN_FILENO STDOUT_FILENO STDERR_FILENO LC_ALL TIOCSCTTY TIOCNOTTY PRIO_PROCESS`;

const settledNames: ReadonlyMap<string, NameState> = new Map<string, NameState>([
  ...words(POSIX).map((name): [string, NameState] => [name, { kind: 'body', text: '1' }]),
  ...Object.entries(DEFINED).map(([name, text]): [string, NameState] => [name, { kind: 'body', text }]),
  ...words(ABSENT).map((name): [string, NameState] => [name, { kind: 'absent' }]),
]);

/** What a name is wherever nothing else is said of it; undefined if that is a question. */
export const settled = (name: string): NameState | undefined => settledNames.get(name);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
