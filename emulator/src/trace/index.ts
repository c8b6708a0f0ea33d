/** API of room `trace`: record a run of the kernel, and derive evidence about vfork from it. */
export type { Frame } from '../kernel/index.ts';
export { compareRuns, type Outward } from './compare.ts';
export { EVIDENCE_KINDS, type Evidence, type EvidenceKind, evidenceOf, lineOf, type Side } from './evidence.ts';
export type { ChangedVariable, Form, LoanRecord, Slot, SlotKind } from './loan.ts';
export { type Recorded, type RecordedRead, type RecordedWrite, Recorder, type Recording } from './recorder.ts';
export { spinOf } from './spin.ts';
