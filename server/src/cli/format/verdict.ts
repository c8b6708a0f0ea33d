/** Verdicts of runs in the formats: the stable JSON of DESIGN §6, and short words for people. */
import type { FindingVerdict, Proof, VerdictName } from '../../ide/index.ts';

const evidence = ({ kind, child, parent, text }: Proof): object => ({
  kind,
  ...(child === undefined ? {} : { child: { line: child } }),
  ...(parent === undefined ? {} : { parent: { line: parent } }),
  text,
});

/** A verdict as JSON. */
export const verdictJson = ({ verdict, kernels, reason, fixVerified }: FindingVerdict): object => ({
  verdict,
  ...(reason === undefined ? {} : { reason }),
  ...(fixVerified === undefined ? {} : { fixVerified }),
  kernels: Object.fromEntries(
    Object.entries(kernels).map(([kernel, one]) => [
      kernel,
      { verdict: one.verdict, runs: one.runs, evidence: one.evidence.map(evidence) },
    ]),
  ),
});

/** The systems on which a finding has a verdict. */
export const kernelsWith = ({ kernels }: FindingVerdict, wanted: VerdictName): readonly string[] =>
  Object.entries(kernels).flatMap(([name, { verdict }]) => (verdict === wanted ? [name] : []));

/** A verdict in one sentence. */
export const verdictWords = (verdict: FindingVerdict): string => {
  switch (verdict.verdict) {
    case 'confirmed': {
      const fixed = verdict.fixVerified === true ? '; with the fix applied the evidence is gone' : '';
      return `confirmed on ${kernelsWith(verdict, 'confirmed').join(', ')}${fixed}`;
    }
    case 'not-observed':
      return 'run without evidence of harm';
    case 'not-reached':
      return 'no run came to this line';
    case 'not-runnable':
      return verdict.reason ?? 'it cannot be run';
  }
};
