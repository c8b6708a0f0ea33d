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
import { defineRule, type Rule, type RuleFix } from './rule.ts';

/** The statements that do the same with posix_spawn. Failure leaves -1 in the variable and the reason in errno, as vfork does. */
const rewritten = (site: Site): string => {
  const shape = site.spawn;
  if (shape === undefined) return '';
  const { text } = site;
  const indent = /[ \t]*$/.exec(text.slice(0, shape.range.start))?.[0] ?? '';
  const flags = [
    ...(shape.group === undefined ? [] : ['POSIX_SPAWN_SETPGROUP']),
    ...(shape.mask === undefined ? [] : ['POSIX_SPAWN_SETSIGMASK']),
    ...(shape.defaults.length === 0 ? [] : ['POSIX_SPAWN_SETSIGDEF']),
  ];
  const attributes = flags.length > 0;
  const actions = shape.actions.length > 0;
  const given = `${actions ? '&actions' : '0'}, ${attributes ? '&attributes' : '0'}, ${shape.argv}, ${shape.environment ?? 'environ'}`;
  const lines = [
    ...(shape.environment === undefined ? ['extern char **environ;'] : []),
    ...(actions ? ['posix_spawn_file_actions_t actions;'] : []),
    ...(attributes ? ['posix_spawnattr_t attributes;'] : []),
    ...(shape.defaults.length > 0 ? ['sigset_t defaults;'] : []),
    'int failure;',
    ...(actions ? ['posix_spawn_file_actions_init(&actions);'] : []),
    ...shape.actions.map(({ kind, args }) => `posix_spawn_file_actions_add${kind}(&actions, ${args.join(', ')});`),
    ...(attributes
      ? ['posix_spawnattr_init(&attributes);', `posix_spawnattr_setflags(&attributes, ${flags.join(' | ')});`]
      : []),
    ...(shape.group === undefined ? [] : [`posix_spawnattr_setpgroup(&attributes, ${shape.group});`]),
    ...(shape.mask === undefined ? [] : [`posix_spawnattr_setsigmask(&attributes, ${shape.mask});`]),
    ...(shape.defaults.length > 0
      ? [
          'sigemptyset(&defaults);',
          ...shape.defaults.map((name) => `sigaddset(&defaults, ${name});`),
          'posix_spawnattr_setsigdefault(&attributes, &defaults);',
        ]
      : []),
    `failure = ${shape.search ? 'posix_spawnp' : 'posix_spawn'}(&${shape.pid}, ${shape.file}, ${given});`,
    ...(attributes ? ['posix_spawnattr_destroy(&attributes);'] : []),
    ...(actions ? ['posix_spawn_file_actions_destroy(&actions);'] : []),
    `if (failure != 0) { errno = failure; ${shape.pid} = -1; }`,
  ];
  const step = indent.includes('\t') ? '\t' : '  ';
  const body = lines.map((line) => `${indent}${step}${line}\n`).join('');
  const before = shape.declaration === '' ? '' : `${shape.declaration}\n${indent}`;
  return `${before}{\n${body}${indent}}${shape.otherwise === '' ? '' : `\n${indent}${shape.otherwise}`}`;
};

/** Adds the headers that the rewrite needs, where the file does not name them. */
const headers = (site: Site): RuleFix['edits'] => {
  const missing = ['errno.h', 'spawn.h', ...(site.spawn?.defaults.length === 0 ? [] : ['signal.h'])].filter(
    (name) => !new RegExp(`#[ \\t]*include[ \\t]*<${name.replace('.', '\\.')}>`).test(site.text),
  );
  if (missing.length === 0) return [];
  const last = [...site.text.matchAll(/^[ \t]*#[ \t]*include\b[^\n]*\n/gm)]
    .filter(({ index }) => index < site.call.range.start)
    .at(-1);
  const at = last === undefined ? 0 : last.index + last[0].length;
  return [{ path: site.path, start: at, end: at, text: missing.map((name) => `#include <${name}>\n`).join('') }];
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
    const edit = { path: site.path, ...spawn.range, text: rewritten(site) };
    const fixes = spawn.clean ? [{ title: 'Use posix_spawn', safe: false, edits: [...headers(site), edit] }] : [];
    report(site.call, 'rewrite', { callee: site.spelling }, { fixes });
  },
});
