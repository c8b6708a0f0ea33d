/** What a rule is about, in Markdown, for hovers: its page (server/src/rules/docs.generated.ts) with its facts. */
import { RULE_PAGES } from '../rules/docs.generated.ts';

/** Explains a rule; undefined where there is none of that id. */
export const explain = (id: string): string | undefined => {
  const page = RULE_PAGES.find((one) => one.id === id);
  if (page === undefined) return undefined;
  const facts = [
    page.severity,
    ...(page.fixable ? ['has a fix'] : []),
    ...(page.claims.length > 0 ? [`claims ${page.claims.join(', ')}`] : []),
  ];
  return `**${id}** *(${facts.join(' · ')})*\n\n${plainFences(page.markdown)}`;
};

/** Editors highlight `c`, not `c,incorrect`: what an example shows is said above it. */
const plainFences = (markdown: string): string =>
  markdown.replaceAll(/^```c,(incorrect|correct)$/gm, (_, kind: string) => `*${kind}*\n\`\`\`c`);
