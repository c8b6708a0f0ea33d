/** The item in the language status (`{}` in the status bar of a C file): what the server does, and the way to its log. */
import type { ServerStatus } from '@vfork-lint/server/protocol';
import * as vscode from 'vscode';

/** The server's states, and those that only this side sees. */
export type Shown =
  | ServerStatus
  | { readonly kind: 'starting' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string };

/** The item; disposing of it takes it away. */
export interface Status {
  show(state: Shown): void;
  dispose(): void;
}

/** Makes the item for C documents. */
export const createStatus = (): Status => {
  const item = vscode.languages.createLanguageStatusItem('vfork-lint', [{ language: 'c' }, { pattern: '**/*.h' }]);
  item.name = 'vfork-lint';
  item.command = { command: 'vfork-lint.showLog', title: 'Show log' };
  const show = (state: Shown): void => {
    const { text, detail, severity, busy } = describe(state);
    item.text = text;
    item.detail = detail;
    item.severity = severity;
    item.busy = busy;
  };
  show({ kind: 'starting' });
  return { show, dispose: () => item.dispose() };
};

interface Look {
  readonly text: string;
  readonly detail: string;
  readonly severity: vscode.LanguageStatusSeverity;
  readonly busy: boolean;
}

const describe = (state: Shown): Look => {
  const { Information, Warning, Error: Failure } = vscode.LanguageStatusSeverity;
  switch (state.kind) {
    case 'starting':
      return { text: 'vfork-lint', detail: 'starting', severity: Information, busy: true };
    case 'ready':
      return {
        text: 'vfork-lint',
        detail: state.enabled ? 'ready' : 'off by setting',
        severity: Information,
        busy: false,
      };
    case 'checking':
      return { text: 'vfork-lint', detail: 'checking the workspace', severity: Information, busy: true };
    case 'degraded':
      return { text: 'vfork-lint', detail: state.message, severity: Warning, busy: false };
    case 'stopped':
      return {
        text: 'vfork-lint: stopped',
        detail: 'the language server is not running',
        severity: Failure,
        busy: false,
      };
    case 'failed':
      return { text: 'vfork-lint: failed', detail: state.message, severity: Failure, busy: false };
    default:
      return assertNever(state);
  }
};

const assertNever = (value: never): never => {
  throw new Error(`no such state: ${JSON.stringify(value)}`);
};
