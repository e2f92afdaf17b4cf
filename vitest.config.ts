import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['test/support/property-seed.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/{unit,golden}/**/*.test.ts'],
          // They wait for nothing: each core has one.
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/{browser,engine,faults,http}/**/*.test.ts'],
          globalSetup: ['test/support/shared-engine.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
