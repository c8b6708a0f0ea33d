/**
 * What is learnt of names that a cut-out piece of code does not declare, and the types made from it. Learning takes several
 * parses: each is told what the ones before it found out, until nothing new is found. Facts only ever grow more definite
 * (int, a known scalar, pointer, array, struct), so this ends.
 *
 * A thing of unknown type has a key: `G` (a variable or a type), `f()` (what f returns), `job.next` (a member), and `*`
 * behind a key for what it points to, `[]` for its elements. An int that stands for it carries the key in its type.
 */
import {
  arrayOf,
  INT,
  type IntType,
  pointerTo,
  type RecordDefinition,
  type RecordType,
  sizeOf,
  type Type,
  unqualified,
  VOID,
} from './types.ts';

/** One thing that had to be assumed. */
export interface Assumption {
  readonly kind: 'type' | 'struct' | 'member' | 'variable' | 'function' | 'word' | 'constant' | 'text' | 'limit';
  readonly name: string;
}

/** What a thing of unknown type turned out to be, from the least to the most definite. */
export type Shape = 'int' | 'known' | 'pointer' | 'function' | 'array' | 'record';

const RANK: Readonly<Record<Shape, number>> = { int: 1, known: 2, pointer: 3, function: 4, array: 5, record: 6 };

/** A type that can be made again in another parse: scalars, and structs by their tag. */
type Portable =
  | { readonly kind: 'plain'; readonly type: Type }
  | { readonly kind: 'pointer'; readonly target: Portable }
  | { readonly kind: 'tag'; readonly name: string };

const portable = (type: Type): Portable | undefined => {
  const plain = unqualified(type);
  if (plain.kind === 'int') return plain.assumed === undefined ? { kind: 'plain', type: plain } : undefined;
  if (plain.kind === 'float' || plain.kind === 'void') return { kind: 'plain', type: plain };
  if (plain.kind === 'record')
    return plain.definition.tag === undefined ? undefined : { kind: 'tag', name: plain.definition.tag };
  if (plain.kind !== 'pointer') return undefined;
  const target = plain.target.kind === 'function' ? undefined : portable(plain.target);
  return target && { kind: 'pointer', target };
};

/** Room behind the members that are known of an assumed struct, for those that the same parse finds. */
const SLACK = 64;
const EMPTY = 32;
const ELEMENTS = 16;
const DEEPEST = 24;

/** How an object is called for people: without what the keys add. */
const shown = (key: string): string => key.replaceAll(/[*]|\[\]/g, '');

/** What was found out about a piece of code; `list` is what the last parse assumed. */
export class Facts {
  readonly #shapes = new Map<string, { readonly shape: Shape; readonly type: Portable | undefined }>();
  readonly #members = new Map<string, Set<string>>();
  readonly #types = new Set<string>();
  readonly #constants = new Map<string, bigint>();
  #list: Assumption[] = [];
  #noted = new Set<string>();
  #keys = new Map<RecordDefinition, string>();
  #records = new Map<string, RecordType>();
  #making = 0;
  #next = 1n;
  /** Whether the present parse learnt something that an earlier part of it should have known. */
  learnt = false;

  get list(): readonly Assumption[] {
    return this.#list;
  }

  /** Begins another parse with all that is known. */
  restart(): void {
    this.#list = [];
    this.#noted = new Set();
    this.#keys = new Map();
    this.#records = new Map();
    this.learnt = false;
  }

  note(kind: Assumption['kind'], name: string): void {
    const clean = shown(name);
    if (this.#noted.has(`${kind} ${clean}`)) return;
    this.#noted.add(`${kind} ${clean}`);
    this.#list.push({ kind, name: clean });
  }

  /** Learns what a thing is; true where that is new, so that another parse will know it. */
  learn(key: string, shape: Shape, type?: Type): boolean {
    const made = type === undefined ? undefined : portable(type);
    if (shape === 'known' && made === undefined) return false;
    if (key.length > 160) return false;
    const known = this.#shapes.get(key);
    if (known !== undefined && RANK[known.shape] >= RANK[shape]) return false;
    this.#shapes.set(key, { shape, type: made });
    this.learnt = true;
    return true;
  }

  shapeOf(key: string): Shape | undefined {
    return this.#shapes.get(key)?.shape;
  }

  /** The type of a thing as far as it is known; an int that carries the key where it is not. `tags` finds declared structs. */
  typeFor(key: string, tags: (name: string) => Type | undefined): Type {
    const known = this.#shapes.get(key);
    const open: IntType = { ...INT, assumed: key };
    if (known === undefined || this.#making > DEEPEST) return open;
    this.#making++;
    try {
      switch (known.shape) {
        case 'int':
          return open;
        case 'known':
          return (known.type && this.#again(known.type, tags)) ?? open;
        case 'pointer':
          return pointerTo(this.typeFor(`${key}*`, tags));
        case 'array':
          return arrayOf(this.typeFor(`${key}[]`, tags), ELEMENTS);
        case 'function':
          return pointerTo({
            kind: 'function',
            result: this.typeFor(`${key}()`, tags),
            parameters: [],
            variadic: false,
            prototype: false,
          });
        case 'record':
          return this.record(key, tags);
      }
    } finally {
      this.#making--;
    }
  }

  #again(made: Portable, tags: (name: string) => Type | undefined): Type | undefined {
    if (made.kind === 'plain') return made.type;
    if (made.kind === 'tag') return tags(made.name);
    const target = this.#again(made.target, tags);
    return pointerTo(target ?? VOID);
  }

  /** The struct that goes by this key; the same one at each use. */
  record(key: string, tags: (name: string) => Type | undefined): RecordType {
    const known = this.#records.get(key);
    if (known !== undefined) return known;
    const tag = shown(key);
    const definition: RecordDefinition = { keyword: 'struct', tag, members: [], size: EMPTY, align: 2 };
    const made: RecordType = { kind: 'record', definition };
    this.#records.set(key, made);
    this.#layOut(definition, tag, tags);
    return made;
  }

  /** Gives a struct or union that was only named a body to which members can be added. */
  open(definition: RecordDefinition, tags: (name: string) => Type | undefined): void {
    const tag = definition.tag ?? '';
    definition.members = [];
    definition.align = 2;
    this.#layOut(definition, tag, tags);
    this.note('struct', tag);
  }

  #layOut(definition: RecordDefinition, tag: string, tags: (name: string) => Type | undefined): void {
    this.#keys.set(definition, tag);
    const names = [...(this.#members.get(tag) ?? [])];
    let offset = 0;
    const members = names.map((name) => {
      const type = this.typeFor(`${tag}.${name}`, tags);
      const at = definition.keyword === 'union' ? 0 : offset;
      const size = sizeOf(type);
      offset = definition.keyword === 'union' ? Math.max(offset, size) : offset + size + (size & 1);
      return { name, type, offset: at };
    });
    definition.members = members;
    definition.size = offset + (names.length === 0 ? EMPTY : 2);
  }

  isOpen(definition: RecordDefinition): boolean {
    return this.#keys.has(definition);
  }

  /** Adds a member to an assumed struct; false for a struct that the program defines. */
  addMember(definition: RecordDefinition, name: string): boolean {
    const tag = this.#keys.get(definition);
    if (tag === undefined) return false;
    const known = this.#members.get(tag) ?? new Set<string>();
    this.#members.set(tag, known);
    if (!known.has(name)) {
      known.add(name);
      this.learnt = true;
    }
    const members = definition.members ?? [];
    definition.members = [
      ...members,
      { name, type: { ...INT, assumed: `${tag}.${name}` }, offset: members.length * 2 },
    ];
    definition.size = Math.max(definition.size, members.length * 2 + SLACK);
    return true;
  }

  /** Notes the use of a member of an assumed struct. */
  used(definition: RecordDefinition, name: string): void {
    const tag = this.#keys.get(definition);
    if (tag === undefined) return;
    this.note('member', `${tag}.${name}`);
  }

  /** Whether a name is known to be a type, since somewhere it can be nothing else. */
  isType(name: string): boolean {
    return this.#types.has(name);
  }

  learnType(name: string): void {
    if (this.#types.has(name)) return;
    this.#types.add(name);
    this.learnt = true;
  }

  constant(name: string): bigint | undefined {
    return this.#constants.get(name);
  }

  /** Makes a name a constant: `value`, or one that no other name has. */
  learnConstant(name: string, value?: bigint): boolean {
    if (this.#constants.has(name)) return false;
    this.#constants.set(name, value ?? this.#next++);
    this.learnt = true;
    return true;
  }
}
