/** Owns `npm run coverage:law`: every branch of `src/law` is reached by the worked examples, or the run fails. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'threads',
    isolate: false,
    // What is to be checked again, and an id the tables do not have, are no questions about a case: their own tests hold them.
    include: ['test/law/examples.test.ts', 'src/law/review.test.ts', 'src/law/entries.test.ts'],
    testTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['src/law/**/*.ts'],
      // Reading files and JSON, and putting words to findings, are not questions of law: their own tests hold them.
      exclude: ['src/law/**/*.test.ts', 'src/law/assess/**', 'src/law/loader.ts', 'src/law/index.ts', 'src/law/**/index.test.ts'],
      thresholds: { branches: 100 },
      reporter: ['text'],
      reportsDirectory: 'node_modules/.cache/coverage-law',
    },
  },
});
