/** What a scenario is, and what several of them need of the workspace. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Editor } from './editor.ts';

/** A scenario; `files` are put into the workspace before the editor starts. */
export interface Scenario {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  run(editor: Editor, workspace: string): Promise<void>;
}

/** Writes the settings of the workspace, by full name. */
export const settings = (workspace: string, content: object): void => {
  mkdirSync(join(workspace, '.vscode'), { recursive: true });
  writeFileSync(join(workspace, '.vscode/settings.json'), JSON.stringify(content));
};
