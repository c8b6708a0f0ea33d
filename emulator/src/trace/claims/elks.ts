/** Claims A: a mail by Robert de Bath on the vfork of an 8086 Linux. Programs under `fixtures/claims`, what each must show. */
import { type ClaimSource, SHARING, SOUND } from './claim.ts';

const ELKS = ['elks', 'elks-1999', 'elks-2015'];

export const elksClaims: ClaimSource = {
  letter: 'A',
  title: 'ELKS, by one of the authors of its C library',
  claims: [
    {
      id: 'A1',
      fact: 'leaving the function that called vfork crashes the parent',
      programs: [
        {
          file: 'A1.c',
          runs: [
            { form: 'shown', kernels: SHARING, sees: { notOut: '1: code 7\n', evidence: ['dead-frame leave back'] } },
            { form: 'shown', kernels: ['fork'], sees: { out: '1: code 7\n', end: 0 } },
            { form: 'safe', kernels: SOUND, sees: { out: '1: code 7\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'A2',
      fact: 'the intended shape: move pipe ends, exec, `_exit`',
      programs: [
        {
          file: 'A2.c',
          runs: [
            {
              form: 'shown',
              kernels: SHARING,
              argv: ['/no/such'],
              sees: { notOut: '0 bytes, code 255\n', evidence: ['parent-code-ran-twice after after'] },
            },
            { form: 'safe', kernels: SOUND, argv: ['/no/such'], sees: { out: '0 bytes, code 255\n', end: 0 } },
            { form: 'safe', kernels: SOUND, argv: ['/bin/echo'], sees: { out: '15 bytes, code 0\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'A3',
      fact: 'anything but a prelude to exec or `_exit` is unsupported',
      programs: [
        {
          file: 'A3.c',
          runs: [
            {
              form: 'shown',
              kernels: SHARING,
              sees: { out: 'work\nend\n', evidence: ['heap-changed take -'] },
            },
            { form: 'shown', kernels: ['fork'], sees: { out: 'end\n', end: 0 } },
            { form: 'safe', kernels: SOUND, sees: { out: 'work\nend\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'A4',
      fact: 'relying on shared memory is not portable',
      programs: [
        {
          file: 'A4.c',
          runs: [
            {
              form: 'shown',
              kernels: SHARING,
              sees: { out: 'error 2\n', evidence: ['parent-read-child-write tell learn'] },
            },
            { form: 'shown', kernels: ['fork'], sees: { out: 'error 0\n' } },
            { form: 'safe', kernels: SOUND, sees: { out: 'error 2\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'A5',
      fact: '`exit` after a failed exec flushes and closes the parent’s streams',
      programs: [
        {
          file: 'A5.c',
          runs: [
            {
              form: 'shown',
              kernels: SHARING,
              sees: { out: 'before;', evidence: ['double-flush leave -'] },
            },
            { form: 'safe', kernels: SOUND, sees: { out: 'before;after\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'A6',
      fact: '`exit` in a child of fork flushes buffered data twice',
      programs: [
        {
          file: 'A6.c',
          runs: [
            { form: 'shown', kernels: SOUND, sees: { out: 'once;once;', evidence: ['double-flush leave -'] } },
            { form: 'safe', kernels: SOUND, sees: { out: 'once;', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'A7',
      fact: '`signal` in the child has strange effects',
      programs: [
        {
          file: 'A7.c',
          runs: [
            {
              form: 'shown',
              kernels: ELKS,
              sees: { out: 'started again\n', end: 9, evidence: ['handler-changed reset -'] },
            },
            { form: 'shown', kernels: ['linux-i386', 'solaris', 'fork'], sees: { out: 'hits 1\n', end: 0 } },
            { form: 'safe', kernels: SOUND, sees: { out: 'hits 1\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'A8',
      fact: 'the library stub: call 32 through `int 0x80`, negative results to `errno`',
      programs: [
        {
          file: 'A8.c',
          runs: [
            {
              form: 'shown',
              kernels: SHARING,
              failures: [{ call: 'vfork', errno: 'EAGAIN', from: 1, count: 1 }],
              // mov ax, 32; int 0x80
              sees: { out: '-1, errno 11\nnumber 32: code 3\n', end: 0, stub: 'b82000cd80' },
            },
          ],
        },
      ],
    },
    {
      id: 'A9',
      fact: 'the stub’s return address lies on the shared stack and must be kept by the kernel',
      programs: [
        {
          file: 'A9.c',
          runs: [
            { form: 'shown', kernels: ['naive'], sees: { notOut: '1: code 7\n' } },
            { form: 'shown', kernels: SOUND, sees: { out: '1: code 7\n', end: 0 } },
            { form: 'safe', kernels: ['naive', ...SOUND], sees: { out: '1: code 7\n', end: 0 } },
          ],
        },
        {
          file: 'A9-wrapper.c',
          runs: [
            { form: 'shown', kernels: SHARING, sees: { notOut: '1: code 7\n', evidence: ['dead-frame exec wrapper'] } },
            { form: 'safe', kernels: SOUND, sees: { out: '1: code 7\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'A10',
      fact: 'a system call must keep ES',
      programs: [
        {
          file: 'A10.c',
          runs: [
            { form: 'shown', kernels: SOUND, sees: { out: '5 of 5 copies\n', end: 0, esChanged: 0 } },
            { form: 'shown', kernels: ELKS, spoilEs: true, sees: { notOut: '5 of 5 copies\n' } },
          ],
        },
      ],
    },
    {
      id: 'A11',
      fact: 'a copy of the stack in free space is overwritten',
      programs: [
        {
          file: 'A11.c',
          runs: [
            { form: 'shown', kernels: ['stack-copy'], sees: { notOut: 'code 7\n' } },
            { form: 'shown', kernels: SOUND, sees: { out: 'code 7\n' } },
            { form: 'safe', kernels: ['stack-copy', ...SOUND], sees: { out: 'code 7\n', end: 0 } },
          ],
        },
      ],
    },
    {
      id: 'A12',
      fact: 'vfork in user space shares the descriptors',
      programs: [
        {
          file: 'A12.c',
          runs: [
            {
              form: 'shown',
              kernels: ['userspace'],
              sees: { out: 'wrote -1\n', evidence: ['fd-changed close -'] },
            },
            { form: 'shown', kernels: SOUND, sees: { out: '!wrote 1\n', end: 0 } },
            { form: 'safe', kernels: ['userspace', ...SOUND], sees: { out: '!wrote 1\n', end: 0 } },
          ],
        },
      ],
    },
  ],
};
