/**
 * The JSON schema of `vfork-lint.config.json`, the one description of the configuration: it validates files (config.ts), is
 * shipped in the extension, and is printed as docs/settings.md. Table, exempt from the size limit.
 */

/** The subset of JSON Schema (draft 7) that the table is written in. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string';
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly uniqueItems?: boolean;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: boolean | JsonSchema;
}

/** Name of the configuration file, searched from a checked file's folder upwards. */
export const CONFIG_FILE = 'vfork-lint.config.json';

/** What a rule can be set to; `off` does not run it. */
export const LEVELS = ['off', 'hint', 'info', 'warning', 'error'] as const;

/** Systems that the code is written for; some rules weigh a finding by them. */
export const TARGETS = ['linux', 'elks', 'news-os', 'solaris', 'cygwin', 'bsd', 'macos', 'posix'] as const;

/** Kernels of the emulator (DESIGN §4, personalities and variants). */
export const KERNELS = [
  'elks',
  'elks-1999',
  'elks-2015',
  'news-os',
  'solaris',
  'cygwin',
  'linux-i386',
  'fork',
  'bsd43',
  'macos',
  'userspace',
  'naive',
  'stack-copy',
  'inherit-registers',
] as const;

/** What an alias can stand for. */
export const ALIASED = ['vfork', 'vforkx', 'fork'] as const;

const functionNames = (description: string, examples: readonly string[]): JsonSchema => ({
  description,
  type: 'array',
  items: { type: 'string', pattern: '^[A-Za-z_$][A-Za-z0-9_$]*$' },
  uniqueItems: true,
  default: [],
  examples: [examples],
});

/** The schema, with the given rules as the names that `rules` accepts; each has a one-line description. */
export const configSchema = (rules: readonly { readonly id: string; readonly summary: string }[]): JsonSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'vfork-lint configuration',
  description: 'Settings of vfork-lint for a folder and what lies below it. Comments and trailing commas are allowed.',
  type: 'object',
  properties: {
    $schema: { description: 'Where an editor finds the schema of this file.', type: 'string' },
    rules: {
      description:
        'Severity by rule id. `off` does not run the rule; a severity replaces the one that the rule chooses itself.',
      type: 'object',
      properties: Object.fromEntries(
        rules.map(({ id, summary }) => [id, { description: summary, type: 'string', enum: LEVELS }]),
      ),
      additionalProperties: false,
      default: {},
      examples: [{ 'signal-in-child': 'error', 'not-a-prelude': 'off' }],
    },
    targets: {
      description: 'The systems that the code must run on. Rules weigh a finding by the gravest of them.',
      type: 'array',
      items: { type: 'string', enum: TARGETS },
      uniqueItems: true,
      default: ['linux'],
      examples: [['linux', 'elks']],
    },
    strict: {
      description:
        '`practice` accepts async-signal-safe set-up in the child; `posix` reports everything but exec and `_exit`, by the letter of POSIX.1-2001.',
      type: 'string',
      enum: ['practice', 'posix'],
      default: 'practice',
    },
    aliases: {
      description:
        'Names of functions and macros that are calls of vfork, vforkx or fork, where the code does not show it.',
      type: 'object',
      propertyNames: { pattern: '^[A-Za-z_$][A-Za-z0-9_$]*$' },
      additionalProperties: { type: 'string', enum: ALIASED },
      default: {},
      examples: [{ spawn_process: 'vfork' }],
    },
    noreturn: functionNames('Functions that never return, besides those known or seen in the code.', ['die', 'fatal']),
    safe: functionNames('Functions that a vfork child may call, besides the async-signal-safe ones.', ['close_all']),
    unsafe: functionNames('Functions that a vfork child must not call, besides those known.', ['log_message']),
    includePath: {
      description: 'Folders searched for headers, relative to the configuration file.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
      default: [],
      examples: [['include', 'src/libbb']],
    },
    kernels: {
      description:
        'Kernels on which findings are run in the emulator; none means elks, news-os, solaris, cygwin and linux-i386.',
      type: 'array',
      items: { type: 'string', enum: KERNELS },
      uniqueItems: true,
      default: [],
      examples: [['elks', 'linux-i386']],
    },
    ignore: {
      description:
        'Files and folders that are not checked, in the syntax of .gitignore, relative to the configuration file.',
      type: 'array',
      items: { type: 'string', minLength: 1 },
      uniqueItems: true,
      default: [],
      examples: [['third_party/', '*.generated.c']],
    },
  },
  additionalProperties: false,
});
