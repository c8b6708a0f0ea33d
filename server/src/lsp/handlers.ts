/** The read-only requests of the protocol, each a line or two between a facade function and a conversion. No state here. */
import type {
  CodeAction,
  CodeActionParams,
  CodeLens,
  Diagnostic,
  DocumentHighlight,
  Hover,
  TextDocumentIdentifier,
  TextDocumentPositionParams,
} from 'vscode-languageserver';
import {
  type CodeActionItem,
  codeActions,
  codeLenses,
  type Finding,
  findingHover,
  fixAll,
  highlights,
  hover,
  isHost,
} from '../ide/index.ts';
import type { TextRange } from '../text/range.ts';
import { type Documents, type OpenDocument, offsetAt } from './documents.ts';
import type { EmbeddedFindings } from './embedded.ts';
import type { Profile } from './profile.ts';
import { runLenses } from './run-lenses.ts';
import type { RunResults } from './run-results.ts';
import type { Session, Sessions } from './sessions.ts';
import * as toProto from './to-proto.ts';

/** What the handlers read. */
export interface HandlerContext {
  readonly profile: Profile;
  readonly documents: Documents;
  readonly sessions: Sessions;
  readonly places: toProto.Places;
  readonly results: RunResults;
  readonly embedded: EmbeddedFindings;
}

/** The handlers, by what they answer. Documents that are not open, or where settings turn us off, have no answers. */
export interface Handlers {
  hover(params: TextDocumentPositionParams): Hover | null;
  highlights(params: TextDocumentPositionParams): DocumentHighlight[];
  codeLenses(params: { readonly textDocument: TextDocumentIdentifier }): CodeLens[];
  codeActions(params: CodeActionParams): CodeAction[];
}

export const handlersOf = ({ profile, documents, sessions, places, results, embedded }: HandlerContext): Handlers => {
  const target = (uri: string): { readonly document: OpenDocument; readonly session: Session } | undefined => {
    const document = documents.get(uri);
    const session = document && sessions.of(document.path);
    return document === undefined || session === undefined || !sessions.enabled(session)
      ? undefined
      : { document, session };
  };
  return {
    hover: ({ textDocument, position }) => {
      const found = target(textDocument.uri);
      if (found === undefined) return null;
      const { document, session } = found;
      const offset = offsetAt(document, position);
      const inHost = embedded.of(document.path);
      const item =
        inHost === undefined ? hover(session.workspace, document.path, offset) : findingHover(inHost, offset);
      return item === undefined ? null : toProto.hover(document.lines, item, profile);
    },
    highlights: ({ textDocument, position }) => {
      const found = target(textDocument.uri);
      if (found === undefined || isHost(found.document.path)) return [];
      const { document, session } = found;
      const items = highlights(session.workspace, document.path, offsetAt(document, position));
      return items.map((item) => toProto.highlight(document.lines, item));
    },
    codeLenses: ({ textDocument }) => {
      const found = target(textDocument.uri);
      if (found === undefined || found.session.settings.codeLens?.enable === false) return [];
      const { document, session } = found;
      if (isHost(document.path)) return [];
      const items = codeLenses(session.workspace, document.path);
      return items.flatMap((item) => {
        const state = results.state(document.path, item.function, document.text);
        return runLenses(document.uri, document.lines, item, state, profile);
      });
    },
    codeActions: ({ textDocument, range, context }) => {
      const found = target(textDocument.uri);
      if (found === undefined) return [];
      const { document, session } = found;
      const { workspace } = session;
      const start = offsetAt(document, range.start);
      const at: TextRange = { start, end: Math.max(start, offsetAt(document, range.end)) };
      const wanted = (kind: string): boolean =>
        context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
      const inHost = embedded.of(document.path);
      const items: readonly CodeActionItem[] = [
        ...(wanted('quickfix')
          ? codeActions(workspace, document.path, at, { root: session.root, embedded: inHost })
          : []),
        ...(wanted(toProto.FIX_ALL) ? fixAllItem(workspace, document.path, inHost) : []),
      ];
      return items.flatMap((item): CodeAction[] => {
        const mended = context.diagnostics.filter((diagnostic) => mends(item, diagnostic, document));
        const action = toProto.codeAction(places, item, mended, profile, document.uri);
        return action === undefined ? [] : [action];
      });
    },
  };
};

const fixAllItem = (
  workspace: Session['workspace'],
  path: string,
  inHost: readonly Finding[] | undefined,
): readonly CodeActionItem[] => {
  const edits = fixAll(workspace, path, inHost).map((edit) => ({ ...edit, path }));
  const title = 'Apply all safe fixes of vfork-lint';
  return edits.length === 0 ? [] : [{ kind: 'fix-all', title, preferred: false, edits }];
};

/** Whether an action is about a diagnostic of the client's, which comes back as we sent it. */
const mends = (item: CodeActionItem, { code, range, source }: Diagnostic, document: OpenDocument): boolean => {
  if (item.finding === undefined || source !== toProto.SOURCE || code !== item.finding.rule) return false;
  return offsetAt(document, range.start) === item.finding.range.start;
};
