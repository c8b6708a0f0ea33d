/**
 * Runs every rule over every site of a file and makes findings of what they report: levels from the configuration,
 * suppression comments, order. Pure; the sites come from the semantics.
 */
import { RULES } from '../rules/registry.generated.ts';
import type { Site } from '../semantics/site.ts';
import type { Config } from './config.ts';
import type { Finding } from './finding.ts';
import { applySuppressions, UNUSED_SUPPRESSION } from './suppressions.ts';

/** The file that the sites are of, and what is configured for it. */
export interface LintContext {
  readonly path: string;
  readonly text: string;
  readonly config: Config;
}

/** The ids of all rules, with a sentence each; the last is the linter's own. */
export const RULE_SUMMARIES: readonly { readonly id: string; readonly summary: string }[] = [
  ...RULES.map(({ id, summary }) => ({ id, summary })),
  { id: UNUSED_SUPPRESSION, summary: 'A vfork-lint comment silences nothing.' },
];

const KNOWN: ReadonlySet<string> = new Set(RULE_SUMMARIES.map(({ id }) => id));

/** The findings of a file's sites, by place and rule, each only once. */
export const runRules = (sites: readonly Site[], { path, text, config }: LintContext): readonly Finding[] => {
  const levels = config.rules ?? {};
  const active = RULES.filter(({ id }) => levels[id] !== 'off');
  const findings = new Map<string, Finding>();
  for (const site of sites)
    for (const rule of active)
      rule.run(site, (report) => {
        const key = `${report.path}\0${report.range.start}\0${report.range.end}\0${report.rule}`;
        const level = levels[report.rule];
        const severity = level === undefined || level === 'off' ? report.severity : level;
        if (!findings.has(key)) findings.set(key, { ...report, severity, function: site.owner });
      });
  const left = applySuppressions([...findings.values()], {
    path,
    text,
    known: KNOWN,
    ran: new Set(active.map(({ id }) => id)),
    unused: levels[UNUSED_SUPPRESSION] ?? 'warning',
  });
  return left.toSorted(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end || (a.rule < b.rule ? -1 : 1),
  );
};
