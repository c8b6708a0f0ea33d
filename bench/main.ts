/**
 * `npm run bench -- NAME [ARGUMENT…]`: runs one benchmark of this folder and prints its figures. A benchmark is a file
 * NAME.ts that exports `bench`; without a name the list is printed. Figures are for reading, nothing is asserted here.
 */
import { readdirSync } from 'node:fs';
import type { Bench } from './bench.ts';

const load = async (name: string): Promise<Bench> =>
  ((await import(`./${name}.ts`)) as { readonly bench: Bench }).bench;

const names = readdirSync(import.meta.dirname)
  .filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && !['main.ts', 'bench.ts'].includes(file))
  .map((file) => file.slice(0, -3));
const [name = '', ...args] = process.argv.slice(2);
if (names.includes(name)) await (await load(name)).run(args);
else {
  if (name !== '') console.error(`there is no benchmark '${name}'`);
  for (const known of names) console.log(`npm run bench -- ${known.padEnd(10)} ${(await load(known)).summary}`);
  process.exitCode = name === '' ? 0 : 2;
}
