/**
 * API of room `asm`: programs as items, the assembler, objects and archives, the linker, ELKS a.out files. It knows
 * neither C nor a running machine.
 */
export { type ReadImage, readAout, writeAout } from './aout.ts';
export { makeArchive, readArchive, readObject, writeArchive, writeObject } from './archive.ts';
export { type Assembled, type AssembleOptions, assemble } from './assemble.ts';
export { type Disassembled, type DisassembleOptions, disassemble } from './disassemble.ts';
export * from './items.ts';
export { type Linked, type LinkInput, type LinkOptions, link } from './link.ts';
export { type ListingOptions, listImage } from './listing.ts';
export * from './object.ts';
export { assembleText, type Parsed, parseAssembly } from './parse.ts';
export { printExpr, printInstruction, printItems } from './print.ts';
