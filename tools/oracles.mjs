/**
 * `npm run oracles`: the tests that compare us with independent programs and recordings (*.oracle.test.ts). Installs the
 * Debian packages they use and fetches the corpus; the tests find it and the shared data through VFORK_CORPUS and
 * VFORK_SHARED. Arguments go to vitest.
 */
import { ensureDebian } from './apt.mjs';
import { corpusFolder, sharedFolder } from './corpus-source.mjs';
import { bin, ensureInstalled, run } from './setup.mjs';

ensureDebian(['gcc', 'gcc-multilib', 'libc6-dev', 'make', 'g++', 'bcc', 'bin86', 'elks-libc', 'nasm']);
ensureInstalled();
run(process.execPath, [
  bin('vitest/vitest.mjs'),
  'run',
  '--config',
  'vitest.oracles.config.ts',
  ...process.argv.slice(2),
]);
