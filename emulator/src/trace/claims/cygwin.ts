/** Claims D: the vfork of an older Cygwin. Programs under `fixtures/claims`, what each must show. */
import type { ClaimSource } from './claim.ts';

const CYGWIN = ['cygwin'];

export const cygwinClaims: ClaimSource = {
  letter: 'D',
  title: 'Cygwin, an older implementation',
  claims: [
    {
      id: 'D1',
      fact: 'no second process until exec',
      programs: [
        {
          file: 'D1.c',
          runs: [
            { form: 'shown', kernels: CYGWIN, sees: { out: 'same a child\n', end: 0 } },
            { form: 'shown', kernels: ['linux-i386', 'elks'], sees: { out: 'other a child\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'D2',
      fact: 'descriptors are copied before and restored after',
      programs: [
        {
          file: 'D2.c',
          runs: [
            { form: 'shown', kernels: CYGWIN, sees: { out: 'kept 1, none at 9: 1\n', end: 0 } },
            { form: 'shown', kernels: ['userspace'], sees: { notOut: 'kept 1, none at 9: 1\n' } },
          ],
        },
      ],
    },
    {
      id: 'D3',
      fact: 'exec becomes a spawn, then vfork returns again',
      programs: [
        {
          file: 'D3.c',
          runs: [{ form: 'shown', kernels: CYGWIN, sees: { out: 'not yet ended: 1, a pid: 1, code 3\n', end: 0 } }],
        },
      ],
    },
    {
      id: 'D4',
      fact: 'all else happens to the parent',
      programs: [
        {
          file: 'D4.c',
          runs: [
            {
              form: 'shown',
              kernels: CYGWIN,
              sees: { out: '2 /etc 77 0\n', evidence: ['parent-read-child-write write see'] },
            },
            { form: 'shown', kernels: ['linux-i386'], sees: { out: '2 / 22 1\n' } },
            { form: 'safe', kernels: CYGWIN, sees: { out: '1 / 22 1\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'D5',
      fact: 'not thread-safe',
      programs: [
        {
          file: 'D5.c',
          runs: [
            { form: 'shown', kernels: CYGWIN, sees: { out: 'read -1, errno 9\n' } },
            { form: 'shown', kernels: ['linux-i386'], sees: { out: 'read 1, errno 0\n', end: 0 } },
            { form: 'safe', kernels: CYGWIN, sees: { out: 'read 1, errno 0\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'D6',
      fact: 'its aim is speed',
      programs: [
        {
          file: 'D6.c',
          runs: [
            { form: 'shown', kernels: CYGWIN, sees: { out: 'code 0\n', end: 0, copied: 'none' } },
            { form: 'shown', kernels: CYGWIN, defines: ['FORK'], sees: { out: 'code 0\n', end: 0, copied: 'some' } },
          ],
        },
      ],
    },
  ],
};
