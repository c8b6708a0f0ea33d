/**
 * Findings proved by running them: which functions of a file make a child, what the linter says of each, and what the machine
 * shows (room `confirm`). Lines count from 1. Slow beside the other features: callers run it apart and can stop it.
 */
import {
  type Beyond,
  type Claim,
  type Confirmation,
  confirm,
  DEFAULT_KERNELS,
  type Footprint,
  footprintOf,
  kernelNames,
  movedLine,
  type Request,
  type Subject,
} from '../confirm/index.ts';
import type { Finding } from '../linter/finding.ts';
import { outlineOf } from '../syntax/outline.ts';
import { applyEdits } from '../text/edit.ts';
import { LineIndex } from '../text/line-index.ts';
import type { TextRange } from '../text/range.ts';
import { lintFunctions } from './lint.ts';
import type { Workspace } from './workspace.ts';

export type { ClaimVerdict as FindingVerdict, Confirmation, Proof, VerdictName } from '../confirm/index.ts';
export { type Beyond, DEFAULT_KERNELS, type Footprint, kernelNames, movedLine };

/** One function that makes a child. `line` is that of its first call. */
export interface SiteReport {
  readonly function: string;
  readonly line: number;
  readonly findings: readonly Finding[];
  readonly confirmation: Confirmation;
}

/** What to run: all sites of the file, that of one function, or that around a line. */
export interface ConfirmOptions {
  readonly kernels?: readonly string[];
  readonly seed?: number;
  readonly function?: string;
  readonly line?: number;
  readonly stopped?: () => boolean;
  /** Told after each function: how many are done, of how many. */
  readonly progress?: (done: number, all: number) => void;
  /** Told before each system of a function. */
  readonly kernel?: (name: string, done: number, all: number) => void;
}

interface Place {
  readonly owner: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly call: number;
}

/** Files above this size are not cut again at each edit. */
const LARGEST = 400_000;

/**
 * What the functions of these names depend on as they stand, each made of the parts that its run was made of; those that are gone,
 * or make no child, are left out.
 */
export const footprints = (
  workspace: Workspace,
  path: string,
  wanted: ReadonlyMap<string, Beyond>,
): ReadonlyMap<string, Footprint> => {
  const text = workspace.text(path);
  const found = new Map<string, Footprint>();
  if (text === undefined || text.length > LARGEST) return found;
  const within = functionsNamed(text, (name) => wanted.has(name));
  for (const { owner, start, end, call } of placesOf(workspace, path, text, new LineIndex(text), within)) {
    const beyond = wanted.get(owner);
    if (beyond === undefined || found.has(owner)) continue;
    const subject = { path, text, owner, start, end, call };
    const footprint = footprintOf({ subject, ...around(workspace, path) }, beyond);
    if (footprint !== undefined) found.set(owner, footprint);
  }
  return found;
};

/** What surrounds a file: its reader, its project's headers, its include paths. */
const around = (workspace: Workspace, path: string): Pick<Request, 'reader' | 'neighbours' | 'includePaths'> => {
  const project = workspace.project(path);
  return {
    reader: { read: (at) => workspace.text(at) },
    neighbours: {
      header: (name, system, from) => project.header(name, system, from, path),
      defines: project.defines(path),
      definitions: (name, from) =>
        project.definedIn(name, from).flatMap((file) =>
          (file.functions.get(name) ?? []).map(({ start, end }) => ({
            path: file.path,
            text: file.text,
            start,
            end,
          })),
        ),
    },
    includePaths: workspace.config(path).config.includePath ?? [],
  };
};

/** The function around a line that makes a child; lines count from 1. */
export const functionAround = (workspace: Workspace, path: string, line: number): string | undefined => {
  const text = workspace.text(path);
  if (text === undefined) return undefined;
  const lines = new LineIndex(text);
  const within = [lineRange(text, lines, line)];
  return placesOf(workspace, path, text, lines, within).find((place) => holds(place, line, lines))?.owner;
};

/** The names of the functions of a file that make a child. */
export const functionsWithChild = (workspace: Workspace, path: string): readonly string[] => {
  const text = workspace.text(path);
  return text === undefined ? [] : placesOf(workspace, path, text, new LineIndex(text)).map(({ owner }) => owner);
};

/** Whether a place holds a line; lines count from 1. */
const holds = ({ start, end }: TextRange, line: number, lines: LineIndex): boolean =>
  lines.positionAt(start).line < line && line <= lines.positionAt(end).line + 1;

/** The text of a line that counts from 1. */
const lineRange = (text: string, lines: LineIndex, line: number): TextRange => {
  const start = lines.offsetAt({ line: line - 1, column: 0 });
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
};

/** Where the functions of some names stand; undefined where none has one, as under a name that a macro makes. */
const functionsNamed = (text: string, wanted: (name: string) => boolean): readonly TextRange[] | undefined => {
  const found = outlineOf(text).items.filter(({ kind, name }) => kind === 'function' && wanted(name));
  return found.length === 0 ? undefined : found;
};

const placesOf = (
  workspace: Workspace,
  path: string,
  text: string,
  lines: LineIndex,
  within?: readonly TextRange[],
): readonly Place[] => {
  const items = outlineOf(text).items.filter(({ kind }) => kind === 'function');
  const places = new Map<number, Place>();
  // A function may call vfork in one configuration and fork in another.
  const sites = workspace.sites(path, within);
  for (const { path: at, owner, ownerName, call } of [
    ...sites.filter(({ kind }) => kind === 'vfork'),
    ...sites.filter(({ kind }) => kind === 'fork'),
  ]) {
    const item = items.find(({ start, end }) => start <= ownerName.start && ownerName.start < end);
    if (at !== path || item === undefined || places.has(item.start)) continue;
    const line = lines.positionAt(call.range.start).line + 1;
    places.set(item.start, { owner, start: item.start, end: item.end, line, call: call.range.start });
  }
  return [...places.values()].toSorted((a, b) => a.start - b.start);
};

const claimOf = (finding: Finding, lines: LineIndex): Claim => ({
  rule: finding.rule,
  line: lines.positionAt(finding.range.start).line + 1,
  endLine: lines.positionAt(Math.max(finding.range.start, finding.range.end - 1)).line + 1,
});

/** Runs the functions of a file that make a child and gives a report for each, in the order of the file. */
export const confirmFile = (
  workspace: Workspace,
  path: string,
  options: ConfirmOptions = {},
): readonly SiteReport[] => {
  const text = workspace.text(path);
  if (text === undefined) return [];
  const lines = new LineIndex(text);
  const { function: name, line } = options;
  const within =
    name !== undefined
      ? functionsNamed(text, (one) => one === name)
      : line === undefined
        ? undefined
        : [lineRange(text, lines, line)];
  const findings = lintFunctions(workspace, path, within);
  const wanted = placesOf(workspace, path, text, lines, within).filter((place) =>
    name !== undefined ? place.owner === name : line === undefined || holds(place, line, lines),
  );
  const reports: SiteReport[] = [];
  for (const { owner, start, end, line, call } of wanted) {
    if (options.stopped?.() === true) break;
    const own = findings.filter(
      (finding) => finding.path === path && start <= finding.range.start && finding.range.start < end,
    );
    const byClaim = new Map(own.map((finding) => [claimOf(finding, lines), finding]));
    const fixed = (claim: Claim): Subject | undefined => {
      const fix = byClaim
        .get(claim)
        ?.fixes.find(({ safe, edits }) => safe && edits.every((edit) => edit.path === path));
      if (fix === undefined) return undefined;
      const grown = fix.edits.reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), 0);
      return { path, text: applyEdits(text, fix.edits), owner, start, end: end + grown };
    };
    const confirmation = confirm({
      subject: { path, text, owner, start, end, call },
      ...around(workspace, path),
      claims: [...byClaim.keys()],
      kernels: options.kernels ?? DEFAULT_KERNELS,
      seed: options.seed ?? 0,
      fixed,
      ...(options.stopped === undefined ? {} : { stopped: options.stopped }),
      ...(options.kernel === undefined ? {} : { progress: options.kernel }),
    });
    reports.push({ function: owner, line, findings: [...byClaim.values()], confirmation });
    options.progress?.(reports.length, wanted.length);
  }
  return reports;
};
