/**
 * The nine ELKS programs of the data folder, built by our compiler with our library: where C and POSIX define the outcome it is what
 * bcc's build printed; where they do not, after a hazard, the damage shows and the trace tells where it comes from.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exitStatusOf, Kernel, personalityOf, programOf } from '../kernel/index.ts';
import { type BuiltProgram, buildProgram } from '../toolchain/index.ts';
import { type EvidenceKind, evidenceOf, Recorder } from './index.ts';

const DATA = fileURLToPath(
  ['../../../../shared/data/elks-programs/', '../../../../../shared/data/elks-programs/']
    .map((path) => new URL(path, import.meta.url))
    .find((folder) => existsSync(folder)) as URL,
);

/** The folder of what was expected of a model, by the name of our kernel. */
const MODELS: Readonly<Record<string, string>> = {
  fork: 'fork',
  'elks-1999': 'elks99',
  'elks-2015': 'elks15',
  elks: 'elks26',
  'linux-i386': 'share',
  'inherit-registers': 'inherit',
  solaris: 'sol',
  naive: 'naive',
};
const ALL = Object.keys(MODELS);
const BORROWING = ALL.filter((name) => name !== 'fork');
const KEEPING = BORROWING.filter((name) => name !== 'naive');

const built = new Map<string, BuiltProgram>();
const imageOf = (name: string): NonNullable<BuiltProgram['image']> => {
  const path = `${DATA}${name}.c`;
  const reader = { read: (at: string) => (at === path ? readFileSync(path, 'utf8') : undefined) };
  const made = built.get(name) ?? buildProgram([path], { reader });
  built.set(name, made);
  if (made.image === undefined) throw new Error(made.problems.map(({ message }) => message).join('\n'));
  return made.image;
};

interface Outcome {
  readonly output: string;
  readonly status: number;
}

const run = (name: string, kernelName: string): Outcome & { evidence: readonly EvidenceKind[] } => {
  const personality = personalityOf(kernelName);
  if (personality === undefined) throw new Error(kernelName);
  const recorder = new Recorder();
  let output = '';
  const kernel = new Kernel({
    personality,
    budgets: { instructions: 1_000_000 },
    output: (_stream, bytes) => {
      output += Buffer.from(bytes).toString('latin1');
    },
    ...recorder.options,
  });
  recorder.attach(kernel);
  kernel.start(programOf(`/bin/${name}`, imageOf(name)), [name, ...(name === 'p01_hello' ? ['a', 'bc'] : [])]);
  const result = kernel.run();
  const evidence = new Set(evidenceOf(recorder.recording, result).map(({ kind }) => kind));
  return { output, status: exitStatusOf(result), evidence: [...evidence] };
};

const expectedOf = (name: string, kernelName: string): Outcome => {
  const read = (kind: string): string =>
    readFileSync(`${DATA}expected/${MODELS[kernelName]}/${name}.${kind}`, 'latin1');
  return { output: read('out'), status: Number(/rc=(\d+)/.exec(read('status'))?.[1]) };
};

/** Programs with the kernels on which their outcome is defined: by C, or by what the model says of memory. */
const DEFINED: readonly (readonly [string, readonly string[]])[] = [
  ['p01_hello', ALL],
  ['p02_forkwait', ALL],
  ['p03_vfexec', ALL],
  ['p04_vfexit', ALL],
  ['p05_vfret', ['fork']],
  ['p06_vfglob', ['fork', 'inherit-registers']],
  ['p07_pipe', ALL],
  ['p08_signal', ['fork']],
  ['p09_setjmp', ['fork', ...KEEPING]],
];

/** C99 7.19.6.1: X gives ABCDEF. The old library prints abcdef for it. */
const asC = (output: string): string => output.replace('beef beef', 'beef BEEF');

describe('what is defined', () => {
  it.each(DEFINED.flatMap(([name, kernels]) => kernels.map((kernel) => [name, kernel] as const)))(
    '%s on %s is as built by bcc',
    (name, kernel) => {
      const { output, status } = run(name, kernel);
      const expected = expectedOf(name, kernel);
      expect({ output, status }).toEqual({ output: asC(expected.output), status: expected.status });
    },
  );
});

describe('what is not', () => {
  const sees = (name: string, kernels: readonly string[], evidence: EvidenceKind): void => {
    for (const kernel of kernels) {
      const seen = run(name, kernel);
      expect({ kernel, evidence: seen.evidence }).toEqual({ kernel, evidence: expect.arrayContaining([evidence]) });
      expect(seen.output).not.toBe(expectedOf(name, 'fork').output);
    }
  };

  it('p03: errno of the child’s exec is the parent’s', () => sees('p03_vfexec', KEEPING, 'parent-read-child-write'));

  it('p04: exit in the child writes out the parent’s buffer, once or twice', () =>
    sees('p04_vfexit', KEEPING, 'double-flush'));

  it('p05: the parent goes back through a frame that is gone', () => sees('p05_vfret', KEEPING, 'dead-frame'));

  it('p06: all memory is the child’s; a register variable is the parent’s own, unless registers are inherited', () => {
    sees('p06_vfglob', KEEPING, 'parent-read-child-write');
    for (const kernel of KEEPING) {
      const register = kernel === 'inherit-registers' ? 2 : 1;
      expect(run('p06_vfglob', kernel).output).toBe(
        `counter=2 text=child heap=heap-child\nplain=2 reg=${register} volatile=2\n`,
      );
    }
  });

  it('p08: the table of handlers is shared on ELKS, where the library keeps it; elsewhere the kernel keeps handlers', () => {
    sees('p08_signal', ['elks', 'elks-1999', 'elks-2015'], 'handler-changed');
    for (const kernel of ['linux-i386', 'inherit-registers', 'solaris']) {
      const { output, evidence } = run('p08_signal', kernel);
      expect({ kernel, output, evidence }).toEqual({
        kernel,
        output: expectedOf('p08_signal', 'fork').output,
        evidence: [],
      });
    }
  });

  it('naive: nothing that borrows comes back whole', () => {
    for (const name of ['p05_vfret', 'p06_vfglob', 'p08_signal', 'p09_setjmp'])
      expect(run(name, 'naive').output).not.toBe(expectedOf(name, 'elks').output);
  });
});
