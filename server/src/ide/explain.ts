/** What a rule is about, in Markdown: for hovers and for `vfork-lint explain`. */

import { RULE_SUMMARIES } from '../linter/lint.ts';
import { RULES } from '../rules/registry.generated.ts';

/** Explains a rule; undefined where there is none of that id. */
export const explain = (id: string): string | undefined => {
  const rule = RULES.find((one) => one.id === id);
  if (rule === undefined) {
    const other = RULE_SUMMARIES.find((one) => one.id === id);
    return other === undefined ? undefined : `**${id}**\n\n${other.summary}`;
  }
  const facts = [
    `Severity ${rule.severity}`,
    ...(rule.fixable ? ['has a fix'] : []),
    ...(rule.claims.length > 0 ? [`claims ${rule.claims.join(', ')}`] : []),
  ];
  return `**${id}**\n\n${rule.summary}\n\n*${facts.join(' · ')}*`;
};
