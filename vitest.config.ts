import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'threads',
    isolate: false,
    // Most of a test's time here is another process's; one worker a core keeps both cores busy.
    maxWorkers: '100%',
    include: ['src/**/*.test.{ts,tsx}', 'flows/**/*.test.ts', 'test/**/*.test.{ts,tsx}'],
    // Real browsers, real processes and real PDFs on a shared machine: a slow minute is no fault. A fault fails three times.
    testTimeout: 300_000,
    hookTimeout: 600_000,
    retry: process.env.CI === undefined ? 0 : 2,
  },
});
