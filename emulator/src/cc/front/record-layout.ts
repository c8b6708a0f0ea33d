/**
 * Where the members of a struct or union lie (C99 6.7.2.1). Bit fields go from the low bits up into units of their declared
 * type and never cross a unit, as the System V ABI has it; `packed` drops the alignment of members.
 */
import { alignOf, type Member, type RecordDefinition, sizeOf, type Type } from './types.ts';

/** A member as declared; `width` for a bit field (0 closes the unit). */
export interface Field {
  readonly name: string | undefined;
  readonly type: Type;
  readonly width: number | undefined;
  readonly align: number | undefined;
  readonly packed: boolean;
}

const roundUp = (value: number, to: number): number => Math.ceil(value / to) * to;

/** Fills in the members, size and alignment of a definition. `align` is what an `aligned` attribute asks for. */
export const completeRecord = (
  definition: RecordDefinition,
  fields: readonly Field[],
  packed: boolean,
  align: number | undefined,
): void => {
  const members: Member[] = [];
  const union = definition.keyword === 'union';
  let bit = 0;
  let largest = 1;
  let size = 0;
  for (const field of fields) {
    const natural = packed || field.packed ? 1 : alignOf(field.type);
    const fieldAlign = Math.max(natural, field.align ?? 1);
    if (union) bit = 0;
    if (field.width === undefined) {
      bit = roundUp(bit, fieldAlign * 8);
      members.push({ name: field.name, type: field.type, offset: bit / 8 });
      bit += sizeOf(field.type) * 8;
    } else {
      const unit = sizeOf(field.type) * 8;
      if (field.width === 0) {
        bit = roundUp(bit, unit);
        continue;
      }
      if (Math.floor(bit / unit) !== Math.floor((bit + field.width - 1) / unit)) bit = roundUp(bit, unit);
      const start = Math.floor(bit / unit) * unit;
      if (field.name !== undefined) {
        members.push({
          name: field.name,
          type: field.type,
          offset: start / 8,
          bits: { offset: bit - start, width: field.width },
        });
      }
      bit += field.width;
    }
    largest = Math.max(largest, field.width !== undefined && field.name === undefined ? 1 : fieldAlign);
    size = Math.max(size, Math.ceil(bit / 8));
  }
  definition.members = members;
  definition.align = Math.max(largest, align ?? 1);
  definition.size = roundUp(size, definition.align);
};
