/**
 * Assembly that stands between the user's code and what it calls: definitions for functions and data that the slice leaves
 * undefined, and doors before library functions through which the search can make a call fail as its manual allows. Each has a
 * word in the data segment that says what it answers. What they count is kept among their code: data is what the runs are about.
 */
import { assembleText, type ObjectFile } from '@vfork-lint/emulator/asm';

/** What a stub is made for: a function, one that gives its argument back, one that never returns, one that flushes, or data. */
export interface Stub {
  readonly symbol: string;
  readonly kind: 'function' | 'argument' | 'noreturn' | 'flush' | 'data';
}

/** The symbol whose word a stubbed function returns. */
export const choiceOf = (symbol: string): string => `__choice${symbol}`;

/** The symbol whose word says how a library function fails: 0 not at all, else the number of the failure from 1. */
export const doorOf = (symbol: string): string => `__door${symbol}`;

/** Bytes of an object whose type nobody knows. */
export const ROOM = 256;
/** Calls after which a stub answers otherwise, so that a loop that asks it ends, and those that fail at most. */
const PATIENCE = 40;
const FAILURES = 20;
/** EIO: a failure that any of them may have. */
const ERRNO = 5;

const list = (names: string): readonly string[] => names.split(' ');

/** What a library function may answer beside the truth: the failure of its manual page, or another answer of its kind. */
const ANSWERS: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ...list(
    'open creat close dup dup2 dup3 pipe pipe2 chdir fchdir chroot fcntl setsid setpgid setpgrp setuid seteuid setgid setegid ' +
      'setreuid setregid setresuid setresgid setgroups initgroups kill killpg waitpid wait wait3 wait4 write lseek access stat ' +
      'fstat lstat unlink rename mkdir sigaction ioctl socketpair socket getrlimit setrlimit nice tcsetpgrp tcgetpgrp tcgetattr ' +
      'tcsetattr symlink link mkstemp system fclose fflush fseek putenv setenv',
  ).map((name) => [name, [-1]] as const),
  ...list(
    'malloc calloc realloc strdup fopen fdopen freopen popen getcwd opendir getpwnam getpwuid getgrnam getgrgid ttyname tmpfile fgets',
  ).map((name) => [name, [0]] as const),
  ['read', [-1, 0]],
  ['isatty', [1]],
  ...list('getuid geteuid getgid getegid').map((name) => [name, [1000]] as const),
  ['getppid', [1]],
]);

/** Whether the search can have a library function fail. */
export const canFail = (symbol: string): boolean => ANSWERS.has(symbol.replace(/^_/, ''));

/** How many ways to fail it has. */
export const failuresOf = (symbol: string): number => ANSWERS.get(symbol.replace(/^_/, ''))?.length ?? 0;

/** The name under which the user's code calls a function with a door. */
export const doorName = (symbol: string): string => `__try${symbol}`;

const stubText = ({ symbol, kind }: Stub): string => {
  if (kind === 'data') return `section .bss\nglobal ${symbol}\n${symbol}: resb ${ROOM}\n`;
  if (kind === 'noreturn')
    // _exit of C: that it does not come back is all that is known of it, not that it runs exit handlers.
    return `section .text\nextern __exit\nglobal ${symbol}\n${symbol}: mov ax, 1\n push ax\n call __exit\n`;
  if (kind === 'argument')
    return `section .text\nglobal ${symbol}\n${symbol}: mov bx, sp\n mov ax, [bx+2]\n cwd\n ret\n`;
  const choice = choiceOf(symbol);
  // Whatever streams the program has: what was buffered before is written out when it says so.
  const [other, call] = kind === 'flush' ? ['extern ___scene_flush\n', ' call ___scene_flush\n'] : ['', ''];
  return `section .data
global ${choice}
${choice}: dw 0
section .text
${other}__asked${symbol}: dw 0
global ${symbol}
${symbol}: inc word [cs:__asked${symbol}]
${call} mov ax, [${choice}]
 cmp word [cs:__asked${symbol}], ${PATIENCE}
 jle __end${symbol}
 test ax, ax
 mov ax, 0
 jnz __end${symbol}
 inc ax
__end${symbol}: cwd
 ret
`;
};

/** Of these the answer is another, and what they do is done: what a stream still holds after a failure is for no guess of ours. */
const DONE = /^_(?:fflush|fclose)$/;

const doorText = (symbol: string): string => {
  const answers = ANSWERS.get(symbol.replace(/^_/, '')) ?? [];
  const [door, name, left] = [doorOf(symbol), doorName(symbol), `__left${symbol}`];
  const doing = DONE.test(symbol) ? ` mov bx, sp\n push word [bx+2]\n call ${symbol}\n pop bx\n mov ax, 1\n` : '';
  const ways = answers.map(
    (answer, i) => `cmp ax, ${i + 1}
 jne __next${i}${symbol}
 mov ax, ${answer & 0xffff}
 cwd
 ret
__next${i}${symbol}:`,
  );
  return `section .data
global ${door}
${door}: dw 0
section .text
${left}: dw ${FAILURES}
extern ${symbol}
extern _errno
global ${name}
${name}: mov ax, [${door}]
 test ax, ax
 jz __real${symbol}
 dec word [cs:${left}]
 js __real${symbol}
${doing} mov word [_errno], ${ERRNO}
 ${ways.join('\n ')}
__real${symbol}: jmp ${symbol}
`;
};

/** Definitions for what the slice leaves undefined, and the doors before library functions. */
export const stubObject = (stubs: readonly Stub[], doors: readonly string[]): ObjectFile | undefined =>
  stubs.length + doors.length === 0
    ? undefined
    : assembleText([...stubs.map(stubText), ...doors.map(doorText)].join(''), '/@vfork-lint/stubs.s').object;

/** An object whose symbols have other names, in what it defines and in what it wants. */
export const renamed = (object: ObjectFile, names: ReadonlyMap<string, string>): ObjectFile => ({
  ...object,
  symbols: object.symbols.map((symbol) => ({ ...symbol, name: names.get(symbol.name) ?? symbol.name })),
});
