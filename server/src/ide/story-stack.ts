/**
 * A picture of the stack in text: the frames from the innermost to the oldest, what each place holds, and its value when the parent
 * called vfork and when it went on.
 */
import { type Form, isChanged, type StackSlot, type Tale } from '../confirm/index.ts';
import { linked, type StoryLine } from './story-text.ts';

/** Rows of one picture; what lies further out and did not change is left out. */
const ROWS = 28;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

const isText = (bytes: readonly number[]): boolean =>
  bytes[0] !== 0 && bytes.includes(0) && bytes.slice(0, bytes.indexOf(0)).every((byte) => byte >= 0x20 && byte < 0x7f);

/** The value of a place for people: a number, an address, a text, or bytes. */
export const valueText = (bytes: readonly number[], form: Form): string => {
  if (bytes.length <= 4 && bytes.length !== 3 && form !== 'bytes') {
    const value = bytes.reduceRight((sum, byte) => (sum << 8) | byte, 0);
    const unused = 32 - bytes.length * 8;
    return form === 'number' ? String((value << unused) >> unused) : `0x${hex(value >>> 0, bytes.length * 2)}`;
  }
  if (isText(bytes)) return JSON.stringify(String.fromCharCode(...bytes.slice(0, bytes.indexOf(0)))).slice(0, 24);
  if (bytes.every((byte) => byte === 0)) return bytes.length > 2 ? 'zeros' : '0x0000';
  if (bytes.length === 2) return `0x${hex((bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8), 4)}`;
  return `${bytes
    .slice(0, 6)
    .map((byte) => hex(byte, 2))
    .join(' ')}${bytes.length > 6 ? ' …' : ''}`;
};

/** Whether a child that changed this place has harmed its parent: where it goes back to, or a value that it then used. */
export const isHarmed = (slot: StackSlot): boolean =>
  isChanged(slot) && (slot.kind === 'return' || slot.kind === 'frame-pointer' || slot.read);

interface Row {
  readonly address: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly bad: boolean;
}

const whatOf = ({ kind, name, function: owner, before }: StackSlot): string => {
  switch (kind) {
    case 'return':
      return 'return address';
    case 'frame-pointer':
      return 'saved frame pointer';
    case 'argument':
    case 'variable': {
      const shown = name?.startsWith('__driver_') === true ? 'a known value' : (name ?? '');
      return `${shown}${before.length > 4 ? `, ${before.length} bytes` : ''}${kind === 'argument' ? ' (argument)' : ''}`;
    }
    default:
      return owner === undefined ? 'older frames' : 'saved or intermediate value';
  }
};

const rowOf = (slot: StackSlot): Row => {
  const { offset, form, before, after, leads, putBack } = slot;
  const changed = isChanged(slot);
  const harmed = isHarmed(slot);
  const value = (bytes: readonly number[], place: string | undefined): string =>
    place === undefined
      ? valueText(bytes, form)
      : place === 'no code'
        ? `no code (${valueText(bytes, 'pointer')})`
        : place;
  const then = value(before, leads?.before);
  const now =
    after === undefined
      ? ''
      : changed
        ? `${harmed ? '✗' : '→'} ${value(after, leads?.after === leads?.before ? undefined : leads?.after)}`
        : putBack
          ? 'put back'
          : '=';
  return { address: hex(offset, 4), what: whatOf(slot), before: then, after: now, bad: harmed };
};

const isDull = (slot: StackSlot): boolean => slot.kind === 'other' && !isChanged(slot) && !slot.putBack;

/** The picture of a run; empty where memory was not shared. */
export const stackPicture = ({ slots, resumed }: Tale): readonly StoryLine[] => {
  if (slots.length === 0) return [];
  const lastChanged = slots.findLastIndex(isChanged);
  const shown = slots.filter((_, i) => i < ROWS || i <= lastChanged);
  const blocks: { readonly owner: string | undefined; readonly rows: Row[] }[] = [];
  for (const [i, slot] of shown.entries()) {
    const block = blocks.at(-1);
    const rows = block !== undefined && block.owner === slot.function ? block.rows : [];
    if (block === undefined || block.owner !== slot.function) blocks.push({ owner: slot.function, rows });
    const before = shown[i - 1];
    const again = isDull(slot) && before !== undefined && isDull(before) && before.function === slot.function;
    if (!again) rows.push(isDull(slot) ? { ...rowOf(slot), before: '', after: '' } : rowOf(slot));
  }
  const rows = blocks.flatMap((block) => block.rows);
  const width = (pick: (row: Row) => string, least: number): number =>
    Math.max(least, ...rows.map((row) => pick(row).length));
  const [what, before] = [width((row) => row.what, 14), width((row) => row.before, 'calling vfork'.length)];
  const head = `    at    ${'place'.padEnd(what)}  ${'calling vfork'.padEnd(before)}  ${resumed ? 'going on' : 'it never went on'}`;
  const lines: StoryLine[] = [[{ text: head, role: 'dim' }]];
  for (const { owner, rows: own } of blocks) {
    const name = owner === undefined ? 'before main' : owner === 'vfork' ? 'the call of vfork' : `frame of ${owner}`;
    lines.push([{ text: `  ┌ ${name}`, role: 'dim' }]);
    for (const row of own) {
      const left = `  │ ${row.address}  ${row.what.padEnd(what)}  `;
      const then = [...linked(row.before), { text: ' '.repeat(before - row.before.length + 2) }];
      lines.push([{ text: left }, ...then, ...linked(row.after, row.bad ? 'bad' : 'dim')]);
    }
  }
  return lines;
};
