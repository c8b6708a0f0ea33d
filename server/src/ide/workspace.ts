/** The open files and what was worked out about them. Texts come from the editor when open, else through the reader. */
import type { Config } from '../linter/config.ts';
import { CONFIG_FILE } from '../linter/config-schema.ts';
import { analyze } from '../semantics/analyze.ts';
import type { Site } from '../semantics/site.ts';
import { type CParser, createParser } from '../syntax/parser.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { Problem } from '../text/problem.ts';
import { configsOf, type FileConfig } from './config.ts';

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
  /**
   * Sets what holds where no configuration file says otherwise. Paths in it are relative to `folder`. Returns what is wrong
   * with it; then it counts as empty.
   */
  configure(config: Config, folder?: string): readonly Problem[];
  /** Files changed outside of the editor: what was worked out from them is dropped. */
  changed(paths: readonly string[]): void;
  text(path: string): string | undefined;
  sites(path: string): readonly Site[];
  config(path: string): FileConfig;
}

/** How a workspace is made. `configFiles` looks vfork-lint.config.json up from each file; otherwise only `config` holds. */
export interface WorkspaceOptions {
  readonly reader: Reader;
  readonly config?: Config;
  readonly configFiles?: boolean;
  /** What lies over every configuration, such as a command's options. */
  readonly overrides?: Config;
}

/** Makes a workspace; rejects only where the parser cannot be loaded. */
export const createWorkspace = async ({
  reader,
  config,
  configFiles,
  overrides = {},
}: WorkspaceOptions): Promise<Workspace> => {
  const parser: CParser = await createParser();
  const texts = new Map<string, string>();
  const known = new Map<string, { readonly text: string; readonly sites: readonly Site[] }>();
  const text = (path: string): string | undefined => texts.get(path) ?? reader.read(path);
  const configs = configsOf((path) => (configFiles === true ? reader.read(path) : undefined), overrides);
  const configure = (given: Config, folder = ''): readonly Problem[] => {
    known.clear();
    return configs.set(given, folder);
  };
  if (config !== undefined) configure(config);
  return {
    open: (path, content) => {
      texts.set(path, content);
    },
    edit: (path, edits) => {
      texts.set(path, applyEdits(text(path) ?? '', edits));
    },
    close: (path) => {
      texts.delete(path);
      known.delete(path);
    },
    configure,
    changed: (paths) => {
      if (paths.some((path) => path.endsWith(`/${CONFIG_FILE}`))) configs.forget();
      for (const path of paths) known.delete(path);
    },
    text,
    sites: (path) => {
      const content = text(path);
      if (content === undefined) return [];
      const before = known.get(path);
      if (before?.text === content) return before.sites;
      const sites = analyze(parser, path, content);
      known.set(path, { text: content, sites });
      return sites;
    },
    config: (path) => configs.of(path),
  };
};
