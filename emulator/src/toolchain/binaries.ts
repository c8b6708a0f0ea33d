/** The programs of /bin as a.out files: our own C (room `libc`), built like any program, each when it is first asked for. */
import { writeAout } from '../asm/index.ts';
import { PROGRAMS } from '../libc/index.ts';
import { prebuilt } from './library.ts';
import { buildProgram } from './program.ts';

/** Other names under which a program is found; it looks at the name that it is called by. */
const LINKS: Readonly<Record<string, string>> = { '[': 'test' };

/** Names of the programs in /bin. */
export const BINARY_NAMES: readonly string[] = [
  ...Object.keys(PROGRAMS).map((file) => file.replace(/\.c$/, '')),
  ...Object.keys(LINKS),
];

const built = new Map<string, Uint8Array>();

/** The a.out file of a program of /bin; undefined where there is none of this name. */
export const binary = (name: string): Uint8Array | undefined => {
  const target = LINKS[name] ?? name;
  const known = built.get(target) ?? prebuilt()?.programs().get(target);
  if (known !== undefined) return known;
  const text = PROGRAMS[`${target}.c`];
  if (text === undefined) return undefined;
  const path = `/@vfork-lint/bin/${target}.c`;
  const { image, problems } = buildProgram([path], {
    reader: { read: (at) => (at === path ? text : undefined) },
    registers: 'auto',
  });
  const wrong = problems.find(({ severity }) => severity === 'error');
  if (image === undefined) throw new Error(`${path}: ${wrong?.message}`);
  const bytes = writeAout(image);
  built.set(target, bytes);
  return bytes;
};
