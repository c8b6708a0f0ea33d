/** Flags of open(2), modes of access(2) and writes of nothing, the same on every kernel (POSIX.1-2001; seen on ELKS of 1999 and 2015 too). */
import { describe, it } from 'vitest';
import { call, check, without } from './testing.ts';

const EVERY = without();

const source = (text: string): string => `main: ${text}
  ret
section .data
own: db "/tmp/own", 0
slash: db "/tmp/own/", 0
others: db "/etc/passwd", 0
folder: db "/tmp", 0
section .bss
buffer: resb 4
fd: resw 1`;

describe('open', () => {
  it('keeps the access mode and what fcntl can change, not what only open acts on', () => {
    for (const flags of [0o102, 0o302, 0o502, 0o1102, 0o10102])
      check(EVERY, source(`${call('open', 'own', flags, 0o644)}\n  mov [fd], ax\n${call('fcntl', '[fd]', 3, 0)}`), {
        status: 2,
      });
    check(
      EVERY,
      source(
        `${call('open', 'own', 0o2102, 0o644)}\n  mov [fd], ax\n${call('fcntl', '[fd]', 3, 0)}\n  mov cl, 5\n  shr ax, cl`,
      ),
      {
        status: 0o2002 >> 5,
      },
    );
  });

  it('creates nothing under a path that ends in a slash', () =>
    check(EVERY, source(`${call('open', 'slash', 0o102, 0o644)}\n  mov ax, [errno]`), { status: 2 }));

  it('truncates whom may write only', () => {
    const truncate = `${call('open', 'others', 0o1000, 0)}\n  mov ax, [errno]`;
    check(EVERY, source(`${call('setuid', 7)}\n${truncate}`), { status: 13 });
    check(
      EVERY,
      source(`${call('open', 'others', 0o1000, 0)}\n  mov [fd], ax\n${call('read', '[fd]', 'buffer', 4)}`),
      {},
    );
    check(EVERY, source(`${call('open', 'folder', 0o1000, 0)}\n  mov ax, [errno]`), { status: 21 });
  });
});

describe('a write of nothing', () => {
  it('does nothing to a pipe that nobody reads', () =>
    check(
      EVERY,
      source(`${call('pipe', 'buffer')}\n${call('close', '[buffer]')}\n${call('write', '[buffer+2]', 'own', 0)}`),
      {},
    ));

  it('does not make a file larger', () =>
    check(
      EVERY,
      source(`${call('open', 'own', 0o102, 0o644)}
  mov [fd], ax
  mov word [buffer], 50
${call('lseek', '[fd]', 'buffer', 0)}
${call('write', '[fd]', 'own', 0)}
  mov word [buffer], 0
${call('lseek', '[fd]', 'buffer', 2)}
  mov ax, [buffer]`),
      {},
    ));
});

describe('access', () => {
  it('knows eight modes', () => {
    check(EVERY, source(`${call('access', 'others', 6)}`), {});
    for (const mode of [8, 0x4000])
      check(EVERY, source(`${call('access', 'others', mode)}\n  mov ax, [errno]`), { status: 22 });
  });
});
