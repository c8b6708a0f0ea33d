/** The lenses above a function that calls vfork: run it, stop it, and what the last run showed. */
import type { CodeLens, Command } from 'vscode-languageserver';
import type { CodeLensItem } from '../ide/index.ts';
import type { ClientCommands, RunTarget, ServerCommand } from '../protocol/index.ts';
import type { LineIndex } from '../text/line-index.ts';
import type { RunState } from './run-results.ts';
import { range } from './to-proto.ts';

/** The lenses of a function; the result opens the story where the client can show one, and runs again elsewhere. */
export const runLenses = (
  uri: string,
  lines: LineIndex,
  item: CodeLensItem,
  state: RunState | undefined,
  { story }: { readonly story: boolean },
): CodeLens[] => {
  const at = range(lines, item.range);
  const target: RunTarget = { uri, line: at.start.line, function: item.function };
  const lens = (title: string, name: ServerCommand | keyof ClientCommands): CodeLens => {
    const command: Command = { title, command: name, arguments: [target] };
    return { range: at, command };
  };
  const run = (title: string): CodeLens => lens(title, 'vfork-lint.runInEmulator');
  switch (state?.kind) {
    case undefined:
      return [run(item.title)];
    case 'running':
      return [lens('Running in the emulator … (stop)', 'vfork-lint.stopRun')];
    case 'cancelled':
      return [run(`${item.title} (cancelled)`)];
    case 'failed':
      return [run(`${item.title} (could not be run)`)];
    case 'ran':
      if (!state.fresh) return [run(`${item.title} (changed since the last run)`)];
      return story ? [lens(state.outcome.title, 'vfork-lint.showStory'), run('Run again')] : [run(state.outcome.title)];
  }
};
