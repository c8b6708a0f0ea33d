/**
 * Which header of our library gives a name: for code whose own headers, which would have included it, are not there. Headers
 * with names that programs like to give to functions of their own are never taken on a name's word alone.
 */
import { lexFile } from '@vfork-lint/emulator/cpp';
import { HEADERS } from '@vfork-lint/emulator/libc';
import { declarationsOf } from './declarations.ts';

/** Looked at in this order; the first that gives a name counts. */
const FIRST =
  'stddef.h sys/types.h unistd.h stdlib.h stdio.h string.h errno.h fcntl.h signal.h sys/wait.h sys/stat.h time.h sys/time.h';
const NEVER = /^(?:err|error|assert|iso646|libgen|memory|malloc|vfork|wait|syscall|std(?:align|noreturn|io_ext))\.h$/;
const DEFINE = /^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)/gm;
const COMMENT = /\/\*[\s\S]*?\*\//g;
const DIRECTIVE = /^[ \t]*#.*(?:\\\n.*)*$/gm;

let known: ReadonlyMap<string, string> | undefined;

const index = (): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  const first = FIRST.split(' ');
  const rest = Object.keys(HEADERS).filter((name) => !first.includes(name) && !NEVER.test(name));
  for (const header of [...first, ...rest]) {
    const text = (HEADERS[header] ?? '').replaceAll(COMMENT, ' ');
    const give = (name: string): void => {
      if (!names.has(name)) names.set(name, header);
    };
    for (const [, name = ''] of text.matchAll(DEFINE)) if (!/_H_*$/.test(name)) give(name);
    const { tokens } = lexFile(header, text.replaceAll(DIRECTIVE, ''), false);
    for (const { gives } of declarationsOf(tokens)) for (const name of gives) give(name);
  }
  return names;
};

/** The header of our library that gives a name, such as `sys/wait.h`; undefined where none does. */
export const headerOf = (name: string): string | undefined => {
  known ??= index();
  return known.get(name);
};
