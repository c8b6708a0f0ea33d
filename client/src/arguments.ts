/**
 * Arguments for server commands that the user started from the palette or a key: those come without any, and mean the active
 * editor and the function at its cursor. Arguments that are there, as from a lens, pass as they are.
 */
import type { RunTarget, ServerCommand } from '@vfork-lint/server/protocol';
import * as vscode from 'vscode';

/** The arguments to send; undefined where the command has nothing to act on, which the user is told. */
export const completeArguments = async (command: string, given: readonly unknown[]): Promise<unknown[] | undefined> => {
  if (isTargeted(given)) return [...given];
  switch (command as ServerCommand) {
    case 'vfork-lint.fixAll': {
      const editor = activeC();
      return editor && [{ uri: editor.document.uri.toString() }];
    }
    case 'vfork-lint.runInEmulator': {
      const editor = activeC();
      return editor && targetAt(editor);
    }
    default:
      return [...given];
  }
};

const isTargeted = ([first]: readonly unknown[]): boolean =>
  typeof first === 'object' && first !== null && 'uri' in first && typeof first.uri === 'string';

const activeC = (): vscode.TextEditor | undefined => {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !['c', 'cpp'].includes(editor.document.languageId)) return tell('Open a C file first.');
  return editor;
};

/** The lens at or above the cursor knows the function. */
const targetAt = async (editor: vscode.TextEditor): Promise<RunTarget[] | undefined> => {
  const uri = editor.document.uri;
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  const name: ServerCommand = 'vfork-lint.runInEmulator';
  const ours = lenses.filter(({ command }) => command?.command === name);
  ours.sort((a, b) => a.range.start.line - b.range.start.line);
  const line = editor.selection.active.line;
  const lens = ours.findLast(({ range }) => range.start.line <= line);
  if (lens === undefined) return tell('Place the cursor in a function that calls vfork.');
  return [lens.command?.arguments?.[0] as RunTarget];
};

const tell = (message: string): undefined => {
  vscode.window.showInformationMessage(`vfork-lint: ${message}`).then(undefined, () => {});
};
