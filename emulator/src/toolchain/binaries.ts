/** The programs of /bin as a.out files: our own C (room `libc`), built like any program, each when it is first asked for. */
import { writeAout } from '../asm/index.ts';
import { PROGRAMS } from '../libc/index.ts';
import { prebuilt } from './library.ts';
import { buildProgram } from './program.ts';

/** Other names under which a program is found; it looks at the name that it is called by. */
const LINKS: Readonly<Record<string, string>> = { '[': 'test' };

/** Where the sources of the programs are said to be. */
const FOLDER = '/@vfork-lint/bin';

/** The sources to compile, by the program that they are linked to: the file of its name, or all of the folder's. */
const sources = new Map<string, string[]>();
for (const file of Object.keys(PROGRAMS).filter((one) => one.endsWith('.c'))) {
  const program = file.replace(/\/.*|\.c$/, '');
  sources.set(program, [...(sources.get(program) ?? []), `${FOLDER}/${file}`]);
}

/** Names of the programs in /bin. */
export const BINARY_NAMES: readonly string[] = [...sources.keys(), ...Object.keys(LINKS)];

const read = (path: string): string | undefined =>
  path.startsWith(`${FOLDER}/`) ? PROGRAMS[path.slice(FOLDER.length + 1)] : undefined;

const built = new Map<string, Uint8Array>();

/** The a.out file of a program of /bin; undefined where there is none of this name. */
export const binary = (name: string): Uint8Array | undefined => {
  const target = LINKS[name] ?? name;
  const known = built.get(target) ?? prebuilt()?.program(target);
  if (known !== undefined) {
    built.set(target, known);
    return known;
  }
  const files = sources.get(target);
  if (files === undefined) return undefined;
  const { image, problems } = buildProgram(files, { reader: { read }, registers: 'auto' });
  const wrong = problems.find(({ severity }) => severity === 'error');
  if (image === undefined) throw new Error(`${wrong?.at.path}: ${wrong?.message}`);
  const bytes = writeAout(image);
  built.set(target, bytes);
  return bytes;
};
