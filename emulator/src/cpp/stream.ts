/** A source of tokens with a stack of pushed-back lists on top, as rescanning needs it (C99 6.10.3.4). */
import type { Token } from './source.ts';

/** Where tokens come from below the pushed-back ones. `peek` must not run directives: one in the way is not a `(`. */
export interface Feed {
  next(): Token | undefined;
  peek(): Token | undefined;
}

interface Pushed {
  readonly tokens: readonly Token[];
  readonly macro: string | undefined;
  at: number;
}

/**
 * Lists first, the last pushed on top, then the feed. A list that is the result of a macro keeps that macro's name in
 * `active` until reading has gone past its end.
 */
export class Stream {
  readonly feed: Feed | undefined;
  readonly #active: Set<string>;
  readonly #stack: Pushed[] = [];

  constructor(active: Set<string>, feed: Feed | undefined, tokens: readonly Token[] = []) {
    this.#active = active;
    this.feed = feed;
    this.push(tokens);
  }

  push(tokens: readonly Token[], macro?: string): void {
    if (tokens.length === 0) return;
    this.#stack.push({ tokens, macro, at: 0 });
    if (macro !== undefined) this.#active.add(macro);
  }

  next(): Token | undefined {
    for (let top = this.#stack.at(-1); top !== undefined; top = this.#stack.at(-1)) {
      if (top.at < top.tokens.length) return top.tokens[top.at++];
      this.#stack.pop();
      if (top.macro !== undefined) this.#active.delete(top.macro);
    }
    return this.feed?.next();
  }

  peek(): Token | undefined {
    for (let i = this.#stack.length - 1; i >= 0; i--) {
      const { tokens, at } = this.#stack[i]!;
      if (at < tokens.length) return tokens[at];
    }
    return this.feed?.peek();
  }
}
