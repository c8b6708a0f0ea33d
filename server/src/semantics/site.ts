/**
 * What the analysis knows about one place where a program makes a child that borrows its memory: the input of every rule.
 * Plain data; all ranges are of the source text as it is on the screen.
 */
import type { TextRange } from '../text/range.ts';
import type { SpawnShape } from './spawn-shape.ts';

/** A range of a file. */
export interface Spot {
  readonly path: string;
  readonly range: TextRange;
}

/** Systems that a program is meant for; they decide some severities. */
export type Target = 'linux' | 'elks' | 'news-os' | 'solaris' | 'cygwin' | 'bsd' | 'macos' | 'posix';

/** What a call does that matters in a child. `at` is the place in the text where it is done, `via` the calls that lead there. */
export interface Effect {
  readonly kind:
    | 'exit'
    | 'unsafe'
    | 'blocks'
    | 'tty'
    | 'longjmp'
    | 'handler'
    | 'disposition'
    | 'setid'
    | 'nested'
    | 'state'
    | 'write'
    | 'loops'
    | 'exec';
  /** The library function, or for a write the name that is written. */
  readonly name: string;
  /** More words: what is waited for, which state changes. */
  readonly detail: string;
  readonly at: Spot;
  readonly via: readonly Spot[];
  /** For writes through a parameter of a helper: which one. */
  readonly parameter?: number;
}

/** The detail of an effect that only a function's name speaks for. */
export const LIKELY = 'likely';

/** A call that the child may make. `plain` says that the call stands in the text itself and not in a macro. */
export interface ChildCall {
  readonly name: string;
  readonly call: Spot;
  readonly callee: Spot;
  readonly plain: boolean;
  /** Whether it calls a library function itself and not a helper of the program. */
  readonly direct: boolean;
  readonly argumentSpots: readonly Spot[];
  readonly effects: readonly Effect[];
  /** The exec that has failed before, where this call does not come back. */
  readonly failedExec: Spot | undefined;
}

/** A write of the child to memory that was there before it. */
export interface ChildWrite {
  readonly at: Spot;
  /** As written. */
  readonly place: string;
  readonly name: string;
  readonly storage: 'local' | 'parameter' | 'static' | 'global' | 'pointee' | 'errno';
  readonly volatile: boolean;
  /** Whether the variable surely lies in memory: an array, a structure, or its address is taken. */
  readonly inMemory: boolean;
  /** Where the parent, having resumed, reads the place before writing it. */
  readonly parentRead: Spot | undefined;
  /** Where the parent writes it again before reading it, or puts the old value back. */
  readonly restored: Spot | undefined;
  /** Whether it is a variable that the child declares itself: only the letter of POSIX forbids to write it. */
  readonly own: boolean;
  /** Whether code after this function can still see it. */
  readonly outlives: boolean;
  /** Whether all callers of the function put the old value back. */
  readonly undone?: boolean;
  /** The helper's place, where the write is in one. */
  readonly inner: Spot | undefined;
  /** How many calls the helper is away. */
  readonly depth: number;
  readonly declaration: Spot | undefined;
}

/** A way for the child to leave what only it may run. `execs` are those of which one has failed before. */
export type ChildLeave =
  | {
      readonly kind: 'return';
      readonly at: Spot;
      readonly plain: boolean;
      readonly value: Spot | undefined;
      readonly execs: readonly Spot[];
      readonly main: boolean;
      /** Whether the process that called vfork may run the very statement, too. */
      readonly shared: boolean;
    }
  | { readonly kind: 'end'; readonly at: Spot; readonly execs: readonly Spot[]; readonly main: boolean }
  | {
      readonly kind: 'parent-code';
      readonly at: Spot;
      readonly how: 'falls through' | 'break' | 'continue' | 'goto';
      readonly plain: boolean;
      readonly execs: readonly Spot[];
      readonly parentCode: Spot;
      /** Whether the place at which the child leaves is one of the caller's whose vfork failed, too. */
      readonly shared: boolean;
    }
  | { readonly kind: 'wrapper'; readonly at: Spot };

/** One call that makes a child. `call` is the call as written, `spelling` the name that it uses. */
export interface Site {
  readonly path: string;
  readonly kind: 'vfork' | 'fork';
  /** The function that holds the call, its name's range, and whether it is `main`. */
  readonly owner: string;
  readonly ownerName: TextRange;
  readonly isMain: boolean;
  readonly call: Spot;
  readonly spelling: string;
  readonly calls: readonly ChildCall[];
  readonly writes: readonly ChildWrite[];
  readonly leaves: readonly ChildLeave[];
  /** How the caller tells failure from success: `use` is a call that takes the result for the id of one process. */
  readonly failure: {
    readonly told: boolean;
    readonly use: Spot | undefined;
    readonly kept: boolean;
    /** The one global, or `.member`, in which the result stays for other functions to tell. */
    readonly keptIn?: string;
    /** Where another function takes it for a process id, when none of the file tells it from -1. */
    readonly later?: Spot;
  };
  /** Whether some path of the child comes to an exec, and whether some call of it never returns. */
  readonly ends: { readonly exec: boolean; readonly quits: boolean };
  /** Reads of the child from a pipe that nobody but the sleeping parent fills. */
  readonly starved: readonly Spot[];
  /** Loops of the child that wait for a variable to change. */
  readonly spins: readonly Spot[];
  /** Calls for input or output that the child repeats. */
  readonly pumps: readonly Spot[];
  readonly targets: readonly Target[];
  readonly strict: boolean;
  readonly text: string;
  /** Line ranges that the child may run, for editors. */
  readonly region: readonly TextRange[];
  /** The headers that are surely included, directly or not; undefined where some could not be looked into. */
  readonly headers: ReadonlySet<string> | undefined;
  /** Whether the program starts threads, and where. */
  readonly threads: Spot | undefined;
  readonly argumentsText: readonly string[];
  /** What posix_spawn would have to do, where it can do all that the child does. */
  readonly spawn: SpawnShape | undefined;
}
