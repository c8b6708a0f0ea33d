/**
 * One run of a program on one system: with or without programs to exec, with chosen answers of the stubs, with forks that fail.
 * Tells which of the asked lines the vfork child ran, the evidence in memory and kernel, and what the run looked like.
 */
import type { Image } from '@vfork-lint/emulator/asm';
import { Kernel, type Personality, programOf, type RunResult } from '@vfork-lint/emulator/kernel';
import { BINARY_NAMES, binary } from '@vfork-lint/emulator/toolchain';
import { type Evidence, evidenceOf, type Outward, Recorder, type Recording } from '@vfork-lint/emulator/trace';

/** The choices of one run. */
export interface Scenario {
  readonly name: string;
  /** Whether /bin holds programs; without, every exec fails. */
  readonly programs: boolean;
  /** What all stubs answer. */
  readonly answer: number;
  /** Whether the first vfork or fork fails, and how. */
  readonly failure: 'EAGAIN' | 'ENOMEM' | undefined;
}

/** What a run showed. `reached` are the asked lines that a child ran, `ran` those that anybody ran. */
export interface Played {
  readonly evidence: readonly Evidence[];
  readonly reached: ReadonlySet<number>;
  readonly ran: ReadonlySet<number>;
  /** Whether a vfork child went on in the caller of the function. */
  readonly left: boolean;
  readonly outward: Outward;
  readonly result: RunResult;
  readonly recording: Recording;
  /** The process that the run began with. */
  readonly first: number;
}

/** One machine for all runs: making it new is quicker than a new one. Runs never overlap. */
let hardware: Kernel['cpu'] | undefined;

const BUDGETS = { instructions: 400_000, processes: 24, output: 20_000 };
/** Stops at watched lines; a loop over one is not counted for ever. */
const MOST_HITS = 400;

const patched = (image: Image, choices: readonly number[], answer: number): Image => {
  if (answer === 0 || choices.length === 0) return image;
  const data = image.data.slice();
  for (const at of choices) {
    data[at] = answer & 0xff;
    data[at + 1] = (answer >> 8) & 0xff;
  }
  return { ...image, data };
};

/** Addresses in the text where the code of a line begins. */
const addressesOf = ({ debug }: Image, path: string, line: number): readonly number[] => {
  const file = debug.files.indexOf(path);
  return debug.lines.filter((entry) => entry.file === file && entry.line === line).map(({ at }) => at);
};

/** Whether these functions are those of the program, and the one that made the child is none of them. */
const isOutside = (stack: readonly { readonly function: string | undefined }[], owner: string): boolean => {
  const names = stack.map((frame) => frame.function?.replace(/^_/, ''));
  return names.includes('main') && !names.includes(owner);
};

/** Runs the program once. `lines` are lines of `path` to look for; `owner` is the function that makes the child. */
export const play = (
  { image, choices }: { readonly image: Image; readonly choices: readonly number[] },
  { path, owner }: { readonly path: string; readonly owner: string },
  lines: readonly number[],
  personality: Personality,
  scenario: Scenario,
  seed: number,
): Played => {
  const recorder = new Recorder();
  const said = { stdout: '', stderr: '', terminal: '' };
  const kernel = new Kernel({
    personality,
    seed,
    budgets: BUDGETS,
    ...recorder.options,
    ...(hardware === undefined ? {} : { cpu: hardware }),
    failures: scenario.failure === undefined ? [] : [{ call: 'both', errno: scenario.failure, from: 1, count: 1 }],
    output: (stream, bytes) => {
      said[stream] += String.fromCharCode(...bytes);
    },
  });
  hardware = kernel.cpu;
  recorder.attach(kernel);
  if (scenario.programs)
    for (const name of BINARY_NAMES)
      kernel.world.fs.installLater(`/bin/${name}`, () => binary(name) ?? new Uint8Array(0), 0o755);
  const name = '/home/site';
  kernel.start(
    programOf(name, patched(image, choices, scenario.answer)),
    ['site', scenario.programs ? '/bin/true' : '/no/program', 'a'],
    ['PATH=/bin', 'HOME=/home'],
  );
  const watched = new Map<number, number>();
  const [first] = kernel.world.processes.values();
  const base = (first?.space.text.base ?? 0) * 16;
  for (const line of new Set(lines))
    for (const at of addressesOf(image, path, line)) {
      if (watched.has(base + at)) continue;
      watched.set(base + at, line);
      kernel.world.machine.watch({ access: 'execute', address: base + at, length: 1 });
    }
  /** Stops looking for the lines that `over` accepts. */
  const unwatch = (over: (line: number) => boolean): void => {
    for (const [address, line] of watched)
      if (over(line)) {
        watched.delete(address);
        kernel.world.machine.unwatch({ access: 'execute', address, length: 1 });
      }
  };
  const reached = new Set<number>();
  const ran = new Set<number>();
  let result = kernel.run();
  for (let hits = 0; result.kind === 'paused' && hits < MOST_HITS; hits++) {
    const line = watched.get(result.hit?.address ?? -1);
    const process = kernel.world.processes.get(result.pid);
    if (line !== undefined && process?.program.path === name) {
      ran.add(line);
      if (process.vforkChild || process.selfLoan !== undefined || process.pid !== first?.pid) {
        reached.add(line);
        unwatch((other) => other === line);
      }
    }
    result = kernel.run();
  }
  if (result.kind === 'paused') {
    unwatch(() => true);
    result = kernel.run();
  }
  const { recording } = recorder;
  return {
    evidence: evidenceOf(recording, result),
    left: recording.events.some(({ vforkChild, stack }) => vforkChild && isOutside(stack, owner)),
    reached,
    ran,
    result,
    recording,
    first: first?.pid ?? 1,
    outward: { stdout: said.stdout, stderr: said.stderr, result, files: new Map() },
  };
};
