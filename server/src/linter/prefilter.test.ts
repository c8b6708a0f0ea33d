/** The prefilter lets no file pass by that could hold a finding, however the call is hidden. */
import { expect, test } from 'vitest';
import { createPrefilter } from './prefilter.ts';

/** Which of the files are taken, when files are shown again until nothing new is learnt. */
const taken = (files: Readonly<Record<string, string>>, aliases: readonly string[] = []): readonly string[] => {
  const filter = createPrefilter(aliases);
  const held = new Set<string>();
  for (let again = true; again; ) {
    again = false;
    for (const [name, text] of Object.entries(files))
      if (!held.has(name) && filter.mayHold(text)) {
        held.add(name);
        if (filter.learn(text)) again = true;
      }
  }
  return [...held].toSorted();
};

test.each([
  ['the call itself', { a: 'if (vfork()) x();' }, ['a']],
  ['longer spellings', { a: 'XVFORK();', b: 'syscall(SYS_vfork);', c: 'clone(0, CLONE_VM);' }, ['a', 'b', 'c']],
  ['nothing', { a: 'int main(void) { return 0; }' }, []],
  ['a suppression comment', { a: 'x(); // vfork-lint-disable-line' }, ['a']],
  ['a macro of a header', { h: '#define SPAWN() vfork()\n', a: 'p = SPAWN();', b: 'SPAWNS();' }, ['a', 'h']],
  [
    'a macro of a macro, in any order',
    { a: 'B();', h: '#define B() A()\n', i: '#define A() vfork()\n' },
    ['a', 'h', 'i'],
  ],
  ['a macro over several lines', { h: '#define A(x) \\\n  ((x) = vfork())\n', a: 'A(p);' }, ['a', 'h']],
  ['a wrapper', { w: 'pid_t\nspawn(void)\n{\n  pid_t p = 0;\n  return vfork();\n}\n', a: 'p = spawn();' }, ['a', 'w']],
  ['a function pointer', { w: 'pid_t (*make)(void);\nvoid f(void) { make = vfork; }', a: 'p = make();' }, ['a', 'w']],
])('%s', (_, files, expected) => {
  expect(taken(files)).toEqual(expected);
});

test('configured aliases count', () => {
  expect(taken({ a: 'p = start_child();', b: 'p = other();' }, ['start_child'])).toEqual(['a']);
});
