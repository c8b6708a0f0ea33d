/**
 * Diagnostics, pulled where the client can pull (LSP 3.17, "Pull Diagnostics") and pushed where it cannot. One report per
 * document version and state of the workspace is kept, so that asking again costs nothing. Files that are not open get
 * diagnostics only from a check of the whole workspace, always pushed, and lose them to the pulled ones when opened.
 */
import {
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from 'vscode-languageserver';
import { lint } from '../ide/index.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Problem } from '../text/problem.ts';
import type { Documents, OpenDocument } from './documents.ts';
import type { EmbeddedFindings } from './embedded.ts';
import type { FailureLog } from './guard.ts';
import type { Profile } from './profile.ts';
import type { RunResults } from './run-results.ts';
import type { Session, Sessions } from './sessions.ts';
import { diagnostic, type Places, problemDiagnostic } from './to-proto.ts';
import { pathOf } from './uri.ts';
import { withVerdict } from './verdict-to-proto.ts';

interface Report {
  readonly version: number;
  readonly epoch: number;
  readonly resultId: string;
  readonly items: readonly Diagnostic[];
}

const NOTHING = { findings: [], problems: [] } as const;

/** Everything the reports depend on. */
export interface DiagnosticsContext {
  readonly connection: Connection;
  readonly profile: Profile;
  readonly documents: Documents;
  readonly sessions: Sessions;
  readonly places: Places;
  readonly log: FailureLog;
  readonly results: RunResults;
  readonly embedded: EmbeddedFindings;
}

/** The reports of one server. */
export class Diagnostics {
  readonly #context: DiagnosticsContext;
  readonly #reports = new Map<string, Report>();
  /** Files that a workspace check has published; open ones are in it with nothing published. */
  readonly #checked = new Set<string>();
  /** What was published of configuration files that are wrong. */
  readonly #wrong = new Map<string, string>();
  readonly #pending = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #epoch = 0;

  constructor(context: DiagnosticsContext) {
    this.#context = context;
  }

  /** Answers `textDocument/diagnostic`. */
  async pull({ textDocument, previousResultId }: DocumentDiagnosticParams): Promise<DocumentDiagnosticReport> {
    const path = pathOf(textDocument.uri);
    await this.#context.embedded.prepare(path, this.#epoch);
    const report = this.#report(path);
    if (report === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    const { resultId, items } = report;
    if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...items] };
  }

  /** The document was opened or edited. Others may depend on it, so their reports are made anew when asked for. */
  touched(path: string): void {
    this.#epoch++;
    if (this.#context.profile.pullDiagnostics) {
      if (this.#checked.has(path)) this.#publish(path, []);
      return;
    }
    this.#schedule([path]);
  }

  /** The document was closed: its findings go, or become those of the file on disk if a check had found any. */
  closed({ path, uri }: OpenDocument): void {
    this.#reports.delete(path);
    this.#pending.delete(path);
    const session = this.#context.sessions.of(path);
    if (this.#checked.has(path) && session !== undefined) this.check(session, path);
    else if (!this.#context.profile.pullDiagnostics) this.#publish(path, [], { uri });
  }

  /** Settings, configuration or files on disk changed: every report may differ. */
  async refresh(): Promise<void> {
    const { profile, connection, documents } = this.#context;
    this.#epoch++;
    this.#recheckProblems();
    if (!profile.pullDiagnostics) this.#schedule(documents.all().map(({ path }) => path));
    else if (profile.refreshDiagnostics) await connection.languages.diagnostics.refresh();
  }

  /** Lints a file for a check of the workspace; publishes its findings unless it is open. Returns their number. */
  check(session: Session, path: string): number {
    const { documents, sessions, places, profile } = this.#context;
    if (documents.at(path) !== undefined) return this.#report(path)?.items.length ?? 0;
    const text = session.workspace.text(path);
    if (text === undefined || !sessions.enabled(session)) return 0;
    const lines = new LineIndex(text);
    const { findings, problems } = lint(session.workspace, path);
    this.#problems(session, problems);
    const items = findings.map((finding) => diagnostic(places, lines, finding, profile));
    if (items.length > 0 || this.#checked.has(path)) this.#publish(path, items);
    this.#checked.add(path);
    return items.length;
  }

  /** Files of an earlier check that changed on disk and are not open: their published findings follow. */
  recheck(paths: readonly string[]): void {
    for (const path of paths) {
      const session = this.#context.sessions.of(path);
      if (session === undefined || !this.#checked.has(path) || this.#context.documents.at(path) !== undefined) continue;
      if (session.workspace.text(path) === undefined) {
        this.#publish(path, []);
        this.#checked.delete(path);
      } else this.check(session, path);
    }
  }

  #report(path: string): Report | undefined {
    const { documents, sessions, places, profile } = this.#context;
    const document = documents.at(path);
    const session = sessions.of(path);
    if (document === undefined || session === undefined) return undefined;
    const known = this.#reports.get(path);
    if (known !== undefined && known.version === document.version && known.epoch === this.#epoch) return known;
    const embedded = this.#context.embedded.of(path);
    const { findings, problems } =
      embedded !== undefined
        ? { findings: embedded, problems: [] }
        : sessions.enabled(session)
          ? lint(session.workspace, path)
          : NOTHING;
    this.#problems(session, problems);
    const verdicts = this.#context.results.verdicts(path, document.text);
    const items = findings.map((finding) => {
      const plain = diagnostic(places, document.lines, finding, profile);
      const verdict = verdicts.find(({ rule, line }) => rule === finding.rule && line === plain.range.start.line + 1);
      return verdict === undefined ? plain : withVerdict(plain, verdict, document, profile);
    });
    const report = { version: document.version, epoch: this.#epoch, resultId: idOf(items), items };
    this.#reports.set(path, report);
    return report;
  }

  /** Shows what is wrong with a configuration file in that file. */
  #problems(session: Session, problems: readonly Problem[]): void {
    for (const file of new Set(problems.map((problem) => problem.file))) {
      const text = session.workspace.text(file);
      if (text === undefined) continue;
      const lines = new LineIndex(text);
      const items = problems.filter((one) => one.file === file).map((one) => problemDiagnostic(lines, one));
      const content = JSON.stringify(items);
      if (this.#wrong.get(file) === content) continue;
      this.#wrong.set(file, content);
      this.#publish(file, items);
    }
  }

  /** Configuration files with problems that may be mended now. */
  #recheckProblems(): void {
    for (const file of this.#wrong.keys()) {
      const session = this.#context.sessions.of(file);
      const problems = session?.workspace.config(file).problems ?? [];
      if (session !== undefined && problems.length > 0) this.#problems(session, problems);
      else {
        this.#wrong.delete(file);
        this.#publish(file, []);
      }
    }
  }

  /** Pushes soon: after the messages that have arrived, so that a burst of edits costs one report. */
  #schedule(paths: readonly string[]): void {
    for (const path of paths) this.#pending.add(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#flush().catch((error: unknown) => {
        const text = error instanceof Error ? error.stack : String(error);
        this.#context.log.failed(`publishDiagnostics: ${text}`);
      });
    }, 0);
  }

  /** Pushes what is due; the rest of the open documents follow, since an edit can change their findings too. */
  async #flush(): Promise<void> {
    const first = [...this.#pending];
    this.#pending.clear();
    const others = this.#context.documents.all().flatMap(({ path }) => (first.includes(path) ? [] : [path]));
    for (const path of [...first, ...others]) {
      await this.#context.embedded.prepare(path, this.#epoch);
      this.#push(path);
    }
  }

  #push(path: string): void {
    const before = this.#reports.get(path);
    const report = this.#report(path);
    if (report === undefined || (before?.resultId === report.resultId && before.version === report.version)) return;
    this.#publish(path, report.items, { version: report.version });
  }

  #publish(path: string, items: readonly Diagnostic[], more: { uri?: string; version?: number } = {}): void {
    const { connection, places, log } = this.#context;
    connection
      .sendDiagnostics({ uri: places.uri(path), diagnostics: [...items], ...more })
      .catch((error: unknown) => log.failed(`publishDiagnostics: ${String(error)}`));
  }
}

/** Equal reports have equal ids: FNV-1a over their JSON, with the length. */
const idOf = (items: readonly Diagnostic[]): string => {
  const text = JSON.stringify(items);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${(hash >>> 0).toString(16)}-${text.length.toString(16)}`;
};
