/**
 * The C library and the programs of /bin, compiled by our own compiler for the bundles: the text of a module that takes the
 * place of emulator/src/toolchain/prebuilt.ts. Kept in build/ under a hash of the toolchain and of the module's own shape, so that
 * only a change of the compiler, the assembler or the library compiles them again.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

const folder = join(root, 'build/prebuilt');

const module = (library, routines, programs) => `
const bytes = (text) => {
  const chars = atob(text);
  const found = new Uint8Array(chars.length);
  for (let i = 0; i < found.length; i++) found[i] = chars.charCodeAt(i);
  return found;
};
const programs = new Map(${JSON.stringify(programs)});
export const PREBUILT = {
  library: () => bytes(${JSON.stringify(library)}),
  routines: () => bytes(${JSON.stringify(routines)}),
  program: (name) => programs.has(name) ? bytes(programs.get(name)) : undefined,
};
`;

const base64 = (bytes) => Buffer.from(bytes).toString('base64');

/** The text of the module. Rejects with the compiler's message where the library does not compile. */
export const prebuiltLibrary = async () => {
  const esbuild = await import('esbuild');
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['emulator/src/toolchain/index.ts'],
    bundle: true,
    write: false,
    platform: 'neutral',
    format: 'esm',
    logLevel: 'warning',
  });
  const toolchain = outputFiles[0].text;
  const name = createHash('sha256').update(toolchain).update(String(module)).digest('hex').slice(0, 20);
  const kept = join(folder, `${name}.js`);
  if (existsSync(kept)) return readFileSync(kept, 'utf8');
  mkdirSync(folder, { recursive: true });
  const code = join(folder, `${name}.toolchain.mjs`);
  writeFileSync(code, toolchain);
  const { BINARY_NAMES, binary, libraryBytes, routineBytes } = await import(pathToFileURL(code).href);
  const programs = BINARY_NAMES.filter((one) => /^\w+$/.test(one)).map((one) => [one, base64(binary(one))]);
  const text = module(base64(libraryBytes()), base64(routineBytes()), programs);
  writeFileSync(kept, text);
  return text;
};
