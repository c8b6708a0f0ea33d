/** The open files and what was worked out about them. Texts come from the editor when open, else through the reader. */
import type { Config } from '../linter/config.ts';
import { CONFIG_FILE } from '../linter/config-schema.ts';
import { analyze } from '../semantics/analyze.ts';
import { Memory, type Options, Program, type Sources } from '../semantics/program.ts';
import type { Site } from '../semantics/site.ts';
import { createParser } from '../syntax/parser.ts';
import { Project } from '../syntax/project.ts';
import { type SourceFile, sourceFile } from '../syntax/source-file.ts';
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
  const memory = new Memory(await createParser());
  const texts = new Map<string, string>();
  const known = new Map<string, { readonly text: string; readonly sites: readonly Site[] }>();
  const text = (path: string): string | undefined => texts.get(path) ?? reader.read(path);
  const projects = new Map<string, Project<SourceFile>>();
  /** The project that a file belongs to: one for each include path. */
  const projectOf = (includePath: readonly string[]): Project<SourceFile> => {
    const key = includePath.join(':');
    const made = projects.get(key) ?? new Project<SourceFile>({ ...reader, read: text }, includePath, sourceFile);
    projects.set(key, made);
    return made;
  };
  const changed = (paths: readonly string[]): void => {
    known.clear();
    for (const project of projects.values()) project.changed(paths);
  };
  const configs = configsOf((path) => (configFiles === true ? reader.read(path) : undefined), overrides);
  const configure = (given: Config, folder = ''): readonly Problem[] => {
    known.clear();
    return configs.set(given, folder);
  };
  if (config !== undefined) configure(config);
  return {
    open: (path, content) => {
      texts.set(path, content);
      changed([path]);
    },
    edit: (path, edits) => {
      texts.set(path, applyEdits(text(path) ?? '', edits));
      changed([path]);
    },
    close: (path) => {
      texts.delete(path);
      changed([path]);
    },
    configure,
    changed: (paths) => {
      if (paths.some((path) => path.endsWith(`/${CONFIG_FILE}`))) configs.forget();
      changed(paths);
    },
    text,
    sites: (path) => {
      const content = text(path);
      if (content === undefined) return [];
      const before = known.get(path);
      if (before?.text === content) return before.sites;
      const { config } = configs.of(path);
      const sites = analyze(
        new Program(sourcesOf(projectOf(config.includePath ?? [])), optionsOf(config), memory),
        path,
      );
      known.set(path, { text: content, sites });
      return sites;
    },
    config: (path) => configs.of(path),
  };
};

/** A project as the semantics want it. */
const sourcesOf = (project: Project<SourceFile>): Sources => ({
  file: (path) => project.file(path),
  headers: (path) => project.headers(path),
  definitions: (name, from) =>
    project.definedIn(name, from).flatMap((file) => (file.functions.get(name) ?? []).map((item) => ({ file, item }))),
});

/** What of the configuration changes the analysis. */
const optionsOf = (config: Config): Options => ({
  aliases: new Map(
    Object.entries(config.aliases ?? {}).map(([name, meaning]) => [name, meaning === 'fork' ? 'fork' : 'vfork']),
  ),
  noreturn: new Set(config.noreturn),
  safe: new Set(config.safe),
  unsafe: new Set(config.unsafe),
  targets: config.targets ?? ['linux'],
  strict: config.strict === 'posix',
});
