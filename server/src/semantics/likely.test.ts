/** What names tell, as a person who reads a call without its definition would take them. */
import { expect, test } from 'vitest';
import { likely } from './likely.ts';

const told = (name: string): string => {
  const { ends, exits, hands, replaces, unsafe, disposition } = likely(name);
  return Object.entries({ ends, exits, hands, replaces, unsafe, disposition })
    .flatMap(([key, value]) => (value === true ? [key] : typeof value === 'string' ? [value] : []))
    .join(' ');
};

test.each<readonly [string, string]>([
  ['die', 'ends'],
  ['fatal_perror', 'ends perror'],
  ['error_msg_and_die', 'ends printf'],
  ['usage', 'ends'],
  ['exec_or_die', 'ends hands'],
  ['do_exit', 'exits'],
  ['clean_exit', 'exits'],
  ['malloc_or_die', ''],
  ['open_or_fail', ''],
  ['die_if', ''],
  ['on_exit', ''],
  ['register_exit_hook', ''],
  ['set_die_handler', ''],
  ['exec_command', 'hands'],
  ['re_exec', 'hands'],
  ['daemonize_or_reexec', 'hands replaces'],
  ['fork_or_rexec', 'hands'],
  ['is_executable', ''],
  ['xmalloc', 'malloc'],
  ['xstrdup', 'strdup'],
  ['str_alloc', 'malloc'],
  ['xsetenv', 'setenv'],
  ['log_error', 'perror'],
  ['warnmsg', 'perror'],
  ['clear_error', ''],
  ['logical', ''],
  ['strchr_wide', ''],
  ['reset_signals', 'disposition'],
  ['block_signals', ''],
  ['close_pipes', ''],
  ['setup_child', ''],
])('%s: %s', (name, words) => {
  expect(told(name)).toBe(words);
});
