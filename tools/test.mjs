/** `npm test`: installs what is missing, then runs every test that needs nothing but Node and git. Arguments go to vitest. */
import { bin, ensureInstalled, run } from './setup.mjs';

ensureInstalled();
const { build } = await import('./build.mjs');
await build();
run(process.execPath, [bin('vitest/vitest.mjs'), 'run', ...process.argv.slice(2)]);
