/**
 * C programs, one per feature of the language, compiled in each register mode and run on the 8086. A program is a file in this
 * folder, or a section of one that begins with a line `//- name`. Its first comment may say what it gives:
 * `exit N` (else 0) and `output` followed by the lines that it prints. With `error` it must not compile, and each line
 * behind it must be part of a message.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readerFor, runImage, startObject, testLibrary } from '../../../../tools/run-c.ts';
import { build, formatProblem, type RegisterMode } from '../index.ts';

const MODES: readonly RegisterMode[] = ['none', 'declared', 'auto'];
const FOLDER = new URL('.', import.meta.url);

interface Program {
  readonly name: string;
  readonly text: string;
  readonly exit: number;
  readonly output: string | undefined;
  readonly errors: readonly string[];
}

const parseProgram = (name: string, text: string): Program => {
  const comment = /\/\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  const lines = comment.split('\n').map((line) => line.trim());
  const exit = lines.find((line) => line.startsWith('exit '))?.slice(5) ?? '0';
  const at = lines.indexOf('output');
  const errorAt = lines.indexOf('error');
  const output =
    at < 0
      ? undefined
      : `${lines
          .slice(at + 1)
          .filter((line) => line !== '')
          .join('\n')}\n`;
  const errors = errorAt < 0 ? [] : lines.slice(errorAt + 1).filter((line) => line !== '');
  return { name, text, exit: Number(exit), output, errors };
};

const programs = (): Program[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.c'))
    .sort()
    .flatMap((file) => {
      const text = readFileSync(new URL(file, FOLDER), 'utf8');
      const parts = text.split(/^\/\/- /m).slice(1);
      return parts.map((part) => {
        const [title = '', ...rest] = part.split('\n');
        return parseProgram(`${file.slice(0, -2)}: ${title.trim()}`, `${rest.join('\n')}`);
      });
    });

const compiled = (text: string, registers: RegisterMode): ReturnType<typeof build> =>
  build(['/test.c'], {
    reader: readerFor({ '/test.c': text }),
    includePaths: ['/include'],
    registers,
    before: [startObject()],
    libraries: [testLibrary()],
    entry: 'start',
  });

const check = (program: Program): void => {
  if (program.errors.length > 0) {
    const built = compiled(program.text, 'none');
    const messages = built.problems.map(formatProblem).join('\n');
    expect(built.image).toBeUndefined();
    for (const error of program.errors) expect(messages).toContain(error);
    return;
  }
  for (const mode of MODES) {
    const built = compiled(program.text, mode);
    const errors = built.problems.filter((p) => p.severity === 'error').map(formatProblem);
    expect(errors, mode).toEqual([]);
    const { status, output } = runImage(built.image!);
    expect({
      mode,
      status,
      output: program.output === undefined && status === program.exit ? undefined : output,
    }).toEqual({
      mode,
      status: program.exit,
      output: program.output,
    });
  }
};

describe('C programs in all register modes', () => {
  for (const program of programs()) it(program.name, () => check(program));
});
