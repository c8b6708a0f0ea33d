/** The shortest way through the whole analysis: one file in, its findings out. */
import { expect, test } from 'vitest';
import { createWorkspace, lint } from './index.ts';

const findings = async (text: string): Promise<string[]> => {
  const workspace = await createWorkspace({ reader: { read: () => undefined } });
  workspace.open('/a.c', text);
  return lint(workspace, '/a.c').findings.map(({ rule, range }) => `${rule}: ${text.slice(range.start, range.end)}`);
};

test('exit in the child is found', async () => {
  expect(await findings('void f(void) { if (vfork() == 0) { execl("a", "a", 0); exit(1); } }')).toContain(
    'exit-in-child: exit',
  );
});

test('an unreadable file is a problem', async () => {
  const workspace = await createWorkspace({ reader: { read: () => undefined } });
  expect(lint(workspace, '/b.c').problems).toHaveLength(1);
});
