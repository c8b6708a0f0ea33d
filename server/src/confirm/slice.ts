/**
 * What one function needs out of a preprocessed unit, and nothing more: the declarations that it names, and those that they
 * name, in the order of the unit. Functions too far away, or without a body, are left to stubs. What nobody declares is not
 * looked for here: the compiler names it, and complete.ts makes it up.
 */
import type { Token } from '@vfork-lint/emulator/cpp';
import { type Declaration, declarationsOf } from './declarations.ts';

/** What is compiled. `stubbed` are functions of the program without a body here, with the tokens of their declaration. */
export interface Slice {
  readonly declarations: readonly Declaration[];
  readonly stubbed: ReadonlyMap<string, Declaration>;
  /** Whether the unit's own main is part of the slice. */
  readonly hasMain: boolean;
}

/** Most tokens of function bodies that a slice takes; behind it functions are stubbed. */
const BODY_TOKENS = 8_000;
/** Most tokens of a function that the roots do not call themselves. */
const FAR_TOKENS = 1_500;

/** Whether a declaration comes from a header of our own library, whose functions exist. */
type IsLibrary = (declaration: Declaration) => boolean;

interface Index {
  readonly all: readonly Declaration[];
  readonly giving: ReadonlyMap<string, readonly Declaration[]>;
}

const isDeclared = (list: readonly Token[] | readonly Declaration[]): list is readonly Declaration[] =>
  list[0] !== undefined && 'gives' in list[0];

const indexOf = (list: readonly Token[] | readonly Declaration[]): Index => {
  const all = isDeclared(list) ? list : declarationsOf(list);
  const giving = new Map<string, Declaration[]>();
  for (const declaration of all)
    for (const name of declaration.gives) {
      const list = giving.get(name);
      if (list === undefined) giving.set(name, [declaration]);
      else list.push(declaration);
    }
  return { all, giving };
};

/** A function's declaration out of its definition: its head, with a semicolon. */
const headOf = (definition: Declaration): Declaration => {
  const head = definition.tokens.slice(0, definition.body);
  const last = head.at(-1);
  const tokens =
    last === undefined ? head : [...head, { ...last, kind: 'punctuator' as const, text: ';', space: false }];
  return { kind: 'prototype', tokens, gives: definition.gives, uses: definition.uses, body: undefined };
};

/** Whether a definition is written in the old style, with parameter declarations between `)` and `{`: it has no usable head. */
const isOldStyle = ({ tokens, body }: Declaration): boolean => body !== undefined && tokens[body - 1]?.text === ';';

/**
 * The slice for the functions `roots` of a unit. Breadth first from the roots, so that what is near is kept where the
 * budget is small; a function that is only mentioned in data, such as a table of commands, comes last.
 */
export const sliceOf = (
  tokens: readonly Token[] | readonly Declaration[],
  roots: readonly string[],
  isLibrary: IsLibrary,
  budget: number = BODY_TOKENS,
): Slice => {
  const { all, giving } = indexOf(tokens);
  const kept = new Map<Declaration, Declaration>();
  const stubbed = new Map<string, Declaration>();
  const asked = new Set<string>();
  let spent = 0;
  const direct = new Set<string>();
  const near = [...roots];
  const far: string[] = [];
  const take = (declaration: Declaration): void => {
    if (kept.has(declaration)) return;
    kept.set(declaration, declaration);
    const queue = declaration.kind === 'object' ? far : near;
    for (const name of declaration.uses) if (!asked.has(name)) queue.push(name);
  };
  for (let name = near.shift() ?? far.shift(); name !== undefined; name = near.shift() ?? far.shift()) {
    if (asked.has(name)) continue;
    asked.add(name);
    const list = giving.get(name) ?? [];
    const definition = list.find(({ kind }) => kind === 'function');
    for (const declaration of list) if (declaration.kind !== 'function') take(declaration);
    if (definition === undefined) {
      const prototype = list.find(({ kind }) => kind === 'prototype');
      if (prototype !== undefined && !isLibrary(prototype)) stubbed.set(name, prototype);
      continue;
    }
    const tooMuch =
      spent + definition.tokens.length > budget || (definition.tokens.length > FAR_TOKENS && !direct.has(name));
    if (!roots.includes(name) && tooMuch && !isOldStyle(definition)) {
      const head = headOf(definition);
      kept.set(definition, head);
      for (const used of head.uses) if (!asked.has(used)) near.push(used);
      stubbed.set(name, head);
      continue;
    }
    if (roots.includes(name)) for (const used of definition.uses) direct.add(used);
    else spent += definition.tokens.length;
    take(definition);
  }
  const declarations = all.flatMap((declaration) => kept.get(declaration) ?? []);
  return {
    declarations,
    stubbed,
    hasMain: declarations.some(({ kind, gives }) => kind === 'function' && gives.includes('main')),
  };
};
