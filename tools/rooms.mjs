/**
 * Writes the tsconfig.json of every room that exists, and the root one that lists them, from tools/rooms.json.
 * Plain JavaScript, so that it runs before anything is installed. It does not check sources: the compiler and
 * tools/tidy.test.ts do. `--check` writes nothing and fails where a file on disk differs.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { rooms } = JSON.parse(readFileSync(join(root, 'tools/rooms.json'), 'utf8'));

/** Whether a folder holds a TypeScript source that passes `keep`, at any depth. */
const holds = (folder, keep) =>
  existsSync(join(root, folder)) &&
  readdirSync(join(root, folder), { withFileTypes: true }).some((entry) =>
    entry.isDirectory()
      ? entry.name !== 'node_modules' && entry.name !== 'dist' && holds(join(folder, entry.name), keep)
      : /\.m?ts$/.test(entry.name) && keep(entry.name),
  );
const isTest = (name) => name.endsWith('.test.ts');
const existing = Object.keys(rooms).filter((room) => holds(room, (name) => !isTest(name)));

const project = (room) => {
  const { imports, types = [] } = rooms[room];
  const wanted = imports.includes('*') ? existing.filter((other) => !rooms[other].imports.includes('*')) : imports;
  return {
    extends: relative(room, 'tsconfig.base.json'),
    compilerOptions: {
      rootDir: '.',
      outDir: relative(room, join('build/types', room)),
      tsBuildInfoFile: relative(room, join('build/types', `${room.replaceAll('/', '-')}.tsbuildinfo`)),
      ...(types.length > 0 ? { types } : {}),
    },
    include: ['**/*.ts', '**/*.json'],
    exclude: ['**/*.test.ts', '**/node_modules', '**/tsconfig*.json', '**/package.json', 'e2e', 'dist'],
    references: wanted.filter((other) => existing.includes(other)).map((other) => ({ path: relative(room, other) })),
  };
};

/** Tests see everything in their workspace and the rooms it may import, with Node's types; they are projects of their own. */
const testProject = (folder) => ({
  extends: relative(folder, 'tsconfig.base.json'),
  compilerOptions: {
    rootDir: '.',
    outDir: relative(folder, join('build/types', `${folder}-tests`)),
    tsBuildInfoFile: relative(folder, join('build/types', `${folder}-tests.tsbuildinfo`)),
    types: ['node'],
  },
  include: ['**/*.test.ts'],
  exclude: ['**/node_modules', 'e2e', 'dist'],
  references: existing.map((room) => ({ path: relative(folder, room) || '.' })),
});

const files = new Map(existing.map((room) => [join(room, 'tsconfig.json'), project(room)]));
const tests = ['emulator', 'server', 'client', 'grammar-tests', 'tools', 'bench'].filter((folder) =>
  holds(folder, isTest),
);
for (const folder of tests) files.set(join(folder, 'tsconfig.test.json'), testProject(folder));
files.set('tsconfig.json', {
  files: [],
  references: [...existing, ...tests.map((folder) => `${folder}/tsconfig.test.json`)].map((path) => ({ path })),
});

let stale = 0;
for (const [file, content] of files) {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  const path = join(root, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  stale++;
  if (process.argv.includes('--check'))
    console.error(`${file} is not what tools/rooms.json says: run node tools/rooms.mjs`);
  else writeFileSync(path, text);
}
if (process.argv.includes('--check') && stale > 0) process.exit(1);
