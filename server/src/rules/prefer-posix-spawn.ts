/**
 * Suggest `posix_spawn` where the child does nothing that it could not do.
 *
 * ## Why
 * vfork is obsolete on several systems and gone from POSIX. A child that only moves descriptors, sets its group or signals,
 * execs and exits is what `posix_spawn` was made for: it is as cheap, safe with threads, and tells the failure of the exec.
 *
 * ```c,incorrect
 * pid_t pid = vfork();
 * //          ^^^^^^^ prefer-posix-spawn
 * if (pid == 0) {
 *   dup2(out, 1);
 *   execvp(argv[0], argv);
 *   _exit(127);
 * }
 * if (pid > 0) waitpid(pid, 0, 0);
 * ```
 * ```c,incorrect
 * switch (pid = vfork()) {
 * //            ^^^^^^^ prefer-posix-spawn
 * case -1:
 *   return -1;
 * case 0:
 *   if (in != 0) { dup2(in, 0); close(in); }
 *   if (setpgid(0, 0) < 0) _exit(126);
 *   execv(argv[0], argv);
 *   _exit(127);
 * }
 * return pid;
 * ```
 * ```c,correct
 * pid_t pid = vfork();
 * if (pid == 0) {
 *   if (fchdir(dir) < 0) _exit(126);
 *   execvp(argv[0], argv);
 *   _exit(127);
 * }
 * if (pid > 0) waitpid(pid, 0, 0);
 * ```
 */
import type { Site } from '../semantics/site.ts';
import type { SpawnShape } from '../semantics/spawn-shape.ts';
import type { SpawnAction } from '../semantics/spawn-steps.ts';
import { addIncludes, includes, indentAt } from './edits.ts';
import { defineRule, type Rule, type RuleFix } from './rule.ts';

/** All strings in a value. */
const stringsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
};

/** Names of the rewrite that nothing in it means otherwise. */
const freshNames = ({ steps, pid }: SpawnShape): ((name: string) => string) => {
  const taken = new Set(stringsIn([steps, pid]).flatMap((text) => text.match(/\w+/g) ?? []));
  const fresh = (name: string): string => (taken.has(name) ? fresh(`spawn_${name}`) : name);
  return fresh;
};

/** The calls that note file actions, with what they depend on. */
const actionLines = (actions: readonly SpawnAction[], list: string, step: string): readonly string[] =>
  actions.flatMap((action) => {
    if (action.kind !== 'if')
      return [`posix_spawn_file_actions_add${action.kind}(&${list}, ${action.args.join(', ')});`];
    const inner = (branch: readonly SpawnAction[]): string[] =>
      actionLines(branch, list, step).map((line) => `${step}${line}`);
    const otherwise = action.otherwise.length === 0 ? [] : ['} else {', ...inner(action.otherwise)];
    return [`if ${action.condition} {`, ...inner(action.then), ...otherwise, '}'];
  });

/** The statements that do the same with posix_spawn. Failure leaves -1 in the variable and the reason in errno, as vfork does. */
const callLines = (shape: SpawnShape, step: string): readonly string[] => {
  const { steps } = shape;
  const name = freshNames(shape);
  const [list, attr, set, failure] = [name('actions'), name('attributes'), name('defaults'), name('failure')];
  const child = shape.addressable ? shape.pid : name('child');
  const flags = [
    ...(steps.group === undefined ? [] : ['POSIX_SPAWN_SETPGROUP']),
    ...(steps.mask === undefined ? [] : ['POSIX_SPAWN_SETSIGMASK']),
    ...(steps.defaults.length === 0 ? [] : ['POSIX_SPAWN_SETSIGDEF']),
  ];
  const attributes = flags.length > 0;
  const actions = steps.actions.length > 0;
  const given = `${actions ? `&${list}` : '0'}, ${attributes ? `&${attr}` : '0'}, ${steps.argv}, ${steps.environment ?? 'environ'}`;
  return [
    ...(steps.environment === undefined ? ['extern char **environ;'] : []),
    ...(actions ? [`posix_spawn_file_actions_t ${list};`] : []),
    ...(attributes ? [`posix_spawnattr_t ${attr};`] : []),
    ...(steps.defaults.length > 0 ? [`sigset_t ${set};`] : []),
    ...(shape.addressable ? [] : [`pid_t ${child};`]),
    `int ${failure};`,
    ...(actions ? [`posix_spawn_file_actions_init(&${list});`] : []),
    ...actionLines(steps.actions, list, step),
    ...(attributes
      ? [`posix_spawnattr_init(&${attr});`, `posix_spawnattr_setflags(&${attr}, ${flags.join(' | ')});`]
      : []),
    ...(steps.group === undefined ? [] : [`posix_spawnattr_setpgroup(&${attr}, ${steps.group});`]),
    ...(steps.mask === undefined ? [] : [`posix_spawnattr_setsigmask(&${attr}, ${steps.mask});`]),
    ...(steps.defaults.length > 0
      ? [
          `sigemptyset(&${set});`,
          ...steps.defaults.map((signal) => `sigaddset(&${set}, ${signal});`),
          `posix_spawnattr_setsigdefault(&${attr}, &${set});`,
        ]
      : []),
    `${failure} = ${steps.search ? 'posix_spawnp' : 'posix_spawn'}(&${child}, ${steps.file}, ${given});`,
    ...(attributes ? [`posix_spawnattr_destroy(&${attr});`] : []),
    ...(actions ? [`posix_spawn_file_actions_destroy(&${list});`] : []),
    ...(shape.addressable ? [] : [`${shape.pid} = ${child};`]),
    `if (${failure} != 0) { errno = ${failure}; ${shape.pid} = -1; }`,
  ];
};

/** The edits: the call of posix_spawn comes where vfork was, and the child goes. */
const rewrite = (site: Site, shape: SpawnShape): RuleFix['edits'] => {
  const { text, path } = site;
  const indent = indentAt(text, shape.at.start);
  const step = indent.includes('\t') ? '\t' : '  ';
  const body = callLines(shape, step)
    .map((line) => `${indent}${step}${line}\n`)
    .join('');
  const before = shape.declaration === '' ? '' : `${shape.declaration}\n${indent}`;
  const after = shape.at.start === shape.at.end || shape.rest !== '' ? `\n${indent}${shape.rest}` : '';
  const cuts = shape.cuts.map(({ start, end, text: kept }) => ({
    path,
    start: kept === '' ? text.slice(0, start).trimEnd().length : start,
    end,
    text: kept,
  }));
  const headers = ['errno.h', 'spawn.h', ...(shape.steps.defaults.length === 0 ? [] : ['signal.h'])];
  const missing = headers.filter((header) => !includes(text, header));
  return [
    ...addIncludes(site, missing, site.call.range.start),
    { path, ...shape.at, text: `${before}{\n${body}${indent}}${after}` },
    ...cuts,
  ];
};

export const preferPosixSpawn: Rule = defineRule({
  id: 'prefer-posix-spawn',
  severity: 'hint',
  claims: ['B4', 'C6'],
  fixable: true,
  summary: 'posix_spawn can do all that this vfork child does.',
  messages: {
    rewrite: "posix_spawn can do all that this child of '{callee}' does",
  },
  check(site, report) {
    const { spawn } = site;
    if (site.kind !== 'vfork' || spawn === undefined) return;
    const fixes = spawn.clean ? [{ title: 'Use posix_spawn', safe: false, edits: rewrite(site, spawn) }] : [];
    report(site.call, 'rewrite', { callee: site.spelling }, { fixes });
  },
});
