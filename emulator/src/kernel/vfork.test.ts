/** What vfork shares and keeps under each kernel, claim by claim (CLAIMS.md), in assembly; C programs for the same claims are in the room `trace`. */
import { describe, expect, it } from 'vitest';
import {
  borrower,
  build,
  call,
  check,
  type RunOptions,
  runSource,
  SOUND,
  STATE,
  say,
  see,
  WAIT,
  without,
} from './testing.ts';

/** Bytes of a program file, so that exec has something to run. */
const OTHER = build(`main: ${say('[exec]')}\n mov ax, 3\n ret`);
const FILES: RunOptions = { files: { '/bin/other': OTHER } };
const EXEC = `${call('execve', 'path', 'block', 14)}\n${call('exit', 255)}`;
const EXEC_DATA = 'section .data\npath: db "/bin/other", 0\nblock: dw 1, 8, 0, 0\n  db "other", 0\n';

describe('A2: the intended shape', () => {
  it('runs cleanly on every kernel that keeps the return address', () =>
    check(
      without('naive', 'stack-copy'),
      borrower(`${call('close', 0)}\n${EXEC}`, `${WAIT}\n  mov al, [state+1]\n  xor ah, ah`, EXEC_DATA),
      { stdout: '[exec]', status: 3 },
      FILES,
    ));

  it('leaves the program when exec fails', () =>
    check(
      without('naive'),
      borrower(
        `${call('execve', 'path', 'block', 14)}\n${call('exit', 127)}`,
        `${WAIT}\n  mov al, [state+1]\n  xor ah, ah`,
        EXEC_DATA,
      ),
      { status: 127 },
    ));
});

describe('A1, E3: leaving the function that called vfork', () => {
  const source = (leave: boolean): string => `${STATE}
main: push bp
  mov bp, sp
  call lends
  test ax, ax
  jnz parent
  call scribble
${call('exit', 7)}
parent:
${say('parent')}
  mov sp, bp
  pop bp
  xor ax, ax
  ret
lends: push bp
  mov bp, sp
  sub sp, 4
  call vfork
  test ax, ax
  jnz .up
  ${leave ? '' : call('exit', 7)}
.up: mov sp, bp
  pop bp
  ret
scribble: mov cx, 20
.more: push cx
  loop .more
  add sp, 40
  ret`;

  it('takes the parent to nowhere', () => {
    for (const kernel of ['elks', 'elks-1999', 'elks-2015', 'news-os', 'solaris', 'linux-i386', 'bsd43', 'macos']) {
      expect({ kernel, ...see(kernel, source(true)) }).not.toMatchObject({ stdout: 'parent', status: 0 });
    }
  });

  it('is harmless under fork, and when the child stays', () => {
    check(['fork'], source(true), { stdout: 'parent' });
    check(SOUND, source(false), { stdout: 'parent' });
  });
});

describe('A9, A11: the return address on the shared stack', () => {
  const source = borrower(
    'mov cx, 20\n.fill: push cx\n  loop .fill\n  add sp, 40',
    `${WAIT}\n${say('parent')}\n  xor ax, ax`,
  );

  it('is put back by every kernel that keeps it', () => check(SOUND, source, { stdout: 'parent' }));

  it('is lost where nothing is kept', () => expect(see('naive', source)).not.toEqual({ stdout: 'parent', status: 0 }));

  it('is lost where the copy lies in free space and the child uses that', () => {
    const text = borrower(
      'mov bx, [top]\n  mov cx, 600\n.fill: mov word [bx], 0x1111\n  add bx, 2\n  loop .fill',
      `${say('parent')}\n  xor ax, ax`,
      'section .data\ntop: dw last\nsection .bss\nlast: resw 1',
    );
    expect(see('stack-copy', text)).not.toEqual({ stdout: 'parent', status: 0 });
    check(['elks', 'linux-i386'], text, { stdout: 'parent' });
  });
});

describe('memory and suspension', () => {
  it("A4, B1, C1, E2: what the child writes is the parent's, and the parent waits; not so under fork", () => {
    const source = borrower(
      `mov word [value], 2\n${say('child ')}`,
      `${say('parent')}\n${WAIT}\n  mov ax, [value]`,
      'section .data\nvalue: dw 1',
    );
    check(without('fork', 'naive'), source, { stdout: 'child parent', status: 2 });
    expect(see('fork', source).status).toBe(1);
  });

  it("D4: where the caller plays the child, its directory and ids are the parent's too", () => {
    const source = borrower(
      call('chdir', 'tmp'),
      `${call('open', 'name', 0, 0)}`,
      'section .data\ntmp: db "/etc", 0\nname: db "passwd", 0',
    );
    check(['cygwin'], source, { status: 3 });
    check(['elks', 'linux-i386', 'solaris'], source, { status: 255 });
  });

  it('B2: 0 in the child, the pid in the parent', () =>
    check(without('naive', 'cygwin'), borrower('', `${WAIT}\n  sub ax, si`), {}));

  it('E6, B6, C9: a variable in a register is not changed by the child, one in memory is', () => {
    const source = (place: string): string => `${STATE}main: mov word [memory], 1
  mov si, 1
  call vfork
  test ax, ax
  jnz parent
  mov word ${place}, 2
${call('exit', 0)}
parent: mov ax, ${place}
  ret
section .bss
memory: resw 1`;
    check(['linux-i386', 'elks', 'solaris'], source('[memory]'), { status: 2 });
    check(['linux-i386', 'elks', 'solaris'], source('si').replace('mov word si', 'mov si'), { status: 1 });
    check(['inherit-registers'], source('si').replace('mov word si', 'mov si'), { status: 2 });
  });
});

describe('A12, D2: descriptors', () => {
  const source = borrower(call('close', 1), `${WAIT}\n${say('seen')}\n  xor ax, ax`);

  it("stay the parent's own", () => check(without('naive', 'userspace'), source, { stdout: 'seen' }));
  it('are lost where vfork is made in user space', () => check(['userspace'], source, { stdout: '' }));
});

describe('A8: the stub', () => {
  it('32 is vfork everywhere', () => check(without('naive'), borrower('', 'xor ax, ax'), {}));
});

describe('every kernel', () => {
  it('gives the same run for the same seed', () => {
    for (const kernel of without('fork')) {
      const source = borrower(`${say('c')}`, `${WAIT}\n${say('p')}\n  xor ax, ax`);
      const [a, b] = [1, 1].map((seed) => runSource(kernel, source, { seed }));
      expect(a?.events).toEqual(b?.events);
    }
  });
});
