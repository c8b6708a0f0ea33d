/**
 * Running one function on the machine, as the Run in emulator lens asks: what came of it for the user, per finding and system.
 * The work is room `confirm`'s; it takes a moment, so a server does it in another process.
 */
import { confirmFile, type SiteReport, type VerdictName } from './confirm.ts';
import type { Workspace } from './workspace.ts';

/** The verdict on one finding. Lines count from 1. `told` are sentences for a person. */
export interface RunVerdict {
  readonly rule: string;
  readonly line: number;
  readonly verdict: VerdictName;
  readonly kernels: Readonly<Record<string, VerdictName>>;
  readonly told: readonly string[];
}

/** What came of it; `message` is for the user, `title` for the lens. */
export type RunOutcome =
  | { readonly kind: 'ran'; readonly message: string; readonly title: string; readonly verdicts: readonly RunVerdict[] }
  | { readonly kind: 'not-runnable'; readonly message: string }
  | { readonly kind: 'unknown'; readonly message: string };

const titleOf = ({ confirmation }: SiteReport, kernels: readonly string[]): string => {
  const marks = kernels.map((name) => {
    const all = confirmation.claims.flatMap(({ kernels: by }) => by[name]?.verdict ?? []);
    return `${name} ${all.includes('confirmed') ? '✗' : '✓'}`;
  });
  return marks.join('  ');
};

const verdictsOf = ({ confirmation }: SiteReport): readonly RunVerdict[] =>
  confirmation.claims.map(({ claim, verdict, kernels, reason, fixVerified }) => {
    const proofs = Object.values(kernels).flatMap(({ evidence }) => evidence);
    const told = new Set(
      proofs.map(({ kind, text, parent }) => `${kind}: ${text}${parent === undefined ? '' : ` (line ${parent})`}`),
    );
    if (told.size === 0 && reason !== undefined) told.add(reason);
    if (fixVerified === true) told.add('with the fix applied the evidence is gone');
    const by = Object.fromEntries(Object.entries(kernels).map(([name, one]) => [name, one.verdict]));
    return { rule: claim.rule, line: claim.line, verdict, kernels: by, told: [...told] };
  });

/** Runs the function of that name that calls vfork. `stopped` is asked between runs. */
export const runInEmulator = (
  workspace: Workspace,
  path: string,
  name: string,
  kernels: readonly string[],
  stopped?: () => boolean,
): RunOutcome => {
  const [report] = confirmFile(workspace, path, {
    function: name,
    kernels,
    ...(stopped === undefined ? {} : { stopped }),
  });
  if (report === undefined)
    return { kind: 'unknown', message: `No function '${name}' that makes a child in this file: save and try again` };
  const { compile, runs } = report.confirmation;
  if (!compile.ok) {
    const line = compile.problem?.line === undefined ? '' : ` (line ${compile.problem.line})`;
    return {
      kind: 'not-runnable',
      message: `'${name}' cannot be run: ${compile.problem?.message ?? 'unknown reason'}${line}`,
    };
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
  };
};
