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
const env = { ...process.env, VFORK_CORPUS: corpusFolder(), VFORK_SHARED: sharedFolder() };
const vitest = [bin('vitest/vitest.mjs'), 'run', '--config', 'vitest.oracles.config.ts'];
run(process.execPath, [...vitest, ...process.argv.slice(2)], { env });
