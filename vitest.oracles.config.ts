/** Test run of what needs more than the repository: Debian's tools, the data beside the checkout. `npm run oracles`. */
import { defineConfig } from 'vitest/config';
import { CountReporter } from './tools/reporter.ts';

export default defineConfig({
  test: {
    include: ['{client,server,emulator,grammar-tests,tools,bench}/**/*.oracle.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    reporters: ['default', new CountReporter()],
    testTimeout: 120_000,
    pool: 'threads',
  },
});
