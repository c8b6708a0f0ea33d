/**
 * The files of a program as the analysis sees them: outlines, headers, functions by name, and each function lowered under
 * its configurations. Everything is worked out on demand; parses and lowerings are kept by content, so that an edit costs
 * the functions it touches.
 */
import type { Configuration } from '../syntax/conditions.ts';
import { HeaderMacros } from '../syntax/header-macros.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import type { Item } from '../syntax/outline.ts';
import type { CParser } from '../syntax/parser.ts';
import type { Outside, SourceFile } from '../syntax/source-file.ts';
import { type FunctionView, viewsOf } from '../syntax/view.ts';
import type { FunctionIr, Variable } from './ir.ts';
import { FORK, LIKE_VFORK, VFORK } from './library.ts';
import { lower } from './lower-statement.ts';
import { handedOver, type Pointees, parameterKey, pointeesOf, targetsOf } from './pointers.ts';
import type { Spot, Target } from './site.ts';
import { volatileMembers } from './volatile-members.ts';

/** Where texts come from. `headers` are the files that a file includes, directly or not, as far as they are found. */
export interface Sources {
  file(path: string): SourceFile | undefined;
  headers(path: string): readonly SourceFile[];
  /** Definitions of a function in other files of the program. */
  definitions(name: string, from: string): readonly Definition[];
  /** Other files near by that seem to call a function. */
  mentioning?(name: string, from: string): readonly SourceFile[];
}

/** A function's text. */
export interface Definition {
  readonly file: SourceFile;
  readonly item: Item;
}

/** Settings that change what is found. */
export interface Options {
  readonly aliases: ReadonlyMap<string, 'vfork' | 'fork'>;
  readonly noreturn: ReadonlySet<string>;
  readonly safe: ReadonlySet<string>;
  readonly unsafe: ReadonlySet<string>;
  readonly targets: readonly Target[];
  readonly strict: boolean;
}

/** A function under one configuration, lowered. */
export interface Lowered {
  readonly view: FunctionView;
  readonly ir: FunctionIr;
}

/** What is declared of a name at the top level of a file. */
export interface Declared {
  readonly volatile: boolean;
  readonly isStatic: boolean;
  readonly at: Spot;
}

const NORETURN = /noreturn|_Noreturn|__dead2?\b|NO_RETURN|does_not_return|DOESNT_RETURN/i;
const DECLARED = /([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)*(?=[=;,]|$)/g;
const KEEP = 4000;

/** Parses and lowerings by content, shared by all versions of a program. */
export class Memory {
  readonly parser: CParser;
  readonly #nodes = new Map<string, SyntaxNode | undefined>();
  readonly #lowered = new WeakMap<SyntaxNode, FunctionIr>();
  readonly #outsides = new Map<
    string,
    { readonly headers: readonly SourceFile[]; readonly own: string; readonly outside: Outside }
  >();
  readonly cached: CParser;

  constructor(parser: CParser) {
    this.parser = parser;
    this.cached = {
      backend: parser.backend,
      document: parser.document,
      parse: (text, stop) => {
        if (this.#nodes.has(text)) return this.#nodes.get(text);
        if (this.#nodes.size > KEEP) this.#nodes.clear();
        const node = parser.parse(text, stop);
        this.#nodes.set(text, node);
        return node;
      },
    };
  }

  /** The macros of a file's headers, as long as these and the directives before the last #include are the same. */
  outside(file: SourceFile, headers: readonly SourceFile[]): Outside {
    const last = file.includes.at(-1)?.directive.start ?? -1;
    const before = file.outline.directives.filter(({ start }) => start < last);
    const own = before.map(({ start, end }) => file.text.slice(start, end)).join('\n');
    const known = this.#outsides.get(file.path);
    if (
      known !== undefined &&
      known.own === own &&
      known.headers.length === headers.length &&
      known.headers.every((header, i) => header === headers[i])
    )
      return known.outside;
    const outside = new HeaderMacros(file, headers);
    this.#outsides.set(file.path, { headers, own, outside });
    return outside;
  }

  lower(view: FunctionView): FunctionIr {
    const known = this.#lowered.get(view.definition);
    if (known !== undefined) return known;
    const ir = lower(view);
    this.#lowered.set(view.definition, ir);
    return ir;
  }
}

/** The pointers of a file to functions, found when first asked for. */
const pointees = new WeakMap<SourceFile, Pointees>();

/** One version of a program. */
export class Program {
  readonly sources: Sources;
  readonly options: Options;
  readonly memory: Memory;
  readonly #outside = new Map<string, Outside>();
  readonly #declared = new Map<string, Map<string, Declared>>();
  readonly #noreturn = new Map<string, Set<string>>();
  readonly #volatile = new Map<string, ReadonlySet<string>>();
  readonly #views = new Map<Item, Map<string, readonly Lowered[]>>();
  #size = 0;

  constructor(sources: Sources, options: Options, memory: Memory) {
    this.sources = sources;
    this.options = options;
    this.memory = memory;
  }

  /** How many functions it holds: one that has grown large can be left for a new one, which says the same. */
  get size(): number {
    return this.#size;
  }

  outside(file: SourceFile): Outside {
    const known = this.#outside.get(file.path);
    if (known !== undefined) return known;
    const made = this.memory.outside(file, this.sources.headers(file.path));
    this.#outside.set(file.path, made);
    return made;
  }

  /** A function under each configuration that differs; `given` answers what the caller's configuration has settled. */
  functions({ file, item }: Definition, given?: Configuration, limit?: number): readonly Lowered[] {
    const key = `${limit ?? ''}|${given === undefined ? '' : [...given].map(([atom, value]) => `${atom}=${value}`).join(';')}`;
    const byKey = this.#views.get(item) ?? new Map<string, readonly Lowered[]>();
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const made = viewsOf(this.memory.cached, file, item, this.outside(file), given, limit).map((view) => ({
      view,
      ir: this.memory.lower(view),
    }));
    byKey.set(key, made);
    this.#size += made.length;
    this.#views.set(item, byKey);
    return made;
  }

  /** What a file declares at its top level under a name. */
  declared(file: SourceFile, name: string): Declared | undefined {
    let names = this.#declared.get(file.path);
    if (names === undefined) {
      names = new Map();
      for (const item of file.outline.items) {
        if (item.kind !== 'declaration') continue;
        const text = file.text
          .slice(item.start, Math.min(item.end, item.start + 4000))
          .replaceAll(/\/\*[\s\S]*?\*\//g, (match) => ' '.repeat(match.length));
        if (/^\s*typedef\b/.test(text)) continue;
        const flat = text.replaceAll(/\{[\s\S]*\}/g, (match) => ' '.repeat(match.length));
        for (const match of flat.matchAll(DECLARED)) {
          const start = item.start + match.index;
          const found = match[1] ?? '';
          if (!names.has(found) || !/\bextern\b/.test(flat))
            names.set(found, {
              volatile: /\bvolatile\b/.test(flat),
              isStatic: /^\s*static\b/.test(flat),
              at: { path: file.path, range: { start, end: start + found.length } },
            });
        }
      }
      this.#declared.set(file.path, names);
    }
    return names.get(name);
  }

  /** Whether a function is declared, in the file or a header of it, not to return. */
  declaredNoreturn(file: SourceFile, name: string): boolean {
    if (this.options.noreturn.has(name)) return true;
    let names = this.#noreturn.get(file.path);
    if (names === undefined) {
      names = new Set();
      for (const part of [file, ...this.sources.headers(file.path)]) {
        if (!NORETURN.test(part.text)) continue;
        for (const item of part.outline.items) {
          const end = item.kind === 'function' ? item.bodyStart : item.end;
          if (end - item.start > 1200) continue;
          const text = part.text.slice(item.start, end).replaceAll(/\/\*[\s\S]*?\*\//g, ' ');
          if (!NORETURN.test(text)) continue;
          for (const match of text.matchAll(/([A-Za-z_]\w*)\s*\(/g))
            if (!/attribute|^_Noreturn$|format|printf_/i.test(match[1] ?? '')) names.add(match[1] ?? '');
        }
      }
      this.#noreturn.set(file.path, names);
    }
    return names.has(name);
  }

  /** Whether structures of the file and its headers declare a member of that name volatile. */
  volatileMember(file: SourceFile, name: string): boolean {
    const names = this.#volatile.get(file.path) ?? volatileMembers([file, ...this.sources.headers(file.path)]);
    this.#volatile.set(file.path, names);
    return names.has(name);
  }

  /** The definition of a function that a file defines itself. */
  own(file: SourceFile, name: string): Definition | undefined {
    const item = file.functions.get(name)?.[0];
    return item === undefined ? undefined : { file, item };
  }

  /** The file's pointers to functions, by the name of the variable or the member. */
  pointees(file: SourceFile): Pointees {
    let known = pointees.get(file);
    if (known === undefined) {
      known = pointeesOf(file);
      pointees.set(file, known);
    }
    return known;
  }

  /** The functions that a call through a file's pointer, or member, of that name may come to. */
  pointee(file: SourceFile, name: string): readonly string[] {
    return targetsOf(this.pointees(file).get(name) ?? []);
  }

  /**
   * The functions that callers hand over for a parameter of a function: those of the file itself, else where `far` those of
   * the files near by.
   */
  handed(file: SourceFile, name: string, index: number, far: boolean): readonly string[] {
    const own = this.pointees(file).get(parameterKey(name, index));
    if (own !== undefined || !far) return own ?? [];
    const item = file.functions.get(name)?.[0];
    if (item === undefined || /\bstatic\b/.test(file.text.slice(item.start, item.bodyStart))) return [];
    const found = new Set<string>();
    for (const other of this.sources.mentioning?.(name, file.path) ?? [])
      for (const { callee, index: at, target } of handedOver(other.text, (one) => other.functions.has(one)))
        if (callee === name && at === index) found.add(target);
    return [...found];
  }

  /** The definition of a function in another file of the program. */
  elsewhere(name: string, from: string): Definition | undefined {
    return this.sources.definitions(name, from)[0];
  }

  /** What kind of child a name makes, as far as the name tells. */
  spawns(name: string): 'vfork' | 'fork' | undefined {
    const alias = this.options.aliases.get(name);
    if (alias !== undefined) return alias;
    return VFORK.has(name) || LIKE_VFORK.test(name) ? 'vfork' : FORK.has(name) ? 'fork' : undefined;
  }
}

/** A place of a function's view as a place of the file. */
export const spotOf = ({ view }: Lowered, at: { readonly start: number; readonly end: number }): Spot => ({
  path: view.file.path,
  range: view.sourceOf(at),
});

/** Whether a variable is one of the function itself. */
export const isLocal = (variable: Variable): boolean =>
  variable.storage === 'local' || variable.storage === 'parameter';
