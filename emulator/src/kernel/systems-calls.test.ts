/**
 * Numbers, flags, limits and what exec takes, on every kernel (claims A8, B3, C7, E1, E4; reference §1.3, §1.5, §1.8, DESIGN §4): one program, and
 * a table of what is seen where.
 */
import { describe, it } from 'vitest';
import { build, call, everywhere, lean, type RunOptions, STATE, say, trap, WAIT } from './testing.ts';

const ELKS = 'elks elks-1999 elks-2015';
/** Kernels with the small tables of ELKS; `fork` is ELKS with fork in the place of vfork. */
const SMALL = `${ELKS} fork`;
const LINUX = 'linux-i386 fork naive stack-copy userspace inherit-registers';
const ENOSYS = 38;
const EINVAL = 22;
const EAGAIN = 11;
const CODE = `${WAIT}\n  mov al, [state+1]\n  xor ah, ah`;

describe('numbers', () => {
  /** Calls a number, as vfork; the status is 100 where a child was made, else the error. */
  const source = (load: string): string => `${STATE}main: ${load}
  int 0x80
  test ax, ax
  js none
  jnz parent
${trap('exit', 0)}
parent: mov ax, 100
  ret
none: neg ax
  ret`;

  it('E1: 190 is vfork on Linux, and nothing elsewhere', () =>
    everywhere(source('mov ax, 190'), { [LINUX]: { status: 100 }, rest: { status: ENOSYS } }));

  it('E1: 189 and 191 are nothing anywhere', () => {
    for (const number of [189, 191]) everywhere(source(`mov ax, ${number}`), { rest: { status: ENOSYS } });
  });

  it.each([0, 1, 2, 3])('C7: vforkx with flags %i is there on Solaris alone', (flags) =>
    everywhere(source(`mov bx, ${flags}\n  mov ax, 210`), { solaris: { status: 100 }, rest: { status: ENOSYS } }),
  );

  it.each([4, 8, 0x8000])('C7: vforkx refuses flags %i', (flags) =>
    everywhere(source(`mov bx, ${flags}\n  mov ax, 210`), { solaris: { status: EINVAL }, rest: { status: ENOSYS } }),
  );

  it('forkx is there on Solaris alone, with the same flags', () => {
    everywhere(source('xor bx, bx\n  mov ax, 211'), { solaris: { status: 100 }, rest: { status: ENOSYS } });
    everywhere(source('mov bx, 4\n  mov ax, 211'), { solaris: { status: EINVAL }, rest: { status: ENOSYS } });
  });
});

describe('pointers', () => {
  it('behind the data segment are EFAULT on ELKS', () =>
    everywhere(`main: ${call('getpid', '0xff00')}\n  cmp ax, -1\n  mov ax, 0\n  jne .ok\n  mov ax, [errno]\n.ok: ret`, {
      [ELKS]: { status: 14 },
    }));
});

describe('the stack of a call', () => {
  const SEGV = { status: 128 + 11 };
  const EARLY = { 'elks-1999 elks-2015': SEGV };

  it.each([
    [8, {}],
    [7, { elks: SEGV }],
    [6, { elks: SEGV }],
    [5, { elks: SEGV, ...EARLY }],
    [0, { elks: SEGV, ...EARLY }],
    [-2, { rest: SEGV }],
  ])('may be %i bytes above the break: ELKS needs room for what its trap leaves there', (above, table) =>
    everywhere(
      `main: mov bp, sp
  mov bx, top+256
  mov ax, 17
  int 0x80
  mov sp, top+${256 + above}
  mov ax, 24
  xor bx, bx
  int 0x80
  mov sp, bp
  xor ax, ax
  ret
section .bss
room: resw 8
top: resw 100`,
      table,
    ),
  );
});

describe('exec', () => {
  it('of a #! script is ENOEXEC on ELKS, and runs its program elsewhere', () =>
    everywhere(
      `main: ${call('open', 'path', '0x41', '0x1ed')}
  mov si, ax
${call('write', 'si', 'text', 13)}
${call('close', 'si')}
${call('execve', 'path', 'block', 14)}
  mov ax, [errno]
  ret
section .data
path: db "/tmp/script", 0
text: db "#!/bin/other", 10
block: dw 1, 8, 0, 0
  db "other", 0`,
      { [ELKS]: { status: 8 }, rest: { stdout: '[exec]', status: 3 } },
      { files: { '/bin/other': build(`main: ${say('[exec]')}\n  mov ax, 3\n  ret`) } },
    ));
});

describe('limits', () => {
  const count = (make: string, data = ''): string => `${STATE}main: xor si, si
.more: ${make}
  cmp ax, -1
  je .full
  inc si
  jmp .more
.full: mov ax, si
  ret
${data}`;
  /** A child that ends at once, and is not waited for. */
  const zombie = (name: string): string =>
    `${call('fork')}\n  test ax, ax\n  jnz .${name}\n${call('exit', 0)}\n.${name}:`;

  it('B3, E4: there are 16 processes, zombies and the first one included', () =>
    everywhere(count(zombie('child')), { rest: { status: 15 } }));

  it('B3, E4: of all users together', () =>
    everywhere(
      count(zombie('child')).replace(
        'main: xor si, si',
        `main: mov di, 10\n.root: ${zombie('other')}\n  dec di\n  jnz .root\n${call('setuid', 100)}\n  xor si, si`,
      ),
      { rest: { status: 5 } },
    ));

  it('B3, E4: getrlimit tells the processes of a user', () =>
    everywhere(`main: ${call('getrlimit', 6, 'limits')}\n  mov ax, [limits]\n  ret\nsection .bss\nlimits: resd 2`, {
      rest: { status: 16 },
    }));

  it('B3, E4: the superuser is exempt from that of the user, not on SVR4', () => {
    const source = lean('', '  cmp si, -1\n  mov ax, 0\n  jne .ok\n  mov ax, [errno]\n.ok:');
    everywhere(source, { 'news-os solaris': { status: EAGAIN } }, { limits: { processesPerUser: 1 } });
    everywhere(source, { cygwin: {}, rest: { status: EAGAIN } }, { limits: { processesPerUser: 1 }, uid: 100 });
    const fork = source.replace('call vfork', 'call fork');
    everywhere(fork, { 'news-os solaris': { status: EAGAIN } }, { limits: { processesPerUser: 1 } });
    everywhere(fork, { rest: { status: EAGAIN } }, { limits: { processesPerUser: 1 }, uid: 100 });
  });

  it('descriptors of a process are 20 on ELKS, 64 elsewhere', () =>
    everywhere(count(call('dup', 0)), { [SMALL]: { status: 20 - 3 }, rest: { status: 64 - 3 } }));

  it('open files of the system are 64 on ELKS, 512 elsewhere', () => {
    /** Opens until it has no descriptor left, then a child goes on with its descriptors closed. The status is the number modulo 251. */
    const source = `${STATE}main: xor si, si
.more: ${call('open', 'path', 0, 0)}
  cmp ax, -1
  je .none
  inc si
  jmp .more
.none: cmp word [errno], 23
  je .full
${call('fork')}
  test ax, ax
  jz .child
${CODE}
  ret
.child: mov di, 3
.close: ${call('close', 'di')}
  inc di
  cmp di, 64
  jb .close
  jmp .more
.full: mov ax, si
  xor dx, dx
  mov cx, 251
  div cx
  mov ax, dx
  ret
section .data
path: db "/etc/passwd", 0`;
    everywhere(source, { [SMALL]: { status: 64 - 3 }, rest: { status: (512 - 3) % 251 } });
  });

  it('alarms of the system are 5 on ELKS, 64 elsewhere', () => {
    /** Each process sets its alarm and makes the next, until there is none. */
    const source = `${STATE}main: xor si, si
.more: ${call('alarm', 1000)}
  cmp ax, -1
  je .full
  inc si
${call('fork')}
  test ax, ax
  jz .more
${CODE}
  ret
.full: mov ax, si
  ret`;
    const many: RunOptions = { limits: { processes: 100, processesPerUser: 100 } };
    everywhere(source, { [SMALL]: { status: 5 }, rest: { status: 64 } }, many);
  });

  it('a pipe takes 80 bytes on ELKS, 4096 elsewhere', () =>
    everywhere(
      `${STATE}main: ${call('pipe', 'ends')}
${call('fcntl', '[ends+2]', 4, '0x800')}
  xor si, si
.more: ${call('write', '[ends+2]', 'ends', 1)}
  cmp ax, -1
  je .full
  inc si
  jmp .more
.full: mov ax, si
  xor dx, dx
  mov cx, 241
  div cx
  mov ax, dx
  ret
section .bss
ends: resw 2`,
      { 'elks elks-1999 elks-2015 fork': { status: 80 }, rest: { status: 4096 % 241 } },
    ));

  it.each([
    [26, 0, 0],
    [27, 36, 0],
    [255, 36, 0],
    [256, 36, 36],
  ])('a name of %i bytes is %i on ELKS, %i elsewhere', (length, small, large) =>
    everywhere(
      `main: ${call('open', 'path', '0x41', '0x1ed')}
  cmp ax, -1
  mov ax, 0
  jne .ok
  mov ax, [errno]
.ok: ret
section .data
path: db "/tmp/"
  times ${length} db "n"
  db 0`,
      { [SMALL]: { status: small }, rest: { status: large } },
    ),
  );
});
