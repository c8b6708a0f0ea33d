/**
 * Positions and problems of the compiler. A problem is data: the compiler never throws on any input. Lines and columns
 * count from 1, columns in UTF-16 units.
 */

/** Where something stands in a source file. */
export interface Position {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** The index of the token, where tokens were compiled and not a text. */
  readonly token?: number;
}

/** One message of the compiler. `unsupported` marks valid C that this compiler does not have. */
export interface CompileProblem {
  readonly severity: 'error' | 'warning';
  readonly at: Position;
  readonly message: string;
}

/** A problem as one line of text: `file:line:column: severity: message`. */
export const formatProblem = (problem: CompileProblem): string =>
  `${problem.at.path}:${problem.at.line}:${problem.at.column}: ${problem.severity}: ${problem.message}`;

/** Marks a branch that the types rule out. */
export const assertNever = (value: never): never => {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
};
