/** The commands that this side runs; those of the server are registered by the client library from what it announces. */
import type { RunTarget } from '@vfork-lint/server/protocol';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Status } from './status.ts';
import type { Stories } from './story.ts';

/** Registers the commands; disposing takes them away. */
export const registerCommands = (client: LanguageClient, status: Status, stories: Stories): vscode.Disposable[] => [
  vscode.commands.registerCommand('vfork-lint.restartServer', async () => {
    try {
      await client.restart();
      await vscode.window.showInformationMessage('vfork-lint: the language server was restarted.');
    } catch (error) {
      status.show({ kind: 'failed', message: String(error) });
      await vscode.window.showErrorMessage(`vfork-lint: the language server did not restart: ${error}`);
    }
  }),
  vscode.commands.registerCommand('vfork-lint.showStory', async (target: RunTarget) => {
    // After a restart of the editor's side there is a result without a story: the run is short, so it is made again.
    if (!(await stories.show(target))) await vscode.commands.executeCommand('vfork-lint.runInEmulator', target);
  }),
  vscode.commands.registerCommand('vfork-lint.showLog', () => client.outputChannel.show(true)),
];
