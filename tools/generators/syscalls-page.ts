/** Writes docs/syscalls.md: every system call of the kernel from its table, with the C declaration of its arguments. */
import { ERRNO, SYSCALLS, type Syscall } from '@vfork-lint/emulator/kernel';

const HEAD = `# System calls

Written by \`npm run generate\` from \`emulator/src/kernel/syscalls\`: one file for each call, and dispatch reads the same table.

\`int 0x80\` with the number in AX and arguments in BX, CX, DX, DI, SI; the result is in AX, a negated error number on failure. All
other registers keep their values. Numbers up to 190 are those of ELKS and Linux; those from 200 on are this project's own, for its
C library. **Old** and **new** are the two ABIs of ELKS, told apart by the version in the header of a program (0 or 1): a call that
names one is seen by programs of that ABI only; a second number is that of the new ABI.
`;

const row = (call: Syscall): string => {
  const numbers = call.newNumber === undefined ? String(call.number) : `${call.number}, new ${call.newNumber}`;
  const declaration = `${call.name}(${call.parameters.join(', ')})`;
  const cells = [numbers, '`'.concat(declaration, '`'), call.abi ?? '', call.summary.replaceAll('|', '\\|')];
  return `| ${cells.join(' | ')} |`;
};

/** The text of docs/syscalls.md. */
export const syscallsPage = (): string =>
  [
    HEAD,
    '| Number | Call | ABI | What it does |',
    '| --- | --- | --- | --- |',
    ...SYSCALLS.map(row),
    '\n## Errors\n',
    Object.entries(ERRNO)
      .map(([name, number]) => `${name} ${number}`)
      .join(', '),
    '',
  ].join('\n');
