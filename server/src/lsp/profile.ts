/**
 * What the client can do, out of its InitializeParams, and what the server announces in return (LSP 3.17). Read once; the
 * rest of the server asks the profile, never the raw capabilities.
 */
import {
  CodeActionKind,
  type InitializeParams,
  MarkupKind,
  PositionEncodingKind,
  ResourceOperationKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { ServerCommand, Settings } from '../protocol/index.ts';
import { type AnswerProfile, FIX_ALL, SOURCE } from './to-proto.ts';
import { pathOf } from './uri.ts';

/** The client's side of the session. */
export interface Profile extends AnswerProfile {
  /** The client asks for diagnostics; where it cannot, they are pushed. */
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly refreshLenses: boolean;
  readonly configuration: boolean;
  readonly watchConfiguration: boolean;
  readonly watchFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly progress: boolean;
  readonly applyEdit: boolean;
  readonly codeActionLiterals: boolean;
  /** The client shows `vfork-lint/status`; it says so in its experimental capabilities. */
  readonly status: boolean;
  /** The client shows stories: `vfork-lint.showStory` is a command of its own. */
  readonly story: boolean;
  readonly roots: readonly string[];
  readonly initialSettings: Settings;
}

/** Reads the client's capabilities, folders and initial settings; anything may be missing. */
export const profileOf = (params: InitializeParams): Profile => {
  const { textDocument = {}, workspace = {}, window = {}, experimental } = params.capabilities;
  const uris = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
  return {
    relatedInformation:
      (textDocument.diagnostic ?? textDocument.publishDiagnostics)?.relatedInformation ??
      textDocument.publishDiagnostics?.relatedInformation ??
      false,
    documentChanges: workspace.workspaceEdit?.documentChanges ?? false,
    createFiles: workspace.workspaceEdit?.resourceOperations?.includes(ResourceOperationKind.Create) ?? false,
    markdown: textDocument.hover?.contentFormat?.includes(MarkupKind.Markdown) ?? false,
    pullDiagnostics: textDocument.diagnostic !== undefined,
    refreshDiagnostics: workspace.diagnostics?.refreshSupport ?? false,
    refreshLenses: workspace.codeLens?.refreshSupport ?? false,
    configuration: workspace.configuration ?? false,
    watchConfiguration: workspace.didChangeConfiguration?.dynamicRegistration ?? false,
    watchFiles: workspace.didChangeWatchedFiles?.dynamicRegistration ?? false,
    workspaceFolders: workspace.workspaceFolders ?? false,
    progress: window.workDoneProgress ?? false,
    applyEdit: workspace.applyEdit ?? false,
    codeActionLiterals: textDocument.codeAction?.codeActionLiteralSupport !== undefined,
    status: says(experimental, 'vforkLintStatus'),
    story: says(experimental, 'vforkLintStory'),
    roots: uris.map(pathOf),
    initialSettings: isRecord(params.initializationOptions) ? params.initializationOptions : {},
  };
};

/** The commands that `workspace/executeCommand` takes. */
export const COMMANDS: readonly ServerCommand[] = [
  'vfork-lint.runInEmulator',
  'vfork-lint.stopRun',
  'vfork-lint.checkWorkspace',
  'vfork-lint.fixAll',
];

/** What the server announces to such a client. */
export const capabilitiesFor = (profile: Profile): ServerCapabilities => ({
  positionEncoding: PositionEncodingKind.UTF16,
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  hoverProvider: true,
  documentHighlightProvider: true,
  codeLensProvider: { resolveProvider: false },
  ...(profile.codeActionLiterals
    ? { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: false } }
    : {}),
  executeCommandProvider: { commands: [...COMMANDS], workDoneProgress: true },
  ...(profile.pullDiagnostics
    ? { diagnosticProvider: { identifier: SOURCE, interFileDependencies: true, workspaceDiagnostics: false } }
    : {}),
  ...(profile.workspaceFolders
    ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }
    : {}),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the client's experimental capabilities hold one of ours. */
const says = (value: unknown, name: string): boolean => isRecord(value) && value[name] === true;
