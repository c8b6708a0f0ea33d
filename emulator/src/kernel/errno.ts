/**
 * Error names and their numbers, as Linux and ELKS number them (reference §1.4). A system call that fails leaves
 * the negated number in AX; inside the kernel an error is its name. Names that ELKS lacks (ENOTSUP, EDEADLK,
 * ETIMEDOUT) carry Linux's numbers, for the calls that only our own C library makes.
 */

export const ERRNO = {
  EPERM: 1,
  ENOENT: 2,
  ESRCH: 3,
  EINTR: 4,
  EIO: 5,
  ENXIO: 6,
  E2BIG: 7,
  ENOEXEC: 8,
  EBADF: 9,
  ECHILD: 10,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EFAULT: 14,
  ENOTBLK: 15,
  EBUSY: 16,
  EEXIST: 17,
  EXDEV: 18,
  ENODEV: 19,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  ENFILE: 23,
  EMFILE: 24,
  ENOTTY: 25,
  ETXTBSY: 26,
  EFBIG: 27,
  ENOSPC: 28,
  ESPIPE: 29,
  EROFS: 30,
  EMLINK: 31,
  EPIPE: 32,
  EDOM: 33,
  ERANGE: 34,
  EDEADLK: 35,
  ENAMETOOLONG: 36,
  ENOSYS: 38,
  ENOTEMPTY: 39,
  ELOOP: 40,
  ENOTSUP: 95,
  ETIMEDOUT: 110,
} as const;

/** The name of an error, which is how the kernel passes one on. */
export type Errno = keyof typeof ERRNO;

/** Whether a result that is either a value or an error is the error. No value of the kernel is a string. */
export const failed = (result: unknown): result is Errno => typeof result === 'string';
