/** What became of the mutants of each file: the table that closes a run. */

/**
 * `refused`: no number of its type (types.ts); `argued`: no test can tell, for a stated reason; `wrong`: argued so, but a
 * test fails.
 */
export type Outcome = 'killed' | 'refused' | 'argued' | 'wrong' | 'survived';

const COLUMNS = ['killed', 'refused', 'argued', 'wrong', 'survived'] as const satisfies readonly Outcome[];
const TITLES: Readonly<Record<Outcome, string>> = {
  killed: 'killed',
  refused: 'no type',
  argued: 'argued',
  wrong: 'argued wrongly',
  survived: 'survived',
};

type Counts = Record<Outcome, number>;

export class Tally {
  private readonly files: ReadonlyMap<string, Counts>;

  /** The files in the order of the table. */
  constructor(files: readonly string[]) {
    this.files = new Map(files.map((file) => [file, { killed: 0, refused: 0, argued: 0, wrong: 0, survived: 0 }]));
  }

  add(file: string, outcome: Outcome): void {
    const counts = this.files.get(file);
    if (counts !== undefined) counts[outcome]++;
  }

  /** All files together. */
  count(outcome: Outcome): number {
    return [...this.files.values()].reduce((sum, counts) => sum + counts[outcome], 0);
  }

  /** A line for each file, with a head and a foot. */
  table(): string {
    const row = (name: string, counts: Counts): readonly string[] => [
      name,
      `${COLUMNS.reduce((sum, column) => sum + counts[column], 0)}`,
      ...COLUMNS.map((column) => `${counts[column]}`),
    ];
    const total = Object.fromEntries(COLUMNS.map((column) => [column, this.count(column)])) as Counts;
    const rows = [
      ['file', 'mutants', ...COLUMNS.map((column) => TITLES[column])],
      ...[...this.files].map(([file, counts]) => row(file, counts)),
      row('all', total),
    ];
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
    return rows
      .map((cells) =>
        cells
          .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
          .join('  '),
      )
      .join('\n');
  }
}
