/**
 * `npm run generate`: writes every generated file that is committed. The list of generators is the one place that names
 * them; tools/generate.test.ts compares each with what is on disk.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kindsFile } from './generate-kinds.ts';
import { rulesFile } from './generate-rules.ts';
import { root } from './root.ts';

/** Generated files: path from the root, and what gives the text. */
export const GENERATED: readonly { readonly path: string; readonly text: () => string }[] = [
  { path: 'server/src/syntax/kinds.generated.ts', text: kindsFile },
  { path: 'server/src/rules/registry.generated.ts', text: rulesFile },
];

if (process.argv[1]?.endsWith('generate.ts'))
  for (const { path, text } of GENERATED) writeFileSync(join(root, path), text());
