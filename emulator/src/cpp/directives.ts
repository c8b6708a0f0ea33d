/**
 * The directives (C99 6.10.1 to 6.10.7, GNU #include_next, #import, #warning, #ident, C23 #elifdef): one function each,
 * in a table by name. A function gets the tokens of its line behind the name.
 */
import { evaluate } from './condition.ts';
import { lineTokens } from './headers.ts';
import { isMacroName, parseDefine, sameDefinition } from './macro.ts';
import { conditionMode, headerName, isDefined, lookUp } from './operators.ts';
import { runPragma, spell } from './pragma.ts';
import type { Token } from './source.ts';
import type { Frame, Run } from './state.ts';

/** A directive's line: its `#`, its name and what follows. */
interface Line {
  readonly hash: Token;
  readonly index: number;
  readonly name: Token;
  readonly rest: readonly Token[];
}

type Handler = (run: Run, frame: Frame, line: Line) => void;

/** Runs the directive whose `#` is the next token of the frame, and moves the frame behind it. */
export const runDirective = (run: Run, frame: Frame): void => {
  const index = frame.index;
  const { tokens } = frame.lexed;
  const line = lineTokens(tokens, index + 1);
  frame.index = index + 1 + line.length;
  const [name, ...rest] = line;
  const hash = tokens[index]!;
  if (name === undefined) return;
  const handler = name.kind === 'number' ? lineMarker : HANDLERS.get(name.text);
  if (handler === undefined) run.report('error', name, `invalid preprocessing directive #${name.text}`);
  else handler(run, frame, { hash, index, name, rest });
};

const extra = (run: Run, line: Line, from: number): void => {
  const token = line.rest[from];
  if (token !== undefined) run.report('warning', token, `extra tokens at end of #${line.name.text} directive`);
};

/** Whether a macro is not for a header to change. */
const isFixed = (run: Run, name: string): boolean => run.frames.length > 1 && run.options.fixed?.has(name) === true;

const define: Handler = (run, frame, line) => {
  const { macros } = run.expander;
  let macro = frame.lexed.definitions.get(line.index);
  if (macro === undefined) {
    macro = parseDefine(line.rest, line.name, run.report);
    if (macro === undefined) return;
    frame.lexed.definitions.set(line.index, macro);
  }
  if (isFixed(run, macro.name)) return;
  const known = macros.get(macro.name);
  if (known !== undefined && known !== macro) {
    if (known.builtin !== undefined || !sameDefinition(known, macro))
      run.report('warning', line.rest[0]!, `"${macro.name}" redefined`);
  }
  macros.set(macro.name, macro);
  run.history.push({ name: macro.name, macro, at: mainOffset(run, line.hash) });
};

const undef: Handler = (run, _frame, line) => {
  const [name] = line.rest;
  if (!isMacroName(name, line.name, run.report)) return;
  extra(run, line, 1);
  if (isFixed(run, name.text)) return;
  if (run.expander.macros.delete(name.text))
    run.history.push({ name: name.text, macro: undefined, at: mainOffset(run, line.hash) });
};

/** The offset in the main file that the present place belongs to. */
const mainOffset = (run: Run, at: Token): number => {
  const main = run.frames[0];
  if (main === undefined) return -1;
  if (run.frames.length === 1) return at.start;
  return main.lexed.tokens[main.index - 1]?.end ?? 0;
};

const open = (run: Run, frame: Frame, line: Line, value: boolean): void => {
  frame.conditions.push({ directive: line.name, taken: value, active: value, sawElse: false });
  branch(run, frame, line, value);
};

const branch = (run: Run, frame: Frame, line: Line, active: boolean): void => {
  run.branches.push({ file: frame.lexed.file, hash: line.hash.start, active });
  if (!active) skipGroup(frame);
};

const truth = (run: Run, line: Line): boolean => {
  const expanded: Token[] = run.expander.expandList(line.rest, conditionMode(run));
  const value = run.expander.stopped ? undefined : evaluate(expanded, line.name, run.report);
  return value !== undefined && value.bits !== 0n;
};

const named = (run: Run, line: Line): boolean | undefined => {
  const [name] = line.rest;
  if (name?.kind !== 'identifier') {
    if (name === undefined) run.report('error', line.name, `no macro name given in #${line.name.text} directive`);
    else run.report('error', name, 'macro names must be identifiers');
    return undefined;
  }
  extra(run, line, 1);
  return isDefined(run, name.text);
};

/** Moves to the #elif, #else or #endif that ends the group, past whole #if sections in it. */
const skipGroup = (frame: Frame): void => {
  const { tokens, directives } = frame.lexed;
  let depth = 0;
  while (frame.nextDirective < directives.length) {
    const index = directives[frame.nextDirective]!;
    if (index >= frame.index) {
      const name = tokens[index + 1];
      const word = name === undefined || name.bol ? '' : name.text;
      if (word === 'if' || word === 'ifdef' || word === 'ifndef') depth++;
      else if (depth === 0 && (word.startsWith('el') || word === 'endif') && HANDLERS.has(word)) {
        frame.index = index;
        return;
      } else if (word === 'endif') depth--;
    }
    frame.nextDirective++;
  }
  frame.index = tokens.length;
};

/** #elif and kin: `test` is asked only if no branch was taken yet. */
const elif =
  (test: (run: Run, line: Line) => boolean): Handler =>
  (run, frame, line) => {
    const condition = frame.conditions.at(-1);
    if (condition === undefined) {
      run.report('error', line.name, `#${line.name.text} without #if`);
      return;
    }
    if (condition.sawElse) run.report('error', line.name, `#${line.name.text} after #else`);
    condition.active = !condition.taken && !condition.sawElse && test(run, line);
    condition.taken ||= condition.active;
    branch(run, frame, line, condition.active);
  };

const otherwise: Handler = (run, frame, line) => {
  const condition = frame.conditions.at(-1);
  if (condition === undefined) {
    run.report('error', line.name, '#else without #if');
    return;
  }
  if (condition.sawElse) run.report('error', line.name, '#else after #else');
  extra(run, line, 0);
  condition.active = !condition.taken && !condition.sawElse;
  condition.taken = true;
  condition.sawElse = true;
  branch(run, frame, line, condition.active);
};

const endif: Handler = (run, frame, line) => {
  extra(run, line, 0);
  if (frame.conditions.pop() === undefined) run.report('error', line.name, '#endif without #if');
};

const include: Handler = (run, frame, line) => {
  const header = headerName(run, line.rest);
  if (header === undefined || header.name === '') {
    const message = header === undefined ? `#${line.name.text} expects "FILENAME" or <FILENAME>` : 'empty filename';
    run.report('error', line.rest[0] ?? line.name, message);
    return;
  }
  const first = line.rest[0]!;
  const whole = first.kind === 'header' || first.kind === 'string';
  if (whole) extra(run, line, 1);
  const found = lookUp(run, header, line.name.text === 'include_next');
  run.includes.push({ ...header, path: found?.path, directive: line.name, at: run.out.length });
  if (found === undefined) {
    if (run.options.needHeaders ?? true) run.report('error', first, `${header.name}: no such file in the include path`);
    return;
  }
  const { lexed, path, place } = found;
  if (run.once.has(path)) return;
  if (line.name.text === 'import') run.once.add(path);
  if (lexed.guard !== undefined && run.expander.macros.has(lexed.guard)) return;
  if (frame.depth + 1 > run.budget.includeDepth) {
    run.report('error', first, `#include is nested more than ${run.budget.includeDepth} deep`);
    return;
  }
  run.enter(lexed, path, place, line.name);
};

const setLine = (run: Run, frame: Frame, line: Line, tokens: readonly Token[]): void => {
  const [number, name] = tokens;
  if (number === undefined || !/^[0-9]+$/.test(number.text)) {
    run.report('error', number ?? line.name, `"${number?.text ?? ''}" after #line is not a positive integer`);
    return;
  }
  if (name !== undefined && name.kind !== 'string') {
    run.report('error', name, `"${name.text}" is not a valid filename`);
    return;
  }
  const { file } = frame.lexed;
  frame.lineShift = Number(number.text) - 1 - (file.positionAt(line.hash.start).line + 1);
  if (name !== undefined) frame.presumedName = name.text.slice(1, -1).replace(/\\(.)/g, '$1');
  run.lineMarks.push({ file, offset: line.name.end, shift: frame.lineShift, name: frame.presumedName });
};

const lineDirective: Handler = (run, frame, line) => {
  const direct = /^[0-9]+$/.test(line.rest[0]?.text ?? '') && line.rest.slice(1).every(({ kind }) => kind === 'string');
  const tokens = direct ? line.rest : run.expander.expandList(line.rest);
  if (tokens.length > 2) run.report('warning', tokens[2]!, 'extra tokens at end of #line directive');
  setLine(run, frame, line, tokens);
};

/** `# 12 "file" 1`, as gcc -E writes it. */
const lineMarker: Handler = (run, frame, line) => setLine(run, frame, line, [line.name, ...line.rest]);

const message =
  (severity: 'error' | 'warning'): Handler =>
  (run, _frame, line) =>
    run.report(severity, line.name, `#${line.name.text} ${spell(line.rest)}`.trimEnd());

const ident: Handler = (run, _frame, line) => {
  run.pragmas.push({
    text: spell([line.name, ...line.rest]),
    tokens: line.rest,
    directive: line.name,
    at: run.out.length,
  });
};

const pragma: Handler = (run, frame, line) => runPragma(run, frame, line.name, line.rest);
const ignore: Handler = () => {};

const HANDLERS: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['define', define],
  ['undef', undef],
  ['if', (run, frame, line) => open(run, frame, line, truth(run, line))],
  ['ifdef', (run, frame, line) => open(run, frame, line, named(run, line) === true)],
  ['ifndef', (run, frame, line) => open(run, frame, line, named(run, line) === false)],
  ['elif', elif(truth)],
  ['elifdef', elif((run, line) => named(run, line) === true)],
  ['elifndef', elif((run, line) => named(run, line) === false)],
  ['else', otherwise],
  ['endif', endif],
  ['include', include],
  ['include_next', include],
  ['import', include],
  ['line', lineDirective],
  ['error', message('error')],
  ['warning', message('warning')],
  ['pragma', pragma],
  ['ident', ident],
  ['sccs', ident],
  ['assert', ignore],
  ['unassert', ignore],
]);
