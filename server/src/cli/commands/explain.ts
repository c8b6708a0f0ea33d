/** `vfork-lint explain [RULE]`: what a rule is about, from the doc comment of its source; without a rule the list of all. */
import type { Command } from 'commander';
import pc from 'picocolors';
import { nearest, RULE_PAGES } from '../../ide/index.ts';
import { EXIT, type Io, UsageError } from '../io.ts';

/** Adds the command. `finish` takes the exit status. */
export const explainCommand = (program: Command, io: Io, finish: (status: number) => void): void => {
  program
    .command('explain')
    .description('say what a rule is about, with examples; without a rule list all')
    .argument('[rule]', 'id of a rule')
    .option('--no-color', 'print without colours')
    .action((id: string | undefined, { color }: { readonly color: boolean }) => {
      const colours = pc.createColors(color && io.colour);
      io.out(id === undefined ? list(colours) : page(id, colours));
      finish(EXIT.clean);
    });
};

type Colours = ReturnType<typeof pc.createColors>;

const list = (colours: Colours): string => {
  const width = Math.max(...RULE_PAGES.map(({ id }) => id.length));
  const rows = RULE_PAGES.map(
    ({ id, severity, fixable, summary }) =>
      `${colours.bold(id.padEnd(width))}  ${severity.padEnd(7)} ${fixable ? 'fix' : '   '}  ${summary}`,
  );
  return `${rows.join('\n')}\n`;
};

const page = (id: string, colours: Colours): string => {
  const rule = RULE_PAGES.find((one) => one.id === id);
  if (rule === undefined) {
    const near = nearest(
      id,
      RULE_PAGES.map((one) => one.id),
    );
    throw new UsageError(
      `there is no rule '${id}'${near === undefined ? '; `vfork-lint explain` lists all' : `; did you mean '${near}'?`}`,
    );
  }
  const facts = [
    rule.severity,
    ...(rule.fixable ? ['has a fix'] : []),
    ...(rule.claims.length > 0 ? [`claims ${rule.claims.join(', ')}`] : []),
  ];
  return `${colours.bold(id)} ${colours.dim(`(${facts.join('; ')})`)}\n\n${terminal(rule.markdown, colours)}\n`;
};

/** Markdown for the eye: headings bold, examples indented under a word that says what they are. */
const terminal = (markdown: string, colours: Colours): string => {
  let inside = false;
  const lines = markdown.split('\n').flatMap((line) => {
    const fence = /^```(?:c,(incorrect|correct))?/.exec(line);
    if (fence !== null) {
      inside = !inside;
      if (fence[1] === 'incorrect') return [colours.red('incorrect')];
      return fence[1] === 'correct' ? [colours.green('correct')] : [];
    }
    if (inside) return [`    ${line}`];
    const heading = /^#+ (.*)/.exec(line)?.[1];
    return [
      heading === undefined
        ? line.replaceAll(/`([^`]+)`/g, (_, code: string) => colours.cyan(code))
        : colours.bold(heading),
    ];
  });
  return lines.join('\n');
};
