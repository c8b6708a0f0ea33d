/**
 * Entry of the language server process: `node server.cjs --stdio`, or `--node-ipc`, `--socket=N`, `--pipe=NAME` as the
 * client library starts it. Ends with the client: on `exit`, on the end of the input, and when the client's process dies.
 */
import { createConnection } from 'vscode-languageserver/node';
import { nodeHost } from './host.ts';
import { createRunner, RUN_FLAG } from './runner.ts';
import { serveJobs } from './runner-process.ts';
import { serve } from './server.ts';

if (process.argv.length < 3) {
  process.stderr.write('vfork-lint language server: say how to talk, for example --stdio\n');
  process.exit(2);
}
if (process.argv[2] === RUN_FLAG) serveJobs();
else {
  const connection = createConnection();
  const runner = createRunner();
  process.on('exit', () => runner.dispose());
  serve(connection, { ...nodeHost(), runner });
  connection.listen();
}
