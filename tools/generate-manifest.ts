/**
 * Writes what the extension's manifest (client/package.json, `contributes`) says of commands and settings: the settings are
 * the keys of the configuration schema and a few of the editor's own. The rest of the file is kept as it is.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_FILE, configSchema, type JsonSchema } from '../server/src/linter/config-schema.ts';
import { RULE_SUMMARIES } from '../server/src/linter/lint.ts';
import { root } from './root.ts';

const IS_C = 'editorLangId == c || editorLangId == cpp';

/** The language of stories of runs: client/src/story.ts makes the documents. */
const STORY = 'vfork-lint-story';

/** Every command of the palette; `when` hides those that need a C file. */
const COMMANDS: readonly { readonly id: string; readonly title: string; readonly when?: string }[] = [
  { id: 'vfork-lint.checkWorkspace', title: 'Check workspace' },
  { id: 'vfork-lint.fixAll', title: 'Apply all safe fixes', when: IS_C },
  { id: 'vfork-lint.runInEmulator', title: 'Run function in emulator', when: IS_C },
  { id: 'vfork-lint.stopRun', title: 'Stop runs in emulator', when: IS_C },
  { id: 'vfork-lint.restartServer', title: 'Restart server' },
  { id: 'vfork-lint.showLog', title: 'Show log' },
];

/** Settings of the editor alone; the others come from the configuration schema. */
const EDITOR_SETTINGS: Readonly<Record<string, unknown>> = {
  'vfork-lint.enable': { type: 'boolean', default: true, scope: 'resource', description: 'Report misuse of vfork.' },
  'vfork-lint.codeLens.enable': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    description: 'Show Run in emulator above functions that call vfork.',
  },
  'vfork-lint.story.open': {
    type: 'boolean',
    default: true,
    scope: 'resource',
    description:
      'Open the story of a run in the emulator beside the code. The lens above the function shows it at any time.',
  },
  'vfork-lint.embedded.enable': {
    type: 'boolean',
    default: true,
    scope: 'window',
    markdownDescription:
      'Check the C in JavaScript and TypeScript: in `new CModule(…)` and in literals behind a `/* c */` comment. Takes effect when the server starts.',
  },
  'vfork-lint.trace.server': {
    type: 'string',
    enum: ['off', 'messages', 'verbose'],
    default: 'off',
    scope: 'window',
    description: 'Write the messages between editor and language server to the log.',
  },
};

/** The text of client/package.json. */
export const manifestFile = (): string => {
  const manifest = JSON.parse(readFileSync(join(root, 'client/package.json'), 'utf8')) as Record<string, unknown>;
  const { $schema: _, ...properties } = configSchema(RULE_SUMMARIES).properties ?? {};
  const settings = Object.entries(properties).map(([name, schema]) => [`vfork-lint.${name}`, setting(schema)] as const);
  const contributes = {
    commands: COMMANDS.map(({ id, title }) => ({ command: id, title, category: 'vfork-lint' })),
    menus: {
      commandPalette: COMMANDS.flatMap(({ id, when }) => (when === undefined ? [] : [{ command: id, when }])),
    },
    configuration: {
      title: 'vfork-lint',
      properties: { ...EDITOR_SETTINGS, ...Object.fromEntries(settings) },
    },
    jsonValidation: [{ fileMatch: CONFIG_FILE, url: './schema/vfork-lint.config.schema.json' }],
    languages: [{ id: 'jsonc', filenames: [CONFIG_FILE] }, { id: STORY }],
    configurationDefaults: {
      [`[${STORY}]`]: {
        'editor.wordWrap': 'on',
        'editor.lineNumbers': 'off',
        'editor.minimap.enabled': false,
        'editor.unicodeHighlight.ambiguousCharacters': false,
      },
    },
    grammars: [{ language: STORY, scopeName: `text.${STORY}`, path: './schema/story.tmLanguage.json' }],
  };
  return `${JSON.stringify({ ...manifest, contributes }, null, 2)}\n`;
};

/** A setting whose default is nothing, so that only what the user writes reaches the server. */
const setting = ({ description, default: _, ...schema }: JsonSchema): object => ({
  ...schema,
  default: schema.type === 'array' ? [] : schema.type === 'object' ? {} : null,
  scope: 'resource',
  markdownDescription: `${description ?? ''} A ${CONFIG_FILE} that says something on it wins.`,
});
