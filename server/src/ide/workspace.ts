/** The open files and what was worked out about them. Texts come from the editor when open, else through the reader. */
import type { Config } from '../linter/config.ts';
import { CONFIG_FILE } from '../linter/config-schema.ts';
import { analyze } from '../semantics/analyze.ts';
import { Memory, type Options, Program, type Sources } from '../semantics/program.ts';
import type { Analysis } from '../semantics/reuse.ts';
import type { Site } from '../semantics/site.ts';
import { createParser } from '../syntax/parser.ts';
import { Project } from '../syntax/project.ts';
import { type SourceFile, sourceFile } from '../syntax/source-file.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { Problem } from '../text/problem.ts';
import type { TextRange } from '../text/range.ts';
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
  /** The places of a file that make a child; with `within` at least those of functions that touch one of the ranges. */
  sites(path: string, within?: readonly TextRange[]): readonly Site[];
  config(path: string): FileConfig;
  /** The project that a file belongs to. */
  project(path: string): Project<SourceFile>;
}

/** How a workspace is made. `configFiles` looks vfork-lint.config.json up from each file; otherwise only `config` holds. */
export interface WorkspaceOptions {
  readonly reader: Reader;
  readonly config?: Config;
  readonly configFiles?: boolean;
  /** What lies over every configuration, such as a command's options. */
  readonly overrides?: Config;
}

/** How many functions one program may hold: the memory that a large tree of sources takes stays bounded. */
const LARGEST_PROGRAM = 3000;

/** A text with white space in the place of a byte order mark, as compilers take it: offsets stay what they are. */
const unmarked = (text: string | undefined): string | undefined =>
  text?.startsWith('\uFEFF') === true ? ` ${text.slice(1)}` : text;

/** Makes a workspace; rejects only where the parser cannot be loaded. */
export const createWorkspace = async ({
  reader,
  config,
  configFiles,
  overrides = {},
}: WorkspaceOptions): Promise<Workspace> => {
  const memory = new Memory(await createParser());
  const texts = new Map<string, string>();
  /** The last analysis of each file; `current` ones hold, others tell what an edit has left as it was. */
  const known = new Map<string, { readonly text: string; readonly analysis: Analysis | undefined; current: boolean }>();
  /** The sites of a part of a file that were asked for last. */
  let part:
    | { readonly path: string; readonly text: string; readonly key: string; readonly sites: readonly Site[] }
    | undefined;
  const text = (path: string): string | undefined => texts.get(path) ?? reader.read(path);
  const projects = new Map<string, Project<SourceFile>>();
  /** The project that a file belongs to: one for each include path. */
  const projectOf = (includePath: readonly string[]): Project<SourceFile> => {
    const key = includePath.join(':');
    const made =
      projects.get(key) ??
      new Project<SourceFile>({ ...reader, read: (at) => unmarked(text(at)) }, includePath, sourceFile);
    projects.set(key, made);
    return made;
  };
  /** One program for each project and each set of options: its files share what is known of functions. */
  const programs = new Map<string, Program>();
  const programOf = (config: Config): Program => {
    const includePath = config.includePath ?? [];
    const { aliases, noreturn, safe, unsafe, targets, strict } = config;
    const key = JSON.stringify([includePath, aliases, noreturn, safe, unsafe, targets, strict]);
    const known = programs.get(key);
    if (known !== undefined && known.size < LARGEST_PROGRAM) return known;
    const made = new Program(sourcesOf(projectOf(includePath)), optionsOf(config), memory);
    programs.set(key, made);
    return made;
  };
  /** Files changed; of the one that was `edited` the last analysis is kept to begin from. */
  const changed = (paths: readonly string[], edited?: string): void => {
    part = undefined;
    for (const [path, entry] of known)
      if (path === edited) entry.current = false;
      else known.delete(path);
    for (const project of projects.values()) project.changed(paths);
    programs.clear();
  };
  const configs = configsOf((path) => (configFiles === true ? reader.read(path) : undefined), overrides);
  const configure = (given: Config, folder = ''): readonly Problem[] => {
    known.clear();
    part = undefined;
    programs.clear();
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
      changed([path], path);
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
    sites: (path, within) => {
      const content = text(path);
      if (content === undefined) return [];
      const before = known.get(path);
      if (before?.current === true && before.text === content) return sitesOf(before.analysis);
      if (within !== undefined) {
        const key = JSON.stringify(within);
        if (part?.path !== path || part.key !== key || part.text !== content) {
          const analysis = analyze(programOf(configs.of(path).config), path, before?.analysis, within);
          part = { path, text: content, key, sites: sitesOf(analysis) };
        }
        return part.sites;
      }
      const analysis = analyze(programOf(configs.of(path).config), path, before?.analysis);
      known.set(path, { text: content, analysis, current: true });
      return sitesOf(analysis);
    },
    config: (path) => configs.of(path),
    project: (path) => projectOf(configs.of(path).config.includePath ?? []),
  };
};

const sitesOf = (analysis: Analysis | undefined): readonly Site[] => [...(analysis?.sites.values() ?? [])].flat();

/** A project as the semantics want it. */
const sourcesOf = (project: Project<SourceFile>): Sources => ({
  file: (path) => project.file(path),
  headers: (path) => project.headers(path),
  mentioning: (name, from) => project.mentioning(name, from),
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
