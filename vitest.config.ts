import { defineConfig } from 'vitest/config';
import { ClosingLineReporter } from './test/support/closing-line-reporter.ts';

/**
 * Projects by what a test needs: `unit` is pure and takes seconds; `system` needs the real PostgreSQL and Temporal
 * servers that test/support/global-setup.ts starts once; `cdk` synthesizes; `browser` drives Debian's Chromium.
 */
export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 120_000,
    setupFiles: ['test/support/fixed-seed.ts'],
    reporters: ['default', new ClosingLineReporter()],
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts', 'test/**/*.test.tsx'], exclude: ['test/**/*.{system,cdk,browser}.test.ts'] } },
      {
        extends: true,
        test: { name: 'system', include: ['test/**/*.system.test.ts'], globalSetup: ['test/support/global-setup.ts'], testTimeout: 120_000, maxWorkers: 2 },
      },
      { extends: true, test: { name: 'cdk', include: ['test/**/*.cdk.test.ts'], testTimeout: 180_000 } },
      { extends: true, test: { name: 'browser', include: ['test/**/*.browser.test.ts'], globalSetup: ['test/support/global-setup.ts'], testTimeout: 180_000, maxWorkers: 1 } },
    ],
  },
});
