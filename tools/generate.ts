/**
 * `npm run generate`: writes every generated file that is committed. The list of generators is the one place that names
 * them; tools/generate.test.ts compares each with what is on disk.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { claimsPage } from './generate-claims.ts';
import { ruleDocsFile, rulePages, schemaFile, settingsPage } from './generate-docs.ts';
import { kindsFile } from './generate-kinds.ts';
import { libcFilesFile } from './generate-libc.ts';
import { librarySymbolsFile } from './generate-library.ts';
import { manifestFile } from './generate-manifest.ts';
import { rulesFile } from './generate-rules.ts';
import { dialectPage } from './generators/dialect-page.ts';
import { hotLoop } from './generators/hot-loop.ts';
import { isaPage } from './generators/isa-page.ts';
import { kernelsPage } from './generators/kernels-page.ts';
import { syscallsPage } from './generators/syscalls-page.ts';
import { root } from './root.ts';

/** Generated files: path from the root, and what gives the text. */
export const GENERATED: readonly { readonly path: string; readonly text: () => string }[] = [
  { path: 'emulator/src/cpu/hot-loop.generated.ts', text: hotLoop },
  { path: 'docs/isa.md', text: isaPage },
  { path: 'docs/c-dialect.md', text: dialectPage },
  { path: 'docs/syscalls.md', text: syscallsPage },
  { path: 'docs/kernels.md', text: kernelsPage },
  { path: 'emulator/src/libc/files.generated.ts', text: libcFilesFile },
  { path: 'emulator/src/toolchain/symbols.generated.ts', text: librarySymbolsFile },
  { path: 'server/src/syntax/kinds.generated.ts', text: kindsFile },
  { path: 'server/src/rules/registry.generated.ts', text: rulesFile },
  { path: 'server/src/rules/docs.generated.ts', text: ruleDocsFile },
  { path: 'docs/claims.md', text: claimsPage },
  { path: 'docs/settings.md', text: settingsPage },
  { path: 'client/schema/vfork-lint.config.schema.json', text: schemaFile },
  { path: 'client/package.json', text: manifestFile },
  ...rulePages(),
];

if (process.argv[1]?.endsWith('generate.ts')) {
  let changed = false;
  for (const { path, text } of GENERATED) {
    const file = join(root, path);
    const content = text();
    if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
    changed = true;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  // Some are made from others, which this process has loaded as they were: a new one sees what they are now.
  if (changed && !process.argv.includes('--again'))
    spawnSync(process.execPath, [...process.execArgv, process.argv[1], '--again'], { stdio: 'inherit' });
}
