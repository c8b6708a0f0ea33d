/**
 * From a function in the user's file to a program for our machine: unit, slice, driver, stubs, image. What could not be had is
 * made up and listed; what cannot be compiled is told with its line. Runs nothing.
 */
import type { Image, ObjectFile } from '@vfork-lint/emulator/asm';
import type { External, RegisterMode } from '@vfork-lint/emulator/cc';
import type { Token } from '@vfork-lint/emulator/cpp';
import { cLibrary, linkProgram } from '@vfork-lint/emulator/toolchain';
import { isReturning } from '../semantics/library-calls.ts';
import { assignedIn } from './assigned.ts';
import { type Cut, isLibrary } from './cut.ts';
import { behindBracket, type Declaration } from './declarations.ts';
import { driverText, type Parameter, parametersOf } from './driver.ts';
import { type Beyond, NOTHING_BEYOND } from './footprint.ts';
import { furnished } from './furnish.ts';
import { givenBy, helpersFor } from './helpers.ts';
import { type Inputs, inputsOf } from './inputs.ts';
import { headerOf } from './library-names.ts';
import { withMarks } from './marks.ts';
import type { Program } from './play.ts';
import { type Compilation, compileRepaired, type Omission, tokensOfText } from './repair.ts';
import { sceneObject, startObject } from './scene.ts';
import type { Slice } from './slice.ts';
import { typedLines } from './standard-input.ts';
import { canFail, doorName, renamed, type Stub, stubObject } from './stubs.ts';
import { environmentOf, sceneOf } from './surroundings.ts';

/** A program, or why there is none. */
export interface Made {
  readonly image: Image | undefined;
  readonly inputs: Inputs;
  readonly assumed: readonly string[];
  /** Lines of the function that had to be left out: what they do is not seen. */
  readonly omitted: readonly Omission[];
  readonly problem: { readonly message: string; readonly line: number | undefined } | undefined;
  /** The entries of the stubs for functions that may return. */
  readonly asks: Program['asks'];
  /** Names that the program looks for in its environment. */
  readonly environment: readonly string[];
  /** Lines that can be typed to it. */
  readonly lines: readonly string[];
  /** Symbols of those of which nobody knows whether they do. */
  readonly unsure: ReadonlySet<string>;
  /** What it was made of besides the cut that was asked for. */
  readonly beyond: Beyond;
}

/** Declarations of tags that nobody declares, so that they mean the same type in every function. */
const forwards = ({ declarations }: Slice): string => {
  const given = new Set(declarations.flatMap(({ gives }) => gives));
  const used = new Set(declarations.flatMap(({ uses }) => [...uses]));
  const missing = [...used].filter((name) => name.startsWith('struct ') && !given.has(name));
  return missing.map((name) => `${name};\n`).join('');
};

const NORETURN = /noreturn|no_return|__dead|NORETURN|ATTR_NORET/;
/** Names of functions that are hardly meant to come back; where nobody has them, it is safer that they do not. */
const LAST_WORDS =
  /(?:^|_)(?:x?die|fatal|panic|abort|bail(?:out)?|usage|quit|x?exit|(?:x|re?_?)?exec\w*)(?:f|x|_|$|\d)|^v?errx?$/i;

/** What such a name says: an exec behind which something is done can fail. */
const isLast = (name: string, declarations: readonly Declaration[]): boolean =>
  LAST_WORDS.test(name) &&
  (!/exec/i.test(name) || declarations.every(({ tokens }) => tokens.every((_, at) => !goesOn(tokens, at, name))));

/** Whether a call of `name` at an index has its result used, or another statement behind it in its block. */
const goesOn = (tokens: readonly Token[], at: number, name: string): boolean => {
  if (tokens[at]?.text !== name || tokens[at + 1]?.text !== '(') return false;
  const end = behindBracket(tokens, at + 1);
  return (
    tokens[end]?.text === ';' &&
    isStatement(tokens, at) &&
    !/^(?:}|else|break|case|default)$/.test(tokens[end + 1]?.text ?? '}')
  );
};

/** Names of functions that write out what is buffered. */
const FLUSHES = /(?:^|_)f?flush|[a-z](?:Flush)/;

/** Functions that are given what vfork returns, as in `wrap(vfork())`: both processes go through them with it. */
const passers = ({ tokens }: Declaration): readonly string[] =>
  tokens.flatMap(({ kind, text }, i) =>
    kind === 'identifier' &&
    tokens[i + 1]?.text === '(' &&
    /^(?:__)?vfork$/.test(tokens[i + 2]?.text ?? '') &&
    tokens[i + 3]?.text === '(' &&
    tokens[i + 5]?.text === ')'
      ? [text]
      : [],
  );

/** Symbols that the object needs and nobody has, each with what it should be. */
const missingIn = (object: ObjectFile, { declarations }: Slice, externals: readonly External[]): readonly Stub[] => {
  const { archive, routines } = cLibrary();
  const fromLibrary = new Set(declarations.filter(isLibrary).flatMap(({ gives }) => gives));
  // A program's own `error` is not that of our library, only because it has the name.
  const meant = (symbol: string): boolean => {
    const name = symbol.replace(/^_/, '');
    return fromLibrary.has(name) || headerOf(name) !== undefined || name.startsWith('_');
  };
  const known = new Set([...[...archive.index.keys()].filter(meant), ...routines.index.keys()]);
  for (const { symbols } of [sceneObject(), cLibrary().crt0])
    for (const { name, section } of symbols) if (section !== 'undefined') known.add(name);
  const data = new Set(externals.flatMap(({ kind, symbol }) => (kind === 'object' ? [symbol] : [])));
  const ends = new Set(
    externals.flatMap(({ noreturn, name, symbol }) => (noreturn || isLast(name, declarations) ? [symbol] : [])),
  );
  for (const { kind, gives, tokens } of declarations)
    for (const name of gives)
      if (kind === 'prototype' && tokens.some(({ text }) => NORETURN.test(text))) ends.add(`_${name}`);
  const passing = new Set(declarations.flatMap(passers).map((name) => `_${name}`));
  return object.symbols
    .filter(({ name, section }) => section === 'undefined' && !known.has(name))
    .map(({ name }) => ({
      symbol: name,
      kind: data.has(name)
        ? 'data'
        : passing.has(name)
          ? 'argument'
          : ends.has(name)
            ? 'noreturn'
            : FLUSHES.test(name.slice(1))
              ? 'flush'
              : 'function',
    }));
};

/** The largest text and data that a program can have; the data leaves room for heap and stack. */
const MOST_TEXT = 0xffe0;
const MOST_DATA = 0xc000;

/** Arguments for a function whose parameters cannot be read: those too many are dropped, the others become what is wanted. */
const NUMBERS: readonly Parameter[] = Array.from({ length: 4 }, () => ({
  type: 'int ',
  name: '',
  pointers: 0,
  isFunction: false,
  base: 'int',
}));

/** What came of compiling a cut before, in another register mode. */
const before = new WeakMap<Cut, Compilation>();
const NO_INPUTS: Inputs = { list: [], addresses: new Map(), crowded: undefined };

/** Entries in the text of symbols that an image has. */
const entriesOf = ({ symbols }: Image, wanted: ReadonlySet<string>): Program['asks'] =>
  symbols.flatMap(({ name, value, section }) =>
    section === 'text' && wanted.has(name) ? [{ symbol: name, at: value }] : [],
  );

/** Compiles and links a cut-out function as it is, with these functions of other files of its project. */
const makeOne = (cut: Cut, registers: RegisterMode, elsewhere: readonly string[]): Made => {
  const { subject, unit, slice, definition } = cut;
  const assumed = [
    ...unit.missing.map((name) => `header ${name}`),
    ...unit.assumed.map((line) => line.replace(/^#/, '')),
  ];
  const fail = (message: string, line?: number): Made => ({
    image: undefined,
    inputs: NO_INPUTS,
    assumed,
    omitted: [],
    problem: { message, line },
    asks: [],
    environment: [],
    lines: [],
    unsure: new Set(),
    beyond: NOTHING_BEYOND,
  });
  if (!unit.reached) return fail('no configuration of the preprocessor that was tried keeps this function');
  if (definition === undefined) return fail('the function is not found after preprocessing');
  const scene = sceneOf(slice);
  const [first, name] = cut.main === undefined ? [definition, subject.owner] : [cut.main, 'main'];
  const drivers = [parametersOf(first, name), NUMBERS].map((parameters) =>
    tokensOfText('<driver>', driverText(name, parameters, scene)),
  );
  const compiled = compileRepaired(
    subject.path,
    slice.declarations.map(withMarks),
    withMarks(definition),
    tokensOfText('<forwards>', forwards(slice)),
    drivers,
    registers,
    before.get(cut),
  );
  before.set(cut, compiled);
  const { object, repaired, externals, problem } = compiled;
  if (object === undefined || problem !== undefined) {
    const { message, path = '', line = 0 } = problem ?? { message: 'it does not compile' };
    return fail(message, path === subject.path ? line : undefined);
  }
  const ours = /^(?:__scene_|setjmp$)/;
  assumed.push(...compiled.assumed.flatMap(({ kind, name }) => (ours.test(name) ? [] : [`${kind} ${name}`])));
  assumed.push(...repaired.assumed);
  const own = missingIn(object, slice, externals);
  const { helpers, asked } = helpersFor(elsewhere, object, cut, registers, (helper) =>
    missingIn(helper.object, helper.cut.slice, helper.externals).map(({ symbol }) => symbol.replace(/^_/, '')),
  );
  const theirs = helpers.flatMap((helper) => missingIn(helper.object, helper.cut.slice, helper.externals));
  const given = new Set([object, ...helpers.map((helper) => helper.object)].flatMap(givenBy));
  const stubs = [...new Map([...theirs, ...own].map((stub) => [stub.symbol, stub])).values()].filter(
    ({ symbol }) => !given.has(symbol),
  );
  for (const { symbol, kind } of stubs) {
    const name = symbol.replace(/^_/, '');
    if (!compiled.assumed.some((one) => one.name === name))
      assumed.push(`${kind === 'data' ? 'object' : 'function'} ${name}`);
  }
  const doors = object.symbols.flatMap(({ name, section }) =>
    section === 'undefined' && canFail(name) && !stubs.some(({ symbol }) => symbol === name) ? [name] : [],
  );
  // The user's main is called by ours, so that the scene is set around it as around any other function.
  const names = new Map([['_main', '_user_main'], ...doors.map((name) => [name, doorName(name)] as const)]);
  const more = stubObject(stubs, doors);
  const linked = linkProgram([
    startObject(),
    ...[object, ...helpers.map((helper) => helper.object)].map((one) => renamed(one, names)),
    sceneObject(),
    ...(more === undefined ? [] : [more]),
  ]);
  const unlinked = linked.problems[0]?.message ?? 'it does not link';
  const bare = linked.image;
  if (bare === undefined) return fail(/beyond its segment/.test(unlinked) ? TOO_LARGE : unlinked);
  if (bare.text.length > MOST_TEXT || bare.data.length + bare.bss > MOST_DATA) return fail(TOO_LARGE);
  const image = furnished(bare);
  const variables = new Set(object.debug.variables.map(({ name }) => name));
  const inputs = inputsOf(image, {
    variables,
    assigned: assignedIn(unit.run.tokens, variables),
    internal: new Set(
      slice.declarations.flatMap(({ tokens, gives }) => (tokens.some(({ text }) => text === 'static') ? gives : [])),
    ),
    stubs,
    doors,
  });
  const functions = stubs.filter(({ kind }) => kind === 'function' || kind === 'flush');
  const unsure = functions.filter(({ kind, symbol }) => kind === 'function' && mayEnd(symbol.replace(/^_/, ''), slice));
  return {
    image,
    inputs,
    assumed: [...new Set(assumed)],
    omitted: repaired.omitted,
    problem: undefined,
    environment: environmentOf(slice),
    lines: typedLines(scene.strings),
    asks: entriesOf(image, new Set(functions.map(({ symbol }) => symbol))),
    unsure: new Set(unsure.map(({ symbol }) => symbol)),
    beyond: { ...NOTHING_BEYOND, names: asked },
  };
};

/**
 * Whether a function that nobody has may be one that never returns: what it gives back is never used, and no declaration says
 * that it gives anything back.
 */
const mayEnd = (name: string, { declarations, stubbed }: Slice): boolean => {
  if (isReturning(name)) return false;
  const head = stubbed.get(name)?.tokens ?? [];
  const type = head.slice(
    0,
    head.findIndex(({ text }) => text === name),
  );
  if (type.length > 0 && (!type.some(({ text }) => text === 'void') || type.at(-1)?.text === '*')) return false;
  return declarations.every(
    ({ kind, tokens }) =>
      kind !== 'function' || tokens.every(({ text }, at) => text !== name || isStatement(tokens, at)),
  );
};

/** Whether the call of a function at an index is a statement of its own. */
const isStatement = (tokens: readonly Token[], at: number): boolean => {
  if (tokens[at + 1]?.text !== '(') return false;
  const before = tokens[at - 1]?.text ?? '';
  return /^(?:[;{}):]|else|do)$/.test(before) && tokens[behindBracket(tokens, at + 1)]?.text === ';';
};

const TOO_LARGE = 'the program is too large for the machine';

/** The cut that a program could be made of, by the cut that was asked for, and whether it was looked for without headers, too. */
const chosen = new WeakMap<Cut, { readonly of: Cut; readonly alone: boolean }>();

/**
 * Compiles and links a cut-out function. A program that is too large is made again with fewer helpers; where the project's
 * headers lead to code that cannot be compiled, without.
 */
export const makeProgram = (cut: Cut, registers: RegisterMode, elsewhere: readonly string[] = []): Made => {
  const known = chosen.get(cut);
  const told = (made: Made, alone: boolean): Made => ({ ...made, beyond: { ...made.beyond, alone } });
  if (known !== undefined) return told(makeOne(known.of, registers, elsewhere), known.alone);
  const fitting = (from: Cut): { readonly made: Made; readonly of: Cut } => {
    let of = from;
    for (;;) {
      const made = makeOne(of, registers, elsewhere);
      const next = made.problem?.message === TOO_LARGE ? of.smaller() : undefined;
      if (next === undefined) return { made, of };
      of = next;
    }
  };
  let best = fitting(cut);
  let other: ReturnType<typeof fitting> | undefined;
  if (best.made.image === undefined || best.made.omitted.length > 0) {
    const alone = cut.alone();
    other = alone && fitting(alone);
    if (
      other?.made.image !== undefined &&
      (best.made.image === undefined || other.made.omitted.length < best.made.omitted.length)
    )
      best = other;
  }
  chosen.set(cut, { of: best.of, alone: other !== undefined });
  return told(best.made, other !== undefined);
};
