/** Test run of the whole repository: every x.test.ts beside its source, in Node. The e2e folder has its own runner. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { CountReporter } from './tools/reporter.ts';

export default defineConfig({
  resolve: { alias: { vscode: fileURLToPath(new URL('client/src/fake-vscode.ts', import.meta.url)) } },
  test: {
    include: ['{client,server,emulator,grammar-tests,tools,bench}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/e2e/**', '**/dist/**', '**/*.oracle.test.ts'],
    reporters: ['default', new CountReporter()],
    testTimeout: 20_000,
    pool: 'threads',
  },
});
