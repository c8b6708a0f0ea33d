/**
 * A run told in order, as data: what the parent did until it called vfork, what the child did in its memory, what the parent did
 * and found after, and the stack before and after. Lines are those of the user's file; what happens elsewhere has none. No
 * judgement: that is verdict.ts.
 */
import { type RunResult, tellResult } from '@vfork-lint/emulator/kernel';
import type { ChangedVariable, Frame, LoanRecord, Recorded, Recording, Slot } from '@vfork-lint/emulator/trace';
import { PRINTED } from './scene.ts';

/**
 * Something that a process did. `times` counts what it did again and again on one line; without a line `where` says whose code it
 * was: that of the caller, or of another program.
 */
export interface Step {
  readonly who: 'parent' | 'child';
  readonly line: number | undefined;
  readonly where: string;
  readonly text: string;
  readonly times: number;
}

/** A place of the stack with the user's lines that a return address leads to. `read`: the parent then used what the child left there. */
export type StackSlot = Omit<Slot, 'leads'> & {
  readonly read: boolean;
  readonly leads: { readonly before: string; readonly after: string | undefined } | undefined;
};

/** What a run began with: a generated caller and its scene, the program's own main with nothing before it, or that main in the scene. */
export type Began = 'caller' | 'main' | 'main in the scene';

/** One run. `childGone` is false where the parent went on beside a child that still ran in its memory. */
export interface Tale {
  readonly scenario: string;
  readonly began: Began;
  readonly before: readonly Step[];
  readonly child: readonly Step[];
  readonly after: readonly Step[];
  /** How the run ended, in words. */
  readonly end: string;
  /** What it printed, buffered or not. */
  readonly output: string;
  readonly slots: readonly StackSlot[];
  readonly variables: readonly ChangedVariable[];
  /** Whether memory was shared at all, and whether the parent ever went on. */
  readonly shared: boolean;
  readonly resumed: boolean;
  readonly childGone: boolean;
}

/** Steps of one part that are told. */
const MOST = 14;
const QUIET = /^(?:brk|sbrk|getpid)\b/;

/** Where the parent read, after it went on, what the child had left. */
const readAfter = ({ reads }: Recording, loan: LoanRecord | undefined): ReadonlySet<number> =>
  new Set(reads.flatMap(({ at, offset, write }) => (write !== undefined && at >= (loan?.to ?? 0) ? [offset] : [])));

interface Moment {
  readonly at: number;
  readonly where: string;
  readonly who: Step['who'];
  readonly line: number | undefined;
  readonly text: string;
}

/** What a tale is told of. `first` is the process that the run began with, `program` the path of its program. */
export interface ToldRun {
  readonly scenario: string;
  readonly began: Began;
  readonly result: RunResult;
  readonly output: string;
  readonly first: number;
}

/** Tells the run of a program about the file at `path` with this text. */
export const taleOf = (
  recording: Recording,
  { path, text }: { readonly path: string; readonly text: string },
  run: ToldRun,
): Tale => {
  const program = recording.events[0]?.event.program;
  const lineOf = (stack: readonly Frame[]): number | undefined => stack.find(({ file }) => file === path)?.line;
  const loan = loanToTell(recording.loans);
  const born = recording.events.find(({ event }) => event.what.kind === 'fork');
  const [from, to] = [loan?.from ?? born?.event.at ?? Number.POSITIVE_INFINITY, loan?.to ?? Number.POSITIVE_INFINITY];
  const moments = [
    ...recording.events.flatMap((one) => ofEvent(one, run.first, program, lineOf)),
    ...recording.writes.flatMap(({ at, area, offset, variable, stack }): Moment[] => {
      const line = lineOf(stack);
      const what = nameOf(area, offset, variable, loan);
      // What the library writes is told only where it is the user's: strcpy into a local, not the buffers of stdio.
      const own = line === stack[0]?.line || (area === 'frame' && what !== WHERE.frame);
      return line === undefined || !own ? [] : [{ at, who: 'child', line, where: '', text: `writes ${what}` }];
    }),
    ...recording.reads.flatMap(({ at, area, offset, variable, stack, write }): Moment[] => {
      const line = lineOf(stack);
      if (line === undefined || write === undefined || area === 'free-stack') return [];
      const what = nameOf(area, offset, variable, loan);
      const by = lineOf(write.stack);
      const told = `reads ${what}, which the child wrote${by === undefined ? '' : ` at line ${by}`}`;
      return [{ at, who: 'parent', line, where: '', text: told }];
    }),
  ].toSorted((a, b) => a.at - b.at);
  return {
    scenario: run.scenario,
    began: run.began,
    before: stepsOf(
      moments.filter(({ at, who }) => at <= from && who === 'parent'),
      'last',
    ),
    child: stepsOf(
      moments.filter(({ who }) => who === 'child'),
      'first',
    ),
    after: stepsOf(
      moments.filter(({ at, who }) => at >= (loan === undefined ? from : to) && who === 'parent'),
      'first',
    ),
    end: endOf(run.result),
    output: run.output,
    slots: (loan?.slots ?? []).map((slot) => withPlaces(slot, path, readAfter(recording, loan))),
    variables: (loan?.variables ?? []).flatMap((one) => {
      // Variables of the library and of the scene are not the user's.
      const known = one.name.startsWith('__driver_') || new RegExp(`\\b${one.name}\\b`).test(text);
      return known ? [{ ...one, name: plainName(one.name) }] : [];
    }),
    shared: loan !== undefined,
    resumed: loan === undefined || loan.to !== undefined,
    childGone: loan === undefined || loan.childGone,
  };
};

type Area = Recording['writes'][number]['area'];

const WHERE: Readonly<Record<Area, string>> = {
  data: 'static memory',
  heap: 'the heap',
  frame: 'a place in the frame of the parent',
  'free-stack': 'free stack',
};

/** What a name of the generated caller means to the user: the objects that it made for arguments to point to. */
/** What the function of a frame is called: the generated caller stands for main. */
const plainFunction = (name: string | undefined): string | undefined => (name === '__driver_main' ? 'main' : name);

const plainName = (name: string): string => (name.startsWith('__driver_') ? 'what an argument points to' : `'${name}'`);

/** What the caller prints, at the start of a text or of what it quotes at its end, and whether there is more behind it. */
const CALLERS = new RegExp(`(?:^|: ")${PRINTED.trimEnd()}(?:\\n|\\\\n)(.*?)"?$`, 's');

/** Whose a text is that begins with what the caller printed, in words behind it. */
const whose = (text: string): string => {
  const more = CALLERS.exec(text)?.[1];
  const caller = "the caller's: it stands for what the program printed before this call";
  return more === undefined ? '' : ` (${more === '' ? '' : 'the first line is '}${caller})`;
};

/** A text about a run with the names of the generated caller told plainly. */
export const plainText = (text: string): string =>
  `${text}${whose(text)}`
    .replaceAll(
      /'(?:__scene_\w+|when_leaving)', which the parent had registered/g,
      "an exit handler of its parent (the caller's: it stands for those that the program registered)",
    )
    .replaceAll(/'__driver_\w+'/g, (quoted) => plainName(quoted.slice(1, -1)));

/** How a place is called: by its variable where tables tell. */
const nameOf = (area: Area, offset: number, variable: string | undefined, loan: LoanRecord | undefined): string => {
  if (variable !== undefined) return plainName(variable);
  const slot = loan?.slots.find(({ offset: at, before }) => at <= offset && offset < at + before.length);
  if (area !== 'frame' || slot === undefined) return WHERE[area];
  if (slot.name !== undefined) return plainName(slot.name);
  return slot.kind === 'return' ? `the return address of '${slot.function}'` : WHERE[area];
};

/** The first loan in which something was left behind, else the first. */
const loanToTell = (loans: readonly LoanRecord[]): LoanRecord | undefined =>
  loans.find(({ slots, variables }) => variables.length > 0 || slots.some(isChanged)) ?? loans[0];

/** Whether bytes of a place differ when the parent goes on. */
export const isChanged = ({ before, after }: Pick<Slot, 'before' | 'after'>): boolean =>
  after?.some((byte, i) => byte !== before[i]) ?? false;

const ofEvent = (
  { event, stack, vforkChild, borrowed }: Recorded,
  first: number,
  program: string | undefined,
  lineOf: (stack: readonly Frame[]) => number | undefined,
): readonly Moment[] => {
  const { what, at, pid } = event;
  const makes = what.kind === 'fork' && what.child === pid;
  const who = (vforkChild && !makes) || pid !== first ? 'child' : 'parent';
  const line = lineOf(stack);
  const where = line !== undefined ? '' : event.program === program ? 'caller' : event.program.replace(/^.*\//, '');
  const moment = (text: string): readonly Moment[] => [{ at, who, line, where, text }];
  switch (what.kind) {
    case 'call': {
      if (QUIET.test(what.name) || (line === undefined && who === 'parent')) return [];
      const { result } = what;
      if (result.kind === 'block') return [];
      if (/^v?fork|^write$/.test(what.name)) return [];
      return moment(`${what.text} = ${result.kind === 'return' ? result.value : result.errno}`);
    }
    case 'fork':
      return moment(`calls ${what.how}${what.shared ? ': the child runs in the same memory, on the same stack' : ''}`);
    case 'write': {
      if (line === undefined && who === 'parent') return [];
      const from = borrowed > 0 && who === 'child' ? ', which its parent had put into the buffer' : '';
      return moment(`writes ${JSON.stringify(what.text)} to descriptor ${what.fd}${from}${whose(what.text)}`);
    }
    case 'exec':
      return moment(`becomes ${what.path}`);
    case 'end':
      return who === 'child' ? moment(`ends${outcomeOf(what.outcome)}`) : [];
    case 'signal-handled':
      return moment(`runs the handler of signal ${what.signal}`);
    case 'crash':
      return moment(`crashes: ${what.why}`);
    default:
      return [];
  }
};

const outcomeOf = (outcome: { readonly kind: string; readonly code?: number; readonly signal?: number }): string =>
  outcome.code === undefined ? `: ${outcome.kind} by signal ${outcome.signal ?? 0}` : ` with status ${outcome.code}`;

/** Steps out of moments, those that repeat on one line together; of many the first or the last. */
const stepsOf = (moments: readonly Moment[], keep: 'first' | 'last'): readonly Step[] => {
  const steps: (Omit<Step, 'times'> & { times: number })[] = [];
  for (const { who, line, where, text } of moments) {
    const last = steps.at(-1);
    if (last !== undefined && last.who === who && last.line === line && last.text === text) last.times++;
    else steps.push({ who, line, where, text, times: 1 });
  }
  return keep === 'first' ? steps.slice(0, MOST) : steps.slice(-MOST);
};

const endOf = (result: RunResult): string => {
  if (result.kind !== 'exited') return tellResult(result).join('; ');
  const { outcome, status } = result;
  return outcome.kind === 'exited'
    ? `the program ended with status ${status}`
    : `the program was ended by signal ${status - 128}`;
};

const withPlaces = ({ leads, ...rest }: Slot, path: string, reads: ReadonlySet<number>): StackSlot => {
  const slot = { ...rest, function: plainFunction(rest.function) };
  const read = slot.before.some((_, i) => reads.has(slot.offset + i));
  const place = (frame: Frame | undefined): string => {
    if (frame === undefined) return 'no code';
    const owner = frame.function === 'nameless' ? 'program start' : (plainFunction(frame.function) ?? 'code');
    return frame.file === path && frame.line !== undefined ? `${owner}, line ${frame.line}` : owner;
  };
  if (leads === undefined) return { ...slot, read, leads: undefined };
  return { ...slot, read, leads: { before: place(leads.before), after: slot.after && place(leads.after) } };
};
