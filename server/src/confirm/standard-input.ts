/**
 * What a program finds on its standard input: nothing, a text, or a terminal at which somebody typed that text and then ended the
 * input. Tried where a run read from there, or asked whether it is a terminal. Chooses and tells; it runs nothing.
 */
import type { KernelOptions } from '@vfork-lint/emulator/kernel';
import type { Recording } from '@vfork-lint/emulator/trace';

/** What is there instead of nothing. */
export type InputKind = 'text' | 'terminal';

/** The same with the line that comes first. */
export interface StandardInput {
  readonly kind: InputKind;
  readonly first: number;
}

/** Lines that any program may look for: a command, a number, an answer. */
const LINES: readonly string[] = ['/bin/true a', '1', 'y'];
/** Lines of the program's own. */
const MOST = 8;
/** ^D, as often as a program may read on. */
const ENDS = '\x04'.repeat(6);

/** The lines for a program whose source holds these string literals, with their quotes: those that can be typed, and the usual. */
export const typedLines = (literals: readonly string[]): readonly string[] => {
  const own = literals.flatMap((one) => /^"([\w./ :=+-]+)"$/.exec(one)?.[1] ?? []).slice(0, MOST);
  return [...new Set([...own, ...LINES])];
};

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** The kernel's part of it. */
export const kernelInput = (
  how: StandardInput | undefined,
  lines: readonly string[],
): Pick<KernelOptions, 'stdio' | 'input' | 'keys'> => {
  if (how === undefined) return {};
  const { kind, first } = how;
  const text = [...lines.slice(first), ...lines.slice(0, first)].map((line) => `${line}\n`).join('');
  if (kind === 'terminal') return { stdio: 'terminal-input', keys: [{ at: 0, text: text + ENDS }] };
  let left = bytesOf(text);
  return {
    input: (most) => {
      const given = left.subarray(0, most);
      left = left.subarray(given.length);
      return given;
    },
  };
};

/** What a run of the program at `path` would have liked to find there: it read, or it asked for the settings of a terminal. */
export const wantedInput = ({ events }: Recording, path: string): readonly InputKind[] => {
  const asked = (name: string): boolean =>
    events.some(
      ({ event: { what, program } }) =>
        what.kind === 'call' && what.name === name && what.args[0] === 0 && program === path,
    );
  return [asked('read') ? (['text'] as const) : [], asked('ioctl') ? (['terminal'] as const) : []].flat();
};
