/**
 * An editing session: a file is opened and edited step by step, and after each step what the workspace says, having reused
 * what the edit left alone, is held to what a new workspace says of the same text.
 */
import { isDeepStrictEqual } from 'node:util';
import { createWorkspace, lint, type Workspace } from '../ide/index.ts';
import { applyEdits } from '../text/edit.ts';
import { type RandomEdit, textEdits } from './edits.ts';

/** A file to edit, and the others that its project has. */
export interface Edited {
  readonly path: string;
  readonly text: string;
  readonly others: ReadonlyMap<string, string>;
}

const open = async ({ path, others }: Edited, text: string): Promise<Workspace> => {
  const workspace = await createWorkspace({
    reader: {
      read: (name) => others.get(name),
      exists: (name) => others.has(name),
      list: (folder) =>
        [...others.keys()].flatMap((name) => (name.startsWith(`${folder}/`) ? [name.slice(folder.length + 1)] : [])),
    },
  });
  workspace.open(path, text);
  return workspace;
};

const seen = (workspace: Workspace, path: string): unknown => [
  lint(workspace, path).findings,
  workspace
    .sites(path)
    .map(({ owner, ownerName, call, region, leaves, writes }) => ({ owner, ownerName, call, region, leaves, writes })),
];

/** Runs a session. Gives the number of edits made; rejects with the text of the first one after which the two disagree. */
export const editSession = async (file: Edited, edits: readonly RandomEdit[]): Promise<number> => {
  const workspace = await open(file, file.text);
  seen(workspace, file.path);
  let text = file.text;
  let before = text;
  for (const edit of edits) {
    const changes = textEdits(text, edit, before);
    before = text;
    text = applyEdits(text, changes);
    workspace.edit(file.path, changes);
    const reused = seen(workspace, file.path);
    const afresh = seen(await open(file, text), file.path);
    if (workspace.text(file.path) !== text) throw new Error(`${file.path}: the texts differ after ${edit.kind}`);
    if (!isDeepStrictEqual(reused, afresh))
      throw new Error(
        `${file.path}: after ${JSON.stringify(edit)}\nreused ${JSON.stringify(reused)}\nafresh ${JSON.stringify(afresh)}`,
      );
  }
  return edits.length;
};
