/**
 * One file as the linter sees it: its text, outline, functions by name, and the macros it defines with the conditions that
 * guard them. Made without parsing; parsing is done function by function (view.ts).
 */
import type { Configuration, NameState } from './conditions.ts';
import { evaluate } from './conditions.ts';
import { type Macro, parseMacro } from './macros.ts';
import { type Directive, type Item, type Outline, outlineOf } from './outline.ts';

/** A file's text and what is found in it without parsing. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly outline: Outline;
  readonly functions: ReadonlyMap<string, readonly Item[]>;
  readonly includes: readonly Include[];
  /** Directives that are half typed and decide nothing. */
  readonly unfinished: ReadonlySet<Directive>;
}

/** An `#include`: the name as written, and whether between angle brackets. */
export interface Include {
  readonly name: string;
  readonly system: boolean;
  readonly directive: Directive;
}

/** What the headers of a file say of a name where the file itself says nothing (header-macros.ts). */
export interface Outside {
  /** The macro it stands for; where the configuration leaves that open, the likeliest. */
  macro(name: string, answers: Configuration): Macro | undefined;
  /** The same for conditions, where a guess is no answer. */
  state(name: string, answers: Configuration): NameState;
  /** The open questions on which it depends what the name does to a process. */
  atoms(name: string): ReadonlySet<string>;
  /** Texts that it can be replaced by. */
  bodies(name: string): readonly string[];
}

/** The macros in force at a place, and which parts of the text are inactive. */
export interface Simulation {
  readonly macros: ReadonlyMap<string, Macro | undefined>;
  /** Ranges that the configuration leaves out, in order, directives themselves included. */
  readonly inactive: readonly { readonly start: number; readonly end: number }[];
  /** Atoms that the conditions around or within the item asked for. */
  readonly asked: ReadonlySet<string>;
  /** For each macro name, the atoms that decide between its definitions. */
  readonly guards: ReadonlyMap<string, ReadonlySet<string>>;
  /** Bodies of every definition of a name, active or not. */
  readonly bodies: ReadonlyMap<string, readonly string[]>;
}

/**
 * Conditions that are still being typed: an `#if` without its `#endif`, or without anything to ask, and the `#else` that goes
 * with it. What they lead to counts as there, so that the functions behind them stay in sight.
 */
const unfinished = (text: string, directives: readonly Directive[]): ReadonlySet<Directive> => {
  const found = new Set<Directive>();
  const open: Directive[][] = [];
  for (const directive of directives) {
    const { name, body } = directive;
    const top = open.at(-1);
    if (name === 'if' || name === 'ifdef' || name === 'ifndef') open.push([directive]);
    else if (name === 'endif') {
      const [first, ...others] = open.pop() ?? [];
      if (first === undefined || text.slice(first.body.start, first.body.end).trim() !== '') continue;
      for (const one of [first, ...others, directive]) found.add(one);
    } else if (top !== undefined && name === 'else' && top.at(-1)?.name === 'else') found.add(directive);
    else if (top !== undefined && (name === 'else' || name.startsWith('elif'))) top.push(directive);
    if (name.startsWith('elif') && text.slice(body.start, body.end).trim() === '') found.add(directive);
  }
  for (const directive of open.flat()) found.add(directive);
  return found;
};

/** Makes the outline of a text. */
export const sourceFile = (path: string, text: string): SourceFile => {
  const outline = outlineOf(text);
  const functions = new Map<string, Item[]>();
  for (const item of outline.items) {
    if (item.kind !== 'function' || item.name === '') continue;
    const list = functions.get(item.name);
    if (list === undefined) functions.set(item.name, [item]);
    else list.push(item);
  }
  const includes = outline.directives
    .filter(({ name }) => name === 'include' || name === 'include_next' || name === 'import')
    .flatMap((directive): Include[] => {
      const match = /^\s*(?:"([^"]+)"|<([^>]+)>)/.exec(text.slice(directive.body.start, directive.body.end));
      if (match === null) return [];
      return [{ name: match[1] ?? match[2] ?? '', system: match[1] === undefined, directive }];
    });
  return { path, text, outline, functions, includes, unfinished: unfinished(text, outline.directives) };
};

interface Group {
  readonly outer: boolean;
  readonly asked: Set<string>;
  readonly start: number;
  active: boolean;
  taken: boolean;
}

/**
 * Runs the directives of a file from its start to `end` under a configuration. `from` is the start of the item of
 * interest: the conditions open there, and those between, are the ones whose atoms are given.
 */
export const simulate = (
  file: SourceFile,
  from: number,
  end: number,
  answers: Configuration,
  outside: Outside,
): Simulation => {
  const macros = new Map<string, Macro | undefined>();
  const guards = new Map<string, Set<string>>();
  const bodies = new Map<string, string[]>();
  const inactive: { start: number; end: number }[] = [];
  const groups: Group[] = [];
  const asked = new Set<string>();
  const lookup = (name: string): NameState => {
    if (macros.has(name)) {
      const macro = macros.get(name);
      return macro === undefined
        ? { kind: 'absent' }
        : macro.parameters === undefined
          ? { kind: 'body', text: macro.body }
          : { kind: 'function', macro };
    }
    return outside.state(name, answers);
  };
  let activeNow = true;
  let since = 0;
  const setActive = (next: boolean, at: number, behind: number): void => {
    if (activeNow && !next) since = at;
    else if (!activeNow && next) inactive.push({ start: since, end: behind });
    else if (activeNow) inactive.push({ start: at, end: behind });
    activeNow = next;
  };
  let entered = false;
  const enter = (): void => {
    if (entered) return;
    entered = true;
    for (const group of groups) for (const atom of group.asked) asked.add(atom);
  };
  for (const directive of file.outline.directives) {
    if (directive.start >= end) break;
    if (directive.start >= from) enter();
    if (file.unfinished.has(directive)) {
      if (activeNow) inactive.push({ start: directive.start, end: directive.end });
      continue;
    }
    const { name, body } = directive;
    const text = (): string => file.text.slice(body.start, body.end);
    const top = groups.at(-1);
    if (name === 'if' || name === 'ifdef' || name === 'ifndef') {
      const { truth, asked: atoms } = evaluate(name, text(), lookup, answers);
      const active = activeNow && truth === true;
      groups.push({ outer: activeNow, asked: new Set(atoms), start: directive.start, active, taken: truth === true });
      if (entered) for (const atom of atoms) asked.add(atom);
      setActive(active, directive.start, directive.end);
    } else if (top !== undefined && (name === 'else' || name.startsWith('elif'))) {
      let truth: boolean | undefined = true;
      if (name !== 'else' && !top.taken) {
        const result = evaluate(name === 'elif' ? 'if' : name.slice(2), text(), lookup, answers);
        truth = result.truth;
        for (const atom of result.asked) {
          top.asked.add(atom);
          if (entered) asked.add(atom);
        }
      }
      top.active = top.outer && !top.taken && truth === true;
      top.taken ||= truth === true;
      setActive(top.active, directive.start, directive.end);
    } else if (name === 'endif') {
      groups.pop();
      setActive(top?.outer ?? true, directive.start, directive.end);
    } else {
      if (name === 'define' || name === 'undef') {
        const macro = parseMacro(text(), file.path, { start: directive.start, end: directive.end });
        if (macro !== undefined) {
          const set = guards.get(macro.name) ?? new Set<string>();
          for (const group of groups) for (const atom of group.asked) set.add(atom);
          guards.set(macro.name, set);
          bodies.set(macro.name, [...(bodies.get(macro.name) ?? []), name === 'define' ? macro.body : '']);
          // What an item defines and takes back is for its own use: all of the item is read with it.
          const own = name === 'undef' && (macros.get(macro.name)?.range.start ?? -1) >= from;
          if (activeNow && !own) macros.set(macro.name, name === 'define' ? macro : undefined);
        }
      }
      if (activeNow) inactive.push({ start: directive.start, end: directive.end });
    }
  }
  enter();
  if (!activeNow) inactive.push({ start: since, end });
  return { macros, inactive, asked, guards, bodies };
};
