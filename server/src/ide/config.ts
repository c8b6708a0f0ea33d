/**
 * Which configuration holds for a file: that of the nearest vfork-lint.config.json over what the workspace was configured
 * with (an editor's settings, `--config`), and over both the overrides of a command's options. What lies above wins in what it
 * says; rules and aliases are merged one by one.
 */

import { type Config, findConfig, folderOf, isIgnored, type LoadedConfig, parseConfig } from '../linter/config.ts';
import { CONFIG_FILE } from '../linter/config-schema.ts';
import { RULE_SUMMARIES } from '../linter/lint.ts';
import type { Problem } from '../text/problem.ts';

/** What holds for one file. `file` is the configuration file, if there is one; its problems are those of its text. */
export interface FileConfig {
  readonly config: Config;
  readonly file: string | undefined;
  readonly ignored: boolean;
  readonly problems: readonly Problem[];
}

/** The configurations of a workspace; what was looked up is kept until `forget`. */
export interface Configs {
  of(path: string): FileConfig;
  /** Sets what holds below every file; wrong settings give problems and count as none. `folder` anchors relative paths. */
  set(config: Config, folder: string): readonly Problem[];
  forget(): void;
}

/** Reads the text of a configuration file that was named. */
export const readConfig = (path: string, text: string): LoadedConfig => parseConfig(path, text, RULE_SUMMARIES);

/** The configurations over a reader of files. */
export const configsOf = (read: (path: string) => string | undefined, overrides: Config): Configs => {
  let base: LoadedConfig = { path: `/${CONFIG_FILE}`, config: {}, problems: [] };
  const known = new Map<string, LoadedConfig | undefined>();
  const find = (folder: string): LoadedConfig | undefined => {
    if (!known.has(folder)) known.set(folder, findConfig(folder, read, RULE_SUMMARIES));
    return known.get(folder);
  };
  return {
    of: (path) => {
      const loaded = find(folderOf(path));
      const below = merge(base.config, loaded?.config ?? {});
      return {
        config: merge(below, overrides),
        file: loaded?.path,
        ignored: [base, ...(loaded === undefined ? [] : [loaded])].some((one) => isIgnored(one.config, one.path, path)),
        problems: loaded?.problems ?? [],
      };
    },
    set: (config, folder) => {
      base = parseConfig(`${folder}/${CONFIG_FILE}`, JSON.stringify(config), RULE_SUMMARIES);
      return base.problems.map(({ message }) => ({ file: 'settings', message }));
    },
    forget: () => known.clear(),
  };
};

const merge = (base: Config, over: Config): Config => ({
  ...base,
  ...over,
  rules: { ...base.rules, ...over.rules },
  aliases: { ...base.aliases, ...over.aliases },
});
