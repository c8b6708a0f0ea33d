/** The two comparisons that the scenarios need, with messages that show both sides. */

/** Throws where two values differ as JSON. */
export const expectEqual = (actual: unknown, expected: unknown): void => {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`expected ${should}, got ${is}`);
};

/** Throws where a text does not match. */
export const expectMatch = (text: string, pattern: RegExp): void => {
  if (!pattern.test(text)) throw new Error(`expected ${pattern}, got: ${text}`);
};
