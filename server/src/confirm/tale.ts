/**
 * A run told in order, as data: what the parent did until it called vfork, what the child did in its memory, what the parent did
 * and found after, and the stack before and after. Lines are those of the user's file; what happens elsewhere has none. No
 * judgement: that is verdict.ts.
 */
import { type RunResult, tellResult } from '@vfork-lint/emulator/kernel';
import type { ChangedVariable, Frame, LoanRecord, Recorded, Recording, Slot } from '@vfork-lint/emulator/trace';

/** Something that a process did. `times` counts what it did again and again on one line. */
export interface Step {
  readonly who: 'parent' | 'child';
  readonly line: number | undefined;
  readonly text: string;
  readonly times: number;
}

/** A place of the stack with the user's lines that a return address leads to. */
export type StackSlot = Omit<Slot, 'leads'> & {
  readonly leads: { readonly before: string; readonly after: string | undefined } | undefined;
};

/** One run. `childGone` is false where the parent went on beside a child that still ran in its memory. */
export interface Tale {
  readonly scenario: string;
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

interface Moment {
  readonly at: number;
  readonly who: Step['who'];
  readonly line: number | undefined;
  readonly text: string;
}

/** Tells the run of a program about the file at `path`. `first` is the process that the run began with. */
export const taleOf = (
  recording: Recording,
  path: string,
  run: { readonly scenario: string; readonly result: RunResult; readonly output: string; readonly first: number },
): Tale => {
  const lineOf = (stack: readonly Frame[]): number | undefined => stack.find(({ file }) => file === path)?.line;
  const loan = loanToTell(recording.loans);
  const born = recording.events.find(({ event }) => event.what.kind === 'fork');
  const [from, to] = [loan?.from ?? born?.event.at ?? Number.POSITIVE_INFINITY, loan?.to ?? Number.POSITIVE_INFINITY];
  const moments = [
    ...recording.events.flatMap((one) => ofEvent(one, run.first, lineOf)),
    ...recording.writes.flatMap(({ at, area, offset, variable, stack }): Moment[] => {
      const line = lineOf(stack);
      const what = nameOf(area, offset, variable, loan);
      return line === undefined || line !== stack[0]?.line ? [] : [{ at, who: 'child', line, text: `writes ${what}` }];
    }),
    ...recording.reads.flatMap(({ at, area, offset, variable, stack, write }): Moment[] => {
      const line = lineOf(stack);
      if (line === undefined || write === undefined || area === 'free-stack') return [];
      const what = nameOf(area, offset, variable, loan);
      const by = lineOf(write.stack);
      const text = `reads ${what}, which the child wrote${by === undefined ? '' : ` at line ${by}`}`;
      return [{ at, who: 'parent', line, text }];
    }),
  ].toSorted((a, b) => a.at - b.at);
  return {
    scenario: run.scenario,
    before: stepsOf(
      moments.filter(({ at, who }) => at < from && who === 'parent'),
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
    slots: (loan?.slots ?? []).map((slot) => withPlaces(slot, path)),
    variables: (loan?.variables ?? []).map((one) => ({ ...one, name: plainName(one.name) })),
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
const plainName = (name: string): string => {
  if (name.startsWith('__driver_')) return 'what an argument points to';
  return /^__?scene|^exits$|^signals$/.test(name) ? 'a variable of the generated caller' : `'${name}'`;
};

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
  { event, stack, vforkChild }: Recorded,
  first: number,
  lineOf: (stack: readonly Frame[]) => number | undefined,
): readonly Moment[] => {
  const { what, at, pid } = event;
  const who = vforkChild || pid !== first ? 'child' : 'parent';
  const line = lineOf(stack);
  const moment = (text: string): readonly Moment[] => [{ at, who, line, text }];
  switch (what.kind) {
    case 'call': {
      if (QUIET.test(what.name) || (line === undefined && who === 'parent')) return [];
      const { result } = what;
      if (result.kind === 'block') return [];
      if (/^v?fork/.test(what.name)) return [];
      return moment(`${what.text} = ${result.kind === 'return' ? result.value : result.errno}`);
    }
    case 'fork':
      return moment(`calls ${what.how}${what.shared ? ': the child runs in the same memory, on the same stack' : ''}`);
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
  const steps: { who: Step['who']; line: number | undefined; text: string; times: number }[] = [];
  for (const { who, line, text } of moments) {
    const last = steps.at(-1);
    if (last !== undefined && last.who === who && last.line === line && last.text === text) last.times++;
    else steps.push({ who, line, text, times: 1 });
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

const withPlaces = ({ leads, ...slot }: Slot, path: string): StackSlot => {
  const place = (frame: Frame | undefined): string => {
    if (frame === undefined) return 'no code';
    const owner = frame.function ?? 'code';
    return frame.file === path && frame.line !== undefined ? `${owner}, line ${frame.line}` : owner;
  };
  if (leads === undefined) return { ...slot, leads: undefined };
  return { ...slot, leads: { before: place(leads.before), after: slot.after && place(leads.after) } };
};
