/**
 * Owns which tests judge a mutant of the law: the worked examples and the quick tests beside the code. What takes seconds for each mutant
 * is left out (the second reckoning, the forty dates, the random properties), so the score is what the examples alone notice.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'threads',
    include: ['src/law/loader.test.ts', 'src/law/triage.test.ts', 'src/law/review.test.ts', 'test/law/examples.test.ts'],
    testTimeout: 20_000,
  },
});
