import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They take minutes: `npm run drill`.
    exclude: ['test/drill/**'],
    globalSetup: ['test/support/shared-engine.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
