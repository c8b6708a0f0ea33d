/**
 * What the search tries next: a run that came to something new is gone on from, by other values of what it read. Pure lists of
 * scenarios; it runs nothing.
 */
import type { Image } from '@vfork-lint/emulator/asm';
import { type Input, isNow, type Value } from './inputs.ts';
import type { Played, Program, Scenario } from './play.ts';
import type { InputKind } from './standard-input.ts';

/** A run to go on from; `at` is the next of its candidates. */
export interface Kept {
  readonly how: Scenario;
  readonly played: Played;
  at: number;
}

/** What a run came to: code, lines of the child, and inputs that it read. */
export const marksOf = ({ covered, reached, read }: Played): readonly string[] => [
  ...read,
  ...covered.map((at) => `at ${at}`),
  ...[...reached.keys()].map((line) => `child ${line}`),
];

/** What tells one scenario from another. */
export const keyOf = ({
  programs,
  failure,
  values,
  environment = false,
  crowded = false,
  main = false,
  init = false,
  input,
}: Scenario): string =>
  JSON.stringify([
    programs,
    failure ?? '',
    environment,
    crowded,
    main,
    init,
    input ?? null,
    [...values].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);

/** A text of the program's data, quoted. */
const textAt = ({ data }: Image, at: number): string => {
  const end = data.indexOf(0, at);
  return JSON.stringify(String.fromCharCode(...data.subarray(at, end < 0 ? at : end)));
};

/** An input with its value in words: arguments are counted from 1, and an object that one leads to is one of the caller's. */
const say = (label: string, value: Value, { image, inputs }: Program): string => {
  if (label.endsWith(' fails')) return label.replace(/^_/, '');
  const named = label
    .replace(/^__driver_(?:arg|obj)_(\d+)/, (_, number: string) => `argument ${Number(number) + 1}`)
    .replace(/^__driver_vector(?=\[)/, inputs.crowded === undefined ? "the caller's vector" : 'argv')
    .replace(/^__driver_more_/, "the caller's object ")
    .replace(/^__driver_/, "the caller's ");
  const at = typeof value === 'string' && value.startsWith('string ') ? inputs.addresses.get(value) : undefined;
  return `${named.replace(/^_/, '')} is ${at === undefined ? value : textAt(image, at)}`;
};

const INPUTS: Readonly<Record<InputKind, string>> = {
  text: 'text on standard input',
  terminal: 'a terminal on standard input',
};

/** What can be tried on top of a run: other values of what it read, the best guesses first, later reads before earlier ones. */
export const candidates = (
  { how, played }: Kept,
  program: Program,
  constants: readonly number[],
): readonly Scenario[] => {
  const { image, inputs, environment, lines } = program;
  const byLabel = new Map(inputs.list.map((input) => [input.label, input]));
  const read = played.read.flatMap((label) => byLabel.get(label) ?? []).toReversed();
  const valuesOf = ({ values, open }: Input): readonly Value[] => (open ? [...values, ...constants] : values);
  const longest = Math.max(0, ...read.map((input) => valuesOf(input).length));
  const found: Scenario[] = [];
  if (environment.length > 0 && how.environment !== true)
    found.push({ ...how, name: `${how.name}, ${environment.join(' and ')} set`, environment: true });
  if (played.asksPid && how.init !== true) found.push({ ...how, name: `${how.name}, as process 1`, init: true });
  const typed = (first: number): readonly Scenario[] =>
    played.wanted.map((kind): Scenario => {
      const order = first === 0 ? '' : `, first ${JSON.stringify(lines[first])}`;
      return { ...how, name: `${how.name}, ${INPUTS[kind]}${order}`, input: { kind, first } };
    });
  for (let rank = 0; rank < Math.max(longest, lines.length); rank++) {
    if (how.input === undefined && rank < lines.length) found.push(...typed(rank));
    for (const input of read) {
      const value = valuesOf(input)[rank];
      if (value === undefined || isNow(image, inputs, input, how.values.get(input.label), value)) continue;
      const said = say(input.label, value, program);
      found.push({ ...how, name: `${how.name}, ${said}`, values: new Map([...how.values, [input.label, value]]) });
    }
  }
  if (how.failure === undefined) found.push({ ...how, name: `${how.name}, vfork fails`, failure: 'EAGAIN' });
  return found;
};
