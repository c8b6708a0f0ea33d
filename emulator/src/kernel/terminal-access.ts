/** Who may use the terminal: job control for background groups (POSIX.1-2001 XBD 11.1.4), with claim B5's rule for vfork children. */
import type { Errno } from './errno.ts';
import type { Process, Thread } from './process.ts';
import { ignores, sendToGroup } from './signal-send.ts';
import { has, SIG } from './signals.ts';
import type { Terminal } from './terminal.ts';
import { TOSTOP } from './termios.ts';
import type { World } from './world.ts';

/** `stopped`: the group was sent a stop signal, the call is to be tried again. */
export type Access = 'allowed' | 'end-of-file' | 'stopped' | Errno;

/** Whether a process belongs to the terminal's session but not to its foreground group. */
export const inBackground = (world: World, process: Process, terminal: Terminal): boolean =>
  world.personality.jobControl &&
  process.hasTerminal &&
  process.session === terminal.session &&
  process.group !== terminal.foreground;

/** What a read of the terminal comes to, before there is input. */
export const readAccess = (world: World, thread: Thread, terminal: Terminal): Access => {
  const { process } = thread;
  if (!inBackground(world, process, terminal)) return 'allowed';
  const rule = process.vforkChild ? world.personality.vfork.terminalRead : 'normal';
  if (rule === 'eof') return 'end-of-file';
  if (rule === 'EIO') return 'EIO';
  return stop(world, thread, SIG.SIGTTIN) ? 'stopped' : 'EIO';
};

/** What output to the terminal, or a change of its settings, comes to. */
export const writeAccess = (world: World, thread: Thread, terminal: Terminal, change: boolean): Access => {
  const { process } = thread;
  if (!inBackground(world, process, terminal)) return 'allowed';
  if (!change && (terminal.termios.lflag & TOSTOP) === 0) return 'allowed';
  if (process.vforkChild && world.personality.vfork.terminalWrite === 'allowed') return 'allowed';
  return stop(world, thread, SIG.SIGTTOU) ? 'stopped' : 'allowed';
};

/** Sends a stop signal to the caller's group, unless the caller ignores or holds it. */
const stop = (world: World, thread: Thread, signal: number): boolean => {
  const { process } = thread;
  if (ignores(process, signal) || has(thread.mask, signal)) return false;
  sendToGroup(world, process.group, signal, thread);
  return true;
};
