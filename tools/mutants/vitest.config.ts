/** Owns which tests judge a mutant of the law: its own and the worked examples. The second reckoning is left out: it takes seconds for each. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'threads',
    include: ['src/law/*.test.ts', 'test/law/*.test.ts'],
    testTimeout: 20_000,
  },
});
