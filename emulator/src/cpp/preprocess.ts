/**
 * The run over a file and its headers (C99 5.1.1.2 phases 1 to 4): text in, tokens out, with everything else that was
 * learnt on the way. Never throws; what is wrong is in `problems`. String literals are not joined (phase 6).
 */

import { runDirective } from './directives.ts';
import { Expander, type ExpandMode } from './expand.ts';
import { isDirective, type LexedFile, lexFile } from './headers.ts';
import { builtinMacros, computed } from './operators.ts';
import { pragmaOperator } from './pragma.ts';
import { type CppProblem, makeToken, type Report, type Token } from './source.ts';
import type { Budget, CppOptions, Frame, Preprocessed, Run } from './state.ts';
import type { Feed } from './stream.ts';

/** Limits that real programs do not reach. */
export const DEFAULT_BUDGET: Budget = {
  expansions: 2_000_000,
  tokens: 10_000_000,
  nesting: 200,
  includeDepth: 200,
  output: 5_000_000,
};

/** Preprocesses `text` as the file at `path`. */
export const preprocess = (path: string, text: string, options: CppOptions): Preprocessed =>
  preprocessLexed(options.cache.put(path, text), options);

const preprocessLexed = (lexed: LexedFile, options: CppOptions): Preprocessed => {
  const problems: CppProblem[] = [];
  const report: Report = (severity, at, message) => {
    let place = at;
    while (place.from !== undefined) place = place.from.use;
    problems.push({ severity, message, file: place.file, start: place.start, end: place.end });
  };
  const budget = { ...DEFAULT_BUDGET, ...options.budget };
  const run = newRun(options, budget, report);
  for (const macro of builtinMacros()) run.expander.macros.set(macro.name, macro);
  if (options.predefined !== undefined) predefine(run, options.predefined);
  runFile(run, newFrame(lexed, lexed.file.path, -1, 0));
  return {
    file: lexed.file,
    tokens: run.out,
    problems,
    macros: run.expander.macros,
    history: run.history,
    branches: run.branches,
    includes: run.includes,
    pragmas: run.pragmas,
    uses: run.uses,
    lineMarks: run.lineMarks,
    passages: run.passages,
    stopped: run.expander.stopped,
  };
};

const newRun = (options: CppOptions, budget: Budget, report: Report): Run => {
  const run: Run = {
    options,
    search: options.cache.searchPath([...(options.quotePaths ?? []), ...(options.includePaths ?? [])]),
    budget,
    report,
    expander: new Expander(budget, {
      report,
      builtin: (macro, use) => [computed(run, macro.name, use)],
      replaced: (expansion) => {
        if (run.expander.collecting === 0) run.uses.push({ expansion, at: run.out.length });
      },
    }),
    frames: [],
    out: [],
    history: [],
    branches: [],
    includes: [],
    pragmas: [],
    uses: [],
    lineMarks: [],
    passages: [],
    once: new Set(),
    pushed: new Map(),
    counter: 0,
    enter: (lexed, path, place, directive) => enterHeader(run, lexed, path, place, directive),
  };
  return run;
};

const newFrame = (lexed: LexedFile, path: string, place: number, depth: number): Frame => ({
  lexed,
  path,
  place,
  depth,
  conditions: [],
  pending: [],
  index: 0,
  nextDirective: 0,
  lineShift: 0,
  presumedName: path,
});

/** The files of predefined macros that were used before, by their text: a few per program. */
const predefinedFiles = new Map<string, LexedFile>();

const predefine = (run: Run, text: string): void => {
  let lexed = predefinedFiles.get(text);
  if (lexed === undefined) {
    lexed = lexFile('<predefined>', text, false);
    if (predefinedFiles.size >= 16) predefinedFiles.clear();
    predefinedFiles.set(text, lexed);
  }
  const frame = newFrame(lexed, '<predefined>', -1, 0);
  const feed = feedOf(run, frame);
  while (feed.next() !== undefined);
};

const enterHeader = (run: Run, lexed: LexedFile, path: string, place: number, directive: Token): void => {
  const outer = run.frames.at(-1);
  const frame = newFrame(lexed, path, place, (outer?.depth ?? 0) + 1);
  if (run.expander.collecting === 0) {
    run.passages.push({ kind: 'enter', file: lexed.file, line: 0, at: run.out.length });
    runFile(run, frame);
    const { file } = directive;
    run.passages.push({ kind: 'leave', file, line: file.positionAt(directive.start).line + 1, at: run.out.length });
    return;
  }
  const collecting = run.expander.collecting;
  const tokens: Token[] = [];
  run.frames.push(frame);
  const feed = feedOf(run, frame);
  for (let token = feed.next(); token !== undefined && !run.expander.stopped; token = feed.next()) tokens.push(token);
  closeFile(run, frame);
  run.frames.pop();
  run.expander.collecting = collecting;
  if (outer !== undefined) for (const token of tokens.reverse()) outer.pending.push(token);
};

const runFile = (run: Run, frame: Frame): void => {
  run.frames.push(frame);
  const { out } = run;
  const limit = run.budget.output;
  const emit = (token: Token): void => {
    if (token.kind === 'other' && token.text.length > 1)
      run.report('warning', token, `missing terminating ${token.text[0]} character`);
    if (out.length < limit) out.push(token);
    else if (!run.expander.stopped) {
      run.report('error', token, 'the file gives too many tokens; preprocessing stops here');
      run.expander.stopped = true;
    }
  };
  const mode: ExpandMode = {
    operator: (token, stream) => token.text === '_Pragma' && pragmaOperator(run, frame, token, stream),
  };
  run.expander.expand(run.expander.stream(feedOf(run, frame)), emit, mode);
  closeFile(run, frame);
  run.frames.pop();
};

/** What is still open at the end of a file. */
const closeFile = (run: Run, frame: Frame): void => {
  if (run.expander.stopped) return;
  for (const { directive } of frame.conditions) run.report('error', directive, `unterminated #${directive.text}`);
  const { open, file } = frame.lexed;
  if (open !== undefined)
    run.report('error', makeToken('other', '/*', file, open, open + 2, false, false), 'unterminated comment');
};

/** The frame's tokens with directives run as they come up. */
const feedOf = (run: Run, frame: Frame): Feed => {
  const { tokens } = frame.lexed;
  return {
    next: () => {
      for (;;) {
        if (frame.pending.length > 0) return frame.pending.pop();
        const token = tokens[frame.index];
        if (token === undefined) return undefined;
        if (!isDirective(token)) {
          frame.index++;
          return token;
        }
        runDirective(run, frame);
        if (run.expander.stopped) return undefined;
      }
    },
    peek: () => {
      const token = frame.pending.at(-1) ?? tokens[frame.index];
      return token === undefined || isDirective(token) ? undefined : token;
    },
  };
};
