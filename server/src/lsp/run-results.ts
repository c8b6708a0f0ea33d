/** What runs of the emulator gave, for the lenses, as long as the file is the one that was run. */

/** Titles of lenses by file and function. */
export class RunResults {
  readonly #kept = new Map<string, { readonly text: string; readonly title: string }>();

  keep(path: string, name: string, text: string, title: string): void {
    this.#kept.set(`${path}\n${name}`, { text, title });
  }

  /** The title for a function of this text; undefined where it was not run, or the text has changed since. */
  title(path: string, name: string, text: string): string | undefined {
    const known = this.#kept.get(`${path}\n${name}`);
    return known?.text === text ? known.title : undefined;
  }
}
