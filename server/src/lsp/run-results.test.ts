/** How long results hold: each edit judged by itself at first, then by footprints; and the lenses for every state. */
import { describe, expect, test } from 'vitest';
import type { Footprint, RunOutcome } from '../ide/index.ts';
import { LineIndex } from '../text/line-index.ts';
import { runLenses } from './run-lenses.ts';
import { RunResults, type RunState } from './run-results.ts';

const PATH = '/a.c';
const TEXT = [
  'int helper;',
  '',
  'void run(void)',
  '{',
  '  one();',
  '',
  '  two();',
  '}',
  '',
  'void other(void)',
  '{',
  '  x();',
  '}',
  '',
].join('\n');
/** Tokens on lines 3, 4, 5, 7 and 8. */
const LINES = [3, 4, 5, 7, 8];
const footprint = (key: string, lines: readonly number[]): Footprint => ({
  key,
  lines,
  ranges: [[Math.min(...lines), Math.max(...lines)]],
  beyond: { names: ['helper'], alone: false, main: false },
  files: ['/helper.c'],
});
const outcome: Extract<RunOutcome, { kind: 'ran' }> = {
  kind: 'ran',
  message: '',
  title: 'elks ✗',
  story: { title: 'run in a.c', text: '', links: [] },
  footprint: footprint('k', LINES),
  verdicts: [
    {
      rule: 'r',
      line: 7,
      verdict: 'confirmed',
      runs: 1,
      kernels: { elks: 'confirmed' },
      evidence: [{ kind: 'e', text: '', child: 7, parent: 5, on: ['elks'] }],
      told: [],
      fixVerified: undefined,
    },
  ],
};

const kept = (): RunResults => {
  const results = new RunResults();
  results.keep(PATH, 'run', TEXT, outcome);
  return results;
};

/** `line child parent` of the one verdict for a text; undefined where it is out of date. */
const placed = (results: RunResults, text: string): string | undefined => {
  const [one] = results.verdicts(PATH, text);
  return one && `${one.line} ${one.evidence[0]?.child} ${one.evidence[0]?.parent}`;
};

describe('an edit, before its footprint is known', () => {
  test.each([
    ['none', TEXT, '7 7 5'],
    ['in another function', TEXT.replace('  x();', '  x();\n  y();'), '7 7 5'],
    ['blank lines above', `\n\n${TEXT}`, '9 9 7'],
    ['of a function', TEXT.replace('two();', 'three();'), undefined],
    ['on a blank line of the function', TEXT.replace('one();\n\n', 'one();\n  more();\n'), undefined],
    ['of a declaration', TEXT.replace('int helper', 'long helper'), undefined],
    ['of a directive', `#define one two\n${TEXT}`, undefined],
  ])('%s', (_, text, expected) => {
    const results = kept();
    results.edited(PATH, text);
    expect(placed(results, text)).toBe(expected);
    // Taking it back makes the result hold again.
    results.edited(PATH, TEXT);
    expect(placed(results, TEXT)).toBe('7 7 5');
  });

  test('harmless edits add up', () => {
    const results = kept();
    const first = TEXT.replace('  x();', '  x();\n  y();');
    const second = `\n${first}`;
    results.edited(PATH, first);
    results.edited(PATH, second);
    expect(placed(results, second)).toBe('8 8 6');
  });
});

describe('footprints', () => {
  const commented = TEXT.replace('  one();', '  /* first */\n  one();');

  test('an equal one makes the result hold, at its new lines', () => {
    const results = kept();
    results.edited(PATH, commented);
    expect(placed(results, commented)).toBeUndefined();
    const found = new Map([['run', footprint('k', [3, 4, 6, 8, 9])]]);
    expect(results.settle(PATH, commented, ['run'], found)).toBe(true);
    expect(placed(results, commented)).toBe('8 8 6');
    expect(results.settle(PATH, commented, ['run'], found)).toBe(false);
    const above = `\n${commented}`;
    results.edited(PATH, above);
    expect(placed(results, above)).toBe('9 9 7');
  });

  test('another one, or none, ends it, even where the edit looked harmless', () => {
    for (const found of [new Map([['run', footprint('other', LINES)]]), new Map<string, Footprint>()]) {
      const results = kept();
      const text = TEXT.replace('  x();', '  x();\n  y();');
      results.edited(PATH, text);
      expect(placed(results, text)).toBe('7 7 5');
      expect(results.settle(PATH, text, ['run'], found)).toBe(true);
      expect(placed(results, text)).toBeUndefined();
      expect(results.state(PATH, 'run', text)).toMatchObject({ kind: 'ran', fresh: false });
    }
  });
});

test('a file that is closed has no results', () => {
  const results = kept();
  expect([results.paths(), [...results.wanted(PATH)]]).toEqual([
    [PATH],
    [['run', { names: ['helper'], alone: false, main: false }]],
  ]);
  results.forget(PATH);
  expect([results.paths(), results.wanted(PATH).size, results.state(PATH, 'run', TEXT)]).toEqual([[], 0, undefined]);
});

describe('an edit of another file', () => {
  const elsewhere = TEXT.replace('  x();', '  x();\n  y();');

  test('that it was made of: in doubt until its footprint is there, whatever is edited meanwhile', () => {
    const results = kept();
    expect(results.doubt('/other.c')).toBe(false);
    expect(results.doubt(PATH)).toBe(false);
    expect(placed(results, TEXT)).toBe('7 7 5');
    expect(results.doubt('/helper.c')).toBe(true);
    expect(results.doubt('/helper.c')).toBe(false);
    results.edited(PATH, elsewhere);
    expect(placed(results, elsewhere)).toBeUndefined();
    expect(results.settle(PATH, elsewhere, ['run'], new Map([['run', footprint('k', LINES)]]))).toBe(true);
    expect(placed(results, elsewhere)).toBe('7 7 5');
  });

  test('that makes a difference ends it until it is taken back', () => {
    const results = kept();
    const differs = new Map([['run', footprint('other', LINES)]]);
    expect(results.settle(PATH, TEXT, ['run'], differs)).toBe(true);
    expect(results.settle(PATH, TEXT, ['run'], differs)).toBe(false);
    results.edited(PATH, elsewhere);
    expect(placed(results, elsewhere)).toBeUndefined();
    expect(results.settle(PATH, elsewhere, ['run'], new Map([['run', footprint('k', LINES)]]))).toBe(true);
    expect(placed(results, elsewhere)).toBe('7 7 5');
  });
});

const STATES: readonly (readonly [string, RunState | undefined, readonly string[], readonly string[]])[] = [
  ['not run', undefined, ['Run in emulator'], ['runInEmulator']],
  ['running', { kind: 'running' }, ['Running in the emulator … (stop)'], ['stopRun']],
  ['cancelled', { kind: 'cancelled' }, ['Run in emulator (cancelled)'], ['runInEmulator']],
  ['failed', { kind: 'failed', message: 'why' }, ['Run in emulator (could not be run)'], ['runInEmulator']],
  ['run', { kind: 'ran', outcome, fresh: true }, ['elks ✗', 'Run again'], ['showStory', 'runInEmulator']],
  [
    'out of date',
    { kind: 'ran', outcome, fresh: false },
    ['Run in emulator (changed since the last run)'],
    ['runInEmulator'],
  ],
];

test.each(STATES)('lenses: %s', (_, state, titles, commands) => {
  const item = { title: 'Run in emulator', function: 'run', range: { start: 18, end: 21 } };
  const lenses = runLenses('file:///a.c', new LineIndex(TEXT), item, state, { story: true });
  expect(lenses.map(({ command }) => command?.title)).toEqual(titles);
  expect(lenses.map(({ command }) => command?.command)).toEqual(commands.map((name) => `vfork-lint.${name}`));
  for (const { command } of lenses)
    expect(command?.arguments).toEqual([{ uri: 'file:///a.c', line: 2, function: 'run' }]);
});
