/**
 * How long a proof takes: a function of an ordinary file run on every system that findings are confirmed on, and so each function
 * of the rule fixtures. In this process, warm, in
 * processor time; then the whole way from the editor, through the server and its runner, with the
 * diagnostics that are asked for meanwhile: `npm run bench -- confirm server` measures that alone.
 */
import { join } from 'node:path';
import { confirmFile, createWorkspace, DEFAULT_KERNELS, type Workspace } from '@vfork-lint/server/ide';
import { filesOf } from '../server/src/testing/annotations.ts';
import { ruleFixtures } from '../server/src/testing/fixtures.ts';
import { type Json, RpcClient } from '../server/src/testing/rpc-client.ts';
import { type Bench, quantile, summarize } from './bench.ts';

const TIMES = 15;
const SLOWEST = 8;
const URI = 'file:///ordinary.c';

/** A file as people write them: helpers, types and globals beside the function with the vfork, and two findings in it. */
const ORDINARY = `#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct job { const char *name; char *const *argv; int out; int status; struct job *next; };
static struct job *jobs;
static int running;

static struct job *find_job(const char *name) {
  for (struct job *job = jobs; job != NULL; job = job->next)
    if (strcmp(job->name, name) == 0)
      return job;
  return NULL;
}

static int redirect(int fd) {
  if (fd < 0 || fd == 1)
    return 0;
  if (dup2(fd, 1) < 0)
    return -1;
  close(fd);
  return 0;
}

int start_job(struct job *job) {
  pid_t pid;
  int status = 0;
  if (job->name != NULL && find_job(job->name) != NULL)
    return -EEXIST;
  switch (pid = vfork()) {
  case -1:
    return -errno;
  case 0:
    running++;
    if (redirect(job->out) < 0)
      _exit(126);
    execvp(job->argv[0], job->argv);
    exit(127);
  }
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
    ;
  job->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  printf("%d running\\n", running);
  return 0;
}
`;

const workspaceOf = (texts: ReadonlyMap<string, string>): Promise<Workspace> =>
  createWorkspace({ reader: { read: (path) => texts.get(path), exists: (path) => texts.has(path) } });

const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Processor time of work in this process, which other processes do not disturb. */
const spent = (work: () => unknown): number => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
};

const inProcess = async (): Promise<void> => {
  const workspace = await workspaceOf(new Map([['/ordinary.c', ORDINARY]]));
  const run = (): number => confirmFile(workspace, '/ordinary.c')[0]?.confirmation.runs ?? 0;
  const first = spent(run);
  const times: number[] = [];
  for (let i = 0; i < TIMES; i++) times.push(spent(run));
  console.log(`ordinary  ${summarize(times)}; ${run()} runs; cold ${first.toFixed(0)} ms`);
  const fixtures: { readonly name: string; readonly time: number }[] = [];
  for (const { rule, name, text } of ruleFixtures()) {
    const texts = new Map(filesOf(text).map((file) => [`/${file.path}`, file.text]));
    const own = await workspaceOf(texts);
    const time = spent(() => [...texts.keys()].map((path) => confirmFile(own, path)));
    fixtures.push({ name: `${rule}/${name}`, time });
  }
  console.log(`fixtures  ${summarize(fixtures.map(({ time }) => time))}`);
  for (const { name, time } of fixtures.toSorted((a, b) => b.time - a.time).slice(0, SLOWEST))
    console.log(`          ${time.toFixed(0).padStart(5)} ms ${name}`);
};

/** The lens clicked again and again; diagnostics are asked for while it runs. */
const throughServer = async (): Promise<void> => {
  const bundle = join(import.meta.dirname, '../server/dist/server.cjs');
  const client = new RpcClient(process.execPath, [bundle, '--stdio']);
  const capabilities = { textDocument: { diagnostic: {} } };
  await client.request('initialize', { processId: null, rootUri: null, capabilities });
  client.notify('initialized', {});
  const textDocument = { uri: URI, languageId: 'c', version: 1, text: ORDINARY };
  client.notify('textDocument/didOpen', { textDocument });
  await client.request('textDocument/diagnostic', { textDocument: { uri: URI } });
  const line = ORDINARY.split('\n').findIndex((text) => text.startsWith('int start_job'));
  const command = { command: 'vfork-lint.runInEmulator', arguments: [{ uri: URI, line, function: 'start_job' }] };
  const waits: number[] = [];
  const times: number[] = [];
  let version = 1;
  for (let i = 0; i <= TIMES; i++) {
    const start = performance.now();
    let done = false;
    const answer: Promise<Json> = client.request('workspace/executeCommand', command).then((result) => {
      done = true;
      return result;
    });
    while (!done) {
      version++;
      const contentChanges = [{ text: `${ORDINARY}/* ${version} */\n` }];
      client.notify('textDocument/didChange', { textDocument: { uri: URI, version }, contentChanges });
      waits.push(await timed(() => client.request('textDocument/diagnostic', { textDocument: { uri: URI } })));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await answer;
    times.push(performance.now() - start);
  }
  console.log(`server    ${summarize(times.slice(1))}; first ${times[0]?.toFixed(0)} ms`);
  console.log(
    `meanwhile diagnostics of the edited file: ${summarize(waits)}, p99 ${quantile(waits, 0.99).toFixed(2)} ms`,
  );
  await client.close();
};

export const bench: Bench = {
  summary: 'a function run on every system: in process, and from the editor with diagnostics meanwhile',
  run: async ([part]) => {
    console.log(`npm run bench -- confirm (${DEFAULT_KERNELS.join(', ')})`);
    if (part !== 'server') await inProcess();
    await throughServer();
  },
};
