/** From the facade's plain data to the protocol's types (LSP 3.17). Offsets become lines and characters here, nowhere else. */
import {
  type CodeAction,
  CodeActionKind,
  type CreateFile,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentHighlight,
  DocumentHighlightKind,
  type Hover,
  MarkupKind,
  type TextEdit as ProtoEdit,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { CodeActionItem, FileEdit, Finding, HighlightItem, HoverItem, Severity } from '../ide/index.ts';
import type { RunTarget, ServerCommand } from '../protocol/index.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Problem } from '../text/problem.ts';
import type { TextRange } from '../text/range.ts';

/** Looks places up for the conversions: a file's lines (open or read), its URI, and its version when it is open. */
export interface Places {
  lines(path: string): LineIndex | undefined;
  uri(path: string): string;
  version(path: string): number | null;
}

/** What the client said it can take, as far as the answers depend on it. */
export interface AnswerProfile {
  readonly relatedInformation: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  readonly markdown: boolean;
}

/** The source of every diagnostic. */
export const SOURCE = 'vfork-lint';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A range in a text. */
export const range = (lines: LineIndex, { start, end }: TextRange): Range => {
  const from = lines.positionAt(start);
  const to = lines.positionAt(end);
  return {
    start: { line: from.line, character: from.column },
    end: { line: to.line, character: to.column },
  };
};

/** A finding as a diagnostic of its file, whose lines are given. Related places in files that are gone are left out. */
export const diagnostic = (places: Places, lines: LineIndex, finding: Finding, profile: AnswerProfile): Diagnostic => {
  const related = profile.relatedInformation
    ? finding.related.flatMap(({ path, range: at, message }): DiagnosticRelatedInformation[] => {
        const there = places.lines(path);
        return there === undefined ? [] : [{ location: { uri: places.uri(path), range: range(there, at) }, message }];
      })
    : [];
  return {
    range: range(lines, finding.range),
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    source: SOURCE,
    message: finding.message,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(finding.rule === 'unused-suppression' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
};

/** A problem of a configuration file; without a place it stands on the first line. */
export const problemDiagnostic = (lines: LineIndex, problem: Problem): Diagnostic => ({
  range: range(lines, problem.range ?? { start: 0, end: 0 }),
  severity: DiagnosticSeverity.Warning,
  source: SOURCE,
  message: problem.message,
});

/**
 * Edits over any number of files, one of which may have to be made first; undefined where one cannot be read, or the client
 * cannot make files.
 */
export const workspaceEdit = (
  places: Places,
  edits: readonly FileEdit[],
  profile: AnswerProfile,
  create?: string,
): WorkspaceEdit | undefined => {
  if (create !== undefined && !(profile.documentChanges && profile.createFiles)) return undefined;
  const byPath = new Map<string, ProtoEdit[]>();
  for (const { path, text, ...at } of edits) {
    const lines = path === create ? new LineIndex('') : places.lines(path);
    if (lines === undefined) return undefined;
    const list = byPath.get(path) ?? [];
    list.push({ range: range(lines, at), newText: text });
    byPath.set(path, list);
  }
  const files = [...byPath].map(([path, list]) => ({ path, uri: places.uri(path), list }));
  if (!profile.documentChanges) return { changes: Object.fromEntries(files.map(({ uri, list }) => [uri, list])) };
  const changes = files.map(({ path, uri, list }) => ({
    textDocument: { uri, version: places.version(path) },
    edits: list,
  }));
  if (create === undefined) return { documentChanges: changes };
  const made: CreateFile = { kind: 'create', uri: places.uri(create), options: { ignoreIfExists: true } };
  return { documentChanges: [made, ...changes] };
};

/** A code action of the document at `uri`; `diagnostics` are those of the client's context that it mends. Undefined where its edit has no file. */
export const codeAction = (
  places: Places,
  item: CodeActionItem,
  diagnostics: readonly Diagnostic[],
  profile: AnswerProfile,
  uri: string,
): CodeAction | undefined => {
  if (item.run !== undefined) {
    const name: ServerCommand = 'vfork-lint.runInEmulator';
    const target: RunTarget = { uri, line: item.run.line - 1, function: item.run.function };
    const command = { title: item.title, command: name, arguments: [target] };
    return { title: item.title, kind: CodeActionKind.QuickFix, command, diagnostics: [...diagnostics] };
  }
  const edit = workspaceEdit(places, item.edits, profile, item.create);
  if (edit === undefined) return undefined;
  return {
    title: item.title,
    kind: item.kind === 'fix-all' ? FIX_ALL : CodeActionKind.QuickFix,
    edit,
    ...(item.preferred ? { isPreferred: true } : {}),
    ...(diagnostics.length > 0 ? { diagnostics: [...diagnostics] } : {}),
  };
};

/** The kind of the action that applies every safe fix of a file; `source.fixAll` asks for it too. */
export const FIX_ALL: string = `${CodeActionKind.SourceFixAll}.vforkLint`;

/** A hover, in plain text for clients without Markdown. */
export const hover = (lines: LineIndex, item: HoverItem, profile: AnswerProfile): Hover => ({
  range: range(lines, item.range),
  contents: profile.markdown
    ? { kind: MarkupKind.Markdown, value: item.markdown }
    : { kind: MarkupKind.PlainText, value: item.markdown.replace(/[*`#]+/g, '').replace(/\n{3,}/g, '\n\n') },
});

const HIGHLIGHTS: Readonly<Record<HighlightItem['kind'], DocumentHighlightKind>> = {
  vfork: DocumentHighlightKind.Write,
  exit: DocumentHighlightKind.Read,
  child: DocumentHighlightKind.Text,
};

/** A place that belongs with the one under the cursor. */
export const highlight = (lines: LineIndex, item: HighlightItem): DocumentHighlight => ({
  range: range(lines, item.range),
  kind: HIGHLIGHTS[item.kind],
});
