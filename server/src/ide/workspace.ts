/** The open files and what was worked out about them. Texts come from the editor when open, else through the reader. */
import type { Config } from '../linter/config.ts';
import { analyze } from '../semantics/analyze.ts';
import type { Site } from '../semantics/site.ts';
import { type CParser, createParser } from '../syntax/parser.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';

/** How the analysis sees files: absolute paths with forward slashes. `read` gives undefined for what is not there. */
export interface Reader {
  read(path: string): string | undefined;
  exists?(path: string): boolean;
  list?(folder: string): readonly string[];
}

/** Open texts win over files. Features take the workspace and a path. */
export interface Workspace {
  open(path: string, text: string): void;
  edit(path: string, edits: readonly TextEdit[]): void;
  close(path: string): void;
  configure(config: Config): void;
  config(): Config;
  text(path: string): string | undefined;
  sites(path: string): readonly Site[];
}

/** Makes a workspace; rejects only where the parser cannot be loaded. */
export const createWorkspace = async ({
  reader,
  config = {},
}: {
  reader: Reader;
  config?: Config;
}): Promise<Workspace> => {
  let settings = config;
  const parser: CParser = await createParser();
  const texts = new Map<string, string>();
  const text = (path: string): string | undefined => texts.get(path) ?? reader.read(path);
  return {
    open: (path, content) => {
      texts.set(path, content);
    },
    edit: (path, edits) => {
      texts.set(path, applyEdits(text(path) ?? '', edits));
    },
    close: (path) => {
      texts.delete(path);
    },
    configure: (changed) => {
      settings = changed;
    },
    config: () => settings,
    text,
    sites: (path) => {
      const content = text(path);
      return content === undefined ? [] : analyze(parser, path, content);
    },
  };
};
