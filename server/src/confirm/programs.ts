/**
 * The programs that the runs of one function are made of: the function from our caller, or the whole of its file from main; each in
 * every register mode. Compiled when they are asked for, and once. It runs nothing.
 */
import type { Image } from '@vfork-lint/emulator/asm';
import type { RegisterMode } from '@vfork-lint/emulator/cc';
import { type CodeFacts, codeFacts } from './code.ts';
import type { Cut, Subject } from './cut.ts';
import type { Program } from './play.ts';
import { type Made, makeProgram } from './program.ts';
import type { Claim } from './verdict.ts';

/** The programs of a function. */
export class Programs {
  readonly #cut: Cut;
  readonly #elsewhere: readonly string[];
  readonly #made = new Map<string, Made>();
  readonly #facts = new WeakMap<Image, CodeFacts>();
  #main: Cut | undefined;
  #usesMain = false;

  /** `elsewhere` are functions of other files that are taken from there and no stubs. */
  constructor(cut: Cut, elsewhere: readonly string[] = []) {
    this.#cut = cut;
    this.#elsewhere = elsewhere;
  }

  /** Whether the main of the file was looked at. */
  get usedMain(): boolean {
    return this.#usesMain;
  }

  /** The program with the function called by us, or from its file's main; undefined where that does not lead to it. */
  get(registers: RegisterMode, main: true): Made | undefined;
  get(registers: RegisterMode): Made;
  get(registers: RegisterMode, main: boolean): Made | undefined;
  get(registers: RegisterMode, main: boolean = false): Made | undefined {
    const key = `${registers} ${main}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const cut = main ? this.#throughMain() : this.#cut;
    if (cut === undefined) return undefined;
    const made = makeProgram(cut, registers, this.#elsewhere);
    this.#made.set(key, made);
    return made;
  }

  /** What can be run of it. */
  ready(registers: RegisterMode, main: boolean): Program | undefined {
    const made = this.get(registers, main);
    if (made?.image === undefined) return undefined;
    const { image, inputs, asks, environment, lines } = made;
    return { image, inputs, asks, environment, lines };
  }

  /** What the search wants to know of its code. */
  facts({ image }: Program, path: string): CodeFacts {
    const known = this.#facts.get(image) ?? codeFacts(image, path);
    this.#facts.set(image, known);
    return known;
  }

  #throughMain(): Cut | undefined {
    if (!this.#usesMain) this.#main = this.#cut.throughMain();
    this.#usesMain = true;
    return this.#main;
  }
}

/** Lines to look for: those of the claims, and all of the function, which tell how far a child came. */
export const linesOf = (
  { subject, claims }: { readonly subject: Subject; readonly claims: readonly Claim[] },
  { image }: Program,
): readonly number[] => {
  const file = image.debug.files.indexOf(subject.path);
  const own = image.debug.functions.find(({ name, file: at }) => at === file && name === subject.owner);
  const inside = image.debug.lines.flatMap(({ at, line, file: of }) =>
    own !== undefined && of === file && at >= own.from && at < own.to ? [line] : [],
  );
  const flagged = claims.flatMap(({ line, endLine }) =>
    Array.from({ length: Math.min(endLine - line, 20) + 1 }, (_, i) => line + i),
  );
  return [...new Set([...flagged, ...inside.slice(0, 300)])];
};
