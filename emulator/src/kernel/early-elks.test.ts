/** ELKS, above all of 1999 and 2015, where a real kernel of those years was seen to differ from the later one (real-elks.oracle.test.ts). */
import { describe, it } from 'vitest';
import { borrower, call, check, say } from './testing.ts';

const EARLY = ['elks-1999', 'elks-2015'];

describe('ELKS of 1999 and 2015', () => {
  it('a parent suspended by vfork does not notice that its child stops', () => {
    const child = `${call('getpid', 0)}\n  mov di, ax\n${call('kill', 'di', 19)}\n${say('child')}`;
    check([...EARLY, 'elks'], borrower(child, `${say('parent')}\n  xor ax, ax`), { status: 'deadlock' });
  });

  it('entering a handler of signal(2) forgets what else is pending', () => {
    const hear = (signal: number): string => call('signal', signal, 'trampoline');
    const tell = (signal: number): string => call('kill', 'di', signal);
    const child = `${call('getpid', 'above')}\n  mov di, [above]\n${[15, 9, 10].map(tell).join('\n')}\n${say('child ')}`;
    const handler = `trampoline: push ax\n${say('caught ')}\n  pop ax\n  ret 2\nsection .data\nabove: dw 0\n`;
    const source = borrower(child, `${say('parent')}\n  xor ax, ax`, handler);
    const heard = source.replace('main:', `main: ${hear(2)}\n${hear(10)}\n${hear(15)}\n`);
    const withoutKill = heard.replace(tell(9), tell(2));
    check(EARLY, withoutKill, { stdout: 'child caught parent' });
    check(['elks', 'linux-i386'], withoutKill, { stdout: 'child caught caught caught parent' });
    const killed = heard.replace(tell(10), tell(2));
    check(EARLY, killed, { stdout: 'child caught parent' });
  });

  it('handlers of signal(2) run one after the other from the lowest signal on, where others stack them', () => {
    const hear = (signal: number): string => call('signal', signal, 'trampoline');
    const send = [15, 2, 10].map((signal) => call('kill', 'di', signal)).join('\n');
    const handler = `trampoline: push bp
  mov bp, sp
  mov al, [bp+4]
  add al, 64
  mov [letter], al
${call('write', 1, 'letter', 1)}
  pop bp
  ret 2
section .data\nabove: dw 0\nletter: dw 0\n`;
    const source = borrower(
      `${call('getpid', 'above')}\n  mov di, [above]\n${send}`,
      `${say('.')}\n  xor ax, ax`,
      handler,
    ).replace('main:', `main: ${[2, 10, 15].map(hear).join('\n')}\n`);
    check(['elks'], source, { stdout: 'BJO.' });
    check(EARLY, source, { stdout: 'B.' });
    check(['linux-i386', 'solaris'], source, { stdout: 'OJB.' });
  });
});

describe('the stack pointer at a system call', () => {
  it.each([
    [['elks-1999', 'elks-2015'], 6],
    [['elks'], 8],
    [['linux-i386', 'solaris'], 0],
  ])('on %j is at least %i bytes above the break', (kernels, margin) => {
    const source = (above: number): string => `main: ${call('brk', '0x400')}
  mov bp, sp
  mov sp, ${0x400 + above}
  mov ax, 60
  int 0x80
  mov sp, bp
  xor ax, ax
  ret`;
    check(kernels, source(margin), {});
    check(kernels, source(margin - 2), { status: 128 + 11 });
  });
});
