/** API of room `machine`: memory that remembers who wrote every byte, with watchpoints and snapshots. */
export type { HistoryImage, Origin, Writer } from './history.ts';
export {
  CODE,
  type CodeListener,
  type LastWrite,
  Machine,
  type MachineSnapshot,
  MEMORY_SIZE,
  WATCH_EXECUTE,
  WATCH_READ,
  WATCH_WRITE,
  type Watch,
  type WatchAccess,
  type WatchHit,
} from './machine.ts';
