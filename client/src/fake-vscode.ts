/**
 * The part of VS Code's API that this extension uses, for its unit tests: it records what was asked of it and lets a test
 * play the user. vitest.config.ts puts it in the place of `vscode`; it is not in the bundle.
 */

/** What the extension did, in order, and what the test provides. */
export interface World {
  readonly messages: string[];
  readonly commands: Map<string, (...args: readonly unknown[]) => unknown>;
  readonly items: StatusItem[];
  activeTextEditor: unknown;
  lenses: readonly unknown[];
}

/** A language status item as the extension left it. */
export interface StatusItem {
  readonly id: string;
  readonly selector: unknown;
  name?: string;
  text?: string;
  detail?: string;
  severity?: number;
  busy?: boolean;
  command?: unknown;
  disposed: boolean;
  dispose(): void;
}

/** The one world; `reset` empties it. */
export const world: World = { messages: [], commands: new Map(), items: [], activeTextEditor: undefined, lenses: [] };

/** Makes the world new for the next test. */
export const reset = (): void => {
  world.messages.length = 0;
  world.items.length = 0;
  world.commands.clear();
  world.activeTextEditor = undefined;
  world.lenses = [];
};

const say: Say = async (message) => {
  world.messages.push(message);
};

type Say = (message: string) => Promise<undefined>;

export const window: {
  readonly showInformationMessage: Say;
  readonly showErrorMessage: Say;
  readonly activeTextEditor: unknown;
} = {
  showInformationMessage: say,
  showErrorMessage: say,
  get activeTextEditor(): unknown {
    return world.activeTextEditor;
  },
};

export const commands = {
  registerCommand: (id: string, run: (...args: readonly unknown[]) => unknown): { dispose(): void } => {
    world.commands.set(id, run);
    return { dispose: () => world.commands.delete(id) };
  },
  executeCommand: async (id: string): Promise<unknown> =>
    id === 'vscode.executeCodeLensProvider' ? world.lenses : undefined,
};

export const languages = {
  createLanguageStatusItem: (id: string, selector: unknown): StatusItem => {
    const item: StatusItem = {
      id,
      selector,
      disposed: false,
      dispose: () => {
        item.disposed = true;
      },
    };
    world.items.push(item);
    return item;
  },
};

export const LanguageStatusSeverity: {
  readonly Information: number;
  readonly Warning: number;
  readonly Error: number;
} = { Information: 0, Warning: 1, Error: 2 };
