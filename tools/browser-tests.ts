/**
 * Runs the tests of the machine's pure rooms in headless Chromium, bundled with a stand-in for vitest (mini-test.ts): what
 * runs in Node must run in a browser as well. Part of `npm run e2e`; by itself: `tsx tools/browser-tests.ts`, with the
 * browser's path in VFORK_LINT_E2E_CHROMIUM or at its place in Debian.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { root } from './root.ts';

const ROOMS = ['isa', 'machine', 'cpu', 'asm'];
const SHOWN = 20;

const imports = ROOMS.flatMap((room) =>
  readdirSync(join(root, 'emulator/src', room))
    .filter((file) => file.endsWith('.test.ts') && !file.endsWith('.oracle.test.ts'))
    .map((file) => `import './emulator/src/${room}/${file}';`),
);
const { outputFiles } = await build({
  stdin: {
    contents: `${imports.join('\n')}\nimport { runTests } from './tools/mini-test.ts';\nglobalThis.runTests = runTests;`,
    resolveDir: root,
  },
  bundle: true,
  platform: 'browser',
  format: 'iife',
  write: false,
  alias: { vitest: join(root, 'tools/mini-test.ts') },
});
const { VFORK_LINT_E2E_CHROMIUM: executablePath = '/usr/bin/chromium' } = process.env as {
  readonly VFORK_LINT_E2E_CHROMIUM?: string;
};
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage();
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  const { passed, failures } = await page.evaluate(
    (limit) =>
      (
        globalThis as unknown as {
          runTests: (limit: number) => Promise<{ readonly passed: number; readonly failures: string[] }>;
        }
      ).runTests(limit),
    SHOWN,
  );
  for (const failure of failures) console.log(`FAIL ${failure}`);
  console.log(`${passed} passed, ${failures.length} failed`);
  if (passed === 0 || failures.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
}
