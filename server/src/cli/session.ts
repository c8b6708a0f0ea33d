/**
 * A workspace over the real file system, as the commands use it: what the analysis reads goes through here, so that texts are
 * decoded once, encodings are kept for writing back, and the cache knows what a result rests on.
 */
import { existsSync, readdirSync } from 'node:fs';
import { type Config, createWorkspace, type Workspace } from '../ide/index.ts';
import { type Encoding, readSource } from './sources.ts';

export interface Session {
  readonly workspace: Workspace;
  /** The text of a file as the analysis sees it, mended or from the disk. */
  readonly text: (path: string) => string | undefined;
  /** Reads without taking note, for filters and the cache. */
  readonly peek: (path: string) => string | undefined;
  readonly encoding: (path: string) => Encoding;
  /** Why a file gave no text, if it was asked for and did not. */
  readonly problem: (path: string) => string | undefined;
  /** Every path that the analysis has asked for so far. */
  readonly asked: () => Iterable<string>;
}

export interface SessionOptions {
  /** Whether configuration files beside the sources count. */
  readonly lookUp: boolean;
  /** What holds where no configuration file says otherwise; paths in it are relative to `folder`. */
  readonly config: Config;
  readonly folder: string;
  /** What lies over every configuration file. */
  readonly overrides: Config;
}

/** Opens a session. Rejects where the parser cannot be loaded. */
export const openSession = async (options: SessionOptions): Promise<Session> => {
  const encodings = new Map<string, Encoding>();
  const problems = new Map<string, string>();
  const asked = new Set<string>();
  const peek = (path: string): string | undefined => {
    const source = readSource(path);
    if (source.kind === 'problem') {
      problems.set(path, source.message);
      return undefined;
    }
    encodings.set(path, source.encoding);
    return source.text;
  };
  const workspace = await createWorkspace({
    configFiles: options.lookUp,
    overrides: options.overrides,
    reader: {
      read: (path) => {
        asked.add(path);
        return existsSync(path) ? peek(path) : undefined;
      },
      exists: (path) => {
        asked.add(path);
        return existsSync(path);
      },
      list: (folder) => {
        try {
          return readdirSync(folder).map((name) => `${folder}/${name}`);
        } catch {
          return [];
        }
      },
    },
  });
  workspace.configure(options.config, options.folder);
  return {
    workspace,
    text: (path) => workspace.text(path),
    peek,
    encoding: (path) => encodings.get(path) ?? 'utf-8',
    problem: (path) => problems.get(path),
    asked: () => asked,
  };
};
