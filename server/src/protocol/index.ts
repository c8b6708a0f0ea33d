/**
 * What server and client agree on beyond the Language Server Protocol: commands, custom messages, settings. Types only, so
 * that each side keeps its own code; both write the names as literals that these types check. **API boundary.**
 */

/** Commands of `workspace/executeCommand`. The client may send them without arguments where they are optional. */
export interface ServerCommands {
  /** Runs the function at the place on the bundled machine. */
  'vfork-lint.runInEmulator': { readonly arguments: readonly [RunTarget]; readonly result: RunResult };
  /** Stops what `runInEmulator` began: of one function, or of every one of the file. */
  'vfork-lint.stopRun': {
    readonly arguments: readonly [{ readonly uri: string; readonly function?: string }];
    readonly result: StopResult;
  };
  /** Checks every C file of the workspace folders, with progress; the findings of files not open are published. */
  'vfork-lint.checkWorkspace': { readonly arguments: readonly []; readonly result: CheckResult };
  /** Applies the safe fixes of one file through `workspace/applyEdit`. */
  'vfork-lint.fixAll': { readonly arguments: readonly [{ readonly uri: string }]; readonly result: FixResult };
}

/** Names of the commands that the server announces. */
export type ServerCommand = keyof ServerCommands;

/** A function that calls vfork: its file and a zero-based line. Without a name it is the function around that line. */
export interface RunTarget {
  readonly uri: string;
  readonly line: number;
  readonly function?: string;
}

/** A piece of evidence; `on` are the systems that gave it. Lines count from 1. */
export interface RunEvidence {
  readonly kind: string;
  readonly text: string;
  readonly child: number | undefined;
  readonly parent: number | undefined;
  readonly on: readonly string[];
}

/** The verdict on one finding of a function that was run; lines count from 1. */
export interface RunVerdict {
  readonly rule: string;
  readonly line: number;
  readonly verdict: string;
  readonly runs: number;
  readonly kernels: Readonly<Record<string, string>>;
  readonly evidence: readonly RunEvidence[];
  readonly told: readonly string[];
  readonly fixVerified: boolean | undefined;
}

/** The story of a run as plain text; links are offsets in it and lines of the document, counted from 1. */
export interface RunStory {
  readonly uri: string;
  readonly title: string;
  readonly text: string;
  readonly links: readonly { readonly start: number; readonly end: number; readonly line: number }[];
}

/** What came of a run. `not-runnable`: it could not be compiled; `unknown`: no such function there. */
export type RunResult =
  | {
      readonly kind: 'ran';
      readonly message: string;
      readonly title: string;
      readonly verdicts: readonly RunVerdict[];
      readonly story: RunStory;
    }
  | { readonly kind: 'not-runnable'; readonly message: string; readonly story?: RunStory }
  | { readonly kind: 'cancelled'; readonly message: string }
  | { readonly kind: 'unknown'; readonly message: string };

/** How many runs were stopped. */
export interface StopResult {
  readonly stopped: number;
}

/** What the client itself runs; the server names it in lenses where the client says that it can (`vforkLintStory`). */
export interface ClientCommands {
  /** Shows the story of the last run of a function. */
  'vfork-lint.showStory': { readonly arguments: readonly [RunTarget] };
}

/** The sum of a check of the whole workspace. */
export interface CheckResult {
  readonly files: number;
  readonly findings: number;
  readonly cancelled: boolean;
}

/** How many places a fix-all changed; `applied` is the client's word. */
export interface FixResult {
  readonly edits: number;
  readonly applied: boolean;
}

/** Notifications from the server, method name to parameters. */
export interface ServerNotifications {
  /** Sent when the state changes: after start, around a workspace check, and when an internal error was caught. */
  'vfork-lint/status': ServerStatus;
}

/** What the status item shows. `degraded`: a request failed inside and was answered with nothing; see the log. */
export type ServerStatus =
  | { readonly kind: 'ready'; readonly enabled: boolean }
  | { readonly kind: 'checking' }
  | { readonly kind: 'degraded'; readonly message: string };

/**
 * The settings section `vfork-lint`, all optional: of `workspace/configuration`, `workspace/didChangeConfiguration` and
 * `initializationOptions`. Besides those of the editor it takes the keys of vfork-lint.config.json (server/src/linter),
 * with paths relative to the workspace folder; what such a file says of a matter wins over the settings.
 */
export interface Settings {
  /** False: no findings, lenses or hovers. */
  readonly enable?: boolean;
  /** The Run in emulator lens above functions that call vfork. */
  readonly codeLens?: { readonly enable?: boolean };
  /** The client's alone: whether the story of a run opens by itself. */
  readonly story?: { readonly open?: boolean };
  /** C inside JavaScript and TypeScript: `new CModule(…)` and literals behind a comment that says `c`. */
  readonly embedded?: { readonly enable?: boolean };
  readonly rules?: Readonly<Record<string, string>>;
  readonly strict?: string;
  readonly targets?: readonly string[];
  readonly aliases?: Readonly<Record<string, string>>;
  readonly noreturn?: readonly string[];
  readonly safe?: readonly string[];
  readonly unsafe?: readonly string[];
  readonly includePath?: readonly string[];
  readonly kernels?: readonly string[];
  readonly ignore?: readonly string[];
}
