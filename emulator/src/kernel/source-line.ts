/** From a code address to the source line and function, where an image carries tables. */
import type { Image } from '../asm/index.ts';

/** `file:line` for an address, if the image knows. */
export const sourceLine = (image: Image, pc: number): string | undefined => {
  const place = sourcePlace(image, pc);
  return place === undefined ? undefined : `${place.file}:${place.line}`;
};

/** File and line for an address. */
export const sourcePlace = (image: Image, pc: number): { file: string; line: number } | undefined => {
  const { lines, files } = image.debug;
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.at <= pc) low = middle + 1;
    else high = middle;
  }
  const entry = lines[low - 1];
  const file = entry === undefined ? undefined : files[entry.file];
  return entry === undefined || file === undefined ? undefined : { file, line: entry.line };
};

/** The function that holds an address: by its debug table, or the nearest global symbol below it. */
export const functionAt = (image: Image, pc: number): string | undefined => {
  const known = image.debug.functions.find(({ from, to }) => pc >= from && pc < to);
  if (known !== undefined) return known.name;
  let best: { name: string; value: number } | undefined;
  for (const symbol of image.symbols) {
    if (symbol.section !== 'text' || symbol.value > pc) continue;
    if (best === undefined || symbol.value >= best.value) best = symbol;
  }
  return best?.name.replace(/^_/, '');
};
