/** Runs every rule over every site and orders what they report. Suppression and configuration come behind this. */
import { RULES } from '../rules/registry.generated.ts';
import type { Site } from '../semantics/site.ts';
import type { Finding } from './finding.ts';

/** The findings of some sites, by place and rule, each only once. */
export const runRules = (sites: readonly Site[]): readonly Finding[] => {
  const findings = new Map<string, Finding>();
  for (const site of sites)
    for (const rule of RULES)
      rule.run(site, (report) => {
        const key = `${report.path}\0${report.range.start}\0${report.range.end}\0${report.rule}`;
        if (!findings.has(key)) findings.set(key, { ...report, function: site.owner });
      });
  return [...findings.values()].toSorted(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end || (a.rule < b.rule ? -1 : 1),
  );
};
