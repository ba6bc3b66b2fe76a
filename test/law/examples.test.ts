/** Runs the worked examples of this folder, each under its article and name. */
import { describe, expect, test } from 'vitest';
import { exampleFiles, run, titleOf } from './run-example.js';

for (const [file, examples] of exampleFiles)
  describe(file, () => {
    for (const example of examples) test(titleOf(example), () => run(example));
  });

test('there are at least three hundred, each with its article', () => {
  const all = exampleFiles.flatMap(([, examples]) => examples);
  expect(all.length).toBeGreaterThanOrEqual(300);
  expect(new Set(all.map(titleOf)).size).toBe(all.length);
});
