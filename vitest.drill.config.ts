import { defineConfig } from 'vitest/config';

/** Tests that take minutes: tens of thousands of articles, processes that are killed. `npm run drill` runs them. */
export default defineConfig({
  test: {
    include: [
      'test/drill/**/*.test.ts',
      'test/engine/ingest/engine-killed.test.ts',
      'test/engine/index-lifecycle/rebuild-under-load.test.ts',
    ],
    globalSetup: ['test/support/shared-engine.ts'],
    fileParallelism: false,
    testTimeout: 30 * 60_000,
    hookTimeout: 30 * 60_000,
  },
});
