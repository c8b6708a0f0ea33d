/**
 * One analysis workspace per workspace folder, plus one for files outside of all folders, each with the settings that hold
 * there. The innermost folder owns a file. Open documents move along when the folders change.
 */
import { createWorkspace, type Reader, type Workspace } from '../ide/index.ts';
import type { Settings } from '../protocol/index.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Documents, OpenDocument } from './documents.ts';

/** A folder's analysis; `root` is undefined for the files outside of all folders. */
export interface Session {
  readonly root: string | undefined;
  readonly workspace: Workspace;
  settings: Settings;
}

/** The sessions of a server. Nothing is owned before the first `setRoots` has resolved. */
export class Sessions {
  readonly #reader: Reader;
  readonly #documents: Documents;
  readonly #owners = new Map<string, Session>();
  #sessions: readonly Session[] = [];

  constructor(reader: Reader, documents: Documents) {
    this.#reader = reader;
    this.#documents = documents;
  }

  all(): readonly Session[] {
    return this.#sessions;
  }

  /** Whether settings turn the extension on for a session. */
  enabled({ settings }: Session): boolean {
    return settings.enable !== false;
  }

  /** The session that owns a path: that of the innermost folder around it. */
  of(path: string): Session | undefined {
    let best: Session | undefined;
    for (const session of this.#sessions) {
      const { root } = session;
      if (root !== undefined && !isWithin(root, path)) continue;
      if (best === undefined || (root ?? '').length > (best.root ?? '').length) best = session;
    }
    return best;
  }

  /** Takes up the folders, keeping the sessions of those that stay. */
  async setRoots(roots: readonly string[], settings: Settings): Promise<void> {
    const wanted = [undefined, ...new Set(roots)];
    const sessions: Session[] = [];
    for (const root of wanted) {
      const kept = this.#sessions.find((session) => session.root === root);
      sessions.push(
        kept ?? { root, workspace: await createWorkspace({ reader: this.#reader, configFiles: true }), settings },
      );
    }
    this.#sessions = sessions;
    for (const document of this.#documents.all()) this.open(document);
  }

  /** Gives a document to its session, taking it from another that held it. */
  open({ path, text }: OpenDocument): void {
    const session = this.of(path);
    const before = this.#owners.get(path);
    if (before !== session) before?.workspace.close(path);
    if (session === undefined) return;
    this.#owners.set(path, session);
    if (before !== session) session.workspace.open(path, text);
  }

  edit(path: string, edits: readonly TextEdit[]): void {
    const workspace = this.#owners.get(path)?.workspace;
    for (const edit of edits) workspace?.edit(path, [edit]);
  }

  close(path: string): void {
    this.#owners.get(path)?.workspace.close(path);
    this.#owners.delete(path);
  }

  /** Files changed on disk. */
  changed(paths: readonly string[]): void {
    for (const { workspace } of this.#sessions) workspace.changed(paths);
  }
}

const isWithin = (root: string, path: string): boolean => path.startsWith(root.endsWith('/') ? root : `${root}/`);
