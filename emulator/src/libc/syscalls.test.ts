/** The stubs' numbers and arguments against the kernel's table: same number, same name, same count. */
import { expect, test } from 'vitest';
import { assembleText } from '../asm/index.ts';
import { SYSCALLS } from '../kernel/index.ts';
import { STUBS, stubText } from './syscalls.ts';

test.each(STUBS)('%s is system call %i with %i arguments', (name, number, args) => {
  const call = SYSCALLS.find((one) => one.number === number && one.abi !== 'new');
  expect(call?.name).toBe(name.replace(/^_+(sys_)?/, ''));
  expect(call?.parameters.length).toBe(args);
  expect(assembleText(stubText([name, number, args])).problems).toEqual([]);
});
