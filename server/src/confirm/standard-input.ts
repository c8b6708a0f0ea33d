/**
 * What a program finds on its standard input: nothing, a text, or a terminal at which somebody typed that text and then ended the
 * input. Tried where a run read from there, or asked whether it is a terminal. Chooses and tells; it runs nothing.
 */
import type { KernelOptions } from '@vfork-lint/emulator/kernel';
import type { Recording } from '@vfork-lint/emulator/trace';

/** What is there instead of nothing. */
export type StandardInput = 'text' | 'terminal';

/** Lines that any program may look for: a command, a number, an answer. */
const LINES: readonly string[] = ['/bin/true a', '1', 'y'];
/** Lines of the program's own. */
const MOST = 8;
/** ^D, as often as a program may read on. */
const ENDS = '\x04'.repeat(6);

/** The text for a program whose source holds these string literals, with their quotes: those that can be typed, a line each. */
export const typedText = (literals: readonly string[]): string => {
  const own = literals.flatMap((one) => /^"([\w./ :=+-]+)"$/.exec(one)?.[1] ?? []).slice(0, MOST);
  return [...own, ...LINES].map((line) => `${line}\n`).join('');
};

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** The kernel's part of it. */
export const kernelInput = (
  how: StandardInput | undefined,
  text: string,
): Pick<KernelOptions, 'stdio' | 'input' | 'keys'> => {
  if (how === undefined) return {};
  if (how === 'terminal') return { stdio: 'terminal-input', keys: [{ at: 0, text: text + ENDS }] };
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
export const wantedInput = ({ events }: Recording, path: string): readonly StandardInput[] => {
  const asked = (name: string): boolean =>
    events.some(
      ({ event: { what, program } }) =>
        what.kind === 'call' && what.name === name && what.args[0] === 0 && program === path,
    );
  return [asked('read') ? (['text'] as const) : [], asked('ioctl') ? (['terminal'] as const) : []].flat();
};
