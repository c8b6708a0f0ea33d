/** Alarms and interval timers on virtual time, in microseconds. One real timer for each process; a system-wide number of them. */
import type { Process } from './process.ts';
import type { World } from './world.ts';

/** Sets the timer (0 ends it) and gives what was left; nothing where the system has no timer free. */
export const setAlarm = (world: World, process: Process, delay: number, interval: number): number | undefined => {
  const { alarm } = process;
  const left = alarmLeft(world, process);
  const inUse = [...world.processes.values()].filter((one) => one.alarm.at > 0).length;
  if (delay > 0 && alarm.at === 0 && inUse >= world.limits.alarms) return undefined;
  alarm.at = delay === 0 ? 0 : world.now + delay;
  alarm.interval = interval;
  return left;
};

/** Microseconds until the timer fires, 0 where it is off. */
export const alarmLeft = (world: World, { alarm }: Process): number =>
  alarm.at === 0 ? 0 : Math.max(1, alarm.at - world.now);
