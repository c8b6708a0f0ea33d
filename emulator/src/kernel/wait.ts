/** What a blocked thread waits for, as data: the scheduler asks whether it has come, and a deadlock is told from it. */
import type { Pipe } from './pipe.ts';
import type { Terminal } from './terminal.ts';

export type Wait =
  | { readonly kind: 'pipe-data'; readonly pipe: Pipe; readonly fd: number }
  | { readonly kind: 'pipe-room'; readonly pipe: Pipe; readonly bytes: number; readonly fd: number }
  | { readonly kind: 'pipe-peer'; readonly pipe: Pipe; readonly end: 'read' | 'write'; readonly path: string }
  | { readonly kind: 'terminal-input'; readonly terminal: Terminal }
  /** A child of the selection, as wait4 takes it. */
  | { readonly kind: 'child'; readonly selector: number; readonly options: number }
  | { readonly kind: 'vfork'; readonly child: number; readonly seen: number }
  | { readonly kind: 'time'; readonly at: number }
  | { readonly kind: 'signal' }
  | { readonly kind: 'mutex'; readonly address: number; readonly offset: number; readonly owner: number }
  | {
      readonly kind: 'condition';
      readonly address: number;
      readonly offset: number;
      readonly ticket: { woken: boolean };
      readonly deadline: number;
    }
  | { readonly kind: 'thread'; readonly tid: number }
  | {
      readonly kind: 'select';
      readonly read: readonly number[];
      readonly write: readonly number[];
      readonly deadline: number;
    }
  /** Only seen while the run is being stepped: the thread waits for nothing. */
  | { readonly kind: 'never'; readonly why: string };
