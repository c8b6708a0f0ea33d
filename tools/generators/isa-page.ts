/** Writes docs/isa.md: every encoding of the instruction table with its operands and effects, and how to read it. */
import { ENCODINGS, type Encoding, PREFIXES } from '@vfork-lint/emulator/isa';

const HEAD = `# The 8086 instruction table

Written by \`npm run generate\` from \`emulator/src/isa\`: decoder, interpreter, assembler, disassembler and debugger read the
same rows.

- **Encoding**: the first byte; \`/n\` is the reg field of the ModRM byte of a group, \`/r\` a ModRM byte that names operands.
- **Operands**: codes of Intel's opcode map. E: register or memory by ModRM; G: register by ModRM; S: segment register;
  M: memory of which the address (M) or a far pointer (Mp) is used; I: immediate (Ibs: a byte extended with its sign); J: jump
  distance; A: far address; O: offset; X: DS:SI; Y: ES:DI. Widths: b byte, v word, p far pointer. Behind each code: r read,
  w written, rw both, a only its address.
- **Also reads**, **also writes**: what the operands do not say. \`[SP]\` is the stack, \`[SI]\` DS:SI, \`[DI]\` ES:DI.
- **Flags**: read / set / left open by the manual.
- **Status**: empty for what Intel documents. An alias does what another encoding does.

The counts of shifts by CL are not masked; \`PUSH SP\` stores SP as it is after the decrement; a quotient that does not fit,
-80 and -8000 included, enters vector 0 with the address of the next instruction; a word at offset FFFF has its high byte at
offset 0; addresses wrap at 1 MiB. A repeat prefix turns the sign of a product and of a signed quotient. With a register in the
place of a memory address, LEA gives 0 and LDS, LES and far transfers read a fixed address of DS, where the chip uses what its
address latch holds.
`;

const encodingText = ({ opcode, reg, modrm }: Encoding): string =>
  opcode.toString(16).toUpperCase().padStart(2, '0') + (reg !== undefined ? ` /${reg}` : modrm ? ' /r' : '');

const row = (encoding: Encoding): string => {
  const { mnemonic, operands, effects, status } = encoding;
  const { tested, defined, undefined: open } = effects.flags;
  const flags =
    tested + defined + open === '' ? '' : [tested, defined, open].map((letters) => letters || '-').join(' / ');
  const cells = [
    `\`${encodingText(encoding)}\``,
    mnemonic,
    operands.map((code, index) => `${code} ${effects.access[index]}`).join(', '),
    effects.reads.join(' '),
    effects.writes.join(' '),
    flags,
    status === 'documented' ? '' : status,
  ];
  return `| ${cells.join(' | ')} |`;
};

/** The text of docs/isa.md. */
export const isaPage = (): string => {
  const prefixes = [...PREFIXES].map(([byte, name]) => `| \`${byte.toString(16).toUpperCase()}\` | ${name} |`);
  return [
    HEAD,
    '## Prefixes\n',
    '| Byte | Prefix |',
    '| --- | --- |',
    ...prefixes,
    '\n## Encodings\n',
    '| Encoding | Mnemonic | Operands | Also reads | Also writes | Flags | Status |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...ENCODINGS.map(row),
    '',
  ].join('\n');
};
