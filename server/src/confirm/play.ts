/**
 * One run of a program on one system: with or without programs to exec, with chosen values of its inputs, with forks that fail.
 * Tells which of the asked lines the vfork child ran, the evidence in memory and kernel, and what the run looked like; and for
 * the search, which inputs were read and which code was run.
 */
import type { Image } from '@vfork-lint/emulator/asm';
import { Kernel, type Personality, type Process, programOf, type RunResult } from '@vfork-lint/emulator/kernel';
import { CODE, type Watch } from '@vfork-lint/emulator/machine';
import { BINARY_NAMES, binary } from '@vfork-lint/emulator/toolchain';
import { type Evidence, evidenceOf, type Outward, Recorder, type Recording, spinOf } from '@vfork-lint/emulator/trace';
import { type Inputs, type Value, withValues } from './inputs.ts';
import { NOTHING } from './scene.ts';
import { type InputKind, kernelInput, type StandardInput, wantedInput } from './standard-input.ts';

/** The choices of one run. */
export interface Scenario {
  readonly name: string;
  /** Whether /bin holds programs; without, every exec fails. */
  readonly programs: boolean;
  /** Values of inputs by label; the others are as compiled. */
  readonly values: ReadonlyMap<string, Value>;
  /** Whether the first vfork fails, and how. */
  readonly failure: 'EAGAIN' | 'ENOMEM' | undefined;
  /** Whether the variables are set that the program looks for in its environment. */
  readonly environment?: boolean;
  /** Whether main is called from the scene that other functions are called from. */
  readonly crowded?: boolean;
  /** Whether the program is that of the function's file, from its main on. */
  readonly main?: boolean;
  /** Whether it is process 1, which nobody started; else a shell did. */
  readonly init?: boolean;
  /** What standard input gives; without, its end. */
  readonly input?: StandardInput;
}

/** A step of a child: a line of the subject's file, or a call of a function that nobody has, made on a line. */
export interface Mark {
  readonly pid: number;
  readonly what: number | string;
  readonly line: number;
}

/** What a run showed. */
export interface Played {
  readonly evidence: readonly Evidence[];
  /** The asked lines that a child ran, in order, each with the processes that ran it. */
  readonly reached: ReadonlyMap<number, ReadonlySet<number>>;
  /** The asked lines that anybody ran. */
  readonly ran: ReadonlySet<number>;
  /** Those that the process ran that the run began with, as itself and no child. */
  readonly byParent: ReadonlySet<number>;
  /** The calls of functions that nobody has by that process, see `callOn`. */
  readonly callsByParent: ReadonlySet<string>;
  /** The way of each child through the asked lines, each where it first ran it, and through the functions that are stubs. */
  readonly trail: readonly Mark[];
  /** Whether a vfork child went on in the caller of the function. */
  readonly left: boolean;
  readonly outward: Outward;
  readonly result: RunResult;
  readonly recording: Recording;
  /** The process that the run began with. */
  readonly first: number;
  /** Labels of the inputs that were read, and of the places asked for those that were run. */
  readonly read: readonly string[];
  readonly covered: readonly number[];
  /** What the program looked for on its standard input. */
  readonly wanted: readonly InputKind[];
  /** Whether the file's own code asked for a process number. */
  readonly asksPid: boolean;
  /** Whether it ended because nobody types any more: that is no deadlock of its making. */
  readonly untyped: boolean;
  readonly instructions: number;
}

/** A call of a function that nobody has, by the line that it is made on. */
export const callOn = (symbol: string, line: number): string => `${symbol}:${line}`;

/** What the search asks for: places in the text, by offset. */
export interface Look {
  readonly leaders: readonly number[];
}

/** A program that can be run. `asks` are the entries of its stubs, in its text. */
export interface Program {
  readonly image: Image;
  readonly inputs: Inputs;
  readonly asks: readonly { readonly symbol: string; readonly at: number }[];
  /** Names that it looks for in its environment. */
  readonly environment: readonly string[];
  /** Lines that can be typed to it. */
  readonly lines: readonly string[];
}

/** What is being watched: a line, an input, or a stub. */
interface Watched {
  readonly line?: number;
  readonly label?: string;
  readonly symbol?: string;
  readonly null?: 'read' | 'write' | 'execute';
}

const keyOf = ({ line, label, symbol, null: access }: Watched): string => `${line ?? label ?? symbol ?? access}`;

/** One machine for all runs: making it new is quicker than a new one. Runs never overlap. */
let hardware: Kernel['cpu'] | undefined;

const BUDGETS = { instructions: 120_000, processes: 24, output: 20_000 };
/** Records of one run; a run with more does the same again and again, and is ended. */
const RECORDS = 1500;
/** Instructions after which it is looked whether there are too many. */
const SLICE = 16_000;
/** What is kept of the instructions to see whether a child goes in circles. */
const LAST = 8000;
/** Stops at watched places; a loop over one is not counted for ever. */
const MOST_HITS = 2000;
/** Times that a line or a stub is stopped at; then it is known who runs it. */
const MOST_STOPS = 12;
const NAME = '/home/site';
const ENVIRONMENT = ['PATH=/bin', 'HOME=/home', 'USER=root', 'SHELL=/bin/sh', 'TERM=dumb'];
const USUAL = /^(?:PATH|HOME|USER|SHELL|TERM)$/;

/** Addresses in the text where the code of a line begins. */
const addressesOf = ({ debug, text }: Image, path: string, line: number): readonly number[] => {
  const known = lineTables.get(text);
  if (known !== undefined) return known.get(line) ?? [];
  const lines = new Map<number, number[]>();
  const file = debug.files.indexOf(path);
  for (const entry of debug.lines)
    if (entry.file === file) lines.set(entry.line, [...(lines.get(entry.line) ?? []), entry.at]);
  lineTables.set(text, lines);
  return lines.get(line) ?? [];
};

/** The entries of the subject's file by line, by the text of the program, which is made of one subject. */
const lineTables = new WeakMap<Uint8Array, ReadonlyMap<number, readonly number[]>>();

/** Whether these functions are those of the program, and the one that made the child is none of them. */
const isOutside = (stack: readonly { readonly function: string | undefined }[], owner: string): boolean => {
  const names = stack.map((frame) => frame.function);
  return names.includes('__driver_main') && !names.includes(owner);
};

const isChild = (process: Process, first: Process): boolean =>
  process.vforkChild || process.selfLoan !== undefined || process !== first;

/** Whether the run's values tie a structure to itself: a list that goes round in circles is not of the program's making. */
const isRound = ({ values }: Scenario, { list, addresses }: Inputs, { data }: Image): boolean =>
  [...values].some(([label, value]) => {
    const at = list.find((input) => input.label === label)?.at ?? -1;
    if (!label.includes('.') || typeof value !== 'string' || !value.startsWith('struct ')) return false;
    return addresses.get(value) !== ((data[at] ?? 0) | ((data[at + 1] ?? 0) << 8));
  });

/** Runs the program once. `lines` are lines of the subject's file to look for; `owner` is the function that makes the child. */
export const play = (
  { image, inputs, asks, environment, lines: typed }: Program,
  { path, owner }: { readonly path: string; readonly owner: string },
  lines: readonly number[],
  personality: Personality,
  scenario: Scenario,
  seed: number,
  look?: Look,
): Played => {
  const recorder = new Recorder(RECORDS);
  const said = { stdout: '', stderr: '', terminal: '' };
  const kernel = new Kernel({
    personality,
    seed,
    under: scenario.init === true ? 'nobody' : 'shell',
    ...kernelInput(scenario.input, typed),
    budgets: BUDGETS,
    ...recorder.options,
    ...(hardware === undefined ? {} : { cpu: hardware }),
    failures: scenario.failure === undefined ? [] : [{ call: 'vfork', errno: scenario.failure, from: 1, count: 1 }],
    output: (stream, bytes) => {
      said[stream] += String.fromCharCode(...bytes);
    },
  });
  hardware = kernel.cpu;
  recorder.attach(kernel);
  const { machine } = kernel.world;
  if (scenario.programs)
    for (const name of BINARY_NAMES)
      kernel.world.fs.installLater(`/bin/${name}`, () => binary(name) ?? new Uint8Array(0), 0o755);
  kernel.start(
    programOf(NAME, withValues(image, inputs, scenario.values, scenario.crowded === true)),
    ['site'],
    [
      ...ENVIRONMENT,
      ...(scenario.environment === true
        ? environment.filter((one) => !USUAL.test(one)).map((one) => `${one}=/bin/true`)
        : []),
    ],
  );
  const { first } = kernel;
  const [text, data] = [first.space.text.base * 16, first.space.data.base * 16];
  /** What is watched, by each of its addresses, and by what it stands for. */
  const watched = new Map<number, Watched>();
  const watches = new Map<string, Watch[]>();
  const watch = (one: Watch, what: Watched): void => {
    if (watched.has(one.address) && what.null === undefined) return;
    for (let i = 0; i < one.length; i++) if (!watched.has(one.address + i)) watched.set(one.address + i, what);
    const known = watches.get(keyOf(what));
    if (known === undefined) watches.set(keyOf(what), [one]);
    else known.push(one);
    machine.watch(one);
  };
  for (const line of new Set(lines))
    for (const at of addressesOf(image, path, line))
      watch({ access: 'execute', address: text + at, length: 1 }, { line });
  // Where a null pointer leads there is nothing, neither data nor a function: what runs on from there is not the program.
  const nothing = image.symbols.find(({ name }) => name === NOTHING.symbol)?.value;
  if (nothing !== undefined)
    for (const access of ['read', 'write'] as const)
      watch({ access, address: data + nothing, length: NOTHING.size }, { null: access });
  watch({ access: 'execute', address: text, length: 1 }, { null: 'execute' });
  for (const { symbol, at } of asks) watch({ access: 'execute', address: text + at, length: 1 }, { symbol });
  if (look !== undefined)
    for (const { at, size, label } of inputs.list)
      watch({ access: 'read', address: data + at, length: size }, { label });
  /** Stops looking for something. */
  const unwatch = (key: string): void => {
    for (const one of watches.get(key) ?? []) machine.unwatch(one);
    watches.delete(key);
  };
  const unwatchAll = (): void => {
    for (const key of [...watches.keys()]) unwatch(key);
  };
  const reached = new Map<number, Set<number>>();
  const [ran, byParent] = [new Set<number>(), new Set<number>()];
  const callsByParent = new Set<string>();
  /** The line that each process is on. */
  const on = new Map<number, number>();
  const trail: Mark[] = [];
  const stops = new Map<string, number>();
  const read: string[] = [];
  /** Watched addresses that were run: those are not kept as decoded code. */
  const hitAt = new Set<number>();
  let spin: Evidence | undefined;
  let begun = false;
  const left = (): number => BUDGETS.instructions - LAST - kernel.world.meter.spent.instructions;
  const next = (): RunResult => kernel.run(Math.max(1, Math.min(SLICE, left())));
  let result = next();
  for (let hits = 0; result.kind === 'paused'; hits++) {
    if (recorder.full) {
      unwatchAll();
      if (!isRound(scenario, inputs, image)) spin = spinOf(kernel, recorder);
      result = { kind: 'budget', budget: 'instructions', waiting: [] };
      break;
    }
    if (result.hit === undefined && left() > 0) {
      result = next();
      continue;
    }
    if (result.hit === undefined || hits > MOST_HITS) {
      unwatchAll();
      if (result.hit === undefined && !isRound(scenario, inputs, image)) spin = spinOf(kernel, recorder);
      result = kernel.run();
      continue;
    }
    const { hit } = result;
    const process = kernel.world.processes.get(result.pid);
    const what = watched.get(hit.address);
    if (what?.null !== undefined && process?.program.path === NAME) {
      // The program begins once by itself.
      if (what.null !== 'execute' || begun) {
        result = { kind: 'budget', budget: 'instructions', waiting: [] };
        break;
      }
      begun = true;
    } else if (what?.label !== undefined && !read.includes(what.label)) {
      read.push(what.label);
      unwatch(keyOf(what));
    } else if (what !== undefined && what.label === undefined && process?.program.path === NAME) {
      const key = keyOf(what);
      const count = (stops.get(key) ?? 0) + 1;
      stops.set(key, count);
      if (count >= MOST_STOPS) unwatch(key);
      const child = isChild(process, first);
      if (what.symbol !== undefined) {
        const line = on.get(process.pid) ?? 0;
        if (child) trail.push({ pid: process.pid, what: what.symbol, line });
        else callsByParent.add(callOn(what.symbol, line));
      } else if (what.line !== undefined) {
        ran.add(what.line);
        on.set(process.pid, what.line);
        hitAt.add(hit.address);
        if (child) {
          const by = reached.get(what.line) ?? new Set();
          if (!by.has(process.pid)) trail.push({ pid: process.pid, what: what.line, line: what.line });
          reached.set(what.line, by.add(process.pid));
        } else byParent.add(what.line);
      }
    }
    result = next();
  }
  const { recording } = recorder;
  const untyped = scenario.input?.kind === 'terminal' && result.kind === 'deadlock';
  const evidence = evidenceOf(recording, result).filter(({ kind }) => !untyped || kind !== 'deadlock');
  return {
    evidence: [...evidence, ...(spin === undefined ? [] : [spin])],
    left: recording.events.some(({ vforkChild, stack }) => vforkChild && isOutside(stack, owner)),
    reached,
    ran,
    byParent,
    callsByParent,
    trail,
    result,
    recording,
    first: first.pid,
    outward: { stdout: said.stdout, stderr: said.stderr, result, files: new Map() },
    read,
    wanted: wantedInput(recording, NAME),
    asksPid: recording.events.some(
      ({ event: { what }, stack }) =>
        what.kind === 'call' && what.name === 'getpid' && stack.some(({ file }) => file === path),
    ),
    untyped,
    instructions: kernel.world.meter.spent.instructions,
    covered: look?.leaders.filter((at) => hitAt.has(text + at) || ((machine.map[text + at] ?? 0) & CODE) !== 0) ?? [],
  };
};
