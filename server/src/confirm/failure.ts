/**
 * A failed vfork that nobody noticed (claims B3, E4): the same call that is given the child's process id where vfork works is
 * given -1 where it fails, which means every process, or any. Seen in the system calls of two runs.
 */
import type { Evidence, Recorded, Recording } from '@vfork-lint/emulator/trace';

/** Calls whose first argument is a process. */
const TAKES_PROCESS = /^(?:kill|killpg|wait4|waitpid|setpgid|getpgid)$/;
const MINUS_ONE = 0xffff;

const wayOf = ({ stack }: Recorded): string => stack.map(({ pc }) => pc).join(' ');

const givenTo = (recording: Recording): readonly (readonly [Recorded, string, number])[] =>
  recording.events.flatMap((one) => {
    const { what } = one.event;
    if (what.kind !== 'call' || !TAKES_PROCESS.test(what.name) || one.stack.length === 0) return [];
    return [[one, `${what.name} ${wayOf(one)}`, (what.args[0] ?? 0) & 0xffff] as const];
  });

/** Evidence from a run in which vfork failed, and the same run in which it worked. Its first side is the call that failed. */
export const unnoticed = (failed: Recording, worked: Recording): readonly Evidence[] => {
  const children = new Set(
    worked.events.flatMap(({ event: { what } }) =>
      (what.kind === 'fork' && what.how === 'vfork') || what.kind === 'resume' ? [what.child] : [],
    ),
  );
  const given = new Set(givenTo(worked).flatMap(([, way, pid]) => (children.has(pid) ? [way] : [])));
  const call = failed.events.find(
    ({ event: { what } }) => what.kind === 'call' && /^vforkx?$/.test(what.name) && what.result.kind === 'error',
  );
  if (call === undefined) return [];
  return givenTo(failed).flatMap(([{ event, stack }, way, pid]): Evidence[] => {
    if (pid !== MINUS_ONE || !given.has(way) || event.what.kind !== 'call') return [];
    return [
      {
        kind: 'failure-unnoticed',
        child: { pid: call.event.pid, stack: call.stack },
        parent: { pid: event.pid, stack },
        variable: undefined,
        text: `vfork failed, and ${event.what.name} was given its -1 for a process`,
      },
    ];
  });
};
