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
  /** Editors on the screen, and settings by full name. */
  visibleTextEditors: readonly unknown[];
  readonly settings: Map<string, unknown>;
  /** Open documents, and files that a search finds. */
  documents: readonly { readonly languageId: string; getText(): string }[];
  files: readonly string[];
  /** Listeners for documents that are opened. */
  readonly opened: Set<(document: unknown) => void>;
  /** Commands that were started, with their arguments. */
  readonly executed: (readonly unknown[])[];
  /** Documents that were shown, with how. */
  readonly shown: { readonly document: FakeDocument; readonly options: Record<string, unknown> }[];
  /** Providers of document texts and links, by scheme. */
  readonly contents: Map<string, { provideTextDocumentContent(uri: Uri): string }>;
  readonly links: Map<string, { provideDocumentLinks(document: FakeDocument): DocumentLink[] }>;
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
export const world: World = {
  messages: [],
  commands: new Map(),
  items: [],
  activeTextEditor: undefined,
  visibleTextEditors: [],
  settings: new Map(),
  documents: [],
  files: [],
  opened: new Set(),
  executed: [],
  shown: [],
  contents: new Map(),
  links: new Map(),
};

/** Makes the world new for the next test. */
export const reset = (): void => {
  world.messages.length = 0;
  world.items.length = 0;
  world.commands.clear();
  world.activeTextEditor = undefined;
  world.visibleTextEditors = [];
  world.documents = [];
  world.files = [];
  world.opened.clear();
  for (const map of [world.settings, world.contents, world.links]) map.clear();
  world.executed.length = 0;
  world.shown.length = 0;
};

const say: Say = async (message) => {
  world.messages.push(message);
};

type Say = (message: string) => Promise<undefined>;

export const window: {
  readonly showInformationMessage: Say;
  readonly showErrorMessage: Say;
  readonly activeTextEditor: unknown;
  readonly visibleTextEditors: readonly unknown[];
  showTextDocument(document: FakeDocument, options: Record<string, unknown>): Promise<void>;
} = {
  showInformationMessage: say,
  showErrorMessage: say,
  get visibleTextEditors(): readonly unknown[] {
    return world.visibleTextEditors;
  },
  showTextDocument: async (document, options) => {
    world.shown.push({ document, options });
  },
  get activeTextEditor(): unknown {
    return world.activeTextEditor;
  },
};

export const commands = {
  registerCommand: (id: string, run: (...args: readonly unknown[]) => unknown): { dispose(): void } => {
    world.commands.set(id, run);
    return { dispose: () => world.commands.delete(id) };
  },
  executeCommand: async (...words: readonly unknown[]): Promise<void> => {
    world.executed.push(words);
  },
};

/** A URI as far as the extension looks into it. */
export class Uri {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;
  readonly #text: string;
  constructor(text: string, scheme: string, path: string, query: string) {
    this.#text = text;
    this.scheme = scheme;
    this.path = path;
    this.query = query;
  }
  static parse(text: string): Uri {
    return new Uri(text, text.slice(0, text.indexOf(':')), '', text.slice(text.indexOf('?') + 1));
  }
  static from({ scheme, path, query }: { scheme: string; path: string; query: string }): Uri {
    return new Uri(`${scheme}:${path}?${query}`, scheme, path, query);
  }
  toString(): string {
    return this.#text;
  }
}

/** A document whose text, where it is not a virtual one, is a hundred empty lines. */
export interface FakeDocument {
  readonly uri: Uri;
  readonly lineCount: number;
  language: string;
  getText(): string;
  positionAt(offset: number): number;
  lineAt(line: number): { readonly range: string };
}

export const workspace = {
  registerTextDocumentContentProvider: (
    scheme: string,
    provider: { provideTextDocumentContent(uri: Uri): string },
  ): { dispose(): void } => {
    world.contents.set(scheme, provider);
    return { dispose: () => world.contents.delete(scheme) };
  },
  openTextDocument: async (uri: Uri): Promise<FakeDocument> => ({
    uri,
    lineCount: 100,
    language: '',
    getText: () => world.contents.get(uri.scheme)?.provideTextDocumentContent(uri) ?? '',
    positionAt: (offset) => offset,
    lineAt: (line) => ({ range: `range of line ${line}` }),
  }),
  get textDocuments(): readonly unknown[] {
    return world.documents;
  },
  findFiles: async (): Promise<readonly string[]> => world.files,
  onDidOpenTextDocument: (listen: (document: unknown) => void): { dispose(): void } => {
    world.opened.add(listen);
    return { dispose: () => world.opened.delete(listen) };
  },
  onDidChangeTextDocument: (): { dispose(): void } => ({ dispose: () => undefined }),
  getConfiguration: (section: string): { get(name: string, otherwise: unknown): unknown } => ({
    get: (name, otherwise) => world.settings.get(`${section}.${name}`) ?? otherwise,
  }),
};

export const ViewColumn: { readonly Beside: number; readonly One: number } = { Beside: -2, One: 1 };

/** Tells nobody: what is shown is asked for anew in tests. */
export class EventEmitter {
  readonly event = (): { dispose(): void } => ({ dispose: () => undefined });
  fire(): void {}
  dispose(): void {}
}

export class Range {
  readonly start: number;
  readonly end: number;
  constructor(start: number, end: number) {
    this.start = start;
    this.end = end;
  }
}

export class DocumentLink {
  readonly range: Range;
  readonly target: Uri;
  tooltip?: string;
  constructor(range: Range, target: Uri) {
    this.range = range;
    this.target = target;
  }
}

export const languages = {
  registerDocumentLinkProvider: (
    { scheme }: { readonly scheme: string },
    provider: { provideDocumentLinks(document: FakeDocument): DocumentLink[] },
  ): { dispose(): void } => {
    world.links.set(scheme, provider);
    return { dispose: () => world.links.delete(scheme) };
  },
  setTextDocumentLanguage: async (document: FakeDocument, language: string): Promise<FakeDocument> => {
    document.language = language;
    return document;
  },
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
