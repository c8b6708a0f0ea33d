/**
 * API of room `isa`: the 8086's encodings as one readonly table, and the decoder that reads it. Interpreter,
 * assembler, disassembler, debugger and docs/isa.md all read this table.
 */
export { decode, MAX_LENGTH, MAX_PREFIXES } from './decode.ts';
export { ENCODINGS, encodingAt, hasModrm, isPrefix } from './encodings.ts';
export { PREFIXES } from './opcodes.ts';
export * from './types.ts';
