/**
 * `npm run check [-- STEP...]`: everything about the sources that is not a test: the generated tsconfigs, types (TypeScript
 * 6 and 7), lint and format, unused files, exports and dependencies. Without names all steps run; the first that fails
 * ends it.
 */
import { bin, ensureInstalled, run } from './setup.mjs';

const STEPS = {
  rooms: ['tools/rooms.mjs', '--check'],
  types: [bin('typescript/bin/tsc'), '-b'],
  types7: [bin('typescript-7/bin/tsc'), '-p', 'tsconfig.ts7.json'],
  lint: [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
  unused: [bin('knip/bin/knip.js'), '--no-config-hints'],
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(STEPS);
const unknown = names.filter((name) => !Object.hasOwn(STEPS, name));
if (unknown.length > 0) {
  console.error(`check: no step ${unknown.join(', ')}; the steps are ${Object.keys(STEPS).join(', ')}`);
  process.exit(2);
}
ensureInstalled();
for (const name of names) {
  console.error(`check: ${name}`);
  run(process.execPath, STEPS[name]);
}
