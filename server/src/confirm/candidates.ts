/**
 * What the search tries next: a run that came to something new is gone on from, by other values of what it read. Pure lists of
 * scenarios; it runs nothing.
 */
import { type Input, isNow, type Value } from './inputs.ts';
import type { Played, Program, Scenario } from './play.ts';
import type { StandardInput } from './standard-input.ts';

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
export const keyOf = ({ programs, failure, values, environment = false, crowded = false, input }: Scenario): string =>
  JSON.stringify([
    programs,
    failure ?? '',
    environment,
    crowded,
    input ?? '',
    [...values].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  ]);

/** An input with its value in words: arguments are counted from 1, and an object that one leads to is one of the caller's. */
const say = (label: string, value: Value): string => {
  if (label.endsWith(' fails')) return label.replace(/^_/, '');
  const named = label
    .replace(/^__driver_(?:arg|obj)_(\d+)/, (_, number: string) => `argument ${Number(number) + 1}`)
    .replace(/^__driver_more_/, "the caller's object ")
    .replace(/^__driver_/, "the caller's ");
  return `${named.replace(/^_/, '')} is ${value}`;
};

const INPUTS: Readonly<Record<StandardInput, string>> = {
  text: 'text on standard input',
  terminal: 'a terminal on standard input',
};

/** What can be tried on top of a run: other values of what it read, the best guesses first, later reads before earlier ones. */
export const candidates = (
  { how, played }: Kept,
  { image, inputs, environment }: Program,
  constants: readonly number[],
): readonly Scenario[] => {
  const byLabel = new Map(inputs.list.map((input) => [input.label, input]));
  const read = played.read.flatMap((label) => byLabel.get(label) ?? []).toReversed();
  const valuesOf = ({ values, open }: Input): readonly Value[] => (open ? [...values, ...constants] : values);
  const longest = Math.max(0, ...read.map((input) => valuesOf(input).length));
  const found: Scenario[] = [];
  if (environment.length > 0 && how.environment !== true)
    found.push({ ...how, name: `${how.name}, ${environment.join(' and ')} set`, environment: true });
  for (const one of played.wanted)
    if (how.input === undefined) found.push({ ...how, name: `${how.name}, ${INPUTS[one]}`, input: one });
  for (let rank = 0; rank < longest; rank++)
    for (const input of read) {
      const value = valuesOf(input)[rank];
      if (value === undefined || isNow(image, inputs, input, how.values.get(input.label), value)) continue;
      const said = say(input.label, value);
      found.push({ ...how, name: `${how.name}, ${said}`, values: new Map([...how.values, [input.label, value]]) });
    }
  if (how.failure === undefined) found.push({ ...how, name: `${how.name}, vfork fails`, failure: 'EAGAIN' });
  return found;
};
