/** ELKS of 1999 and 2015 where a real kernel of those years was seen to differ from the later one (real-elks.oracle.test.ts). */
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
});
