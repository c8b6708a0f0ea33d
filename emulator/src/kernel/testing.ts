/**
 * For tests of this room and its neighbours: assembles a small program with stubs for the system calls it names and runs it on
 * a personality. Programs call stubs as C does, arguments pushed from right to left, so that stacks look as they do in C.
 */
import { assembleText, type Image, link } from '../asm/index.ts';
import type { KernelEvent } from './event.ts';
import { Kernel, type KernelOptions } from './kernel.ts';
import { PERSONALITIES, personalityOf } from './personalities.ts';
import type { Personality } from './personality.ts';
import { type Abi, programOf } from './program.ts';
import type { RunResult } from './run-result.ts';
import { SYSCALLS } from './syscall-table.ts';
import { latin1, textOf } from './user-memory.ts';

export interface Ran {
  readonly kernel: Kernel;
  readonly result: RunResult;
  readonly stdout: string;
  readonly stderr: string;
  readonly terminal: string;
  readonly events: readonly KernelEvent[];
}

/** A stub as the library's: the number in AX, up to three arguments, a negative result as -1 with `errno` set (claim A8). */
const stub = (name: string): string => {
  const call = SYSCALLS.find((one) => one.name === name);
  const number = call?.number ?? 0;
  const count = call?.parameters.length ?? 0;
  const load = ['bx', 'cx', 'dx'].slice(0, Math.min(3, count)).reverse();
  const moves = load.map((register, i) => `  mov ${register}, [bx+${(load.length - i) * 2}]`);
  return [
    `${name}:`,
    ...(load.length > 0 ? ['  mov bx, sp', ...moves] : []),
    ...(count > 3 ? ['  push di', '  mov di, 0'] : []),
    `  mov ax, ${number}`,
    '  int 0x80',
    ...(count > 3 ? ['  pop di'] : []),
    '  test ax, ax',
    `  jns .done`,
    '  neg ax',
    '  mov [errno], ax',
    '  mov ax, -1',
    '.done: ret',
  ].join('\n');
};

/** A call of a stub with arguments, each an operand of push or an immediate. */
export const call = (name: string, ...args: readonly (string | number)[]): string =>
  [
    ...[...args].reverse().map((one) => `  mov ax, ${one}\n  push ax`),
    `  call ${name}`,
    ...(args.length > 0 ? [`  add sp, ${args.length * 2}`] : []),
  ].join('\n');

/** A text as data, and its label. */
const textLines = (text: string, fd: number): { readonly id: string; readonly lines: string } => {
  const id = `text${[...latin1(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}_${fd}`;
  return { id, lines: `section .data\n${id}: db ${[...latin1(text)].join(', ')}\nsection .text` };
};

/** Prints text on a descriptor. */
export const say = (text: string, fd = 1): string => {
  const { id, lines } = textLines(text, fd);
  return `${lines}\n${call('write', fd, id, text.length)}`;
};

const built = new Map<string, Image>();

/** Assembles a program, once; `main` is called, and its return is the exit status. Of the new ABI is one of version 1. */
export const build = (source: string, abi: Abi = 'old'): Image => {
  const key = `${abi} ${source}`;
  const image = built.get(key) ?? assemble(source, abi);
  built.set(key, image);
  return image;
};

const assemble = (source: string, abi: Abi): Image => {
  const unique = dropRepeated(source);
  const stubs = SYSCALLS.filter(({ name }) => new RegExp(`\\bcall ${name}\\b`).test(`${unique} call exit`));
  const text = `section .text
start: call main
${call('exit', 'ax')}
${stubs.map(({ name }) => stub(name)).join('\n')}
section .data
  dw 0
section .bss
errno: resw 1
section .text
${unique}
`;
  const { object, problems } = assembleText(text, 'test.s');
  if (problems.length > 0) throw new Error(problems.map((one) => `${one.line}: ${one.message}`).join('\n'));
  const linked = link([object], { version: abi === 'old' ? 0 : 1 });
  if (linked.image === undefined || linked.problems.length > 0)
    throw new Error(linked.problems.map((one) => one.message).join('\n'));
  return linked.image;
};

/** The data lines of a text that is said twice are kept once. */
const dropRepeated = (source: string): string => {
  const seen = new Set<string>();
  const kept = source.split('\n').filter((line) => {
    const label = /^(text[\da-f]*_\d): db/.exec(line)?.[1];
    if (label === undefined) return true;
    const first = !seen.has(label);
    seen.add(label);
    return first;
  });
  return kept.join('\n');
};

export interface RunOptions extends Omit<KernelOptions, 'personality'> {
  /** Other programs, by path. */
  readonly files?: Readonly<Record<string, Image>>;
  readonly argv?: readonly string[];
  readonly envp?: readonly string[];
  /** Of the program; the old one where nothing is said. */
  readonly abi?: Abi;
}

/** Runs an image on a personality, or on one of that name, and collects what it says. */
export const runImage = (kernelOrName: string | Personality, image: Image, options: RunOptions = {}): Ran => {
  const personality = typeof kernelOrName === 'string' ? personalityOf(kernelOrName) : kernelOrName;
  if (personality === undefined) throw new Error(`no personality ${String(kernelOrName)}`);
  const said = { stdout: '', stderr: '', terminal: '' };
  const events: KernelEvent[] = [];
  const kernel = new Kernel({
    budgets: { instructions: 100_000 },
    ...options,
    personality,
    output: (stream, bytes) => {
      said[stream] += textOf(bytes);
    },
    observer: (event) => events.push(event),
  });
  for (const [path, file] of Object.entries(options.files ?? {})) kernel.install(path, file);
  const error = kernel.start(programOf('/bin/test', image), options.argv ?? ['test'], options.envp);
  if (error !== undefined) throw new Error(error);
  const result = kernel.run();
  return { kernel, result, ...said, events };
};

/** Builds and runs. */
export const runSource = (kernel: string | Personality, source: string, options: RunOptions = {}): Ran =>
  runImage(kernel, build(source, options.abi), options);

/** What is seen of a run from outside: its output, and its exit status or how it ended otherwise. */
export interface Seen {
  readonly stdout: string;
  readonly status: number | string;
}

export const see = (kernel: string, source: string, options: RunOptions = {}): Seen => {
  const { result, stdout, terminal } = runSource(kernel, source, options);
  return { stdout: stdout + terminal, status: result.kind === 'exited' ? result.status : result.kind };
};

/** Runs a program on each of the kernels; throws where what is seen is not as expected: no output and status 0 where nothing is said. */
export const check = (
  kernels: readonly string[],
  source: string,
  expected: Partial<Seen>,
  options: RunOptions = {},
): void => {
  const wanted = JSON.stringify({ stdout: '', status: 0, ...expected });
  for (const kernel of kernels) {
    const seen = JSON.stringify(see(kernel, source, options));
    if (seen !== wanted) throw new Error(`${kernel}: expected ${wanted}, seen ${seen}`);
  }
};

/** Every kernel but some. */
export const without = (...names: readonly string[]): string[] =>
  PERSONALITIES.map(({ name }) => name).filter((name) => !names.includes(name));

/** Kernels that resume a correct program correctly. */
export const SOUND: readonly string[] = without('naive', 'stack-copy', 'userspace', 'inherit-registers');

/** Waits for a child; its status word is in `state`. */
export const WAIT: string = call('wait4', -1, 'state', 0, 0);
export const STATE = 'section .bss\nstate: resw 1\nsection .text\n';

/** main calls vfork; CHILD runs in the child, PARENT in the parent with the pid in SI. */
export const borrower = (child: string, parent: string, data = ''): string => `${STATE}main: call vfork
  test ax, ax
  jnz parent
${child}
${call('exit', 0)}
parent: mov si, ax
${parent}
  ret
${data}`;

/** A system call without the stack: arguments in registers, the result in AX as the kernel gives it. What a child may do on every kernel. */
export const trap = (name: string, ...args: readonly (string | number)[]): string =>
  [
    ...args.map((one, i) => `  mov ${['bx', 'cx', 'dx', 'di', 'si'][i]}, ${one}`),
    `  mov ax, ${SYSCALLS.find((one) => one.name === name)?.number ?? 0}`,
    '  int 0x80',
  ].join('\n');

/** `say` without the stack. */
export const tell = (text: string): string => {
  const { id, lines } = textLines(text, 1);
  return `${lines}\n${trap('write', 1, id, text.length)}`;
};

/** `borrower` whose child uses no stack, unless what it is given does, so that even a kernel that keeps nothing resumes the parent. */
export const lean = (child: string, parent: string, data = ''): string =>
  borrower(`${child}\n${trap('exit', 0)}`, parent, data);

/**
 * Runs a program on every kernel: the table says what is seen on which, by names with spaces between, and `rest` stands for those
 * that it does not name. Throws where something else is seen, or a name is wrong.
 */
export const everywhere = (
  source: string,
  table: Readonly<Record<string, Partial<Seen>>>,
  options: RunOptions = {},
): void => {
  const { rest = {}, ...named } = table;
  for (const [names, expected] of Object.entries(named)) check(names.split(' '), source, expected, options);
  check(without(...Object.keys(named).flatMap((names) => names.split(' '))), source, rest, options);
};
