/**
 * A function cut out of its file: the unit around it, the slice of what it needs, and its definition, found by where it stands
 * in the text, since macros can give it another name. Names that only a lost header would have given come from our library.
 */
import { HeaderCache, originOf, type Reader } from '@vfork-lint/emulator/cpp';
import { HEADERS } from '@vfork-lint/emulator/libc';
import { cLibrary, SYSTEM_INCLUDE, systemFile } from '@vfork-lint/emulator/toolchain';
import { type Declaration, declarationsOf } from './declarations.ts';
import { headerOf } from './library-names.ts';
import { type Slice, sliceOf } from './slice.ts';
import { type Neighbours, type Sources, type Unit, unitAround } from './unit.ts';

/** A function of a file, by the range of its text. `call` is the offset of the call that makes the child. */
export interface Subject {
  readonly path: string;
  readonly text: string;
  readonly owner: string;
  readonly start: number;
  readonly end: number;
  readonly call?: number;
}

/** The project that a function was cut out of: its files, and where they are looked for. */
export interface Project {
  readonly reader: Reader;
  readonly includePaths: readonly string[];
  readonly neighbours: Neighbours | undefined;
}

/** A cut-out function, ready to be compiled. `subject.owner` is the name that the compiler sees. */
export interface Cut {
  readonly subject: Subject;
  readonly unit: Unit;
  readonly slice: Slice;
  readonly definition: Declaration | undefined;
  readonly project: Project;
  /** The same with fewer helpers, for a program that is too large; undefined where there are none to leave out. */
  readonly smaller: () => Cut | undefined;
  /** The same without the headers of the project, where they were used. */
  readonly alone: () => Cut | undefined;
  /** The program's own main, where the run begins with it and not with the function. */
  readonly main: Declaration | undefined;
  /** The same with the main of its file, where that leads to the function; undefined where there is none, or it is the function. */
  readonly throughMain: () => Cut | undefined;
}

/** Whether a declaration comes from a header of our own library, whose functions exist. */
export const isLibrary = ({ tokens }: Declaration): boolean => tokens[0]?.file.path.startsWith(SYSTEM_INCLUDE) === true;

/** The headers of our library, read once. */
const system = new HeaderCache({ read: systemFile });

let functions: ReadonlySet<string> | undefined;

/** Names of functions of our library, without the underscore of their symbols. */
const provided = (): ReadonlySet<string> => {
  functions ??= new Set([...cLibrary().archive.index.keys()].map((symbol) => symbol.replace(/^_/, '')));
  return functions;
};

/** The definition whose body stands in the range of the subject. */
const definitionIn = (all: readonly Declaration[], { path, start, end, owner }: Subject): Declaration | undefined => {
  const inside = all.filter(({ tokens, body }) => {
    const brace = body === undefined ? undefined : tokens[body];
    if (brace === undefined) return false;
    const { file, start: at } = originOf(brace);
    return file.path === path && start <= at && at < end;
  });
  return inside.find(({ gives }) => gives.includes(owner)) ?? inside[0];
};

/** Names that the slice uses and nothing gives. */
const unknownIn = ({ declarations }: Slice, unit: Unit): readonly string[] => {
  const given = new Set(declarations.flatMap(({ gives }) => gives));
  const names = new Set<string>();
  for (const { uses } of declarations)
    for (const name of uses) if (!given.has(name) && !unit.run.macros.has(name)) names.add(name);
  return [...names];
};

/** Whether one function of a slice calls another, or hands it on, itself or through others. */
const leadsTo = ({ declarations }: Slice, from: string, to: string): boolean => {
  const seen = new Set([from]);
  for (const name of seen)
    for (const { kind, gives, uses } of declarations)
      if (kind !== 'prototype' && gives.includes(name)) for (const used of uses) seen.add(used);
  return seen.has(to);
};

/** Most tokens of a main that is tried: those of large programs do not come to one function in the time of a run. */
const MAIN_TOKENS = 4_000;

/** Slices of half the size each, until nothing is left but the function. */
const SMALLEST = 300;

/** Cuts the subject out of its file. */
export const cutOut = (
  subject: Subject,
  reader: Reader,
  includePaths: readonly string[],
  neighbours?: Neighbours,
): Cut => {
  const { path, text, start, end, call } = subject;
  const sources: Sources = {
    cache: new HeaderCache(reader, false, { folder: `${SYSTEM_INCLUDE}/`, cache: system }),
    library: SYSTEM_INCLUDE,
    provided: { headers: Object.keys(HEADERS), functions: provided() },
    includePaths,
    ...(neighbours === undefined ? {} : { neighbours }),
  };
  const made = (
    forced: readonly string[],
  ): { unit: Unit; all: readonly Declaration[]; definition: Declaration | undefined } => {
    const unit = unitAround(path, text, start, end, { ...sources, forced }, call);
    const all = declarationsOf(unit.tokens);
    return { unit, all, definition: definitionIn(all, subject) };
  };
  const sliced = (all: readonly Declaration[], definition: Declaration | undefined, budget?: number): Slice =>
    sliceOf(all, definition === undefined ? [] : [definition.gives[0] ?? subject.owner], isLibrary, budget);
  let { unit, all, definition } = made([]);
  let slice = sliced(all, definition);
  const forced = new Set(unknownIn(slice, unit).flatMap((name) => headerOf(name) ?? []));
  if (forced.size > 0) {
    ({ unit, all, definition } = made([...forced]));
    slice = sliced(all, definition);
  }
  const own = definition === undefined ? subject : { ...subject, owner: definition.gives[0] ?? subject.owner };
  const cut = (part: Slice, budget: number): Cut => ({
    subject: own,
    unit,
    slice: part,
    definition,
    project: { reader, includePaths, neighbours },
    smaller: () => (budget < SMALLEST ? undefined : cut(sliced(all, definition, budget), budget >> 2)),
    alone: () => (neighbours === undefined ? undefined : cutOut(subject, reader, includePaths)),
    main: undefined,
    throughMain,
  });
  const throughMain = (): Cut | undefined => {
    const main = all.find(({ kind, gives }) => kind === 'function' && gives.includes('main'));
    const at = main?.tokens[0];
    if (main === undefined || at === undefined || definition === undefined || own.owner === 'main') return undefined;
    if (originOf(at).file.path !== path || main.tokens.length > MAIN_TOKENS) return undefined;
    const part = sliceOf(all, [definition.gives[0] ?? own.owner, 'main'], isLibrary);
    if (!leadsTo(part, 'main', own.owner)) return undefined;
    const none = (): undefined => undefined;
    return { ...cut(part, 0), main, smaller: none, alone: none, throughMain: none };
  };
  return cut(slice, 10_000);
};
