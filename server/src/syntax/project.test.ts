/** Headers and definitions found in small virtual projects, and nothing asked twice. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { absolutePath, parseCompileCommands, splitCommand } from './compile-commands.ts';
import { Project, type ProjectFile } from './project.ts';

const make = (path: string, text: string): ProjectFile => ({
  path,
  text,
  includes: [...text.matchAll(/^#include (?:"(.*)"|<(.*)>)$/gm)].map(([, quoted, angled]) => ({
    name: quoted ?? angled ?? '',
    system: quoted === undefined,
  })),
  functions: new Map([...text.matchAll(/^\w+ (\w+)\(.*\) \{/gm)].map(([, name = '']) => [name, true])),
});

/** A project over files in memory, with a log of what was read. */
const projectOf = (files: Readonly<Record<string, string>>, includePath: readonly string[] = []) => {
  const asked: string[] = [];
  const reader = {
    read: (path: string) => {
      asked.push(path);
      return files[path];
    },
    exists: (path: string) => {
      asked.push(path);
      return path in files;
    },
    list: (folder: string) => Object.keys(files).filter((path) => path.startsWith(`${folder}/`)),
  };
  return { project: new Project(reader, includePath, make), asked };
};
const paths = (files: readonly ProjectFile[]): readonly string[] => files.map(({ path }) => path);

test('headers are found beside the file, on the include path and in the project', () => {
  const { project } = projectOf(
    {
      '/w/app/Makefile': '',
      '/w/app/net/get.c':
        '#include "own.h"\n#include "box.h"\n#include <extra.h>\n#include <unistd.h>\n#include "none.h"\n',
      '/w/app/net/own.h': '',
      '/w/app/include/box.h': '#include "platform.h"\n',
      '/w/app/include/platform.h': '',
      '/w/app/include/unistd.h': '',
      '/opt/inc/extra.h': '',
      '/w/other/none.h': '',
    },
    ['/opt/inc'],
  );
  expect(paths(project.headers('/w/app/net/get.c'))).toEqual([
    '/w/app/net/own.h',
    '/w/app/include/platform.h',
    '/w/app/include/box.h',
    '/opt/inc/extra.h',
  ]);
});

test('with compile commands, the flags decide', () => {
  const { project } = projectOf({
    '/w/compile_commands.json': JSON.stringify([
      {
        directory: '/w/out',
        file: '../a.c',
        command: "cc -I../one -D 'HAVE_VFORK=1' -DX -UY -include ../pre.h -c ../a.c",
      },
    ]),
    '/w/a.c': '#include "h.h"\n#include "lost.h"\n',
    '/w/one/h.h': '',
    '/w/two/lost.h': '',
    '/w/pre.h': '',
    '/w/Makefile': '',
  });
  const headers = project.headers('/w/a.c');
  expect(headers.map(({ path, text }) => (path.includes(':') ? text : path))).toEqual([
    '#define HAVE_VFORK 1\n#define X 1\n#undef Y\n',
    '/w/pre.h',
    '/w/one/h.h',
  ]);
});

test('a missing header is looked for once, until something changes', () => {
  const files: Record<string, string> = { '/w/a.c': '#include "no.h"\n' };
  const { project, asked } = projectOf(files);
  for (let i = 0; i < 3; i++) expect(project.headers('/w/a.c')).toEqual([]);
  expect(asked.filter((path) => path === '/w/no.h')).toHaveLength(1);
  files['/w/no.h'] = '';
  project.changed(['/w/no.h']);
  expect(paths(project.headers('/w/a.c'))).toEqual(['/w/no.h']);
});

test('headers that include each other end', () => {
  const { project } = projectOf({
    '/w/a.h': '#include "b.h"\n',
    '/w/b.h': '#include "a.h"\n',
    '/w/a.c': '#include "a.h"\n',
  });
  expect(paths(project.headers('/w/a.c'))).toEqual(['/w/b.h', '/w/a.h']);
});

test('a definition is taken from the nearest folder', () => {
  const { project } = projectOf({
    '/w/README': '',
    '/w/net/get.c': 'int main() {\n die("x");\n help();\n}\n',
    '/w/net/help.c': 'void help(void) {\n}\n',
    '/w/lib/die.c': 'void\ndie(const char *s);\nvoid die(char *s) {\n}\n',
    '/w/old/help.c': 'void help(void) {\n}\n',
  });
  expect(paths(project.definedIn('die', '/w/net/get.c'))).toEqual(['/w/lib/die.c']);
  expect(paths(project.definedIn('help', '/w/net/get.c'))).toEqual(['/w/net/help.c']);
  expect(project.definedIn('nobody', '/w/net/get.c')).toEqual([]);
});

test('commands are cut as a shell cuts them', () => {
  expect(splitCommand(String.raw`cc -DA=\"x\" '-DB=a b' "-DC=\"q\"" -I/a\ b x.c`)).toEqual([
    'cc',
    '-DA="x"',
    '-DB=a b',
    '-DC="q"',
    '-I/a b',
    'x.c',
  ]);
  expect(absolutePath('/a/b', '../c/./d')).toBe('/a/c/d');
});

test('no text breaks the reading of compile commands', () => {
  const entry = fc.record({ directory: fc.string(), file: fc.string(), command: fc.string() }, { requiredKeys: [] });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.array(entry).map((list) => JSON.stringify(list)),
      ),
      (text) => {
        expect(parseCompileCommands(text, '/w')).toBeInstanceOf(Map);
      },
    ),
  );
});
