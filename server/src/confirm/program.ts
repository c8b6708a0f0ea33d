/**
 * From a function in the user's file to a program for our machine: unit, slice, driver, stubs, image. What could not be had is
 * made up and listed; what cannot be compiled is told with its line. Runs nothing.
 */
import type { Image, ObjectFile } from '@vfork-lint/emulator/asm';
import { type CompileProblem, compileText, type RegisterMode, runtime } from '@vfork-lint/emulator/cc';
import type { Reader } from '@vfork-lint/emulator/cpp';
import { HEADERS } from '@vfork-lint/emulator/libc';
import { cLibrary, linkProgram, SYSTEM_INCLUDE, systemFile, withSystemHeaders } from '@vfork-lint/emulator/toolchain';
import type { Declaration } from './declarations.ts';
import { driverText, parametersOf } from './driver.ts';
import { printDeclarations } from './print.ts';
import { choiceOf, type Stub, sceneObject, stubObject } from './scene.ts';
import { type Slice, sliceOf } from './slice.ts';
import { type Unit, unitAround } from './unit.ts';

/** A function of a file, by the range of its text. */
export interface Subject {
  readonly path: string;
  readonly text: string;
  readonly owner: string;
  readonly start: number;
  readonly end: number;
}

/** A cut-out function, ready to be compiled. */
export interface Cut {
  readonly subject: Subject;
  readonly unit: Unit;
  readonly slice: Slice;
  readonly definition: Declaration | undefined;
}

/** A program, or why there is none. `choices` are the offsets in the data segment of the words that stubs return. */
export interface Made {
  readonly image: Image | undefined;
  readonly choices: readonly number[];
  readonly assumed: readonly string[];
  readonly problem: { readonly message: string; readonly line: number | undefined } | undefined;
}

const isLibrary = ({ tokens }: Declaration): boolean => tokens[0]?.file.path.startsWith(SYSTEM_INCLUDE) === true;

/** Names of functions of our library, without the underscore of their symbols. */
const provided = (): ReadonlySet<string> =>
  new Set([...cLibrary().archive.index.keys()].map((symbol) => symbol.replace(/^_/, '')));

/** Cuts the subject out of its file. */
export const cutOut = (subject: Subject, reader: Reader, includePaths: readonly string[]): Cut => {
  const { path, text, owner, start, end } = subject;
  const unit = unitAround(path, text, start, end, {
    reader: { read: (at) => systemFile(at) ?? reader.read(at) },
    library: SYSTEM_INCLUDE,
    provided: { headers: Object.keys(HEADERS), functions: provided() },
    includePaths,
  });
  const slice = sliceOf(unit.run.tokens, [owner], isLibrary);
  const definition = slice.declarations.find(({ kind, gives }) => kind === 'function' && gives.includes(owner));
  return { subject, unit, slice, definition };
};

/** Declarations of tags that nobody declares, so that they mean the same type in every function. */
const forwards = ({ declarations }: Slice): string => {
  const given = new Set(declarations.flatMap(({ gives }) => gives));
  const used = new Set(declarations.flatMap(({ uses }) => [...uses]));
  const missing = [...used].filter((name) => name.startsWith('struct ') && !given.has(name));
  return missing.map((name) => `${name};\n`).join('');
};

const NORETURN = /noreturn|_Noreturn|__dead/;

/** Symbols that the object needs and nobody has, each with what it should be. */
const missingIn = (object: ObjectFile, { declarations }: Slice, variables: readonly string[]): readonly Stub[] => {
  const { archive } = cLibrary();
  const known = new Set([...archive.index.keys(), ...runtime().index.keys()]);
  for (const { symbols } of [sceneObject(), cLibrary().crt0])
    for (const { name, section } of symbols) if (section !== 'undefined') known.add(name);
  const data = new Set(variables.map((name) => `_${name}`));
  const ends = new Set<string>();
  for (const { kind, gives, tokens } of declarations)
    for (const name of gives) {
      if (kind === 'object') data.add(`_${name}`);
      if (kind === 'prototype' && tokens.some(({ text }) => NORETURN.test(text))) ends.add(`_${name}`);
    }
  return object.symbols
    .filter(({ name, section }) => section === 'undefined' && !known.has(name))
    .map(({ name }) => ({ symbol: name, kind: data.has(name) ? 'data' : ends.has(name) ? 'noreturn' : 'function' }));
};

const told = ({ message, at }: CompileProblem, path: string): NonNullable<Made['problem']> => ({
  message,
  line: at.path === path ? at.line : undefined,
});

/** Compiles and links a cut-out function. `program` is what the driver's arguments name as a program to start. */
export const makeProgram = (cut: Cut, registers: RegisterMode, program: string): Made => {
  const { subject, unit, slice, definition } = cut;
  const assumed = [
    ...unit.missing.map((name) => `header ${name}`),
    ...unit.assumed.map((line) => line.replace(/^#/, '')),
  ];
  const fail = (message: string, line?: number): Made => ({
    image: undefined,
    choices: [],
    assumed,
    problem: { message, line },
  });
  if (!unit.reached) return fail('no configuration of the preprocessor that was tried keeps this function');
  if (definition === undefined) return fail('the function is not found after preprocessing');
  const body = forwards(slice) + printDeclarations(slice.declarations);
  const text = slice.hasMain
    ? body
    : body + driverText(subject.owner, parametersOf(definition, subject.owner), { program });
  const options = withSystemHeaders({ reader: { read: () => undefined }, assume: true, registers });
  const compiled = compileText(subject.path, text, options);
  const error = compiled.problems.find(({ severity }) => severity === 'error');
  const { object } = compiled;
  if (error !== undefined || object === undefined) {
    const { message, line } =
      error === undefined ? { message: 'it does not compile', line: undefined } : told(error, subject.path);
    return fail(message, line);
  }
  const ours = /^__scene_/;
  assumed.push(...compiled.assumed.flatMap(({ kind, name }) => (ours.test(name) ? [] : [`${kind} ${name}`])));
  const variables = compiled.assumed.flatMap(({ kind, name }) => (kind === 'variable' ? [name] : []));
  const stubs = missingIn(object, slice, variables);
  for (const { symbol, kind } of stubs) {
    const name = symbol.replace(/^_/, '');
    if (!compiled.assumed.some((one) => one.name === name))
      assumed.push(`${kind === 'data' ? 'object' : 'function'} ${name}`);
  }
  const made = stubObject(stubs);
  const linked = linkProgram([object, sceneObject(), ...(made === undefined ? [] : [made])]);
  if (linked.image === undefined) return fail(linked.problems[0]?.message ?? 'it does not link');
  const { symbols } = linked.image;
  const choices = stubs.flatMap(({ symbol }) => symbols.find(({ name }) => name === choiceOf(symbol))?.value ?? []);
  return { image: linked.image, choices, assumed: [...new Set(assumed)], problem: undefined };
};
