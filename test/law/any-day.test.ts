/** The fear: an answer of law hangs on the day of the machine. Every worked example is run again with the clock at forty dates, 2018 to 2036. */
import { afterEach, expect, test, vi } from 'vitest';
import { exampleFiles, run, titleOf } from './run-example.js';

const DATES = 40;
/** From the day the Law came into force to the end of 2036, evenly, with a leap day, a new year and a Tết among them. */
const first = Date.UTC(2018, 6, 1);
const last = Date.UTC(2036, 11, 31);
const dates = [
  ...Array.from({ length: DATES - 3 }, (_, n) => first + Math.round(((last - first) * n) / (DATES - 4))),
  Date.UTC(2028, 1, 29),
  Date.UTC(2027, 0, 1),
  Date.UTC(2027, 1, 6),
].map((time) => new Date(time).toISOString());

afterEach(() => void vi.useRealTimers());

test(`all examples are green with the clock at ${DATES} dates`, () => {
  const fell: string[] = [];
  for (const now of dates) {
    vi.useFakeTimers({ now: new Date(now), toFake: ['Date'] });
    for (const [file, examples] of exampleFiles)
      for (const example of examples)
        try {
          run(example);
        } catch (error) {
          fell.push(`${now} ${file} ${titleOf(example)}: ${String(error)}`);
        }
  }
  expect(dates.length).toBe(DATES);
  expect(fell).toEqual([]);
});
