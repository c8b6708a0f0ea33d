/** What a benchmark is, and the statistics that they print. Times are in milliseconds. */

/** A benchmark: `summary` is one line for the list; `run` prints its figures. */
export interface Bench {
  readonly summary: string;
  readonly run: (args: readonly string[]) => void | Promise<void>;
}

/** The value below which a share (0 to 1) of the values lie; nearest rank. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
};

/** `median 1.2 ms, p95 3.4 ms, max 5.6 ms (n = 100)`. */
export const summarize = (times: readonly number[]): string => {
  const ms = (share: number): string => `${quantile(times, share).toFixed(2)} ms`;
  return `median ${ms(0.5)}, p95 ${ms(0.95)}, max ${ms(1)} (n = ${times.length})`;
};
