/** What happens around a server command on this side: a run in the emulator has a story to show. */
import type { RunResult, RunTarget, ServerCommand } from '@vfork-lint/server/protocol';
import type { Stories } from './story.ts';

type Next = (command: string, args: unknown[]) => unknown;

/** Sends a command to the server; what a run gave goes to the stories. The answer passes as it is. */
export const runThrough = async (stories: Stories, command: string, args: unknown[], next: Next): Promise<unknown> => {
  const answer = await next(command, args);
  const name: ServerCommand = 'vfork-lint.runInEmulator';
  if (command === name && isResult(answer)) await stories.take(args[0] as RunTarget, answer);
  return answer;
};

const isResult = (value: unknown): value is RunResult => typeof value === 'object' && value !== null && 'kind' in value;
