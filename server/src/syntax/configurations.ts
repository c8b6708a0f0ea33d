/**
 * Which configurations to look a function through: all answers to its questions when these are few, else the likely ones
 * and, one at a time, the answers that change what its processes do. Every branch is taken in at least one of them.
 */
import type { Configuration } from './conditions.ts';

/** So many at most; each costs a parse and an analysis of the function. */
export const MAX_CONFIGURATIONS = 14;

/** What a build on a present system with vfork answers: it has what it is asked for, and it is no other system. */
const PRESENT = /^(?:_*HAVE_|HAS_|__linux|linux$|__GLIBC__|_GNU_SOURCE|_POSIX)/;
/** With these another way to start a process takes vfork's place, or there is none. */
const INSTEAD = /SPAWN|NO_?FORK|CYGWIN|WINDOWS|DARWIN|APPLE/i;

/** The answer that is right more often than not. */
export const likelyAnswer = (atom: string): boolean => PRESENT.test(atom) && !INSTEAD.test(atom);

/**
 * The configurations for some atoms, likeliest first; the first three already answer each atom in both ways. `weightOf` is above zero for an atom on which it depends whether and
 * how processes are made or end.
 */
export const configurationsFor = (
  atoms: readonly string[],
  weightOf: (atom: string) => number,
): readonly Configuration[] => {
  const likely = (flipped: (atom: string) => boolean): Configuration =>
    new Map(atoms.map((atom) => [atom, likelyAnswer(atom) !== flipped(atom)]));
  if (atoms.length <= 3) {
    const all = Array.from({ length: 1 << atoms.length }, (_, bits) =>
      likely((atom) => (bits >> atoms.indexOf(atom)) % 2 === 1),
    );
    return all;
  }
  const weights = new Map(atoms.map((atom) => [atom, weightOf(atom)]));
  const weighty = atoms
    .filter((atom) => (weights.get(atom) ?? 0) > 0)
    .toSorted((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
  const light = new Set(atoms.filter((atom) => !weighty.includes(atom)));
  const flips = weighty.map((atom) => likely((other) => other === atom));
  const list = [
    likely(() => false),
    likely((atom) => !light.has(atom)),
    likely((atom) => light.has(atom)),
    ...flips.slice(0, MAX_CONFIGURATIONS - 6),
    likely(() => true),
    new Map(atoms.map((atom) => [atom, false])),
    new Map(atoms.map((atom) => [atom, true])),
    ...flips.slice(MAX_CONFIGURATIONS - 6),
    ...[...light].map((atom) => likely((other) => other === atom)),
  ];
  return list.slice(0, MAX_CONFIGURATIONS);
};
