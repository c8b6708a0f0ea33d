/**
 * Stories of runs: read-only documents that open beside the code, with links to the lines they speak of. The server tells them;
 * here they are kept until the next run, shown, and their links lead back to the editor of the code.
 */
import type { RunResult, RunStory, RunTarget } from '@vfork-lint/server/protocol';
import * as vscode from 'vscode';

/** The scheme of story documents, and the language that colours them. */
export const STORY_SCHEME = 'vfork-lint-story';
const LANGUAGE = 'vfork-lint-story';
const REVEAL = 'vfork-lint.revealLine';

/** The stories of a session. */
export interface Stories {
  /** Takes what a run gave; shows its story beside the code where settings say so. */
  take(target: RunTarget, result: RunResult): Promise<void>;
  /** Shows the story of a function; false where there is none. */
  show(target: RunTarget): Promise<boolean>;
  dispose(): void;
}

/** Makes them, and registers what shows and links them. */
export const createStories = (): Stories => {
  const kept = new Map<string, RunStory>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const disposables = [
    changed,
    vscode.workspace.registerTextDocumentContentProvider(STORY_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => kept.get(uri.query)?.text ?? 'Run the function again: this story is gone.\n',
    }),
    vscode.languages.registerDocumentLinkProvider(
      { scheme: STORY_SCHEME },
      {
        provideDocumentLinks: (document) => linksOf(document, kept.get(document.uri.query)),
      },
    ),
    vscode.commands.registerCommand(REVEAL, reveal),
  ];
  const open = async (key: string, { title }: RunStory): Promise<void> => {
    const uri = storyUri(key, title);
    changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.scheme === STORY_SCHEME);
    const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.Beside;
    await vscode.window.showTextDocument(document, { viewColumn, preserveFocus: true, preview: true });
  };
  return {
    take: async (target, result) => {
      if (result.kind !== 'ran' && result.kind !== 'not-runnable') return;
      const { story } = result;
      if (story === undefined) return;
      const key = keyOf(target, story);
      kept.set(key, story);
      const settings = vscode.workspace.getConfiguration('vfork-lint', vscode.Uri.parse(target.uri));
      if (settings.get<boolean>('story.open', true)) await open(key, story);
      else changed.fire(storyUri(key, story.title));
    },
    show: async (target) => {
      const found = [...kept].find(([key]) => key === keyOf(target, undefined));
      if (found === undefined) return false;
      await open(...found);
      return true;
    },
    dispose: () => {
      for (const one of disposables) one.dispose();
    },
  };
};

/** Stories are known by file and function, which the title begins with. */
const keyOf = ({ uri, function: name }: RunTarget, story: RunStory | undefined): string =>
  JSON.stringify([uri, name ?? story?.title.split(' ')[0] ?? '']);

const storyUri = (key: string, title: string): vscode.Uri =>
  vscode.Uri.from({
    scheme: STORY_SCHEME,
    path: `/Run of ${title.replaceAll('/', ' ')}`.replace(/\.(\w+)$/, '_$1'),
    query: key,
  });

const linksOf = (document: vscode.TextDocument, story: RunStory | undefined): vscode.DocumentLink[] =>
  (story?.links ?? []).map(({ start, end, line }) => {
    const args = encodeURIComponent(JSON.stringify([story?.uri, line]));
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    const link = new vscode.DocumentLink(range, vscode.Uri.parse(`command:${REVEAL}?${args}`));
    link.tooltip = 'Show this line';
    return link;
  });

/** Shows a line, counted from 1, in the editor where its file is open, or in the first column. */
const reveal = async (uri: string, line: number): Promise<void> => {
  const wanted = vscode.Uri.parse(uri);
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === wanted.toString());
  const document = open?.document ?? (await vscode.workspace.openTextDocument(wanted));
  const { range } = document.lineAt(Math.min(Math.max(0, line - 1), document.lineCount - 1));
  await vscode.window.showTextDocument(document, {
    viewColumn: open?.viewColumn ?? vscode.ViewColumn.One,
    selection: range,
  });
};
