/** The picture of the stack that a vfork lends: what each word is, what a child leaves there, and what the kernel puts back. */
import { expect, test } from 'vitest';
import { Kernel, personalityOf, programOf } from '../kernel/index.ts';
import { buildProgram } from '../toolchain/index.ts';
import { type LoanRecord, Recorder, type Slot } from './index.ts';

const loansOf = (name: string, source: string): readonly LoanRecord[] => {
  const { image } = buildProgram(['/t.c'], { reader: { read: (path) => (path === '/t.c' ? source : undefined) } });
  const personality = personalityOf(name);
  if (image === undefined || personality === undefined) throw new Error('it does not compile');
  const recorder = new Recorder();
  const kernel = new Kernel({ personality, budgets: { instructions: 200_000 }, ...recorder.options });
  recorder.attach(kernel);
  kernel.start(programOf('/bin/t', image), ['t'], []);
  kernel.run();
  return recorder.recording.loans;
};

const number = (bytes: readonly number[] | undefined): number | undefined =>
  bytes?.reduceRight((sum, byte) => sum * 256 + byte, 0);

const named = (loan: LoanRecord | undefined, name: string): Slot | undefined =>
  loan?.slots.find((slot) => slot.name === name);

const WRITES = `#include <unistd.h>
int counter = 7;
int spawn(int given) {
  volatile int local = 1;
  if (vfork() == 0) {
    local = 2;
    counter++;
    _exit(0);
  }
  return local + given;
}
int main(void) { return spawn(5); }
`;

test('names what lies on the stack, with values before and after', () => {
  const [loan, ...more] = loansOf('linux-i386', WRITES);
  expect(more).toEqual([]);
  expect(loan?.childGone).toBe(true);
  expect(named(loan, 'local')).toMatchObject({ kind: 'variable', function: 'spawn' });
  expect([number(named(loan, 'local')?.before), number(named(loan, 'local')?.after)]).toEqual([1, 2]);
  expect(named(loan, 'given')).toMatchObject({
    kind: 'argument',
    function: 'spawn',
    form: 'number',
    before: [5, 0],
    after: [5, 0],
  });
  expect(loan?.variables).toEqual([{ name: 'counter', form: 'number', before: [7, 0], after: [8, 0] }]);
});

test('return addresses lead to the lines of the callers', () => {
  const [loan] = loansOf('linux-i386', WRITES);
  const returns = loan?.slots.flatMap(({ kind, function: owner, leads }) =>
    kind === 'return' ? [`${owner}: ${leads?.before?.function} ${leads?.before?.line}`] : [],
  );
  expect(returns?.slice(0, 2)).toEqual(['vfork: spawn 5', 'spawn: main 12']);
  expect(loan?.slots.map(({ offset }) => offset)).toEqual(
    loan?.slots.map(({ offset }) => offset).toSorted((a, b) => a - b),
  );
});

test('a child that returns from the frame leaves another return address there', () => {
  const source = `#include <unistd.h>
int lend(void) { return vfork(); }
int use(int a, int b) { volatile int x[9]; int i; for (i = 0; i < 9; i++) x[i] = a + b + i; return x[3]; }
int main(void) { if (lend() == 0) { use(1, 2); _exit(7); } return 0; }
`;
  const [loan] = loansOf('news-os', source);
  const slot = loan?.slots.find(({ kind, function: owner }) => kind === 'return' && owner === 'lend');
  expect(slot?.leads?.before).toMatchObject({ function: 'main', line: 4 });
  expect(slot?.after).not.toEqual(slot?.before);
});

test('the words that a kernel puts back are marked', () => {
  const slots = loansOf('elks', WRITES)[0]?.slots ?? [];
  expect(slots.some(({ putBack }) => putBack)).toBe(true);
  expect(loansOf('fork', WRITES)).toEqual([]);
});

test('a loan that never ends has no after', () => {
  const source = `#include <unistd.h>
int main(void) { int ends[2]; char c; pipe(ends); if (vfork() == 0) { read(ends[0], &c, 1); _exit(0); } return 0; }
`;
  const [loan] = loansOf('linux-i386', source);
  expect(loan).toMatchObject({ to: undefined, variables: [] });
  expect(loan?.slots.every(({ after }) => after === undefined)).toBe(true);
});
