/**
 * The process that runs functions for a server: takes one job after the other, answers each, and ends with its server. It reads
 * files from the disk, but open texts come with the job.
 */
import { createWorkspace, footprints, runInEmulator, type Workspace } from '../ide/index.ts';
import { nodeHost } from './host.ts';
import type { RunnerAnswer, RunnerJob, RunnerState } from './runner.ts';

/** A workspace as the job describes it; made anew for each, so that nothing of an older state is left. */
const workspaceOf = async ({ open, includePath }: RunnerState): Promise<Workspace> => {
  const config = { includePath: [...includePath] };
  const workspace = await createWorkspace({ reader: nodeHost().reader, config, configFiles: true });
  for (const { path, text } of open) workspace.open(path, text);
  return workspace;
};

/** Does a job; `progress` is told before each system of a run. */
export const doJob = async (
  job: RunnerJob,
  progress: (kernel: string, done: number, all: number) => void,
): Promise<RunnerAnswer> => {
  const workspace = await workspaceOf(job.request);
  const { path } = job.request;
  if (job.kind === 'footprints')
    return { kind: 'footprints', footprints: [...footprints(workspace, path, new Map(job.request.functions))] };
  const { kernels, function: name } = job.request;
  return { kind: 'ran', outcome: runInEmulator(workspace, path, name, { kernels, progress }) };
};

/** Serves jobs from the parent process until it goes. */
export const serveJobs = (): void => {
  const send = (answer: RunnerAnswer): void => {
    process.send?.(answer);
  };
  process.on('message', (message) => {
    doJob(message as RunnerJob, (kernel, done, all) => send({ kind: 'progress', kernel, done, all }))
      .then(send)
      .catch((error: unknown) => send({ kind: 'failed', message: String(error) }));
  });
  process.on('disconnect', () => process.exit(0));
};
