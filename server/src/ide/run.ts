/**
 * Running one function on the machine, as the Run in emulator lens asks: what came of it for the user, per finding and system, and
 * its story. The work is room `confirm`'s; it takes a moment, so a server does it in another process.
 */
import type { Proof } from '../confirm/index.ts';
import { confirmFile, type Footprint, type SiteReport, type VerdictName } from './confirm.ts';
import { proofsOf, tellStory, VERDICT_MARKS } from './story.ts';
import { type StoryLink, storyLinks, storyText } from './story-text.ts';
import type { Workspace } from './workspace.ts';

/** A piece of evidence for a diagnostic. Lines count from 1; `on` are the systems that gave it. */
export interface RunEvidence {
  readonly kind: string;
  readonly text: string;
  readonly child: number | undefined;
  readonly parent: number | undefined;
  readonly on: readonly string[];
}

/** The verdict on one finding. Lines count from 1. `told` are sentences for a person. */
export interface RunVerdict {
  readonly rule: string;
  readonly line: number;
  readonly verdict: VerdictName;
  readonly runs: number;
  readonly kernels: Readonly<Record<string, VerdictName>>;
  readonly evidence: readonly RunEvidence[];
  readonly told: readonly string[];
  readonly fixVerified: boolean | undefined;
}

/** The story as text; each link leads to a line of the file. */
export interface RunStory {
  readonly title: string;
  readonly text: string;
  readonly links: readonly StoryLink[];
}

/** What came of it; `message` is for the user, `title` for the lens. */
export type RunOutcome =
  | {
      readonly kind: 'ran';
      readonly message: string;
      readonly title: string;
      readonly verdicts: readonly RunVerdict[];
      readonly story: RunStory;
      readonly footprint: Footprint | undefined;
    }
  | { readonly kind: 'not-runnable'; readonly message: string; readonly story?: RunStory }
  | { readonly kind: 'cancelled'; readonly message: string }
  | { readonly kind: 'unknown'; readonly message: string };

/** What may be said besides which function to run. */
export interface RunOptions {
  readonly kernels: readonly string[];
  readonly stopped?: () => boolean;
  readonly progress?: (kernel: string, done: number, all: number) => void;
}

const titleOf = ({ confirmation }: SiteReport, kernels: readonly string[]): string => {
  const marks = kernels.map((name) => {
    const all = confirmation.claims.flatMap(({ kernels: by }) => by[name]?.verdict ?? []);
    const worst = all.includes('confirmed')
      ? 'confirmed'
      : all.includes('not-reached')
        ? 'not-reached'
        : 'not-observed';
    return `${name} ${VERDICT_MARKS[worst]}`;
  });
  return marks.join('  ');
};

const tellProof = ({ kind, text, parent }: Proof): string =>
  `${kind}: ${text}${parent === undefined ? '' : ` (line ${parent})`}`;

const verdictsOf = ({ confirmation }: SiteReport): readonly RunVerdict[] =>
  confirmation.claims.map(({ claim, verdict, kernels, reason, fixVerified }) => {
    const proofs = proofsOf(kernels);
    const told = new Set(proofs.map(({ proof }) => tellProof(proof)));
    if (told.size === 0 && reason !== undefined) told.add(reason);
    if (fixVerified === true) told.add('with the fix applied the evidence is gone');
    return {
      rule: claim.rule,
      line: claim.line,
      verdict,
      runs: Object.values(kernels).reduce((sum, { runs }) => sum + runs, 0),
      kernels: Object.fromEntries(Object.entries(kernels).map(([name, one]) => [name, one.verdict])),
      evidence: proofs.map(({ proof: { kind, text, child, parent }, on }) => ({ kind, text, child, parent, on })),
      told: [...told],
      fixVerified,
    };
  });

const storyOf = (report: SiteReport, workspace: Workspace, path: string): RunStory => {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const lines = tellStory(report, file, workspace.text(path) ?? '');
  return { title: `${report.function} in ${file}`, text: storyText(lines), links: storyLinks(lines) };
};

/** Runs the function of that name that makes a child. */
export const runInEmulator = (workspace: Workspace, path: string, name: string, options: RunOptions): RunOutcome => {
  const { kernels, stopped, progress } = options;
  const [report] = confirmFile(workspace, path, {
    function: name,
    kernels,
    ...(stopped === undefined ? {} : { stopped }),
    ...(progress === undefined ? {} : { kernel: progress }),
  });
  if (report === undefined) return { kind: 'unknown', message: `No function '${name}' of this file makes a child` };
  if (stopped?.() === true) return { kind: 'cancelled', message: `'${name}': the run was cancelled` };
  const { compile, runs } = report.confirmation;
  const story = storyOf(report, workspace, path);
  if (!compile.ok) {
    const line = compile.problem?.line === undefined ? '' : ` (line ${compile.problem.line})`;
    const message = `'${name}' cannot be run: ${compile.problem?.message ?? 'unknown reason'}${line}`;
    return { kind: 'not-runnable', message, story };
  }
  const verdicts = verdictsOf(report);
  const shown = verdicts.filter(({ verdict }) => verdict !== 'not-runnable');
  const proved = verdicts.filter(({ verdict }) => verdict === 'confirmed');
  const first = proved[0] === undefined ? '' : ` Line ${proved[0].line}, ${proved[0].rule}: ${proved[0].told[0] ?? ''}`;
  const sum = shown.length === 0 ? 'no finding to confirm' : `${proved.length} of ${shown.length} findings confirmed`;
  return {
    kind: 'ran',
    message: `'${name}': ${sum} in ${runs} runs.${first}`,
    title: titleOf(report, kernels),
    verdicts,
    story,
    footprint: report.confirmation.footprint,
  };
};
