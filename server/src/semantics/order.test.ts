/**
 * The order of things does not show: of random programs in two files, full of helpers that call each other in circles, every
 * file says the same alone, first, last, and whatever the order of its functions.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorkspace, type Finding, lint, type Workspace } from '../ide/index.ts';
import { lintFunctions } from '../ide/lint.ts';
import { outlineOf } from '../syntax/outline.ts';

const HELPERS = 8;

/** What a helper does, in C, given the helpers that it calls. */
const ACTIONS: readonly ((a: number, b: number) => string)[] = [
  (a) => `h${a}(n);`,
  (a, b) => `if (n > 1) h${a}(n - 1); else h${b}(0);`,
  (a) => `if (flag) exit(1); h${a}(1);`,
  (a) => `seen = n; flag = 1; h${a}(n);`,
  () => 'printf("%d", n);',
  (a) => `if (n) { h${a}(2); exit(2); } _exit(3);`,
  (a, b) => `while (n--) { h${a}(n); h${b}(3); }`,
  () => 'longjmp(to, n);',
  () => '(void)n;',
];

interface Helper {
  readonly action: number;
  readonly calls: readonly [number, number];
  readonly file: number;
}

const index = fc.nat(HELPERS - 1);
const program = fc.array(
  fc.record({ action: fc.nat(ACTIONS.length - 1), calls: fc.tuple(index, index), file: fc.nat(1) }),
  { minLength: HELPERS, maxLength: HELPERS },
);

const HEAD =
  '#include <unistd.h>\nextern int flag, seen;\n' +
  Array.from({ length: HELPERS }, (_, i) => `void h${i}(int n);\n`).join('');

const define = ({ action, calls }: Helper, i: number): string =>
  `void h${i}(int n) { ${ACTIONS[action]?.(...calls) ?? ''} }\n`;

const site = (name: string, first: number): string =>
  `int ${name}(char **argv) { int pid = vfork(); if (pid == 0) { h${first}(1); h${(first + 3) % HELPERS}(0); execv(argv[0], argv); _exit(1); } return pid + seen; }\n`;

/** The texts of the two files; `order` sorts what is in them. */
const filesOf = (helpers: readonly Helper[], order: readonly number[]): ReadonlyMap<string, string> =>
  new Map(
    [0, 1].map((file): [string, string] => {
      const parts = helpers.flatMap((helper, i) =>
        helper.file === file ? [{ at: order[i] ?? 0, text: define(helper, i) }] : [],
      );
      const sites = [0, 1].map((n) => ({ at: order[HELPERS + n] ?? 0, text: site(`site${file}${n}`, file * 2 + n) }));
      const body = [...parts, ...sites].toSorted((a, b) => a.at - b.at).map(({ text }) => text);
      return [`/w/f${file}.c`, HEAD + body.join('')];
    }),
  );

const open = (files: ReadonlyMap<string, string>): Promise<Workspace> =>
  createWorkspace({
    reader: {
      read: (path) => files.get(path),
      exists: (path) => files.has(path),
      list: () => [...files.keys()].map((path) => path.slice(3)),
    },
  });

/** What is said of a file, without the places, which an order of functions changes. */
const told = ({ rule, severity, message, function: owner, related }: Finding): string =>
  [owner, rule, severity, message, related.length].join(' | ');

const said = (workspace: Workspace, path: string): readonly string[] =>
  lint(workspace, path).findings.map(told).toSorted();

test('files in any order, functions in any order or each by itself', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      program,
      fc.shuffledSubarray(
        Array.from({ length: HELPERS + 2 }, (_, i) => i),
        { minLength: HELPERS + 2 },
      ),
      async (helpers, order) => {
        const plain = filesOf(
          helpers,
          order.toSorted((a, b) => a - b),
        );
        const shuffled = filesOf(helpers, order);
        const paths = [...plain.keys()];
        const alone = await Promise.all(paths.map(async (path) => said(await open(plain), path)));
        const forwards = await open(plain);
        expect(paths.map((path) => said(forwards, path))).toEqual(alone);
        const backwards = await open(plain);
        expect(paths.toReversed().map((path) => said(backwards, path))).toEqual(alone.toReversed());
        const other = await open(shuffled);
        expect(paths.map((path) => said(other, path))).toEqual(alone);
        for (const [path, text] of plain) {
          const one = await open(plain);
          for (const { kind, name, start, end } of outlineOf(text).items) {
            if (kind !== 'function') continue;
            const own = lintFunctions(one, path, [{ start, end }]).map(told).toSorted();
            expect(own).toEqual(alone[paths.indexOf(path)]?.filter((line) => line.startsWith(`${name} |`)));
          }
        }
      },
    ),
    { numRuns: 25 },
  );
});
