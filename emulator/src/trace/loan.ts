/**
 * What a vfork lends and what comes back: the stack of the parent when it calls vfork and when it goes on, word by word with what
 * each one is, and the static variables that differ. Data for a picture of the stack; it draws no conclusion.
 */
import {
  type Frame,
  frameAt,
  functionAt,
  type Kernel,
  type KernelEvent,
  type Process,
  sourcePlace,
  writerOf,
} from '../kernel/index.ts';

/** What a place of the stack holds. `other` are saved registers, arguments being passed and intermediate values. */
export type SlotKind = 'return' | 'frame-pointer' | 'variable' | 'argument' | 'other';

/** How the bytes of a place are to be read. */
export type Form = 'number' | 'pointer' | 'bytes';

/** A place of the stack, at an offset in the data segment. `after` is undefined where the parent never went on. */
export interface Slot {
  readonly offset: number;
  readonly kind: SlotKind;
  /** The function whose frame it lies in. */
  readonly function: string | undefined;
  readonly name: string | undefined;
  readonly form: Form;
  readonly before: readonly number[];
  readonly after: readonly number[] | undefined;
  /** For a return address: where it leads, before and after; undefined where it leads to no code. */
  readonly leads: { readonly before: Frame | undefined; readonly after: Frame | undefined } | undefined;
  /** Whether the kernel put bytes of it back that the child had changed. */
  readonly putBack: boolean;
}

/** A static variable whose bytes differ when the parent goes on. */
export interface ChangedVariable {
  readonly name: string;
  readonly form: Form;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** One vfork that shared memory. */
export interface LoanRecord {
  readonly lender: number;
  readonly child: number;
  /** Instructions of the world when vfork was called, and when the parent went on. */
  readonly from: number;
  readonly to: number | undefined;
  /** Whether the child still ran in the shared memory when the parent went on. */
  readonly childGone: boolean;
  /** From the top of the stack (lowest address) to the oldest frame. */
  readonly slots: readonly Slot[];
  readonly variables: readonly ChangedVariable[];
}

interface Open {
  readonly process: Process;
  readonly child: number;
  readonly from: number;
  readonly sp: number;
  readonly bp: number;
  readonly memory: Uint8Array;
}

const MOST = 4;
/** Most bytes of stack that a picture shows. */
const DEPTH = 256;

/** Keeps the loans of one run; told of each event by the recorder. */
export class Loans {
  readonly #open = new Map<number, Open>();
  /** The loans that came back, by the child as a writer. */
  readonly #back: Map<number, Open> = new Map();
  readonly #records: LoanRecord[] = [];

  /** What was lent so far; loans that are still open are told as they stand. */
  get records(): readonly LoanRecord[] {
    return [...this.#records, ...[...this.#open.values()].map((open) => recordOf(open, undefined))];
  }

  /** Whether the word at an offset differs from what was lent; true where that is not known. */
  changed(kernel: Kernel, pid: number, offset: number): boolean {
    return differs(kernel, this.#open.get(pid), offset);
  }

  /** The same for what a child left behind that let go: against the moment when the memory was lent to it. */
  left(kernel: Kernel, writer: number, offset: number): boolean {
    return differs(kernel, this.#back.get(writer), offset);
  }

  event(kernel: Kernel, { pid, sp, bp, at, what }: KernelEvent): void {
    if (what.kind === 'fork' && what.how === 'vfork' && what.shared) {
      const process = kernel.world.processes.get(pid);
      if (process === undefined || this.#open.has(pid) || this.#records.length + this.#open.size >= MOST) return;
      this.#open.set(pid, { process, child: what.child, from: at, sp, bp, memory: memoryOf(kernel, process) });
      return;
    }
    if (what.kind !== 'resume') return;
    const open = this.#open.get(pid);
    if (open === undefined) return;
    this.#open.delete(pid);
    this.#back.set(writerIn(open), open);
    const { childGone, putBack } = what;
    this.#records.push(recordOf(open, { memory: memoryOf(kernel, open.process), at, childGone, putBack }));
  }
}

const differs = (kernel: Kernel, loan: Open | undefined, offset: number): boolean => {
  if (loan === undefined) return true;
  const at = loan.process.space.data.base * 16 + offset;
  const { ram } = kernel.world.machine;
  return ram[at] !== loan.memory[offset] || ram[at + 1] !== loan.memory[offset + 1];
};

/** The child of a loan as the shadow memory names it. */
const writerIn = ({ process: { pid }, child }: Open): number =>
  child === pid ? writerOf({ pid, selfLoan: {} }) : child;

const memoryOf = (kernel: Kernel, { space }: Process): Uint8Array => {
  const base = space.data.base * 16;
  return kernel.world.machine.ram.slice(base, base + Math.min(0x10000, space.data.size));
};

interface Return {
  readonly memory: Uint8Array;
  readonly at: number;
  readonly childGone: boolean;
  readonly putBack: readonly number[];
}

const recordOf = (open: Open, back: Return | undefined): LoanRecord => ({
  lender: open.process.pid,
  child: open.child,
  from: open.from,
  to: back?.at,
  childGone: back?.childGone ?? false,
  slots: slotsOf(open, back),
  variables: back === undefined ? [] : changedVariables(open, back.memory),
});

/** A place with its meaning, before it is compared. */
interface Place {
  readonly offset: number;
  readonly size: number;
  readonly kind: SlotKind;
  readonly function: string | undefined;
  readonly name: string | undefined;
  readonly form: Form;
}

/** The form of a type of the compiler's tables. */
const formOf = ({ program: { image } }: Process, type: number | undefined): Form => {
  const kind = type === undefined ? undefined : image.debug.types[type]?.kind;
  if (kind === 'pointer') return 'pointer';
  return kind === 'base' || kind === 'enum' ? 'number' : 'bytes';
};

const word = (memory: Uint8Array, offset: number): number => (memory[offset] ?? 0) | ((memory[offset + 1] ?? 0) << 8);

/** The frame of a code address; undefined where the program has no code. */
const codeAt = (process: Process, address: number): Frame | undefined => {
  const { image } = process.program;
  if (address === 0 || address >= image.text.length || sourcePlace(image, address) === undefined) return undefined;
  return frameAt(process, Math.max(0, address - 1));
};

/** What the frames on the stack keep where, by the chain of frame pointers and the compiler's tables. */
const placesOf = ({ process, sp, bp, memory }: Open, end: number): readonly Place[] => {
  const { image } = process.program;
  const places: Place[] = [];
  const add = (place: Place): void => {
    if (place.offset >= sp && place.offset + place.size <= end) places.push(place);
  };
  const control = (offset: number, kind: SlotKind, owner: string | undefined): void =>
    add({ offset, size: 2, kind, function: owner, name: undefined, form: 'pointer' });
  // The stub of the system call has no frame of its own: its return address is on top.
  let pc = word(memory, sp);
  control(sp, 'return', 'vfork');
  for (let frame = bp; frame > sp && frame + 4 <= end; ) {
    const owner = functionAt(image, Math.max(0, pc - 1));
    const table = image.debug.functions.find(({ from, to }) => pc > from && pc <= to);
    for (const { name, location, size, parameter, type } of table?.variables ?? []) {
      if (location.kind !== 'frame') continue;
      const kind = parameter ? 'argument' : 'variable';
      add({ offset: frame + location.offset, size, kind, function: owner, name, form: formOf(process, type) });
    }
    control(frame, 'frame-pointer', owner);
    control(frame + 2, 'return', owner);
    pc = word(memory, frame + 2);
    const next = word(memory, frame);
    if (next <= frame) break;
    frame = next;
  }
  return places.toSorted((a, b) => a.offset - b.offset);
};

const slotsOf = (open: Open, back: Return | undefined): readonly Slot[] => {
  const { process, sp, memory } = open;
  const end = Math.min(process.space.stackTop, sp + DEPTH, memory.length);
  const places = placesOf(open, end);
  const slots: Slot[] = [];
  const add = (place: Place): void => {
    const bytes = (from: Uint8Array): number[] => [...from.subarray(place.offset, place.offset + place.size)];
    const leads =
      place.kind === 'return'
        ? {
            before: codeAt(process, word(memory, place.offset)),
            after: back && codeAt(process, word(back.memory, place.offset)),
          }
        : undefined;
    slots.push({
      offset: place.offset,
      kind: place.kind,
      function: place.function,
      name: place.name,
      form: place.form,
      before: bytes(memory),
      after: back && bytes(back.memory),
      leads,
      putBack: back?.putBack.some((at) => at >= place.offset && at < place.offset + place.size) ?? false,
    });
  };
  let at = sp;
  for (const place of places) {
    // Variables of blocks that are never alive together share a place: the first one is shown.
    if (place.offset < at) continue;
    for (; at < place.offset; at += Math.min(2, place.offset - at))
      add({
        offset: at,
        size: Math.min(2, place.offset - at),
        kind: 'other',
        function: place.function,
        name: undefined,
        form: 'bytes',
      });
    add(place);
    at = place.offset + place.size;
  }
  return slots;
};

const changedVariables = ({ process, memory }: Open, now: Uint8Array): readonly ChangedVariable[] =>
  process.program.image.debug.variables.flatMap(({ name, location, size, type }): ChangedVariable[] => {
    if (location.kind !== 'static') return [];
    const { address } = location;
    if (address === undefined) return [];
    const [before, after] = [[...memory.subarray(address, address + size)], [...now.subarray(address, address + size)]];
    return before.every((byte, i) => byte === after[i]) ? [] : [{ name, form: formOf(process, type), before, after }];
  });
