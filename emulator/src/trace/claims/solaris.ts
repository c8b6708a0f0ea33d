/** Claims C: the manual pages of Solaris and illumos. Programs under `fixtures/claims`, what each must show. */
import { type ClaimSource, SOUND } from './claim.ts';

/** The sixth word that ELKS of 2026 puts back is the top of the caller's frame, so that one local can escape (reference §1.7). */
const SEES_ALL = ['solaris', 'news-os', 'linux-i386'];

export const solarisClaims: ClaimSource = {
  letter: 'C',
  title: 'Solaris, illumos',
  claims: [
    {
      id: 'C1',
      fact: 'the parent sees every change of memory',
      programs: [
        {
          file: 'C1.c',
          runs: [
            {
              form: 'shown',
              kernels: SEES_ALL,
              sees: {
                out: '2 2 2 9\n',
                evidence: ['global', 'local', 'heap', 'errno'].map((mark) => `parent-read-child-write ${mark} see`),
              },
            },
            { form: 'shown', kernels: ['fork'], sees: { out: '1 1 1 0\n' } },
            { form: 'safe', kernels: SOUND, sees: { out: '1 1 1 0\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'C2',
      fact: 'only the calling thread is borrowed: locks of other threads deadlock',
      programs: [
        {
          file: 'C2.c',
          runs: [
            { form: 'shown', kernels: ['solaris'], sees: { out: '', end: 'deadlock', evidence: ['deadlock want -'] } },
            { form: 'safe', kernels: ['solaris'], sees: { out: 'code 0\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'C3',
      fact: '`exit` runs atexit functions and closes the parent’s streams',
      programs: [
        {
          file: 'C3.c',
          runs: [
            {
              form: 'shown',
              kernels: SEES_ALL,
              sees: {
                out: 'bye;buffered;',
                evidence: ['atexit-in-child bye -', 'double-flush leave -'],
              },
            },
            { form: 'safe', kernels: SEES_ALL, sees: { out: 'bye;buffered;parent;', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'C4',
      fact: 'no change of data that affects the parent, unless meant',
      programs: [
        {
          file: 'C4.c',
          runs: [
            {
              form: 'shown',
              kernels: SEES_ALL,
              sees: { out: 'code 0, list /no/such\n', evidence: ['parent-read-child-write cut see'] },
            },
            { form: 'safe', kernels: SOUND, sees: { out: 'code 0, list /no/such:/bin/true\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'C5',
      fact: 'fork handlers do not run',
      programs: [
        {
          file: 'C5.c',
          runs: [
            { form: 'shown', kernels: ['solaris'], sees: { out: 'code 0\n', end: 0 } },
            { form: 'safe', kernels: ['solaris'], sees: { out: 'before child code 0\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'C6',
      fact: 'posix_spawn does it safely',
      programs: [
        {
          file: 'C6.c',
          runs: [
            {
              form: 'shown',
              kernels: SEES_ALL,
              sees: { out: 'failure 0, errno 2\n', evidence: ['parent-read-child-write start see'] },
            },
            { form: 'safe', kernels: SEES_ALL, sees: { out: 'failure 2, errno 0\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'C7',
      fact: 'vforkx: FORK_NOSIGCHLD and FORK_WAITPID, else EINVAL',
      programs: [
        {
          file: 'C7.c',
          runs: [
            { form: 'shown', kernels: ['solaris'], sees: { out: 'refused, errno 22\n', end: 1 } },
            {
              form: 'safe',
              kernels: ['solaris'],
              sees: { out: 'wait 0, waitpid 1, code 3, signals 0\n', end: 0 },
            },
          ],
        },
      ],
    },
    {
      id: 'C8',
      fact: 'caught signals are reset; new handlers become SIG_DFL',
      programs: [
        {
          file: 'C8.c',
          runs: [
            {
              form: 'shown',
              kernels: ['solaris'],
              sees: {
                out: 'set in the child: 15, caught by the parent: 10, hits 1\n',
                evidence: ['handler-changed install -'],
              },
            },
            {
              form: 'shown',
              kernels: ['linux-i386'],
              sees: { out: 'set in the child: 0, caught by the parent: 0, hits 3\n' },
            },
            {
              form: 'safe',
              kernels: ['solaris'],
              sees: { out: 'set in the child: 0, caught by the parent: 10, hits 1\n', end: 0 },
            },
          ],
        },
      ],
    },
    {
      id: 'C9',
      fact: 'as B5 and B6, with `<sys/fork.h>` for vforkx',
      programs: [
        {
          file: 'C9.c',
          runs: [
            { form: 'shown', kernels: ['solaris'], keys: 'abc\n', sees: { out: 'abc\r\nout read 0\r\n' } },
            { form: 'safe', kernels: ['solaris'], keys: 'abc\n', sees: { out: 'abc\r\nout read 4\r\n', end: 0 } },
          ],
        },
        {
          file: 'C9-registers.c',
          runs: [
            {
              form: 'shown',
              kernels: ['solaris'],
              registers: 'none',
              sees: { out: 'value 2\n', evidence: ['parent-read-child-write change see'] },
            },
            { form: 'shown', kernels: ['solaris'], registers: 'declared', sees: { out: 'value 1\n' } },
            {
              form: 'shown',
              kernels: ['inherit-registers'],
              defines: ['PLAIN'],
              registers: 'declared',
              sees: { out: 'value 2\n' },
            },
            { form: 'safe', kernels: ['solaris'], registers: 'declared', sees: { out: 'value 1\n', end: 0 } },
            {
              form: 'safe',
              kernels: ['inherit-registers'],
              defines: ['PLAIN'],
              registers: 'declared',
              sees: { out: 'value 1\n', end: 0 },
            },
          ],
        },
      ],
    },
  ],
};
