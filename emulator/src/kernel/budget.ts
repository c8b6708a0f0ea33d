/**
 * Budgets of a run: what protects the host. A limit of the emulated system (16 tasks, 20 files) fails a call with an
 * error; a budget ends the whole run with its name, whatever the program does about errors.
 */

export const BUDGET_NAMES = ['instructions', 'processes', 'memory', 'files', 'output', 'events'] as const;
export type BudgetName = (typeof BUDGET_NAMES)[number];

/** Counts at which a run ends: instructions executed, processes ever made, bytes of RAM, bytes in files, bytes written out. */
export type Budgets = Readonly<Record<BudgetName, number>>;

export const DEFAULT_BUDGETS: Budgets = {
  instructions: 50_000_000,
  processes: 20_000,
  memory: 1 << 20,
  files: 16 << 20,
  output: 4 << 20,
  events: 200_000,
};

/** Thrown inside the kernel to end the run; `Kernel.run` turns it into a result. */
export class BudgetSpent extends Error {
  readonly budget: BudgetName;
  constructor(budget: BudgetName) {
    super(`the ${budget} budget is spent`);
    this.budget = budget;
  }
}

/** Running totals against the budgets. */
export class Meter {
  readonly budgets: Budgets;
  readonly spent: Record<BudgetName, number> = {
    instructions: 0,
    processes: 0,
    memory: 0,
    files: 0,
    output: 0,
    events: 0,
  };

  constructor(budgets: Partial<Budgets>) {
    this.budgets = { ...DEFAULT_BUDGETS, ...budgets };
  }

  /** Adds (or gives back, when negative) and ends the run when the total is above the budget. */
  add(name: BudgetName, amount: number): void {
    this.spent[name] += amount;
    if (this.spent[name] > this.budgets[name]) throw new BudgetSpent(name);
  }

  /** What is left. */
  left(name: BudgetName): number {
    return this.budgets[name] - this.spent[name];
  }
}
