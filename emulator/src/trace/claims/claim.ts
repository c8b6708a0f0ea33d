/**
 * The form of the claims' table (CLAIMS.md): for each fact about vfork the C programs under `fixtures/claims` that show it, on which
 * kernels, and what must be seen of each run. Data only: `claims.test.ts` compiles and runs, docs/claims.md is written from it.
 */

/** What a run is expected to be seen doing. What is left out is not looked at. */
export interface Sight {
  /** All that the program prints: standard output and terminal. */
  readonly out?: string;
  /** What it must not print: where the damage is known, and what comes of it is not. */
  readonly notOut?: string;
  /** The exit status, or how the run ends otherwise. */
  readonly end?: number | 'deadlock' | 'budget';
  /** Evidence that must be among that of the run: its kind, with the marks of the child's and the parent's line. */
  readonly evidence?: readonly string[];
  /** Bytes of memory copied to make processes, `none` or some. */
  readonly copied?: 'none' | 'some';
  /** The program's bytes up to the trap of its first vfork, in hex. */
  readonly stub?: string;
  /** System calls after which ES was not DS. */
  readonly esChanged?: number;
}

interface Conditions {
  readonly kernels: readonly string[];
  /** Macros, as behind -D; `SAFE` comes with the form. */
  readonly defines?: readonly string[];
  /** Arguments after the program's name. */
  readonly argv?: readonly string[];
  /** Which variables live in registers. */
  readonly registers?: 'none' | 'declared' | 'auto';
  /** What is typed at the terminal; with it the terminal is standard input and output. */
  readonly keys?: string;
  readonly failures?: readonly {
    readonly call: 'fork' | 'vfork' | 'both';
    readonly errno: 'EAGAIN' | 'ENOMEM';
    readonly from: number;
    readonly count: number;
  }[];
  readonly limits?: { readonly processes?: number; readonly processesPerUser?: number };
  readonly uid?: number;
  /** System calls change ES: what claim A10 forbids a kernel. */
  readonly spoilEs?: boolean;
}

/** A run that shows the fact: the behaviour itself, or what becomes of a program that does not heed it. */
export interface Shown extends Conditions {
  readonly form: 'shown';
  readonly sees: Sight;
}

/** A run of the form that is right (`SAFE` is defined): it prints exactly this, ends so, and there is no evidence of anything. */
export interface Safe extends Conditions {
  readonly form: 'safe';
  readonly sees: Sight & { readonly out: string; readonly end: number };
}

export type ClaimRun = Shown | Safe;

export interface ClaimProgram {
  /** Under `fixtures/claims`. */
  readonly file: string;
  readonly runs: readonly ClaimRun[];
}

export interface Claim {
  readonly id: string;
  /** The fact in a few words. */
  readonly fact: string;
  readonly programs: readonly ClaimProgram[];
}

/** Where a group of claims comes from. */
export interface ClaimSource {
  readonly letter: string;
  readonly title: string;
  readonly claims: readonly Claim[];
}

/** Kernels on which memory is shared and a correct program runs correctly. */
export const SHARING: readonly string[] = ['elks', 'elks-1999', 'elks-2015', 'news-os', 'solaris', 'linux-i386'];
/** Those, and the others on which a correct program runs correctly: by copies, or without a child. */
export const SOUND: readonly string[] = [...SHARING, 'bsd43', 'macos', 'cygwin', 'fork'];
