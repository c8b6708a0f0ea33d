/**
 * The work of `check` without its words: from paths and options to a result that a format prints. Writes files only for
 * `--fix` and the baseline.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  applyBaseline,
  type BaselineSubject,
  CONFIG_FILE,
  type Config,
  createPrefilter,
  type Finding,
  lintAny,
  makeBaseline,
  parseBaseline,
  planFixes,
  readConfig,
} from '../ide/index.ts';
import { applyEdits } from '../text/edit.ts';
import { LineIndex } from '../text/line-index.ts';
import { type Cache, cacheFolder, openCache } from './cache.ts';
import { confirmFindings } from './confirming.ts';
import { discover, type SourceFile } from './discover.ts';
import { type Io, UsageError } from './io.ts';
import { type CheckOptions, kernelsOf, overrides, seconds } from './options.ts';
import { absolutePath, shownPath } from './paths.ts';
import { type Progress, progressLine } from './progress.ts';
import { type CheckProblem, type CheckResult, makeView, reaches } from './result.ts';
import { openSession, type Session, type SessionOptions } from './session.ts';
import { decode, reasonOf, writeSource } from './sources.ts';

/** Checks files. Throws a UsageError for options that cannot be obeyed; all else is in the result. */
export const check = async (io: Io, paths: readonly string[], options: CheckOptions): Promise<CheckResult> => {
  const session = await openSession(sessionOptions(io, options));
  const { files, problems: missing } = options.stdin ? stdinFile(io, options) : await discover(io.cwd, paths);
  if (options.stdin) await openStdin(io, session, files[0]?.path ?? '');
  const problems: CheckProblem[] = missing.map((problem) => ({ ...problem, fatal: true }));
  const candidates = filtered(session, files);
  const seen = new Set<string>();
  const findings: Finding[] = [];
  const progress = progressLine(io, () => performance.now());
  const cache = options.cache && !options.fix && !options.stdin ? cacheFor(io, session) : undefined;
  let fixed = 0;
  let done = 0;
  for (const file of candidates) {
    progress.step(++done, candidates.length, shownPath(io.cwd, file.path));
    const result = await lintFile(session, file, cache);
    for (const problem of result.problems) addProblem(io, session, problem, file, seen, problems);
    if (options.fix) {
      const mended = await mend(session, file.path, result.findings);
      fixed += mended.fixed;
      findings.push(...mended.findings);
    } else findings.push(...result.findings);
  }
  const { left, accepted } = baselined(io, session, findings, options);
  const verdicts = options.confirm ? confirmed(io, session, left, options, progress) : undefined;
  progress.end();
  return {
    findings: left,
    problems,
    files: files.length,
    view: makeView(io.cwd, (path) => session.text(path)),
    fixed,
    baselined: accepted,
    failLevel: options.failLevel,
    ...(verdicts === undefined ? {} : { verdicts }),
  };
};

/** Runs what the findings are about. Those below the fail level are left out where only the others will be shown. */
const confirmed = (
  io: Io,
  { workspace }: Session,
  findings: readonly Finding[],
  { kernel, budget, quiet, failLevel }: CheckOptions,
  progress: Progress,
): ReturnType<typeof confirmFindings> =>
  confirmFindings(workspace, quiet ? findings.filter(({ severity }) => reaches(severity, failLevel)) : findings, {
    kernels: kernelsOf(kernel),
    budget: seconds('--budget', budget) * 1000,
    now: () => performance.now(),
    step: (done, all, path) => progress.step(done, all, `running ${shownPath(io.cwd, path)}`),
  });

const sessionOptions = (io: Io, options: CheckOptions): SessionOptions => {
  const over = overrides(options);
  if (typeof options.config !== 'string')
    return { lookUp: options.config, config: {}, folder: absolutePath(io.cwd, '.'), overrides: over };
  const path = absolutePath(io.cwd, options.config);
  return { lookUp: false, config: namedConfig(path, options.config), folder: dirname(path), overrides: over };
};

const namedConfig = (path: string, given: string): Config => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${given}: ${reasonOf(error)}`);
  }
  const { config, problems } = readConfig(path, text);
  if (problems.length > 0) throw new UsageError(problems.map(({ message }) => `${given}: ${message}`).join('\n'));
  return config;
};

const stdinFile = (io: Io, { stdinFilename }: CheckOptions): Awaited<ReturnType<typeof discover>> => ({
  files: [{ path: absolutePath(io.cwd, stdinFilename), named: true }],
  problems: [],
});

const openStdin = async (io: Io, session: Session, path: string): Promise<void> => {
  const source = decode(await io.stdin());
  if (source.kind === 'problem') throw new UsageError(`standard input: ${source.message}`);
  session.workspace.open(path, source.text);
};

/** The files that can hold a finding: all that were named, and those of folders that the prefilter lets through. */
const filtered = (session: Session, files: readonly SourceFile[]): readonly SourceFile[] => {
  const aliases = new Set<string>();
  for (const folder of new Set(files.map(({ path }) => dirname(path))))
    for (const name of Object.keys(session.workspace.config(`${folder}/x.c`).config.aliases ?? {})) aliases.add(name);
  const filter = createPrefilter([...aliases]);
  const held = new Set<SourceFile>();
  let rest = files;
  for (let again = true; again; ) {
    again = false;
    const left: SourceFile[] = [];
    for (const file of rest) {
      const text = session.peek(file.path) ?? '';
      const holds = filter.mayHold(text);
      if (holds && filter.learn(text)) again = true;
      if (holds || file.named || session.problem(file.path) !== undefined) held.add(file);
      else left.push(file);
    }
    rest = left;
  }
  return files.filter((file) => held.has(file));
};

interface FileResult {
  readonly findings: readonly Finding[];
  readonly problems: readonly FileProblem[];
}

interface FileProblem {
  readonly file: string;
  readonly message: string;
  readonly range?: { readonly start: number };
  /** Ours, not the user's. */
  readonly internal?: boolean;
}

const lintFile = async (
  session: Session,
  { path, named }: SourceFile,
  cache: Cache | undefined,
): Promise<FileResult> => {
  const { workspace } = session;
  const text = session.text(path);
  const { config, ignored, problems } = workspace.config(path);
  if (text === undefined)
    return { findings: [], problems: [{ file: path, message: session.problem(path) ?? 'cannot be read' }] };
  if (ignored)
    return {
      findings: [],
      problems: named ? [...problems, { file: path, message: 'left out by the configuration' }] : problems,
    };
  const key = JSON.stringify(config);
  const known = cache?.get(path, text, key);
  if (known !== undefined) return { findings: known.findings, problems: [...problems, ...known.problems] };
  const result = await guarded(path, () => lintAny(workspace, path));
  if (result.problems.length === 0) cache?.put(path, text, key, result);
  return result;
};

/** A fault of ours in one file must not take the findings of the others along. */
const guarded = async (path: string, work: () => Promise<FileResult>): Promise<FileResult> => {
  try {
    return await work();
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      findings: [],
      problems: [{ file: path, message: `internal error, please report it: ${message}`, internal: true }],
    };
  }
};

/** Problems of a configuration file come with every file below it, and are told once. */
const addProblem = (
  io: Io,
  session: Session,
  { file, message, range, internal }: FileProblem,
  { path, named }: SourceFile,
  seen: Set<string>,
  problems: CheckProblem[],
): void => {
  const key = `${file}\0${message}\0${range?.start ?? ''}`;
  if (seen.has(key)) return;
  seen.add(key);
  const at = range === undefined ? undefined : new LineIndex(session.peek(file) ?? '').positionAt(range.start);
  const wrongConfig = file.endsWith(`/${CONFIG_FILE}`);
  problems.push({
    file: shownPath(io.cwd, file),
    message,
    ...(at === undefined ? {} : { line: at.line + 1, column: at.column + 1 }),
    fatal: internal === true || wrongConfig || (named && file === path && session.text(path) === undefined),
  });
};

/** Rounds of fixing: each mends at least one finding; fixes that undo each other must come to an end. */
const ROUNDS = 10;

const mend = async (
  session: Session,
  path: string,
  before: readonly Finding[],
): Promise<{ readonly findings: readonly Finding[]; readonly fixed: number }> => {
  let findings = before;
  for (let round = 0; round < ROUNDS; round++) {
    // Fixes that reach into other files are left to the editor, which can show them.
    const local = findings.filter(({ fixes }) => fixes.every((fix) => fix.edits.every((edit) => edit.path === path)));
    const edits = planFixes(local).edits.get(path);
    const text = session.text(path);
    if (edits === undefined || text === undefined) break;
    session.workspace.open(path, applyEdits(text, edits));
    findings = (await lintAny(session.workspace, path)).findings;
  }
  const text = session.text(path);
  if (findings !== before && text !== undefined) {
    try {
      writeSource(path, text, session.encoding(path));
    } catch (error) {
      throw new UsageError(`${path}: cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { findings, fixed: Math.max(0, before.length - findings.length) };
};

const cacheFor = (io: Io, session: Session): Cache | undefined => {
  const program = process.argv[1];
  const code = program === undefined ? undefined : session.peek(program);
  return code === undefined ? undefined : openCache(cacheFolder(io.env), code, session.asked, session.peek);
};

const baselined = (
  io: Io,
  session: Session,
  findings: readonly Finding[],
  { baseline, updateBaseline }: CheckOptions,
): { readonly left: readonly Finding[]; readonly accepted: number } => {
  if (baseline === undefined) return { left: findings, accepted: 0 };
  const path = absolutePath(io.cwd, baseline);
  const subjects = findings.map(
    (finding): BaselineSubject => ({
      finding,
      file: shownPath(dirname(path), finding.path),
      text: session.text(finding.path) ?? '',
    }),
  );
  if (updateBaseline) {
    writeFileSync(path, `${JSON.stringify(makeBaseline(subjects), null, 2)}\n`);
    return { left: [], accepted: findings.length };
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${baseline}: ${reasonOf(error)}; --update-baseline makes it`);
  }
  const read = parseBaseline(text);
  if (typeof read === 'string') throw new UsageError(`${baseline}: ${read}`);
  const { fresh } = applyBaseline(subjects, read);
  return { left: fresh, accepted: findings.length - fresh.length };
};
