/** Claims E: sys_vfork of Linux on the i386. Programs under `fixtures/claims`, what each must show. */
import { type ClaimSource, SHARING, SOUND } from './claim.ts';

const LINUX = ['linux-i386'];

export const linuxClaims: ClaimSource = {
  letter: 'E',
  title: 'Linux i386',
  claims: [
    {
      id: 'E1',
      fact: 'call 190; page tables are not copied',
      programs: [
        {
          file: 'E1.c',
          runs: [
            { form: 'shown', kernels: LINUX, sees: { out: 'code 0\n', end: 0, copied: 'none' } },
            { form: 'shown', kernels: ['elks', 'solaris'], sees: { out: 'errno 38\n', end: 1 } },
          ],
        },
      ],
    },
    {
      id: 'E2',
      fact: 'the parent sleeps until exec or exit; all memory is shared',
      programs: [
        {
          file: 'E2.c',
          runs: [
            {
              form: 'shown',
              kernels: SHARING.filter((name) => name !== 'elks'),
              sees: { out: "child then child's line\n", evidence: ['parent-read-child-write write see'] },
            },
            // Six words are put back, the last of them the top of the caller's frame: two characters of the line (reference §1.7).
            {
              form: 'shown',
              kernels: ['elks'],
              sees: { out: "child then paild's line\n", evidence: ['parent-read-child-write write see'] },
            },
            { form: 'safe', kernels: SHARING, sees: { out: "child then parent's line\n", end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'E3',
      fact: 'no return from the function; `_exit` is allowed',
      programs: [
        {
          file: 'E3.c',
          runs: [
            { form: 'shown', kernels: LINUX, sees: { notOut: 'code 4\n', evidence: ['dead-frame report back'] } },
            { form: 'safe', kernels: SOUND, sees: { out: 'code 4\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'E4',
      fact: 'EAGAIN and ENOMEM, and who is exempt',
      programs: [
        {
          file: 'E4.c',
          runs: [
            { form: 'shown', kernels: LINUX, uid: 100, sees: { out: 'EAGAIN\n', end: 0 } },
            { form: 'shown', kernels: LINUX, sees: { out: 'code 3\n', end: 0 } },
            { form: 'shown', kernels: ['solaris'], sees: { out: 'EAGAIN\n', end: 0 } },
            {
              form: 'shown',
              kernels: LINUX,
              failures: [{ call: 'vfork', errno: 'ENOMEM', from: 1, count: 1 }],
              sees: { out: 'ENOMEM\n', end: 0 },
            },
          ],
        },
      ],
    },
    {
      id: 'E5',
      fact: 'handlers are inherited, not shared; signals wait for the release',
      programs: [
        {
          file: 'E5.c',
          runs: [
            // The child's own, in the child; the parent's, after it.
            {
              form: 'shown',
              kernels: LINUX,
              sees: {
                out: 'handler child handler parent hits 2\n',
                evidence: ['handler-ran-in-child raise -', 'parent-read-child-write hit hit'],
              },
            },
            {
              form: 'safe',
              kernels: ['linux-i386', 'news-os', 'solaris'],
              sees: { out: 'child parent handler hits 1\n', end: 0 },
            },
          ],
        },
      ],
    },
    {
      id: 'E6',
      fact: 'register allocation decides which writes arrive',
      programs: [
        {
          file: 'E6.c',
          runs: [
            {
              form: 'shown',
              kernels: LINUX,
              registers: 'none',
              sees: { out: 'value 2\n', evidence: ['parent-read-child-write change see'] },
            },
            { form: 'shown', kernels: LINUX, registers: 'auto', sees: { out: 'value 1\n' } },
            ...(['none', 'declared', 'auto'] as const).map((registers) => ({
              form: 'safe' as const,
              kernels: LINUX,
              registers,
              sees: { out: 'value 1\n', end: 0 },
            })),
          ],
        },
      ],
    },
  ],
};
