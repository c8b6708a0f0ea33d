/**
 * Functions of other files of the project, compiled to stand in for stubs: what the child really calls, where the project has it.
 * Each is cut out of its own file with what it needs there; one that does not compile whole stays a stub. Runs nothing.
 */
import type { ObjectFile } from '@vfork-lint/emulator/asm';
import type { RegisterMode } from '@vfork-lint/emulator/cc';
import { type Cut, cutOut } from './cut.ts';
import { compileRepaired, tokensOfText } from './repair.ts';

/** A function of another file, compiled, with the cut that it was made of. */
export interface Helper {
  readonly name: string;
  readonly cut: Cut;
  readonly object: ObjectFile;
  readonly externals: ReturnType<typeof compileRepaired>['externals'];
}

/** Helpers of one program, those of helpers included. */
const MOST = 12;

/** Whether the project has a function of this name in another file. */
export const hasElsewhere = (name: string, { project, subject }: Cut): boolean =>
  (project.neighbours?.definitions?.(name, subject.path).length ?? 0) > 0;

/** The function of this name cut out of each of the first files of the project that have it. */
export const cutsElsewhere = (name: string, { project, subject: { path }, unit: { assumed } }: Cut): readonly Cut[] => {
  const { reader, includePaths, neighbours } = project;
  if (neighbours === undefined) return [];
  // What was assumed of the configuration for the one holds for the other.
  const around = { ...neighbours, defines: `${neighbours.defines}\n${assumed.join('\n')}\n` };
  return (neighbours.definitions?.(name, path) ?? [])
    .slice(0, 3)
    .map((place) => cutOut({ ...place, owner: name }, reader, includePaths, around));
};

/** The function of this name compiled out of its file; undefined where there is none, or it cannot be had as it is. */
const compiled = (name: string, from: Cut, registers: RegisterMode): Helper | undefined => {
  const cuts = cutsElsewhere(name, from).filter(
    ({ unit, definition }) => unit.reached && definition?.gives.includes(name) === true,
  );
  // Of several the one that the configuration has by itself.
  const [cut] = cuts.toSorted((a, b) => a.unit.assumed.length - b.unit.assumed.length);
  if (cut?.definition === undefined) return undefined;
  const { slice, definition, subject } = cut;
  const none = tokensOfText('<none>', '');
  const { object, repaired, externals } = compileRepaired(
    subject.path,
    slice.declarations,
    definition,
    none,
    [none],
    registers,
  );
  return object === undefined || repaired.omitted.length > 0 ? undefined : { name, cut, object, externals };
};

/** What defines a symbol for others. */
export const givenBy = ({ symbols }: ObjectFile): readonly string[] =>
  symbols.flatMap(({ name, section, binding }) =>
    section !== 'undefined' && section !== 'common' && binding === 'global' ? [name] : [],
  );

/** An object that keeps to itself what others have already. */
const without = (object: ObjectFile, taken: ReadonlySet<string>): ObjectFile => ({
  ...object,
  symbols: object.symbols.map((symbol) =>
    symbol.section !== 'undefined' && symbol.section !== 'common' && taken.has(symbol.name)
      ? { ...symbol, binding: 'local' as const }
      : symbol,
  ),
});

/** The helpers for the functions `names`, and for what they call in their turn as `missing` tells; and the names of all these. */
export const helpersFor = (
  names: readonly string[],
  main: ObjectFile,
  cut: Cut,
  registers: RegisterMode,
  missing: (helper: Helper) => readonly string[],
): { readonly helpers: readonly Helper[]; readonly asked: readonly string[] } => {
  const helpers: Helper[] = [];
  const taken = new Set(givenBy(main));
  const asked = new Set<string>();
  for (const queue = [...names]; queue.length > 0 && helpers.length < MOST; ) {
    const name = queue.shift() ?? '';
    if (asked.has(name) || taken.has(`_${name}`)) continue;
    asked.add(name);
    const helper = compiled(name, cut, registers);
    if (helper === undefined) continue;
    const object = without(helper.object, taken);
    for (const given of givenBy(object)) taken.add(given);
    helpers.push({ ...helper, object });
    queue.push(...missing(helper));
  }
  return { helpers, asked: [...asked] };
};
