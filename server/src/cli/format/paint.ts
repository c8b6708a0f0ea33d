/** A story for the terminal: its roles become colours, control characters of the program's output dots. */
import type { Role, StoryLine } from '../../ide/index.ts';
import type { Colours } from './pretty.ts';

const TINTS: Readonly<Record<Role, keyof Colours>> = {
  title: 'bold',
  bad: 'red',
  good: 'green',
  unsure: 'yellow',
  dim: 'dim',
};

/** The lines as one text. */
export const paint = (lines: readonly StoryLine[], colours: Colours): string =>
  lines
    .map((spans) => {
      const text = spans.map((span) => {
        const printable = span.text.replaceAll(/\p{Cc}/gu, '.');
        return span.role === undefined ? printable : colours[TINTS[span.role]](printable);
      });
      return `${text.join('').trimEnd()}\n`;
    })
    .join('');
