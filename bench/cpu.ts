/**
 * Instructions per second of the interpreter, of the same without the shadow, of the traced loop, and of npm's v86 with
 * its translator off, on the programs of `../shared/data/bench`: interleaved windows in one process, CPU time, after the
 * recordings of every opcode have run. Every engine must print the program's checksum.
 *
 * v86 gets no BIOS: its ROM is a few instructions that copy the program to 1000:0000 and jump there with the segments
 * and the stack of the programs' contract.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Cpu, MEETINGS, RecordingFile, runRecordings } from '@vfork-lint/emulator/cpu';
import type { Machine } from '@vfork-lint/emulator/machine';
import { build } from 'esbuild';
import { V86 } from 'v86';
import { type Bench, quantile } from './bench.ts';

const ROOT = join(import.meta.dirname, '..');
const PROGRAMS = [
  ['sieve', '076B'],
  ['memcpy', '3C61'],
  ['dhry', 'E4B9'],
] as const;
const SERIAL = 0x3f8;
/** CPU time of a window, in ms. */
const WINDOW = 250;

interface Emulator {
  readonly Cpu: typeof Cpu;
  readonly Machine: typeof Machine;
  readonly MEETINGS: typeof MEETINGS;
  readonly runRecordings: typeof runRecordings;
}

/** One run of a program. `window` goes on for about WINDOW ms and returns millions of instructions a second, or ends. */
interface Engine {
  readonly name: string;
  window(): Promise<number | undefined>;
  /** What the program sent to the serial port. */
  output(): string;
  close(): Promise<void>;
}

/** The emulator as a bundle; `shadow` false: without the stores that remember the writer. */
const bundle = async (folder: string, shadow: boolean): Promise<Emulator> => {
  const outfile = join(folder, shadow ? 'shadow.mjs' : 'bare.mjs');
  await build({
    stdin: {
      contents:
        "export { Cpu, MEETINGS, runRecordings } from './emulator/src/cpu/index.ts'; export { Machine } from './emulator/src/machine/index.ts';",
      resolveDir: ROOT,
    },
    bundle: true,
    format: 'esm',
    outfile,
    plugins: [
      {
        name: 'bare',
        setup: ({ onLoad }) => {
          if (shadow) return;
          onLoad({ filter: /hot-loop\.generated\.ts$/ }, ({ path }) => ({
            contents: readFileSync(path, 'utf8').replaceAll(/shadow\[a1?\] = tag;/g, ''),
            loader: 'ts',
          }));
        },
      },
    ],
  });
  return (await import(pathToFileURL(outfile).href)) as Emulator;
};

const ours = (name: string, { Cpu, Machine }: Emulator, program: Uint8Array, traced: boolean): Engine => {
  const machine = new Machine();
  const cpu = new Cpu(machine);
  let text = '';
  cpu.ports = {
    input: () => 0xff,
    output: (port, value) => {
      if (port === SERIAL) text += String.fromCharCode(value & 0xff);
    },
  };
  cpu.trace(traced);
  machine.write(0x10000, program, 1);
  cpu.load({ cs: 0x1000, ds: 0x1000, es: 0x1000, ss: 0x1000, sp: 0xfff0, ip: 0 });
  return {
    name,
    window: async () => {
      const start = process.cpuUsage();
      let executed = 0;
      for (;;) {
        const stop = cpu.run(1_000_000);
        executed += stop.executed;
        if (stop.kind !== 'budget') return undefined;
        const { user } = process.cpuUsage(start);
        if (user >= WINDOW * 1000) return executed / user;
      }
    },
    output: () => text,
    close: async () => {},
  };
};

/** A ROM of 64 KiB that puts the program at 1000:0000 and starts it. */
const rom = (program: Uint8Array): ArrayBuffer => {
  const bytes = new Uint8Array(0x10000);
  // CLI; MOV AX, F000; MOV DS, AX; MOV AX, 1000; MOV ES, AX; XOR SI, SI; XOR DI, DI; MOV CX, 4000; CLD; REP MOVSW;
  // MOV DS, AX; MOV SS, AX; MOV SP, FFF0; JMP 1000:0000
  const start = [
    ...[0xfa, 0xb8, 0x00, 0xf0, 0x8e, 0xd8, 0xb8, 0x00, 0x10, 0x8e, 0xc0, 0x31, 0xf6, 0x31, 0xff, 0xb9, 0x00, 0x40],
    ...[0xfc, 0xf3, 0xa5, 0x8e, 0xd8, 0x8e, 0xd0, 0xbc, 0xf0, 0xff, 0xea, 0x00, 0x00, 0x00, 0x10],
  ];
  bytes.set(program);
  bytes.set(start, 0xff00);
  bytes.set([0xea, 0x00, 0xff, 0x00, 0xf0], 0xfff0);
  return bytes.buffer;
};

const v86 = (program: Uint8Array): Engine => {
  let text = '';
  const emulator = new V86({
    wasm_path: join(ROOT, 'node_modules/v86/build/v86.wasm'),
    bios: { buffer: rom(program) },
    memory_size: 4 * 1024 * 1024,
    vga_memory_size: 1024 * 1024,
    autostart: false,
    disable_jit: true,
    disable_keyboard: true,
    disable_mouse: true,
    disable_speaker: true,
  });
  emulator.add_listener('serial0-output-byte', (byte: number) => {
    text += String.fromCharCode(byte);
  });
  const ready = new Promise<void>((resolve) => emulator.add_listener('emulator-ready', () => resolve()));
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  return {
    name: 'v86',
    window: async () => {
      await ready;
      if (text.includes('\n')) return undefined;
      const before = emulator.get_instruction_counter();
      const start = process.cpuUsage();
      await emulator.run();
      while (process.cpuUsage(start).user < WINDOW * 1000 && !text.includes('\n')) await wait(10);
      await emulator.stop();
      const { user } = process.cpuUsage(start);
      if (text.includes('\n')) return undefined;
      return ((emulator.get_instruction_counter() - before) >>> 0) / user;
    },
    output: () => text,
    close: () => emulator.destroy(),
  };
};

/** The folder of data beside the checkout, or beside the folder of worktrees. */
const data = (): string => {
  const found = ['../shared/data', '../../shared/data'].map((path) => join(ROOT, path)).find(existsSync);
  if (found === undefined) throw new Error('the programs to time are in ../shared/data/bench, which is not there');
  return found;
};

const run = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'vfork-lint-bench-'));
  try {
    cpSync(join(data(), 'bench'), join(folder, 'bench'), { recursive: true });
    execFileSync('chmod', ['-R', 'u+w', folder]);
    execFileSync('mkdir', ['-p', join(folder, 'out')]);
    execFileSync('bash', ['build.sh'], { cwd: join(folder, 'bench'), stdio: ['ignore', 'ignore', 'inherit'] });
    const emulators = { shadow: await bundle(folder, true), bare: await bundle(folder, false) };
    const recordings = JSON.parse(
      gunzipSync(readFileSync(join(data(), '8086-open.json.gz'))).toString('utf8'),
    ) as RecordingFile;
    for (const emulator of Object.values(emulators))
      for (const meeting of emulator.MEETINGS) {
        const { passed, total } = emulator.runRecordings(recordings, meeting, 1);
        console.log(`warmed by ${passed}/${total} recordings, ${meeting}`);
      }

    const names = ['ours', 'without shadow', 'traced', 'v86'];
    const logs = new Map(names.map((name) => [name, 0]));
    for (const [program, checksum] of PROGRAMS) {
      const image = readFileSync(join(folder, 'out', `${program}.bin`));
      const start = (name: string): Engine =>
        name === 'v86'
          ? v86(image)
          : ours(name, name === 'without shadow' ? emulators.bare : emulators.shadow, image, name === 'traced');
      const rates = await race(names, start, `S`, checksum);
      const line = names.map((name) => {
        const rate = quantile(rates.get(name) ?? [], 0.5);
        logs.set(name, (logs.get(name) ?? 0) + Math.log(rate) / PROGRAMS.length);
        return `${name} ${rate.toFixed(1)}`;
      });
      console.log(`${program.padEnd(7)} ${checksum}  million instructions/s: ${line.join(', ')}`);
    }
    const mean = (name: string): number => Math.exp(logs.get(name) ?? 0);
    console.log(`geometric means: ${names.map((name) => `${name} ${mean(name).toFixed(1)}`).join(', ')}`);
    console.log(`ours is ${(mean('ours') / mean('v86')).toFixed(2)} times v86's interpreter`);
    console.log(`the shadow costs ${(100 * (1 - mean('ours') / mean('without shadow'))).toFixed(1)} %`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Runs the program on all engines in turns of a window until each has finished it once; those that are done early start
 * again, so that every window of one has windows of the others around it. Returns the rates of all windows by engine.
 */
const race = async (
  names: readonly string[],
  start: (name: string) => Engine,
  prefix: string,
  checksum: string,
): Promise<ReadonlyMap<string, readonly number[]>> => {
  const rates = new Map(names.map((name) => [name, [] as number[]]));
  const engines = new Map(names.map((name) => [name, start(name)]));
  const finished = new Set<string>();
  while (finished.size < names.length)
    for (const name of names) {
      const engine = engines.get(name) ?? start(name);
      const rate = await engine.window();
      if (rate !== undefined) {
        rates.get(name)?.push(rate);
        continue;
      }
      const output = engine.output().trim();
      if (output !== `${prefix}E${checksum}`) throw new Error(`${name} printed ${output}, not ${prefix}E${checksum}`);
      finished.add(name);
      await engine.close();
      engines.set(name, start(name));
    }
  for (const engine of engines.values()) await engine.close();
  return rates;
};

export const bench: Bench = {
  summary: "the 8086 interpreter against npm's v86 with its translator off",
  run: () => run(),
};
