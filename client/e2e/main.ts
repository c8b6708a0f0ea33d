/**
 * Runs the scenarios in one window of a real VS Code, keeps a picture of each outcome under artifacts/e2e, and ends in
 * `N passed, N failed`. Started by tools/e2e.mjs, which names the tools in the environment. Arguments select scenarios by
 * a part of their names.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Editor } from './editor.ts';
import { FIRST, SCENARIOS } from './scenarios.ts';
import { startVSCode } from './vscode.ts';

/** After so many failures at the start the rest would only wait in vain. */
const HOPELESS = 2;

const variable = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run npm run e2e`);
  return value;
};

const run = async (wanted: readonly string[]): Promise<number> => {
  const chosen = SCENARIOS.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  const workspace = mkdtempSync(join(tmpdir(), 'vfork-lint-ws-'));
  for (const { files } of SCENARIOS)
    for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text);
  rmSync('artifacts/e2e', { recursive: true, force: true });
  mkdirSync('artifacts/e2e', { recursive: true });
  const started = Date.now();
  const seconds = (): string => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const tools = {
    folder: variable('VFORK_LINT_E2E_TOOLS'),
    vsix: variable('VFORK_LINT_E2E_VSIX'),
    chromium: variable('VFORK_LINT_E2E_CHROMIUM'),
  };
  const { page, log, close } = await startVSCode(tools, workspace, FIRST);
  console.log(`VS Code is up (${seconds()})`);
  const editor = new Editor(page, workspace);
  let passed = 0;
  let failed = 0;
  try {
    for (const { name, run: scenario } of chosen) {
      const begun = Date.now();
      if (passed === 0 && failed >= HOPELESS) {
        failed++;
        console.log(`  FAIL ${name} (not run: nothing works)`);
        continue;
      }
      try {
        await scenario(editor, workspace);
        passed++;
        console.log(`  ok   ${name} (${Date.now() - begun} ms)`);
        await editor.shot(name);
      } catch (error) {
        failed++;
        console.log(
          `  FAIL ${name} (${Date.now() - begun} ms)\n       ${error instanceof Error ? error.message : error}`,
        );
        await editor.shot(`failed-${name}`).catch(() => undefined);
      }
    }
    if (failed > 0) writeFileSync('artifacts/e2e/server.log', readFileSync(log));
  } finally {
    await close();
    rmSync(workspace, { recursive: true, force: true });
  }
  console.log(`${seconds()}; pictures are in artifacts/e2e\n\n${passed} passed, ${failed} failed`);
  return passed === 0 || failed > 0 ? 1 : 0;
};

process.exitCode = await run(process.argv.slice(2));
