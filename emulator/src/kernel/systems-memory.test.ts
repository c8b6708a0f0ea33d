/**
 * Each axis of memory and time on which systems' vfork differ (DESIGN §4; reference §4.1, §4.3), on every kernel: one program, and a table of
 * what is seen where. Children use no stack (`lean`), so that kernels that keep nothing can be asked too.
 */
import { describe, expect, it } from 'vitest';
import { call, everywhere, lean, runSource, STATE, say, tell, trap, WAIT, without } from './testing.ts';

const VALUE = 'section .data\nvalue: dw 1\n';
const CODE = `${WAIT}\n  mov al, [state+1]\n  xor ah, ah`;
const FORK = { status: 1 };
/** `name: dd seconds, 0` for nanosleep. */
const span = (name: string, seconds: number): string => `section .data\n${name}: dd ${seconds}, 0\n`;

describe('the child', () => {
  it('B1, C1, E2: writes to the memory of its parent; to a copy where vfork is fork', () =>
    everywhere(lean('mov word [value], 2', 'mov ax, [value]', VALUE), { fork: FORK, rest: { status: 2 } }));

  it('B1, E2: is waited for, though it sleeps; not where vfork is fork', () =>
    everywhere(
      lean(
        `${trap('nanosleep', 'span', 0)}\n${tell('child ')}`,
        `${say('parent ')}\n${WAIT}\n  xor ax, ax`,
        span('span', 1),
      ),
      { fork: { stdout: 'parent child ' }, rest: { stdout: 'child parent ' } },
    ));

  it('D1: is a process of its own, but the caller itself where there is none before exec', () =>
    everywhere(
      lean(
        `${trap('getpid', 0)}\n  xor bx, bx\n  cmp ax, [value]\n  je .same\n  inc bx\n.same: mov ax, 1\n  int 0x80`,
        CODE,
        VALUE,
      ).replace('main:', `main: ${call('getpid', 0)}\n  mov [value], ax\n`),
      { cygwin: {}, rest: { status: 1 } },
    ));

  it('A12, D2: closes descriptors of its own, but the parent’s where vfork is made in user space', () =>
    everywhere(lean(trap('close', 1), `${say('seen')}\n  xor ax, ax`), {
      userspace: {},
      rest: { stdout: 'seen' },
    }));

  it('D4: changes its own directory, but the parent’s where it is the caller itself', () =>
    everywhere(
      lean(
        trap('chdir', 'etc'),
        `${call('open', 'name', 0, 0)}`,
        'section .data\netc: db "/etc", 0\nname: db "passwd", 0\n',
      ),
      { cygwin: { status: 3 }, rest: { status: 255 } },
    ));
});

describe('the frame of the parent', () => {
  it('A9: keeps the return address, whatever the child leaves in its place, but where nothing is kept', () =>
    everywhere(
      lean('mov bp, sp\n  mov word [bp-2], astray', 'xor ax, ax', `section .text\nastray: ${trap('exit', 9)}\n`),
      { naive: { status: 9 } },
    ));

  it('A9: what the child writes over the trap frame counts where nothing of it is kept', () =>
    everywhere(
      lean('mov bp, sp\n  mov word [bp-8], astray', 'xor ax, ax', `section .text\nastray: ${trap('exit', 9)}\n`),
      { naive: { status: 9 } },
    ));

  it('A9: gets the top word of the caller back where six words are kept, the next word where the whole stack is', () =>
    everywhere(
      lean(
        'mov bp, sp\n  mov word [bp], 2\n  mov word [bp+2], 2',
        'pop ax\n  pop bx\n  add bx, bx\n  add bx, bx\n  add ax, bx',
      ).replace('main:', 'main: mov ax, 1\n  push ax\n  push ax\n'),
      {
        elks: { status: 1 + 8 },
        'stack-copy fork': { status: 1 + 4 },
        rest: { status: 2 + 8 },
      },
    ));

  it('A9: has the words of the trap below its stack pointer again where words are put back', () =>
    everywhere(
      lean(
        'mov bp, sp\n  mov word [bp-4], 0x55',
        'mov bp, sp\n  xor ax, ax\n  cmp word [bp-4], 0x55\n  jne .back\n  inc ax\n.back:',
      ),
      { 'elks elks-2015 stack-copy fork': {}, rest: { status: 1 } },
    ));

  it('A9: resumes in the stub, but of 1999 straight in its caller', () =>
    everywhere(
      `${lean('', 'mov ax, [value]', VALUE).replace('call vfork', 'call stub')}
section .text
stub: mov ax, 32
  int 0x80
  inc word [value]
  ret
`,
      { 'elks-1999 fork': { status: 2 }, rest: { status: 3 } },
    ));

  it('B6, C9: resumes with the parent’s registers, but for the variant', () =>
    everywhere(
      lean(
        'mov cx, 2\n  mov dx, 4\n  mov si, 8\n  mov di, 16\n  mov bp, 32\n  mov bx, 1\n  mov ax, 1\n  int 0x80',
        'mov ax, bx\n  add ax, cx\n  add ax, dx\n  add ax, di\n  add ax, bp\n  add ax, [state]',
      )
        .replace('parent: mov si, ax', 'parent: mov [state], si')
        .replace('main:', 'main: xor bx, bx\n  xor cx, cx\n  xor dx, dx\n  xor si, si\n  xor di, di\n  xor bp, bp\n'),
      { 'inherit-registers': { status: 63 } },
    ));
});

describe('the heap break', () => {
  const KEPT = ['elks', 'elks-1999', 'elks-2015', 'stack-copy', 'fork'];
  const DATA = 'section .data\ntop: dw last\nsection .bss\nlast: resw 100\n';
  const move = (by: number): string => `mov bx, [top]\n  add bx, ${by}\n  mov ax, 17\n  int 0x80`;

  /** The break that the first process has when it moves it, counted from where the program has its own; and what the child made it. */
  const breaks = (kernel: string, source: string): readonly boolean[] => {
    const moves = runSource(kernel, source).events.flatMap(({ what, pid }) =>
      what.kind === 'break' ? [{ pid, ...what }] : [],
    );
    const first = moves[0];
    const seen = moves.findLast(({ to }) => to - (first?.to ?? 0) === 64);
    return [first !== undefined, seen?.from === first?.to];
  };

  it('is the parent’s own on ELKS, and what the child made it elsewhere', () => {
    const source = lean(move(256), `${move(320)}\n  xor ax, ax`, DATA);
    for (const kernel of without())
      expect({ kernel, breaks: breaks(kernel, source) }).toEqual({ kernel, breaks: [true, !KEPT.includes(kernel)] });
  });

  it('is handed back at the end by SVR4; where memory is one, other threads see it at once', () => {
    const source = `${STATE}main: ${call('thread_create', 'other', 'room', 0)}
${call('sched_yield')}
  call vfork
  test ax, ax
  jnz parent
  ${move(256)}
${trap('nanosleep', 'longer', 0)}
${trap('exit', 0)}
parent: xor ax, ax
  ret
other: ${call('nanosleep', 'span', 0)}
  ${move(320)}
${call('thread_exit', 0)}
${span('span', 1)}${span('longer', 2)}section .bss\nstack: resb 300\nroom:\n${DATA}`;
    for (const kernel of without('solaris'))
      expect({ kernel, breaks: breaks(kernel, source) }).toEqual({
        kernel,
        breaks: [true, ![...KEPT, 'news-os'].includes(kernel)],
      });
  });
});

describe('the others', () => {
  it('C2: are held with the parent on Solaris, and run elsewhere', () =>
    everywhere(
      `${STATE}main: ${call('thread_create', 'other', 'room', 0)}
${call('sched_yield')}
  call vfork
  test ax, ax
  jnz parent
${trap('nanosleep', 'longer', 0)}
  mov bx, [value]
  mov ax, 1
  int 0x80
parent: ${CODE}
  ret
other: ${call('nanosleep', 'span', 0)}
  mov word [value], 2
${call('thread_exit', 0)}
${VALUE}${span('span', 1)}${span('longer', 2)}section .bss\nstack: resb 300\nroom:`,
      { 'solaris fork': { status: 1 }, rest: { status: 2 } },
    ));

  it('wake the parent early on ELKS until 2020, when they end', () =>
    everywhere(
      `${STATE}main: ${call('fork')}
  test ax, ax
  jnz on
${call('nanosleep', 'span', 0)}
${call('exit', 0)}
on: call vfork
  test ax, ax
  jnz parent
${trap('nanosleep', 'longer', 0)}
${tell('child ')}
${trap('exit', 0)}
parent: ${say('parent ')}
${WAIT}
${WAIT}
  xor ax, ax
  ret
${span('span', 1)}${span('longer', 2)}`,
      { 'elks-1999 elks-2015 fork': { stdout: 'parent child ' }, rest: { stdout: 'child parent ' } },
    ));
});

describe('A3: vfork in the child', () => {
  const nested = (inner: string, middle: string): string =>
    lean(
      `  call vfork
  test ax, ax
  jz inner
  js refused
${middle}
  mov bx, [value]
  mov ax, 1
  int 0x80
refused: mov bx, [errno]
  mov ax, 1
  int 0x80
inner: ${inner}`,
      CODE,
      `${VALUE}${span('span', 1)}`,
    );

  it('borrows again, is fork where the caller plays the child, and is EINVAL on macOS', () =>
    everywhere(nested('mov word [value], 2', trap('wait4', -1, 0, 0)), {
      'cygwin fork': { status: 1 },
      macos: { status: 22 },
      rest: { status: 2 },
    }));

  it('suspends its caller, but where it is fork', () =>
    everywhere(
      nested(`${trap('nanosleep', 'span', 0)}\n${tell('inner ')}`, `${tell('middle ')}\n${trap('wait4', -1, 0, 0)}`),
      {
        'cygwin fork': { stdout: 'middle inner ', status: 1 },
        // The inner call overwrites what the first parent comes back to: it goes on as the middle one.
        'naive stack-copy': { stdout: 'inner middle middle ', status: 1 },
        macos: { status: 22 },
        rest: { stdout: 'inner middle ', status: 1 },
      },
    ));

  it('may be fork, but on macOS', () =>
    everywhere(nested('', '').replace('  call vfork', '  call fork'), { macos: { status: 22 }, rest: { status: 1 } }));
});
