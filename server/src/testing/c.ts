/**
 * The tagged template for C sources in tests: c`…` is the text without the first line break and without the common
 * indentation. Backslashes stay as written, so that '\n' in C needs no doubling. Interpolations are put in verbatim.
 */

/** The C text of a template, dedented, ending in one line break. */
export const c = (strings: TemplateStringsArray, ...values: readonly (string | number)[]): string =>
  dedent(strings.raw.map((part, i) => part.replaceAll('\\`', '`') + (values[i] ?? '')).join(''));

/** Removes the first empty line, the indentation that all other lines share, and blanks at the end. */
export const dedent = (text: string): string => {
  const lines = text
    .replace(/^[ \t]*\n/, '')
    .trimEnd()
    .split('\n');
  const widths = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const common = Math.min(...widths, Number.MAX_SAFE_INTEGER);
  return `${lines.map((line) => line.slice(common)).join('\n')}\n`;
};
