/**
 * Macro expansion (C99 6.10.3). A macro is not replaced while the result of its own replacement is being read, and a name
 * that is met then is painted for good (6.10.3.4 paragraph 2). Where the standard leaves nesting open this is what gcc and
 * clang do, and what programs rely on; hide sets (Prosser) would refuse some of it. Budgets on expansions, tokens and nesting end a macro bomb with an error. Directives are elsewhere; what a builtin
 * macro or an operator of #if gives is asked of the caller.
 */
import type { Macro } from './macro.ts';
import { type Expansion, isText, makeToken, type Report, type Token } from './source.ts';
import { type Feed, Stream } from './stream.ts';
import { type Argument, substitute, withSpace } from './substitute.ts';

/** Limits of one run; `tokens` counts all that macros produce, also in arguments and in what is thrown away later. */
export interface ExpansionBudget {
  readonly expansions: number;
  readonly tokens: number;
  readonly nesting: number;
}

/** What the expander asks of its owner. */
export interface ExpanderHooks {
  readonly report: Report;
  /** What a builtin macro gives at `use`; `outer` is the use in the file that it is part of. */
  builtin(macro: Macro, use: Token): readonly Token[];
  /** A use that stands in the file itself is being replaced. */
  replaced(expansion: Expansion): void;
}

/** In `text` and `argument` names are replaced; in `condition` also `defined` and its kin are left to `operator`. */
export interface ExpandMode {
  /** Called for each identifier; true if it has dealt with it and with what follows. */
  readonly operator?: (token: Token, stream: Stream, emit: (token: Token) => void) => boolean;
}

const COMMA = ',';

/** The macro table, and the expansion by it. */
export class Expander {
  readonly macros: Map<string, Macro> = new Map();
  /** Set when a budget is spent: every loop ends. */
  stopped = false;
  /** Above zero while the arguments of a use are being read. */
  collecting = 0;
  readonly #hooks: ExpanderHooks;
  readonly #budget: ExpansionBudget;
  readonly #active = new Set<string>();
  #expansions = 0;
  #tokens = 0;
  #nesting = 0;

  readonly #lookup: (name: string) => Macro | undefined;

  /** `lookup` stands for the table where the macros are kept elsewhere. */
  constructor(budget: ExpansionBudget, hooks: ExpanderHooks, lookup?: (name: string) => Macro | undefined) {
    this.#budget = budget;
    this.#hooks = hooks;
    this.#lookup = lookup ?? ((name) => this.macros.get(name));
  }

  /** A stream on which macros can be expanded. */
  stream(feed: Feed): Stream {
    return new Stream(this.#active, feed);
  }

  /** Expands a list by itself. */
  expandList(tokens: readonly Token[], mode: ExpandMode = {}): Token[] {
    const out: Token[] = [];
    this.expand(new Stream(this.#active, undefined, tokens), (token) => out.push(token), mode);
    return out;
  }

  /** Expands all that the stream gives, to its end or to the end of the budget. */
  expand(stream: Stream, emit: (token: Token) => void, mode: ExpandMode): void {
    let owed = false;
    const give = (token: Token): void => {
      emit(owed && !token.space && !token.bol ? withSpace(token, true) : token);
      owed = false;
    };
    while (!this.stopped) {
      const token = this.#read(stream);
      if (token === undefined) return;
      if (token.kind !== 'identifier' || token.painted) {
        give(token);
        continue;
      }
      if (mode.operator?.(token, stream, give)) continue;
      const macro = this.#lookup(token.text);
      if (macro === undefined) {
        give(token);
        continue;
      }
      const replacement = this.#replace(token, macro, stream);
      if (replacement === undefined) give(token);
      else if (replacement.length > 0) stream.push(replacement, macro.name);
      else owed ||= token.space || token.bol;
    }
  }

  /** The next token, painted if it is the name of a macro whose result is being read. */
  #read(stream: Stream): Token | undefined {
    const token = stream.next();
    if (token?.kind !== 'identifier' || token.painted || !this.#active.has(token.text)) return token;
    return { ...token, painted: true };
  }

  /** What the use is replaced by; undefined if it is none, with the stream where it was. */
  #replace(use: Token, macro: Macro, stream: Stream): readonly Token[] | undefined {
    if (macro.builtin !== undefined) return this.#spend(use, this.#hooks.builtin(macro, use));
    if (macro.params === undefined) {
      const expansion: Expansion = { macro, use, close: undefined, parent: use.from };
      if (use.from === undefined) this.#hooks.replaced(expansion);
      const tokens = macro.simple ? macro.body : substitute(macro.pieces, [], -1, expansion, this.#hooks.report);
      return this.#spend(use, this.#dress(tokens, expansion));
    }
    if (!isText(stream.peek(), '(')) return undefined;
    const call = this.#collect(use, macro, stream);
    if (call === undefined) return undefined;
    const { close } = call;
    const expansion: Expansion = { macro, use, close, parent: use.from };
    if (use.from === undefined) this.#hooks.replaced(expansion);
    const last = macro.variadic ? macro.params.length - 1 : -1;
    const args = call.args.map((raw, i) => this.#argument(raw, i === last && call.omitted, use));
    const tokens = substitute(macro.pieces, args, last, expansion, this.#hooks.report);
    return this.#spend(use, this.#dress(tokens, expansion));
  }

  #argument(raw: readonly Token[], omitted: boolean, use: Token): Argument {
    let expanded: readonly Token[] | undefined;
    return {
      raw,
      omitted,
      expanded: () => {
        if (expanded !== undefined) return expanded;
        if (this.#nesting >= this.#budget.nesting) {
          this.#stop(use, 'macro arguments are nested too deeply');
          return raw;
        }
        this.#nesting++;
        expanded = this.expandList(raw);
        this.#nesting--;
        return expanded;
      },
    };
  }

  /** Reads the arguments of a use whose `(` comes next. On an error the tokens go back and the name stays. */
  #collect(use: Token, macro: Macro, stream: Stream): { args: Token[][]; close: Token; omitted: boolean } | undefined {
    const params = macro.params ?? [];
    const seen: Token[] = [];
    const args: Token[][] = [];
    let arg: Token[] = [];
    let depth = 0;
    let close: Token | undefined;
    this.collecting++;
    for (let token = this.#read(stream); token !== undefined && !this.stopped; token = this.#read(stream)) {
      seen.push(token);
      if (isText(token, '(')) {
        if (depth++ === 0) continue;
      } else if (isText(token, ')')) {
        if (--depth === 0) {
          close = token;
          break;
        }
      } else if (depth === 1 && token.text === COMMA && !(macro.variadic && args.length === params.length - 1)) {
        args.push(arg);
        arg = [];
        continue;
      }
      arg.push(token);
    }
    this.collecting--;
    this.#tokens += seen.length;
    const given = args.length + 1;
    args.push(arg);
    const name = `macro "${macro.name}"`;
    if (close === undefined) {
      if (!this.stopped) this.#hooks.report('error', use, `unterminated argument list invoking ${name}`);
    } else if (params.length === 0 && given === 1 && arg.length === 0) {
      return { args: [], close, omitted: false };
    } else if (given === params.length) {
      return { args, close, omitted: macro.variadic && given === 1 && arg.length === 0 };
    } else if (macro.variadic && given === params.length - 1) {
      args.push([]);
      return { args, close, omitted: true };
    } else {
      const wanted = `${params.length} argument${params.length === 1 ? '' : 's'}`;
      const message = given > params.length ? `passed ${given} arguments, but takes just` : 'requires';
      const tail = given > params.length ? '' : `, but only ${given} given`;
      this.#hooks.report('error', use, `${name} ${message} ${wanted}${tail}`);
    }
    stream.push(seen);
    return undefined;
  }

  /** The tokens as they stand in the result of `expansion`: with it in their history. */
  #dress(tokens: readonly Token[], expansion: Expansion): readonly Token[] {
    const { use, parent } = expansion;
    let known: Map<Expansion, Expansion> | undefined;
    const passed = (from: Expansion): Expansion => {
      if (isWithin(parent, from)) return expansion;
      known ??= new Map();
      let made = known.get(from);
      if (made === undefined) {
        made = { ...from, parent: from.parent === undefined ? expansion : passed(from.parent) };
        known.set(from, made);
      }
      return made;
    };
    const out: Token[] = [];
    for (let i = 0; i < tokens.length; i++) {
      const { kind, text, file, start, end, space, bol, painted, from } = tokens[i]!;
      const inner = from === undefined ? expansion : passed(from);
      const white = i === 0 ? use.space : space || bol;
      out.push(makeToken(kind, text, file, start, end, white, i === 0 && use.bol, painted, inner));
    }
    return out;
  }

  #spend(use: Token, tokens: readonly Token[]): readonly Token[] {
    this.#expansions++;
    this.#tokens += tokens.length;
    if (this.#expansions > this.#budget.expansions) this.#stop(use, 'too many macro expansions');
    else if (this.#tokens > this.#budget.tokens) this.#stop(use, 'macro expansion produces too many tokens');
    return tokens;
  }

  #stop(use: Token, message: string): void {
    if (!this.stopped) this.#hooks.report('error', use, `${message}; preprocessing stops here`);
    this.stopped = true;
  }
}

/** Whether `outer` is `from` itself or one of the expansions around it. */
const isWithin = (from: Expansion | undefined, outer: Expansion): boolean => {
  for (let at = from; at !== undefined; at = at.parent) if (at === outer) return true;
  return false;
};
