/** Stories of runs: kept, shown beside the code, and linked to its lines. */
import type { RunResult, RunTarget } from '@vfork-lint/server/protocol';
import { beforeEach, expect, test } from 'vitest';
import { type FakeDocument, reset, Uri, world } from './fake-vscode.ts';
import { runThrough } from './run.ts';
import { createStories, STORY_SCHEME } from './story.ts';

const TARGET: RunTarget = { uri: 'file:///a.c', line: 3, function: 'spawn' };
const TEXT = 'spawn in a.c, line 9\n';
const RESULT: RunResult = {
  kind: 'ran',
  message: '',
  title: 'elks ✗',
  verdicts: [],
  story: { uri: TARGET.uri, title: 'spawn in a.c', text: TEXT, links: [{ start: 14, end: 20, line: 9 }] },
};

beforeEach(reset);

/** The one document that was shown. */
const shown = (): { readonly document: FakeDocument; readonly options: Record<string, unknown> } => {
  const [one, ...more] = world.shown.splice(0);
  expect(more).toEqual([]);
  if (one === undefined) throw new Error('nothing was shown');
  return one;
};

test('a run opens its story beside the code, without taking the cursor', async () => {
  const stories = createStories();
  await stories.take(TARGET, RESULT);
  const { document, options } = shown();
  expect(document.uri.scheme).toBe(STORY_SCHEME);
  expect(document.uri.path).toBe('/Run of spawn in a_c');
  expect(document.language).toBe('vfork-lint-story');
  expect(document.getText()).toBe(TEXT);
  expect(options).toMatchObject({ viewColumn: -2, preserveFocus: true });
  stories.dispose();
  expect(world.contents.size + world.links.size).toBe(0);
});

test('the next story takes the place of the last', async () => {
  const stories = createStories();
  world.visibleTextEditors = [{ document: { uri: { scheme: STORY_SCHEME } }, viewColumn: 3 }];
  await stories.take(TARGET, RESULT);
  expect(shown().options).toMatchObject({ viewColumn: 3 });
});

test('a setting keeps it closed until it is asked for', async () => {
  const stories = createStories();
  world.settings.set('vfork-lint.story.open', false);
  expect(await stories.show(TARGET)).toBe(false);
  await stories.take(TARGET, RESULT);
  expect(world.shown).toEqual([]);
  expect(await stories.show({ ...TARGET, line: 7 })).toBe(true);
  expect(shown().document.getText()).toBe(TEXT);
  expect(await stories.show({ ...TARGET, function: 'other' })).toBe(false);
});

test('a run by the cursor is known by its function later', async () => {
  const stories = createStories();
  await stories.take({ uri: TARGET.uri, line: 3 }, RESULT);
  expect(await stories.show(TARGET)).toBe(true);
});

test.each<RunResult>([
  { kind: 'cancelled', message: '' },
  { kind: 'unknown', message: '' },
  { kind: 'not-runnable', message: '' },
])('$kind shows nothing', async (result) => {
  await createStories().take(TARGET, result);
  expect(world.shown).toEqual([]);
});

test('each line of the story is a link that shows it in the editor of the code', async () => {
  const stories = createStories();
  await stories.take(TARGET, RESULT);
  const { document } = shown();
  const [link] = world.links.get(STORY_SCHEME)?.provideDocumentLinks(document) ?? [];
  expect(link?.range).toEqual({ start: 14, end: 20 });
  const target = link?.target.toString() ?? '';
  expect(target.startsWith('command:vfork-lint.revealLine?')).toBe(true);
  const args: unknown[] = JSON.parse(decodeURIComponent(target.slice(target.indexOf('?') + 1)));
  expect(args).toEqual(['file:///a.c', 9]);
  world.visibleTextEditors = [{ document: { ...document, uri: Uri.parse('file:///a.c') }, viewColumn: 2 }];
  await world.commands.get('vfork-lint.revealLine')?.(...args);
  expect(shown().options).toEqual({ viewColumn: 2, selection: 'range of line 8' });
  world.visibleTextEditors = [];
  await world.commands.get('vfork-lint.revealLine')?.('file:///a.c', 1000);
  expect(shown().options).toEqual({ viewColumn: 1, selection: 'range of line 99' });
});

test('only answers of runs are taken, and all pass as they are', async () => {
  const stories = createStories();
  const through = (command: string, answer: unknown): Promise<unknown> =>
    runThrough(stories, command, [TARGET], async () => answer);
  expect(await through('vfork-lint.fixAll', RESULT)).toBe(RESULT);
  expect(await through('vfork-lint.runInEmulator', null)).toBeNull();
  expect(world.shown).toEqual([]);
  expect(await through('vfork-lint.runInEmulator', RESULT)).toBe(RESULT);
  expect(world.shown).toHaveLength(1);
});
