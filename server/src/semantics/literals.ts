/** The values of C's literals, as far as conditions are decided by them. */

/** The value of a number as C spells it; 1 for what is none, a floating one included. */
export const numberOf = (text: string): number => {
  const plain = text.replaceAll(/[uUlL']/g, '');
  const value = /^0[0-7]+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain);
  return Number.isNaN(value) ? 1 : value;
};

const CHARACTERS: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, '0': 0, a: 7, b: 8, f: 12, v: 11 };

/** The value of a character constant. */
export const characterOf = (text: string): number => {
  const inner = text.replace(/^[A-Za-z0-9]*'/, '').replace(/'$/, '');
  if (!inner.startsWith('\\')) return inner.charCodeAt(0) || 0;
  return /^\\[0-7]+$/.test(inner) ? Number.parseInt(inner.slice(1), 8) : (CHARACTERS[inner[1] ?? ''] ?? 1);
};
