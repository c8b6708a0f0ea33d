/**
 * Findings in C that lies in JavaScript and TypeScript documents. They are worked out ahead, since the parser of those languages is
 * loaded when the first such C is met; what is here is what the last look at a document gave.
 */
import { type Finding, isHost, lintAny, mayEmbedC } from '../ide/index.ts';
import type { Documents, OpenDocument } from './documents.ts';
import type { Sessions } from './sessions.ts';

/** What the findings are worked out from. */
export interface EmbeddedContext {
  readonly documents: Documents;
  readonly sessions: Sessions;
}

/** The findings of open host documents. */
export class EmbeddedFindings {
  readonly #context: EmbeddedContext;
  readonly #known = new Map<string, { readonly key: string; readonly findings: readonly Finding[] }>();

  constructor(context: EmbeddedContext) {
    this.#context = context;
  }

  /** Works out the findings of a host document; nothing to do for others. `epoch` is the state of everything else. */
  async prepare(path: string, epoch: number): Promise<void> {
    if (!isHost(path)) return;
    for (;;) {
      const document = this.#context.documents.at(path);
      const session = this.#context.sessions.of(path);
      if (document === undefined || session === undefined) {
        this.#known.delete(path);
        return;
      }
      const key = keyOf(document, epoch);
      if (this.#known.get(path)?.key === key) return;
      const off = !this.#context.sessions.enabled(session) || session.settings.embedded?.enable === false;
      const { findings } = off || !mayEmbedC(document.text) ? { findings: [] } : await lintAny(session.workspace, path);
      this.#known.set(path, { key, findings });
      // Edited meanwhile: look again.
      if (this.#context.documents.at(path) === document) return;
    }
  }

  /** The findings of a host document as last looked at; undefined for documents of C. */
  of(path: string): readonly Finding[] | undefined {
    return isHost(path) ? (this.#known.get(path)?.findings ?? []) : undefined;
  }
}

const keyOf = ({ version }: OpenDocument, epoch: number): string => `${version} ${epoch}`;
