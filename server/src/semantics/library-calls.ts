/** The library table applied to calls: what a known function does to the flow and to a child that calls it. */
import type { CallOutcome } from './flow.ts';
import type { Call, Expr } from './ir.ts';
import { placeOf } from './ir.ts';
import {
  BLOCKING,
  EXEC,
  EXIT,
  FORK,
  LONGJMP,
  NEVER,
  QUIET_EXIT,
  SETID,
  SIGNAL,
  STATE_CHANGES,
  STATUS_EXIT,
  UNSAFE,
  UNSAFE_READERS,
  UPDATES,
  VFORK,
  WRITES,
} from './library.ts';
import { likely } from './likely.ts';
import { type Lowered, type Options, spotOf } from './program.ts';
import { type Effect, LIKELY } from './site.ts';
import { type Environment, evaluateIn, truthOf, type Value } from './values.ts';

/** What a library function does to the flow; undefined where the name is not in the table. */
export const libraryOutcome = (
  name: string,
  values: readonly (Value | undefined)[],
  options: Pick<Options, 'noreturn' | 'safe' | 'unsafe'>,
): CallOutcome | undefined => {
  if (EXEC.has(name)) return { kind: 'exec' };
  if (QUIET_EXIT.has(name) || EXIT.has(name) || NEVER.has(name) || LONGJMP.has(name) || options.noreturn.has(name))
    return { kind: 'never' };
  if (STATUS_EXIT.has(name)) return truthOf(values[0]) === false ? { kind: 'returns' } : { kind: 'never' };
  if (name === 'kill' ? values[0]?.origin === 'own-pid' && isFatal(values[1]) : name === 'raise' && isFatal(values[0]))
    return { kind: 'never' };
  if (
    UNSAFE.has(name) ||
    BLOCKING.has(name) ||
    SIGNAL.has(name) ||
    SETID.has(name) ||
    WRITES.has(name) ||
    UPDATES.has(name)
  )
    return { kind: 'returns' };
  if (VFORK.has(name) || FORK.has(name) || options.safe.has(name) || options.unsafe.has(name) || SYSTEM.has(name))
    return { kind: 'returns' };
  return undefined;
};

const NO_OPTIONS = { noreturn: new Set<string>(), safe: new Set<string>(), unsafe: new Set<string>() };

/** Whether a name is that of a system's function that comes back to its caller. */
export const isReturning = (name: string): boolean =>
  libraryOutcome(name, [], NO_OPTIONS)?.kind === 'returns' && !STATUS_EXIT.has(name);

/** SIGKILL, sent to oneself, is an end. */
const isFatal = (signal: Value | undefined): boolean => signal?.exact === 9;

/** Plain system calls and string functions: their definitions elsewhere in a program are not looked for. */
const SYSTEM: ReadonlySet<string> = new Set(
  `open openat creat close dup dup2 dup3 write writev fcntl ioctl chdir fchdir chroot umask setsid setpgid setpgrp getpid getppid getpgrp
  kill raise tcsetpgrp tcgetpgrp unlink access lseek ftruncate setrlimit prlimit nice setpriority getpriority prctl
  strlen strcmp strncmp strchr strrchr strstr memcmp sigismember sigdelset sigaddset pthread_sigmask sigsetmask sigblock
  closefrom close_range getuid geteuid getgid getegid fileno alarm isatty ptrace reboot mount umount sync link symlink`
    .trim()
    .split(/\s+/),
);

const textAt = (lowered: Lowered, expr: Expr | undefined): string =>
  expr === undefined ? '' : lowered.view.text.slice(expr.at.start, expr.at.end);

const DISPOSITION = /\bSIG_(?:DFL|IGN|HOLD)\b/;

/** Whether an initialiser of a struct sigaction, or a compound literal, names a handler of the program. */
const initialHandler = (text: string): boolean => {
  const open = text.indexOf('{');
  if (open < 0) return false;
  const body = text.slice(open + 1).replaceAll(/\/\*[\s\S]*?\*\//g, ' ');
  const given = /\.\s*(?:__sigaction_handler\s*\.\s*)?s[av]_(?:handler|sigaction)\s*=([^,}]*)/.exec(body)?.[1];
  const first = /^\s*(?:\{\s*)?&?\s*([A-Za-z_]\w*)\s*[,}]/.exec(body)?.[1];
  const name = /([A-Za-z_]\w*)[\s)]*$/.exec(given ?? first ?? '')?.[1];
  return name !== undefined && !/^(?:SIG_\w+|NULL|nullptr)$|(?:^|_)(?:old|save|orig|dfl|ign)/i.test(name);
};

/** Whether a sigaction argument can hold a handler of the program: by what is assigned to its members in this function. */
const sigactionKind = (
  lowered: Lowered,
  argument: Expr | undefined,
  environment: Environment,
): 'handler' | 'disposition' | 'none' => {
  if (argument === undefined || (argument.kind === 'constant' && argument.value === 0)) return 'none';
  const text = textAt(lowered, argument);
  if (/^NULL$/.test(text)) return 'none';
  const root = placeOf(argument.kind === 'address' ? argument.base : argument)?.root;
  let kind: 'handler' | 'disposition' = initialHandler(text) ? 'handler' : 'disposition';
  // A static or global structure gets its members where it is declared, out of sight of the function's flow.
  if (root !== undefined && root.storage !== 'local' && root.storage !== 'parameter') {
    const given = new RegExp(`\\b${root.name}\\s*=\\s*(\\{[^;]*)`).exec(lowered.view.file.text)?.[1];
    if (given !== undefined && initialHandler(given)) kind = 'handler';
  }
  for (const { action } of lowered.ir.nodes) {
    if (action.kind === 'assign' && action.target.kind === 'name' && action.target.symbol.id === root?.id) {
      if (initialHandler(textAt(lowered, action.value))) kind = 'handler';
      continue;
    }
    if (
      action.kind !== 'assign' ||
      action.target.kind !== 'member' ||
      root === undefined ||
      placeOf(action.target)?.root?.id !== root.id
    )
      continue;
    if (
      !/^(?:__?)?s[av]_(?:handler|sigaction)$|^sa_|^sv_/.test(action.target.field) ||
      /flags|mask/.test(action.target.field)
    )
      continue;
    const given = textAt(lowered, action.value);
    if (
      !DISPOSITION.test(given) &&
      evaluateIn(action.value, environment)?.exact === undefined &&
      !/sa_handler|(?:^|_)(?:old|save|orig|dfl|ign)/i.test(given)
    )
      kind = 'handler';
  }
  return kind;
};

const signalKind = (
  lowered: Lowered,
  name: string,
  call: Call,
  environment: Environment,
): 'handler' | 'disposition' | 'none' => {
  const index = SIGNAL.get(name) ?? -1;
  if (index < 0) return 'disposition';
  const argument = call.args[index];
  if (/sigaction|sigvec/.test(name)) return sigactionKind(lowered, argument, environment);
  if (argument === undefined) return 'none';
  const text = textAt(lowered, argument);
  const value = evaluateIn(argument, environment);
  if (value?.callee !== undefined) return 'handler';
  if (DISPOSITION.test(text) || argument.kind === 'constant' || value?.exact !== undefined) return 'disposition';
  // A saved earlier disposition that is put back, or one that a parameter brings: what it is cannot be told.
  const root = placeOf(argument)?.root;
  if (argument.kind === 'name' && root?.storage === 'unknown') return 'handler';
  return 'disposition';
};

/** The effects of calling a library function in the child. */
export const libraryEffects = (
  lowered: Lowered,
  name: string,
  call: Call,
  environment: Environment,
  options: Options,
): readonly Effect[] => {
  const at = spotOf(lowered, call.at);
  const make = (kind: Effect['kind'], detail = ''): Effect => ({ kind, name, detail, at, via: [] });
  if (options.safe.has(name)) return [];
  const effects: Effect[] = [];
  if (EXEC.has(name)) effects.push(make('exec'));
  if (EXIT.has(name)) effects.push(make('exit'));
  if (STATUS_EXIT.has(name)) {
    const status = call.args[0];
    if (status === undefined || truthOf(evaluateIn(status, environment)) !== false) effects.push(make('exit'));
    effects.push(make('unsafe', 'it prints through standard streams'));
  }
  if (LONGJMP.has(name)) effects.push(make('longjmp'));
  if (SIGNAL.has(name)) {
    const kind = signalKind(lowered, name, call, environment);
    if (kind !== 'none') effects.push(make(kind, textAt(lowered, call.args[0])));
  }
  if (UNSAFE.has(name) || options.unsafe.has(name))
    effects.push(make('unsafe', STATE_CHANGES.get(name) ?? (UNSAFE_READERS.has(name) ? 'reads' : '')));
  const waits = BLOCKING.get(name);
  if (waits !== undefined) effects.push(make('blocks', waits));
  if (SETID.has(name)) effects.push(make('setid'));
  if (name === 'read' && call.args[0] !== undefined) {
    const fd = call.args[0];
    if (fd.kind === 'constant' && fd.value === 0) effects.push(make('tty', 'standard input'));
    else effects.push(make('blocks', `input from ${textAt(lowered, fd)}`));
  }
  if (/^(?:getchar|gets|scanf|getpass)$/.test(name)) effects.push(make('tty', 'standard input'));
  if (effects.length > 0 || libraryOutcome(name, [], options) !== undefined) return effects;
  const { ends, exits, unsafe, disposition } = likely(name);
  if (ends || exits) effects.push(make('exit', LIKELY));
  if (unsafe !== undefined) effects.push({ ...make('unsafe', LIKELY), name: unsafe });
  if (disposition) effects.push(make('disposition', textAt(lowered, call.args[0])));
  return effects;
};
