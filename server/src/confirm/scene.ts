/**
 * The scene around a call of the user's function: C code of our own that is linked to each program. Before the call it fills the
 * stdio buffer, registers an exit handler and catches a signal; after it, it uses them, so that what a child did shows.
 */
import { assembleText, type ObjectFile } from '@vfork-lint/emulator/asm';
import { makeObjects } from '@vfork-lint/emulator/toolchain';

const PATH = '/@vfork-lint/scene.c';

/** What the scene leaves in the buffer of standard output: it stands for what the program printed before it called the function. */
export const PRINTED = 'before the call\n';

const TEXT = `
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static int exits, signals, self;
static void when_leaving(void) { exits++; getpid(); }
static void when_signalled(int signal) { signals += signal; }
/* Descriptors 3 to 5 are an output, and a pipe with a line in it, open beyond the call as in a program at work. */
void __scene_begin(void) {
  int ends[2];
  self = getpid();
  atexit(when_leaving);
  signal(SIGHUP, when_signalled);
  signal(SIGINT, when_signalled);
  signal(SIGQUIT, when_signalled);
  signal(SIGPIPE, when_signalled);
  signal(SIGUSR1, when_signalled);
  signal(SIGTERM, when_signalled);
  printf(${JSON.stringify(PRINTED)});
  dup(1);
  pipe(ends);
  write(ends[1], "1\\n", 2);
}
void __scene_end(int frame) {
  /* The rest of the program looks into its environment. */
  getenv("VFORK_LINT");
  printf("after\\n");
  if (getpid() == self) raise(SIGTERM);
  printf("signals %d exits %d frame %d\\n", signals, exits, frame);
}
/* The rest of the program reads a variable. */
void __scene_look(const volatile char *at, unsigned size) {
  while (size-- > 0) *at++;
}
FILE *__scene_stdout(void) { return stdout; }
char **__scene_environment(void) { return environ; }
/* What a function of the program does whose name says that it flushes. */
void __scene_flush(void) { fflush(NULL); }
/* In the caller, behind a jump out of the function: another call, and the end of a child. */
int __scene_jumped(void) { write(1, "back\\n", 5); _exit(3); return 0; }
`;

let made: ObjectFile | undefined;

/** The compiled scene; the same object at every call. */
export const sceneObject = (): ObjectFile => {
  if (made !== undefined) return made;
  const { objects, problems } = makeObjects([PATH], { reader: { read: (path) => (path === PATH ? TEXT : undefined) } });
  const [object] = objects;
  if (object === undefined) throw new Error(`the scene does not compile: ${problems[0]?.message}`);
  made = object;
  return object;
};

let start: ObjectFile | undefined;

/** The symbol of the bytes that a null pointer to a structure leads to, and their number: nothing is there. */
export const NOTHING: { readonly symbol: string; readonly size: number } = { symbol: '___scene_nothing', size: 128 };

/**
 * The name main of the start-up code, for the generated caller; and, since it is linked first and so lies at the start of the data,
 * room that nobody uses.
 */
export const startObject = (): ObjectFile => {
  const { symbol, size } = NOTHING;
  start ??= assembleText(
    `section .text
global _main
extern ___driver_main
_main: jmp ___driver_main
section .data
global ${symbol}
${symbol}: ${'dw 0, 0, 0, 0, 0, 0, 0, 0\n '.repeat(size / 16)}
`,
    '/@vfork-lint/start.s',
  ).object;
  return start;
};
