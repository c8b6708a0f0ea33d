/**
 * The texts that the editor holds open, kept in step by incremental synchronisation. It does not analyse: each change is
 * also handed out as edits in offsets, for the workspace that does.
 */
import type { Position, TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import { LineIndex } from '../text/line-index.ts';
import { pathOf } from './uri.ts';

/** One version of an open text. A change makes a new object, so an old one still describes what was asked about. */
export interface OpenDocument {
  readonly uri: string;
  readonly path: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  readonly lines: LineIndex;
}

/** The open documents by path. */
export class Documents {
  readonly #open = new Map<string, OpenDocument>();

  /** The document of a URI in any spelling, or undefined where it is not open. */
  get(uri: string): OpenDocument | undefined {
    return this.#open.get(pathOf(uri));
  }

  /** The document of a path. */
  at(path: string): OpenDocument | undefined {
    return this.#open.get(path);
  }

  all(): readonly OpenDocument[] {
    return [...this.#open.values()];
  }

  open({ uri, languageId, version, text }: TextDocumentItem): OpenDocument {
    const document = { uri, path: pathOf(uri), languageId, version, text, lines: new LineIndex(text) };
    this.#open.set(document.path, document);
    return document;
  }

  /**
   * Applies the changes in order, each to the outcome of the one before, as the protocol says. Returns them as edits, one
   * list per change; undefined where the document is not open.
   */
  change(
    uri: string,
    version: number,
    changes: readonly TextDocumentContentChangeEvent[],
  ): readonly TextEdit[] | undefined {
    let document = this.get(uri);
    if (document === undefined) return undefined;
    const edits: TextEdit[] = [];
    for (const change of changes) {
      const edit = editOf(document, change);
      const text = applyEdits(document.text, [edit]);
      document = { ...document, version, text, lines: new LineIndex(text) };
      edits.push(edit);
    }
    this.#open.set(document.path, { ...document, version });
    return edits;
  }

  close(uri: string): OpenDocument | undefined {
    const document = this.get(uri);
    if (document !== undefined) this.#open.delete(document.path);
    return document;
  }
}

/** The offset of a protocol position. A character behind the end of its line stands for that end, before the line break. */
export const offsetAt = ({ text, lines }: OpenDocument, { line, character }: Position): number => {
  if (line >= lines.count) return text.length;
  const offset = lines.offsetAt({ line, column: character });
  const start = lines.offsetAt({ line, column: 0 });
  const end = lines.offsetAt({ line, column: Number.MAX_SAFE_INTEGER });
  const breakLength = /(?:\r\n|\n|\r)?$/.exec(text.slice(Math.max(start, end - 2), end))?.[0].length ?? 0;
  return Math.min(offset, end - breakLength);
};

const editOf = (document: OpenDocument, change: TextDocumentContentChangeEvent): TextEdit => {
  if (!('range' in change)) return { start: 0, end: document.text.length, text: change.text };
  const start = offsetAt(document, change.range.start);
  const end = offsetAt(document, change.range.end);
  return { start: Math.min(start, end), end: Math.max(start, end), text: change.text };
};
