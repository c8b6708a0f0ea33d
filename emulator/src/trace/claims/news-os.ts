/** Claims B: the manual page of NEWS-OS 5.0.1. Programs under `fixtures/claims`, what each must show. */
import { type ClaimSource, SHARING, SOUND } from './claim.ts';

export const newsOsClaims: ClaimSource = {
  letter: 'B',
  title: 'NEWS-OS 5.0.1',
  claims: [
    {
      id: 'B1',
      fact: 'the child borrows memory and thread of control; the parent is suspended',
      programs: [
        {
          file: 'B1.c',
          runs: [
            { form: 'shown', kernels: SHARING, sees: { out: '', end: 'deadlock', evidence: ['deadlock wait -'] } },
            {
              form: 'safe',
              kernels: SHARING,
              sees: { out: 'child, parent, signal 9\n', end: 0, copied: 'none' },
            },
          ],
        },
      ],
    },
    {
      id: 'B2',
      fact: '0 in the child, its pid in the parent, -1 and `errno` on failure',
      programs: [
        {
          file: 'B2.c',
          runs: [
            {
              form: 'shown',
              kernels: SHARING,
              failures: [{ call: 'vfork', errno: 'EAGAIN', from: 2, count: 1 }],
              sees: { out: 'its pid: 1, code 5\n-1, errno 11, no child: 1\n', end: 0 },
            },
          ],
        },
      ],
    },
    {
      id: 'B3',
      fact: 'EAGAIN at the process limits, ENOMEM when swap is short',
      programs: [
        {
          file: 'B3.c',
          runs: [
            { form: 'shown', kernels: ['news-os'], limits: { processes: 2 }, sees: { out: 'bystander 15\n' } },
            {
              form: 'safe',
              kernels: ['news-os'],
              limits: { processes: 2 },
              sees: { out: 'EAGAIN, bystander 0\n', end: 0 },
            },
            {
              form: 'safe',
              kernels: ['news-os'],
              limits: { processesPerUser: 2 },
              sees: { out: 'EAGAIN, bystander 0\n', end: 0 },
            },
            {
              form: 'safe',
              kernels: SOUND.filter((name) => name !== 'cygwin'),
              failures: [{ call: 'vfork', errno: 'ENOMEM', from: 1, count: 1 }],
              sees: { out: 'ENOMEM, bystander 0\n', end: 0 },
            },
          ],
        },
      ],
    },
    {
      id: 'B4',
      fact: 'the call is to go: use other ways',
      programs: [
        {
          file: 'B4.c',
          runs: [
            { form: 'shown', kernels: ['news-os'], sees: { out: 'ended: 1\n', end: 0 } },
            { form: 'shown', kernels: ['fork'], sees: { out: 'ended: 0\n', end: 0 } },
            { form: 'safe', kernels: ['news-os', 'fork'], sees: { out: 'ended: 1\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'B5',
      fact: 'no SIGTTOU or SIGTTIN in the child; its terminal reads give end of file',
      programs: [
        {
          file: 'B5.c',
          runs: [
            { form: 'shown', kernels: ['news-os'], keys: 'abc\n', sees: { out: 'abc\r\nout read 0\r\n' } },
            {
              form: 'shown',
              kernels: ['news-os'],
              keys: 'abc\n',
              defines: ['FORK'],
              sees: { out: 'abc\r\nstopped 22\r\n' },
            },
            { form: 'safe', kernels: ['news-os'], keys: 'abc\n', sees: { out: 'abc\r\nout read 4\r\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'B6',
      fact: 'the parent may get the child’s registers; optimisers need `<unistd.h>`',
      programs: [
        {
          file: 'B6.c',
          runs: [
            // In memory, as a compiler has it that knows vfork.
            {
              form: 'shown',
              kernels: ['news-os', 'inherit-registers'],
              registers: 'none',
              sees: { out: 'value 2\n', evidence: ['parent-read-child-write change see'] },
            },
            { form: 'shown', kernels: ['news-os'], registers: 'declared', sees: { out: 'value 1\n' } },
            { form: 'shown', kernels: ['inherit-registers'], registers: 'declared', sees: { out: 'value 2\n' } },
            ...(['none', 'declared', 'auto'] as const).map((registers) => ({
              form: 'safe' as const,
              kernels: ['news-os', 'inherit-registers'],
              registers,
              sees: { out: 'value 1\n', end: 0 },
            })),
          ],
        },
      ],
    },
  ],
};
