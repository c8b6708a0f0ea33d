/** Which child a wait is for, and what there is to report (reference §1.4 wait4; POSIX.1-2001 waitpid). */
import type { Process } from './process.ts';
import type { Outcome } from './wait-status.ts';
import type { World } from './world.ts';

export const WNOHANG = 1;
export const WUNTRACED = 2;
export const WCONTINUED = 8;

/** Children that a selector means: a pid, -1 any, 0 own group, below -1 a group. A FORK_WAITPID child only by its pid. */
export const selected = (world: World, parent: Process, selector: number): Process[] =>
  [...world.processes.values()]
    .sort((a, b) => a.slot - b.slot)
    .filter((child) => {
      if (child.parent !== parent) return false;
      if (selector > 0) return child.pid === selector;
      if (child.waitByPidOnly) return false;
      if (selector === -1) return true;
      return child.group === (selector === 0 ? parent.group : -selector);
    });

/** What a child has to report under these options. */
export const reportOf = (child: Process, options: number): Outcome | undefined => {
  if (child.state === 'zombie') return child.outcome;
  const wanted = child.report?.kind === 'continued' ? WCONTINUED : WUNTRACED;
  return (options & wanted) !== 0 ? child.report : undefined;
};
