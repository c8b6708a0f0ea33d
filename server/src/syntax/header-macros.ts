/**
 * The macros that a file gets from its headers, without deciding which configuration it is built in: every definition with
 * the conditions around it, those of the #include that leads to it too. Which one holds is answered for a configuration;
 * where that leaves a choice that may matter to a process, the open questions (atoms) are named.
 */
import { type Configuration, evaluate, type NameState } from './conditions.ts';
import { likelyAnswer } from './configurations.ts';
import { type Macro, parseMacro } from './macros.ts';
import { actsOnProcess, namesIn } from './names.ts';
import { settled } from './settled.ts';
import type { SourceFile } from './source-file.ts';

/** A condition that must hold, or must not. `order` is its place among all directives that were walked. */
interface Guard {
  readonly kind: string;
  readonly text: string;
  readonly wanted: boolean;
  readonly order: number;
}

/** One #define, or #undef (`defines` false). `own` marks those of the source file itself. */
interface Definition {
  readonly macro: Macro;
  readonly defines: boolean;
  readonly guards: readonly Guard[];
  readonly order: number;
  readonly own: boolean;
}

/** What holds for a name under a configuration; `unsure` has the likeliest macro, chosen without knowing. */
type Resolution =
  | { readonly kind: 'macro'; readonly macro: Macro }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unsure'; readonly macro: Macro | undefined; readonly asked: ReadonlySet<string> };

const LIMIT = 60_000;
const UNKNOWN: Resolution = { kind: 'unsure', macro: undefined, asked: new Set() };

const NUMERIC = /^\(?\s*-?(?:\d\w*|!.*|defined.*)\s*\)?$/;

class LikelyAnswers extends Map<string, boolean> {
  override get(atom: string): boolean {
    return super.get(atom) ?? likelyAnswer(atom);
  }
}

/** The macros around one source file. */
export class HeaderMacros {
  readonly #definitions = new Map<string, Definition[]>();
  readonly #answered = new WeakMap<Configuration, Map<string, Resolution>>();
  readonly #completed = new WeakMap<Configuration, Configuration>();
  readonly #atoms = new Map<string, ReadonlySet<string>>();

  /** `headers` are all that the file includes, directly or not; what none of them includes comes before the file. */
  constructor(file: SourceFile, headers: readonly SourceFile[]) {
    walkAll(file, headers, this.#definitions);
  }

  /** The macro that a name stands for at the file's first own line. */
  macro(name: string, answers: Configuration): Macro | undefined {
    const result = this.#resolve(name, answers);
    if (result.kind === 'absent' || result.macro?.path === '') return undefined;
    if (result.kind === 'macro') return result.macro;
    // A number that is a question of configuration stays a name, so that both answers are looked at; so does what reads
    // like a function that some configurations take from elsewhere. Of the rest the likely build decides.
    if (NUMERIC.test(result.macro?.body ?? '') || (/[a-z]/.test(name) && !this.#matters(name))) return undefined;
    const likely = this.#resolve(name, this.#likely(answers));
    return likely.kind === 'absent' ? undefined : likely.macro;
  }

  /** The same for a condition, where a guess is no answer. */
  state(name: string, answers: Configuration): NameState {
    const result = this.#resolve(name, answers);
    return stateOf(result);
  }

  /** Texts that a name can be replaced by in some configuration. */
  bodies(name: string): readonly string[] {
    return (this.#definitions.get(name) ?? []).flatMap(({ macro, own }) => (own ? [] : [macro.body]));
  }

  /** The open questions on which it depends what a name does to a process. */
  atoms(name: string): ReadonlySet<string> {
    let atoms = this.#atoms.get(name);
    if (atoms === undefined) {
      const result = this.#resolve(name, NO_ANSWERS);
      atoms = result.kind === 'unsure' && this.#matters(name) ? result.asked : new Set<string>();
      this.#atoms.set(name, atoms);
    }
    return atoms;
  }

  /** The same answers, with the likely one where there is none. */
  #likely(answers: Configuration): Configuration {
    let likely = this.#completed.get(answers);
    if (likely === undefined) {
      likely = new LikelyAnswers(answers);
      this.#completed.set(answers, likely);
    }
    return likely;
  }

  #matters(name: string): boolean {
    const work = [name];
    const seen = new Set(work);
    for (let at = work.pop(); at !== undefined && seen.size < 400; at = work.pop()) {
      if (actsOnProcess(at)) return true;
      for (const body of this.bodies(at))
        for (const inner of namesIn(body))
          if (!seen.has(inner)) {
            seen.add(inner);
            work.push(inner);
          }
    }
    return false;
  }

  #resolve(name: string, answers: Configuration, before: number = Number.POSITIVE_INFINITY): Resolution {
    const list = this.#definitions.get(name);
    if (list === undefined) return settled(name) === undefined ? UNKNOWN : fromState(settled(name), name);
    let known = this.#answered.get(answers);
    if (known === undefined) {
      known = new Map();
      this.#answered.set(answers, known);
    }
    let count = list.length;
    while (count > 0 && (list[count - 1] as Definition).order >= before) count--;
    const top = before === Number.POSITIVE_INFINITY;
    const key = `${top ? '*' : count} ${name}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const result = this.#choose(top ? list.filter(({ own }) => !own) : list.slice(0, count), name, answers);
    known.set(key, result);
    return result;
  }

  #choose(list: readonly Definition[], name: string, answers: Configuration): Resolution {
    const asked = new Set<string>();
    let likely: Macro | undefined;
    let open = false;
    for (const { macro, defines, guards } of list.toReversed()) {
      const truth = this.#holds(name, guards, answers, asked);
      if (truth === false) continue;
      if (truth === true && !open) return defines ? { kind: 'macro', macro } : { kind: 'absent' };
      open = true;
      if (defines) likely ??= macro;
      if (truth === true) break;
    }
    if (open) return { kind: 'unsure', macro: likely, asked };
    return fromState(settled(name), name);
  }

  #holds(name: string, guards: readonly Guard[], answers: Configuration, asked: Set<string>): boolean | undefined {
    let result: boolean | undefined = true;
    const atoms: string[] = [];
    for (const { kind, text, wanted, order } of guards) {
      const lookup = (inner: string): NameState =>
        // The default of an option: `#ifndef X`, `#define X 1`.
        inner === name && kind === 'ifndef' && this.#resolve(inner, answers, order) === UNKNOWN && !this.#matters(name)
          ? { kind: 'absent' }
          : stateOf(this.#resolve(inner, answers, order));
      const { truth, asked: names } = evaluate(kind, text, lookup, answers);
      if (truth === !wanted) return false;
      if (truth === undefined) {
        result = undefined;
        atoms.push(...names);
      }
    }
    for (const atom of atoms) asked.add(atom);
    return result;
  }
}

const stateOf = (result: Resolution): NameState => {
  if (result.kind === 'absent') return result;
  if (result.kind === 'unsure') return { kind: 'unknown' };
  const { macro } = result;
  return macro.parameters === undefined ? { kind: 'body', text: macro.body } : { kind: 'function', macro };
};

const NO_ANSWERS: Configuration = new Map();

const fromState = (state: NameState | undefined, name: string): Resolution => {
  if (state === undefined || state.kind === 'unknown' || state.kind === 'function') return UNKNOWN;
  if (state.kind === 'absent') return { kind: 'absent' };
  const macro: Macro = {
    name,
    parameters: undefined,
    variadic: false,
    body: state.text,
    path: '',
    range: { start: 0, end: 0 },
  };
  return { kind: 'macro', macro };
};

const walkAll = (file: SourceFile, headers: readonly SourceFile[], into: Map<string, Definition[]>): void => {
  const bySuffix = new Map<string, SourceFile[]>();
  for (const header of headers) {
    const name = header.path.slice(header.path.lastIndexOf('/') + 1);
    bySuffix.set(name, [...(bySuffix.get(name) ?? []), header]);
  }
  const seen = new Set<SourceFile>([file]);
  let order = 0;
  const walk = (part: SourceFile, around: readonly Guard[]): void => {
    const stack: Guard[][] = [];
    const guarded = guardOf(part);
    for (const [index, directive] of part.outline.directives.entries()) {
      if (order++ > LIMIT) return;
      const { name } = directive;
      const text = (): string => part.text.slice(directive.body.start, directive.body.end);
      const top = stack.at(-1);
      if (name === 'if' || name === 'ifdef' || name === 'ifndef')
        stack.push(guarded && index === 0 ? [] : [{ kind: name, text: text(), wanted: true, order }]);
      else if (top !== undefined && (name === 'else' || name.startsWith('elif'))) {
        const last = top.pop();
        if (last !== undefined) top.push({ ...last, wanted: false });
        if (name !== 'else')
          top.push({ kind: name === 'elif' ? 'if' : name.slice(2), text: text(), wanted: true, order });
      } else if (name === 'endif') stack.pop();
      else if (name === 'define' || name === 'undef') {
        const macro = parseMacro(text(), part.path, { start: directive.start, end: directive.end });
        if (macro === undefined || (guarded && index === 1)) continue;
        const list = into.get(macro.name) ?? [];
        list.push({
          macro,
          defines: name === 'define',
          guards: [...around, ...stack.flat()],
          order,
          own: part === file,
        });
        into.set(macro.name, list);
      } else if (name.startsWith('in') || name === 'import') {
        const target = headerFor(text(), part, bySuffix);
        if (target === undefined || seen.has(target)) continue;
        seen.add(target);
        walk(target, [...around, ...stack.flat()]);
      }
    }
  };
  const reached = new Set<string>();
  for (const part of [file, ...headers])
    for (const { name } of part.includes) reached.add(name.slice(name.lastIndexOf('/') + 1));
  for (const header of headers) {
    if (reached.has(header.path.slice(header.path.lastIndexOf('/') + 1))) continue;
    seen.add(header);
    walk(header, []);
  }
  walk(file, []);
};

/** Whether the whole file is inside `#ifndef X`, `#define X`. */
const guardOf = (file: SourceFile): boolean => {
  const { directives } = file.outline;
  const [first, second] = directives;
  if (first?.name !== 'ifndef' || second?.name !== 'define') return false;
  const word = (at: { start: number; end: number }): string =>
    /^\s*(\w+)/.exec(file.text.slice(at.start, at.end))?.[1] ?? '';
  if (word(first.body) === '' || word(first.body) !== word(second.body)) return false;
  let depth = 0;
  for (const [i, { name }] of directives.entries()) {
    if (name === 'if' || name === 'ifdef' || name === 'ifndef') depth++;
    else if (name === 'endif' && --depth === 0) return i === directives.length - 1;
  }
  return depth > 0;
};

/** The header that an #include names: of those with its last name the one nearest to it by path. */
const headerFor = (
  text: string,
  from: SourceFile,
  bySuffix: ReadonlyMap<string, readonly SourceFile[]>,
): SourceFile | undefined => {
  const name = /^\s*["<]([^">]+)[">]/.exec(text)?.[1];
  if (name === undefined) return undefined;
  const plain = name.replace(/^(?:\.\.?\/)+/, '');
  const list = (bySuffix.get(name.slice(name.lastIndexOf('/') + 1)) ?? []).filter((header) =>
    header.path.endsWith(`/${plain}`),
  );
  const folder = from.path.slice(0, from.path.lastIndexOf('/') + 1);
  return list.find((header) => header.path === `${folder}${plain}`) ?? list[0];
};
