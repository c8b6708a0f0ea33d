/**
 * The editor's settings: asked for per folder where the client can be asked, else as it pushed them. It does not judge
 * them: the analysis does, in `configure`, as it does with configuration files.
 */
import type { Connection } from 'vscode-languageserver';
import type { Config } from '../ide/index.ts';
import type { Settings } from '../protocol/index.ts';
import type { Profile } from './profile.ts';
import { uriOf } from './uri.ts';

/** The settings' section, and the prefix of every setting and command. */
export const SECTION = 'vfork-lint';

/** A client that announces `workspace/configuration` and never answers must not hold the server up. */
const PATIENCE_MS = 5000;

/** The settings for a folder, or for files outside of all folders. Falls back to the initial ones. */
export const readSettings = async (
  connection: Connection,
  profile: Profile,
  root: string | undefined,
): Promise<Settings> => {
  if (!profile.configuration) return profile.initialSettings;
  const item = { section: SECTION, ...(root === undefined ? {} : { scopeUri: uriOf(root) }) };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    const answer: unknown = await Promise.race([connection.workspace.getConfiguration(item), silence]);
    return isSettings(answer) ? answer : profile.initialSettings;
  } catch {
    return profile.initialSettings;
  } finally {
    clearTimeout(timer);
  }
};

/** Settings out of a `didChangeConfiguration` that carries them, with or without the section's name. */
export const pushedSettings = (settings: unknown): Settings => {
  if (!isSettings(settings)) return {};
  const section: unknown = (settings as Readonly<Record<string, unknown>>)[SECTION];
  return isSettings(section) ? section : settings;
};

/**
 * The part of the settings that the analysis knows: all but the editor's own. Not checked here. Null and empty lists are
 * settings that are not set, as VS Code sends them.
 */
export const analysisSettings = ({ enable: _, codeLens: __, story: ___, embedded: ____, ...rest }: Settings): Config =>
  Object.fromEntries(Object.entries(rest).filter(([name, value]) => name !== 'trace' && !isUnset(value))) as Config;

const isUnset = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

const isSettings = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
