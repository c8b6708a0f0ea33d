/**
 * Arguments for server commands that the user started from the palette or a key: those come without any, and mean the active
 * editor and its cursor; the server knows the function there. Arguments that are there, as from a lens, pass as they are.
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
      const line = editor?.selection.active.line ?? 0;
      return editor && [{ uri: editor.document.uri.toString(), line } satisfies RunTarget];
    }
    case 'vfork-lint.stopRun': {
      const editor = activeC();
      return editor && [{ uri: editor.document.uri.toString() }];
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

const tell = (message: string): undefined => {
  vscode.window.showInformationMessage(`vfork-lint: ${message}`).then(undefined, () => {});
};
