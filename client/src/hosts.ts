/**
 * JavaScript and TypeScript documents, which may hold C in literals. They alone do not start the server: it waits for the first one
 * with such a literal, so that people who never write C notice nothing.
 */
import * as vscode from 'vscode';

/** Languages of documents that can hold C. */
export const HOST_LANGUAGES: readonly string[] = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'];

/** What C in a literal is marked by; the server looks closer. */
const MARK = /\bCModule\b|\/\*\s*c\s*\*\//i;

/** Whether the setting lets C in other languages be checked. */
export const embeds = (): boolean => vscode.workspace.getConfiguration('vfork-lint').get('embedded.enable', true);

/** Commands of the server that start it when it has waited until then. */
const COMMANDS = ['vfork-lint.checkWorkspace', 'vfork-lint.fixAll', 'vfork-lint.runInEmulator', 'vfork-lint.stopRun'];

const isHost = ({ languageId }: vscode.TextDocument): boolean => HOST_LANGUAGES.includes(languageId);
const mayHold = (document: vscode.TextDocument): boolean =>
  isHost(document) && embeds() && MARK.test(document.getText());

/** Whether there is nothing for the server to do: hosts without C are open, and nothing else that it is for. */
const isIdle = async (): Promise<boolean> => {
  const open = vscode.workspace.textDocuments;
  if (!open.some(isHost) || open.some(({ languageId }) => languageId === 'c') || open.some(mayHold)) return false;
  return (await vscode.workspace.findFiles('**/vfork-lint.config.json', undefined, 1)).length === 0;
};

/** Calls `start` as soon as the server has something to do; at once where it has. Disposing ends the wait. */
export const whenNeeded = async (start: () => Promise<void>): Promise<vscode.Disposable> => {
  if (!(await isIdle())) {
    await start();
    return { dispose: () => undefined };
  }
  let waiting: vscode.Disposable[] = [];
  const dispose = (): void => {
    for (const one of waiting.splice(0)) one.dispose();
  };
  const go = async (): Promise<void> => {
    if (waiting.length === 0) return;
    dispose();
    await start();
  };
  const look = (document: vscode.TextDocument): void => {
    if (document.languageId === 'c' || mayHold(document)) go().then(undefined, () => undefined);
  };
  waiting = [
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
    ...COMMANDS.map((command) =>
      vscode.commands.registerCommand(command, async (...args: unknown[]) => {
        await go();
        return vscode.commands.executeCommand(command, ...args);
      }),
    ),
  ];
  return { dispose };
};
