/**
 * Macro expansion (C99 6.10.3) by Prosser's algorithm: each token carries the set of macros it may not be expanded by.
 * Budgets on expansions, tokens and nesting end a macro bomb with an error. Directives are elsewhere; what a builtin
 * macro or an operator of #if gives is asked of the caller.
 */
import { type HideSet, HideSets } from './hide-set.ts';
import type { Macro } from './macro.ts';
import { type Expansion, isText, makeToken, type Report, type Token } from './source.ts';
import { Stream } from './stream.ts';
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
  readonly #sets = new HideSets();
  #expansions = 0;
  #tokens = 0;
  #nesting = 0;

  constructor(budget: ExpansionBudget, hooks: ExpanderHooks) {
    this.#budget = budget;
    this.#hooks = hooks;
  }

  /** Expands a list by itself. */
  expandList(tokens: readonly Token[], mode: ExpandMode = {}): Token[] {
    const out: Token[] = [];
    this.expand(new Stream(undefined, tokens), (token) => out.push(token), mode);
    return out;
  }

  /** Expands all that the stream gives, to its end or to the end of the budget. */
  expand(stream: Stream, emit: (token: Token) => void, mode: ExpandMode): void {
    const { macros } = this;
    let owed = false;
    const give = (token: Token): void => {
      emit(owed && !token.space && !token.bol ? withSpace(token, true) : token);
      owed = false;
    };
    while (!this.stopped) {
      const token = stream.next();
      if (token === undefined) return;
      if (token.kind !== 'identifier') {
        give(token);
        continue;
      }
      if (mode.operator?.(token, stream, give)) continue;
      const macro = macros.get(token.text);
      if (macro === undefined || token.hide?.names.has(token.text)) {
        give(token);
        continue;
      }
      const replacement = this.#replace(token, macro, stream);
      if (replacement === undefined) give(token);
      else if (replacement.length > 0) stream.push(replacement);
      else owed ||= token.space || token.bol;
    }
  }

  /** What the use is replaced by; undefined if it is none, with the stream where it was. */
  #replace(use: Token, macro: Macro, stream: Stream): readonly Token[] | undefined {
    if (macro.builtin !== undefined) return this.#spend(use, this.#hooks.builtin(macro, use));
    if (macro.params === undefined) {
      const expansion: Expansion = { macro, use, close: undefined, parent: use.from };
      const hide = this.#sets.add(use.hide, macro.name);
      if (use.from === undefined) this.#hooks.replaced(expansion);
      const plain = macro.pieces.some((piece) => piece.paste || piece.kind !== 'token');
      const tokens = plain ? substitute(macro.pieces, [], -1, expansion, this.#hooks.report) : macro.body;
      return this.#spend(use, this.#dress(tokens, expansion, hide));
    }
    if (!isText(stream.peek(), '(')) return undefined;
    const call = this.#collect(use, macro, stream);
    if (call === undefined) return undefined;
    const { close } = call;
    const expansion: Expansion = { macro, use, close, parent: use.from };
    const hide = this.#sets.add(this.#sets.intersection(use.hide, close.hide), macro.name);
    if (use.from === undefined) this.#hooks.replaced(expansion);
    const last = macro.variadic ? macro.params.length - 1 : -1;
    const args = call.args.map((raw, i) => this.#argument(raw, i === last && call.omitted, use));
    const tokens = substitute(macro.pieces, args, last, expansion, this.#hooks.report);
    return this.#spend(use, this.#dress(tokens, expansion, hide));
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
    for (let token = stream.next(); token !== undefined && !this.stopped; token = stream.next()) {
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

  /** The tokens as they stand in the result of `expansion`: hidden from it, and with it in their history. */
  #dress(tokens: readonly Token[], expansion: Expansion, hide: HideSet | undefined): readonly Token[] {
    const { use, parent } = expansion;
    const known = new Map<Expansion, Expansion>();
    const passed = (from: Expansion | undefined): Expansion => {
      if (from === undefined || isWithin(parent, from)) return expansion;
      let made = known.get(from);
      if (made === undefined) {
        made = { ...from, parent: passed(from.parent) };
        known.set(from, made);
      }
      return made;
    };
    return tokens.map((token, i) =>
      makeToken(
        token.kind,
        token.text,
        token.file,
        token.start,
        token.end,
        i === 0 ? use.space : token.space || token.bol,
        i === 0 && use.bol,
        this.#sets.union(token.hide, hide),
        token.from === undefined ? expansion : passed(token.from),
      ),
    );
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
