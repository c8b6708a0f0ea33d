/**
 * The scene around a call of the user's function: C code of our own that is linked to each program. Before the call it fills the
 * stdio buffer, registers an exit handler and catches a signal; after it, it uses them, so that what a child did shows.
 */
import type { ObjectFile } from '@vfork-lint/emulator/asm';
import { assembleText } from '@vfork-lint/emulator/asm';
import { makeObjects } from '@vfork-lint/emulator/toolchain';

const PATH = '/@vfork-lint/scene.c';

const TEXT = `
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static int exits, signals;
static void when_leaving(void) { exits++; getpid(); }
static void when_signalled(int signal) { signals += signal; }
void __scene_begin(void) { atexit(when_leaving); signal(SIGTERM, when_signalled); printf("before\\n"); }
void __scene_end(int frame) {
  printf("after\\n");
  raise(SIGTERM);
  printf("signals %d exits %d frame %d\\n", signals, exits, frame);
}
FILE *__scene_stdout(void) { return stdout; }
int __scene_fd(void) { return dup(1); }
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

/** What a stub is made for: a function, one that never returns, or data. */
export interface Stub {
  readonly symbol: string;
  readonly kind: 'function' | 'noreturn' | 'data';
}

/** The symbol whose word a stubbed function returns. */
export const choiceOf = (symbol: string): string => `__choice${symbol}`;

/** Bytes of an object whose type nobody knows. */
const ROOM = 256;

/** Definitions for what the slice leaves undefined. A function returns the word at its choice; all answers come from there. */
export const stubObject = (stubs: readonly Stub[]): ObjectFile | undefined => {
  if (stubs.length === 0) return undefined;
  const text = stubs.map(({ symbol, kind }) => {
    if (kind === 'data') return `section .bss\nglobal ${symbol}\n${symbol}: resb ${ROOM}\n`;
    if (kind === 'noreturn')
      return `section .text\nextern _exit\nglobal ${symbol}\n${symbol}: mov ax, 1\n push ax\n call _exit\n`;
    const choice = choiceOf(symbol);
    return `section .data\nglobal ${choice}\n${choice}: dw 0\nsection .text\nglobal ${symbol}\n${symbol}: mov ax, [${choice}]\n cwd\n ret\n`;
  });
  return assembleText(text.join(''), '/@vfork-lint/stubs.s').object;
};
