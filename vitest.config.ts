import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They take minutes: `npm run drill`.
    exclude: ['test/drill/**'],
    setupFiles: ['test/support/property-seed.ts'],
    globalSetup: ['test/support/shared-engine.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
