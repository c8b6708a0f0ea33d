/**
 * `npm run check`: everything about the sources that is not a test: the generated tsconfigs, types (TypeScript 6 and 7),
 * lint and format, unused files, exports and dependencies. Stops at the first that fails.
 */
import { bin, ensureInstalled, run } from './setup.mjs';

ensureInstalled();
const node = (...args) => run(process.execPath, args);
node('tools/rooms.mjs', '--check');
node(bin('typescript/bin/tsc'), '-b');
node(bin('typescript-7/bin/tsc'), '-p', 'tsconfig.ts7.json');
node(bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.');
node(bin('knip/bin/knip.js'));
