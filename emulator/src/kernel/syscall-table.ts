/**
 * Every system call, in the order of its number. Dispatch, the stubs of our C library and docs/syscalls.md are made from this
 * table; a test holds it to the files of the folder.
 */
import type { Syscall } from './syscall.ts';
import { access } from './syscalls/access.ts';
import { alarm } from './syscalls/alarm.ts';
import { brk } from './syscalls/brk.ts';
import { chdir } from './syscalls/chdir.ts';
import { chmod } from './syscalls/chmod.ts';
import { chown } from './syscalls/chown.ts';
import { chroot } from './syscalls/chroot.ts';
import { close } from './syscalls/close.ts';
import { condBroadcast } from './syscalls/cond-broadcast.ts';
import { condSignal } from './syscalls/cond-signal.ts';
import { condWait } from './syscalls/cond-wait.ts';
import { dup } from './syscalls/dup.ts';
import { dup2 } from './syscalls/dup2.ts';
import { execve } from './syscalls/execve.ts';
import { exit } from './syscalls/exit.ts';
import { fchdir } from './syscalls/fchdir.ts';
import { fchmod } from './syscalls/fchmod.ts';
import { fchown } from './syscalls/fchown.ts';
import { fcntl } from './syscalls/fcntl.ts';
import { fork } from './syscalls/fork.ts';
import { forkx } from './syscalls/forkx.ts';
import { fstat } from './syscalls/fstat.ts';
import { ftruncate } from './syscalls/ftruncate.ts';
import { getcwd } from './syscalls/getcwd.ts';
import { getgid } from './syscalls/getgid.ts';
import { getitimer } from './syscalls/getitimer.ts';
import { getpgid } from './syscalls/getpgid.ts';
import { getpid } from './syscalls/getpid.ts';
import { getrlimit } from './syscalls/getrlimit.ts';
import { getsid } from './syscalls/getsid.ts';
import { gettimeofday } from './syscalls/gettimeofday.ts';
import { getuid } from './syscalls/getuid.ts';
import { ioctl } from './syscalls/ioctl.ts';
import { kill } from './syscalls/kill.ts';
import { link } from './syscalls/link.ts';
import { lseek } from './syscalls/lseek.ts';
import { lstat } from './syscalls/lstat.ts';
import { mkdir } from './syscalls/mkdir.ts';
import { mknod } from './syscalls/mknod.ts';
import { mutexLock } from './syscalls/mutex-lock.ts';
import { mutexTrylock } from './syscalls/mutex-trylock.ts';
import { mutexUnlock } from './syscalls/mutex-unlock.ts';
import { nanosleep } from './syscalls/nanosleep.ts';
import { nice } from './syscalls/nice.ts';
import { open } from './syscalls/open.ts';
import { pause } from './syscalls/pause.ts';
import { pipe } from './syscalls/pipe.ts';
import { read } from './syscalls/read.ts';
import { readdir } from './syscalls/readdir.ts';
import { readlink } from './syscalls/readlink.ts';
import { reboot } from './syscalls/reboot.ts';
import { rename } from './syscalls/rename.ts';
import { rmdir } from './syscalls/rmdir.ts';
import { sbrk } from './syscalls/sbrk.ts';
import { schedYield } from './syscalls/sched-yield.ts';
import { select } from './syscalls/select.ts';
import { setegid } from './syscalls/setegid.ts';
import { seteuid } from './syscalls/seteuid.ts';
import { setgid } from './syscalls/setgid.ts';
import { setitimer } from './syscalls/setitimer.ts';
import { setpgid } from './syscalls/setpgid.ts';
import { setrlimit } from './syscalls/setrlimit.ts';
import { setsid } from './syscalls/setsid.ts';
import { settimeofday } from './syscalls/settimeofday.ts';
import { setuid } from './syscalls/setuid.ts';
import { sigaction } from './syscalls/sigaction.ts';
import { signal } from './syscalls/signal.ts';
import { sigpending } from './syscalls/sigpending.ts';
import { sigprocmask } from './syscalls/sigprocmask.ts';
import { sigreturn } from './syscalls/sigreturn.ts';
import { sigsuspend } from './syscalls/sigsuspend.ts';
import { stat } from './syscalls/stat.ts';
import { symlink } from './syscalls/symlink.ts';
import { sync } from './syscalls/sync.ts';
import { threadCreate } from './syscalls/thread-create.ts';
import { threadExit } from './syscalls/thread-exit.ts';
import { threadJoin } from './syscalls/thread-join.ts';
import { threadSelf } from './syscalls/thread-self.ts';
import { times } from './syscalls/times.ts';
import { umask } from './syscalls/umask.ts';
import { uname } from './syscalls/uname.ts';
import { unlink } from './syscalls/unlink.ts';
import { utime } from './syscalls/utime.ts';
import { vfork } from './syscalls/vfork.ts';
import { vforkx } from './syscalls/vforkx.ts';
import { wait4 } from './syscalls/wait4.ts';
import { write } from './syscalls/write.ts';

export const SYSCALLS: readonly Syscall[] = [
  exit,
  fork,
  read,
  write,
  open,
  close,
  wait4,
  link,
  unlink,
  execve,
  chdir,
  mknod,
  chmod,
  chown,
  brk,
  stat,
  lseek,
  getpid,
  setuid,
  getuid,
  alarm,
  fstat,
  pause,
  utime,
  chroot,
  vfork,
  access,
  nice,
  sync,
  kill,
  rename,
  mkdir,
  rmdir,
  dup,
  pipe,
  times,
  dup2,
  setgid,
  getgid,
  signal,
  fcntl,
  ioctl,
  reboot,
  lstat,
  symlink,
  readlink,
  umask,
  settimeofday,
  gettimeofday,
  select,
  readdir,
  fchown,
  setsid,
  sbrk,
  sigaction,
  sigprocmask,
  sigpending,
  sigsuspend,
  sigreturn,
  setpgid,
  getpgid,
  getsid,
  vforkx,
  forkx,
  setitimer,
  getitimer,
  nanosleep,
  getrlimit,
  setrlimit,
  getcwd,
  seteuid,
  setegid,
  uname,
  threadCreate,
  threadExit,
  threadJoin,
  threadSelf,
  mutexLock,
  mutexTrylock,
  mutexUnlock,
  condWait,
  condSignal,
  condBroadcast,
  schedYield,
  fchmod,
  ftruncate,
  fchdir,
];
