/**
 * What server and client agree on beyond the Language Server Protocol: commands, custom messages, settings. Types only, so
 * that each side keeps its own code; both write the names as literals that these types check. **API boundary.**
 */

/** Commands of `workspace/executeCommand`. The client may send them without arguments where they are optional. */
export interface ServerCommands {
  /** Runs the function at the place on the bundled machine. */
  'vfork-lint.runInEmulator': { readonly arguments: readonly [RunTarget]; readonly result: RunResult };
  /** Checks every C file of the workspace folders, with progress; the findings of files not open are published. */
  'vfork-lint.checkWorkspace': { readonly arguments: readonly []; readonly result: CheckResult };
  /** Applies the safe fixes of one file through `workspace/applyEdit`. */
  'vfork-lint.fixAll': { readonly arguments: readonly [{ readonly uri: string }]; readonly result: FixResult };
}

/** Names of the commands that the server announces. */
export type ServerCommand = keyof ServerCommands;

/** A function that calls vfork: its file and the zero-based line of its name. */
export interface RunTarget {
  readonly uri: string;
  readonly line: number;
  readonly function: string;
}

/** The verdict on one finding of a function that was run; lines count from 1. */
export interface RunVerdict {
  readonly rule: string;
  readonly line: number;
  readonly verdict: string;
  readonly kernels: Readonly<Record<string, string>>;
  readonly told: readonly string[];
}

/** What came of a run. `not-runnable`: it could not be compiled, or was stopped; `unknown`: no such function there. */
export type RunResult =
  | { readonly kind: 'ran'; readonly message: string; readonly title: string; readonly verdicts: readonly RunVerdict[] }
  | { readonly kind: 'not-runnable'; readonly message: string }
  | { readonly kind: 'unknown'; readonly message: string };

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
 * `initializationOptions`. Besides the two of the editor it takes the keys of vfork-lint.config.json (server/src/linter),
 * with paths relative to the workspace folder; what such a file says of a matter wins over the settings.
 */
export interface Settings {
  /** False: no findings, lenses or hovers. */
  readonly enable?: boolean;
  /** The Run in emulator lens above functions that call vfork. */
  readonly codeLens?: { readonly enable?: boolean };
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
