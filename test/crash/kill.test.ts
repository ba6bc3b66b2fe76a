/** The fear: power fails while people talk. No answer lost, none applied twice, order kept, repeats on the wire within what was on its way. */
import { expect, it } from 'vitest';
import { BOUND, figures, weather } from './storm.js';

it('twelve people and ten kills: every answer once, every message heard, in order', { timeout: 300_000 }, async () => {
  const storm = await weather({ people: 12, kills: 10, seed: 20_261_122 });
  console.info(figures(storm));
  expect(storm.wrong).toEqual([]);
  expect(storm.complaints).toEqual([]);
  expect(Math.max(0, ...storm.inFlight)).toBeLessThanOrEqual(BOUND);
  expect(storm.doubled).toBeLessThanOrEqual(storm.inFlight.reduce((a, b) => a + b, 0));
});
