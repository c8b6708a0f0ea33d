/**
 * Hide sets: for each token the names of the macros that it may no longer be expanded by (Dave Prosser's algorithm, the
 * wording behind C99 6.10.3.4). Sets are interned, so that equal ones are the same object and the operations can be
 * remembered. `undefined` stands for the empty set everywhere.
 */

export interface HideSet {
  readonly names: ReadonlySet<string>;
  readonly added: Map<string, HideSet>;
  readonly joined: Map<HideSet, HideSet>;
  readonly common: Map<HideSet, HideSet | undefined>;
}

/** All sets of one run. */
export class HideSets {
  readonly #known = new Map<string, HideSet>();

  #intern(names: ReadonlySet<string>): HideSet | undefined {
    if (names.size === 0) return undefined;
    const key = [...names].sort().join(' ');
    let set = this.#known.get(key);
    if (set === undefined) {
      set = { names, added: new Map(), joined: new Map(), common: new Map() };
      this.#known.set(key, set);
    }
    return set;
  }

  /** The set with one name more. */
  add(set: HideSet | undefined, name: string): HideSet | undefined {
    if (set?.names.has(name)) return set;
    const known = set?.added.get(name);
    if (known !== undefined) return known;
    const made = this.#intern(new Set([...(set?.names ?? []), name]));
    if (set !== undefined && made !== undefined) set.added.set(name, made);
    return made;
  }

  union(a: HideSet | undefined, b: HideSet | undefined): HideSet | undefined {
    if (a === undefined || a === b) return b;
    if (b === undefined) return a;
    const known = a.joined.get(b);
    if (known !== undefined) return known;
    const made = this.#intern(new Set([...a.names, ...b.names]));
    if (made !== undefined) a.joined.set(b, made);
    return made;
  }

  intersection(a: HideSet | undefined, b: HideSet | undefined): HideSet | undefined {
    if (a === undefined || b === undefined) return undefined;
    if (a === b) return a;
    if (a.common.has(b)) return a.common.get(b);
    const made = this.#intern(new Set([...a.names].filter((name) => b.names.has(name))));
    a.common.set(b, made);
    return made;
  }
}
