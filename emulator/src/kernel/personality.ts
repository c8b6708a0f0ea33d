/**
 * What one system does differently, as data: one record type, one file per system in `personalities/`. The kernel reads
 * these fields and never asks for a system by name. Axes: DESIGN §4, reference §4.1-4.3; claims in brackets.
 */
import type { SignalName } from './signals.ts';

/**
 * What is put back on the parent's stack before it resumes. The trap leaves FLAGS, CS, IP and the kernel entry BP below
 * the caller's stack pointer, and the return address of the library stub is on top of it (A9).
 */
export type FrameKeeping =
  /** The registers of the trap are the kernel's, and the stub's return address and nothing else is written back. */
  | { readonly kind: 'return-address' }
  /** `count` words from the stacked BP upwards are written back: 5 reaches the return address, 6 the word above it. */
  | { readonly kind: 'words'; readonly count: number }
  /** IP, CS, FLAGS and the return address are kept, and the parent returns with them straight to the caller of the stub. */
  | { readonly kind: 'return-direct' }
  /** Nothing is kept: IP, FLAGS and return address are what the child left in their places. */
  | { readonly kind: 'none' }
  /** The whole stack is copied to free space above the heap, where the child's heap may grow over it (A11). */
  | { readonly kind: 'stack-copy' };

export interface VforkModel {
  /** `shared`: the child runs in the parent's data segment. `copied`: in one of its own. */
  readonly memory: 'shared' | 'copied';
  /** Whether the parent waits until the child lets go. */
  readonly parent: 'suspended' | 'runs';
  /** `self`: there is no child until exec or exit; the caller plays its part (D1). */
  readonly process: 'new' | 'self';
  readonly frame: FrameKeeping;
  /** Whose BX CX DX SI DI BP the parent resumes with (B6). */
  readonly registers: 'parent' | 'child';
  /** `shared`: one descriptor table for both (A12). */
  readonly descriptors: 'copied' | 'shared';
  /** `reset`: caught signals are at SIG_DFL in the child (C8). `shared`: one table of dispositions for both. */
  readonly handlers: 'inherited' | 'reset' | 'shared';
  /** What an attempt to install a handler in the child does (C8). */
  readonly newHandlers: 'allowed' | 'forced-default';
  /** Signals that are never delivered to the child (B5). */
  readonly held: readonly SignalName[];
  /** What a read of the terminal gives a child that is not in the foreground (B5). */
  readonly terminalRead: 'normal' | 'eof' | 'EIO';
  /** Whether the child may write to the terminal and change it from the background (B5). */
  readonly terminalWrite: 'normal' | 'allowed';
  /** `any-child`: the end or the exec of any child wakes the parent, without a second look (ELKS 1999 to 2020). */
  readonly wake: 'checked' | 'any-child';
  /** Whether a fatal signal ends the parent's wait. */
  readonly killable: boolean;
  /** The heap break: own of each, one for both, or the child's handed back at the end. */
  readonly heapBreak: 'private' | 'shared' | 'copied-back';
  /** What vfork does in a vfork child. */
  readonly nested: 'borrows' | 'forks' | 'EINVAL';
  /** What other threads of the parent do meanwhile (C2). */
  readonly otherThreads: 'run' | 'held';
  /** Whether pending signals are dropped in the child. */
  readonly pendingCleared: boolean;
}

export interface Limits {
  /** Processes at one time, system wide, zombies and the first one included. */
  readonly processes: number;
  /** Processes of one user. */
  readonly processesPerUser: number;
  /** Processes above `processesPerUser` for which the superuser needs no leave. */
  readonly superuserExempt: boolean;
  readonly descriptors: number;
  readonly openFiles: number;
  /** Alarms pending at one time, system wide. */
  readonly alarms: number;
  /** Bytes in a pipe. */
  readonly pipe: number;
  readonly nameLength: number;
}

export interface Personality {
  /** Name on the command line, file name, title in docs. */
  readonly name: string;
  /** One sentence for listings. */
  readonly title: string;
  /** Claims that this record stands for. */
  readonly claims: readonly string[];
  readonly vfork: VforkModel;
  readonly limits: Limits;
  /** Numbers under which vfork is also reached, beside 32 (E1). */
  readonly vforkNumbers: readonly number[];
  /** Whether `vforkx` exists with its flags (C7). */
  readonly vforkx: boolean;
  /**
   * What becomes of the other pending signals when a handler of signal(2) is entered. `stacked`: their handlers are entered on top of
   * it, so the last runs first. `later`: they wait for the next system call or switch, so the lowest runs first (ELKS). `dropped`: they
   * are forgotten, SIGKILL not excepted, so a vfork parent, who hears of everything at once, loses all but the lowest (ELKS to 2015).
   */
  readonly pendingAtHandler: 'stacked' | 'later' | 'dropped';
  /** What exec does with ignored signals. ELKS sets them to default as well. */
  readonly execIgnored: 'kept' | 'reset';
  /** Bytes that the trap of a system call leaves on the caller's stack, above the heap's break or the process ends: IP CS FLAGS, and BP. */
  readonly trapBytes: 0 | 6 | 8;
  /** Whether a pointer behind the end of the data segment is EFAULT. Elsewhere only the 64 KiB count. */
  readonly checksPointers: boolean;
  /** Whether the kernel starts `#!` scripts. */
  readonly scripts: boolean;
  /** Whether the terminal checks for background groups at all. */
  readonly jobControl: boolean;
}
