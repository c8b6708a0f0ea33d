/**
 * A whole image as assembly text with its symbols: text disassembled, data and bss with their labels, each instruction's
 * address and bytes as a remark. Assembling the text and linking it alone gives the same text and data again.
 */
import { type Disassembled, disassemble } from './disassemble.ts';
import type { Image, ImageSymbol } from './object.ts';
import { isReserved } from './parse.ts';
import { printItems } from './print.ts';

export type ListingOptions = {
  /** Only the text from this symbol up to the next one. */
  readonly symbol?: string;
};

/** The text of an image; undefined where `symbol` is no symbol of its text. */
export const listImage = (image: Image, options: ListingOptions = {}): string | undefined => {
  const dataStart = image.layout === 'combined' ? image.text.length : 0;
  const dataEnd = dataStart + image.data.length;
  const bssEnd = dataEnd + image.bss;
  const names = new Set<string>();
  const text = labelsOf(image.symbols, (s) => s.section === 'text', [0, image.text.length], names);
  const data = labelsOf(image.symbols, isData, [dataStart, bssEnd], names);
  const lines = disassemble(image.text, { starts: text.keys() });
  const targets = jumpTargets(lines, text, names);
  const named = disassemble(image.text, {
    starts: text.keys(),
    textName: (at) => text.get(at)?.[0]?.written ?? targets.get(at),
    dataName: (at) => data.get(at)?.[0]?.written,
  });
  if (options.symbol !== undefined) return partOf(named, text, targets, options.symbol);
  return [
    header(image),
    ...outside(image, text, data),
    printItems([{ kind: 'section', name: 'text' }]),
    ...named.map((line) => labelText(text.get(line.at), targets.get(line.at)) + lineText(line)),
    labelText(text.get(image.text.length), undefined),
    printItems([{ kind: 'section', name: 'data' }]),
    bytesText(image.data, dataStart, data),
    printItems([{ kind: 'section', name: 'bss' }]),
    roomText(dataEnd, bssEnd, data),
  ].join('');
};

const isData = ({ section }: ImageSymbol): boolean => section === 'data' || section === 'bss';

/** A symbol with the name that it has in the text, which differs where that would be taken for something else. */
type Label = { readonly symbol: ImageSymbol; readonly written: string };
type Labels = ReadonlyMap<number, readonly Label[]>;

const labelsOf = (
  symbols: readonly ImageSymbol[],
  wanted: (symbol: ImageSymbol) => boolean,
  [from, to]: readonly [number, number],
  names: Set<string>,
): Labels => {
  const labels = new Map<number, Label[]>();
  for (const symbol of symbols) {
    if (!wanted(symbol) || symbol.value < from || symbol.value > to) continue;
    const here = labels.get(symbol.value) ?? [];
    here.push({ symbol, written: uniqueName(symbol, names) });
    labels.set(symbol.value, here);
  }
  return labels;
};

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

const uniqueName = ({ name, value }: ImageSymbol, names: Set<string>): string => {
  const plain = /^[A-Za-z_?@][\w.$@?#~]*$/.test(name) ? name : `_${name.replaceAll(/[^\w.$@?#~]/g, '_')}`;
  let unique = plain;
  for (let i = 0; names.has(unique); i++) unique = `${plain}@${hex(value, 4)}${i === 0 ? '' : `_${i}`}`;
  names.add(unique);
  return isReserved(unique) ? `$${unique}` : unique;
};

/** Names for targets of jumps that have none and where an instruction begins. */
const jumpTargets = (
  lines: readonly Disassembled[],
  labels: Labels,
  names: ReadonlySet<string>,
): ReadonlyMap<number, string> => {
  const starts = new Set(lines.map(({ at }) => at));
  const targets = new Map<number, string>();
  for (const { at, instruction, item } of lines) {
    const jump = instruction?.operands[0];
    if (jump?.kind !== 'relative' || item.kind === 'data' || instruction === undefined) continue;
    const target = at + instruction.length + jump.offset;
    if (!starts.has(target) || labels.has(target)) continue;
    let name = `at_${hex(target, 4)}`;
    while (names.has(name)) name += '_';
    targets.set(target, name);
  }
  return targets;
};

const header = ({ layout, entry, version, chmem, minstack, text, data, bss }: Image): string =>
  `; ELKS a.out, ${layout} text and data, header version ${version}, entry 0x${hex(entry, 4)}\n` +
  `; text ${text.length}, data ${data.length}, bss ${bss}, chmem ${chmem}, minstack ${minstack}\n`;

/** Symbols that no byte of the image is at. */
const outside = (image: Image, text: Labels, data: Labels): readonly string[] => {
  const placed = new Set([...text.values(), ...data.values()].flat().map(({ symbol }) => symbol));
  const names = new Set([...text.values(), ...data.values()].flat().map(({ written }) => written));
  return image.symbols
    .filter((symbol) => !placed.has(symbol))
    .map((symbol) => `${uniqueName(symbol, names)} equ ${symbol.value | 0}\n`);
};

const labelText = (labels: readonly Label[] | undefined, target: string | undefined): string => {
  const own = (labels ?? []).map(({ symbol, written }) =>
    symbol.global ? `\tglobal ${written}\n${written}:\n` : `${written}:\n`,
  );
  return own.join('') + (target === undefined ? '' : `${target}:\n`);
};

const lineText = ({ at, bytes, item, text }: Disassembled): string => {
  const code = printItems([item]).trimEnd();
  const dump = [...bytes].map((byte) => hex(byte, 2)).join(' ');
  const remark = item.kind === 'data' ? ` | ${text}` : '';
  return `${code.padEnd(36)} ; ${hex(at, 4)} ${dump}${remark}\n`;
};

const partOf = (
  lines: readonly Disassembled[],
  labels: Labels,
  targets: ReadonlyMap<number, string>,
  name: string,
): string | undefined => {
  const from = [...labels].find(([, here]) => here.some(({ symbol }) => symbol.name === name))?.[0];
  if (from === undefined) return undefined;
  const to = Math.min(...[...labels.keys()].filter((at) => at > from));
  return lines
    .filter(({ at }) => at >= from && at < to)
    .map((line) => labelText(labels.get(line.at), targets.get(line.at)) + lineText(line))
    .join('');
};

/** Data between labels. */
const bytesText = (bytes: Uint8Array, start: number, labels: Labels): string => {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    text += labelText(labels.get(start + at), undefined);
    let end = at + 1;
    while (end < bytes.length && !labels.has(start + end)) end++;
    text += printItems([{ kind: 'bytes', bytes: bytes.subarray(at, end) }]);
    at = end;
  }
  return text;
};

/** Room between labels. */
const roomText = (start: number, end: number, labels: Labels): string => {
  const marks = [...labels.keys()].filter((at) => at >= start && at <= end).sort((a, b) => a - b);
  let text = '';
  let at = start;
  for (const mark of marks) {
    if (mark > at) text += printItems([{ kind: 'reserve', count: mark - at }]);
    text += labelText(labels.get(mark), undefined);
    at = mark;
  }
  return end > at ? text + printItems([{ kind: 'reserve', count: end - at }]) : text;
};
