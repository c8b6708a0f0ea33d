/**
 * Entry of the VS Code extension: starts the language server, and shows its state. Thin on purpose: what is known about C
 * lives in the server, so that every other editor has it too.
 */
import * as vscode from 'vscode';
import { createClient } from './client.ts';
import { registerCommands } from './commands.ts';
import { whenNeeded } from './hosts.ts';
import { createStatus } from './status.ts';
import { createStories } from './story.ts';

let stop: (() => Promise<void>) | undefined;

/** Called by VS Code when a C file, a file that may hold C, or a configuration file of ours is there. */
export const activate = async (context: vscode.ExtensionContext): Promise<void> => {
  const status = createStatus();
  const stories = createStories();
  const client = createClient((path) => context.asAbsolutePath(path), status, stories);
  context.subscriptions.push(status, stories, ...registerCommands(client, status, stories));
  stop = () => client.stop();
  const start = async (): Promise<void> => {
    try {
      await client.start();
    } catch (error) {
      status.show({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      vscode.window
        .showErrorMessage(`vfork-lint: the language server did not start: ${error}`)
        .then(undefined, () => {});
    }
  };
  context.subscriptions.push(await whenNeeded(start));
};

/** Called by VS Code at the end. */
export const deactivate = async (): Promise<void> => {
  await stop?.();
};
