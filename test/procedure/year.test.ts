/** The fear: a reminder lost, doubled, sent at night, sent after «dừng nhắc», or one that tells the neighbour what it is about. `CASES=1000` for the whole proof. */
import { describe, expect, it } from 'vitest';
import { faultsOf, figuresOf, remindersOf, simulateYear } from './year.js';

describe('a year of reminders', () => {
  const cases = Number(process.env.CASES ?? 35);

  it(`${cases} cases, a year: each due reminder once, by day, none after «dừng nhắc», none with anything of the case, none missed`, { timeout: 3_600_000 }, async () => {
    const year = await simulateYear(cases, 365);
    expect(Object.fromEntries(Object.entries(faultsOf(year)).filter(([, found]) => found.length > 0))).toEqual({});
    expect(remindersOf(year).length).toBeGreaterThan(cases);
    expect([year.starts > 1, year.kills > 0]).toEqual([true, true]);
    // An officer hears of a day that comes near also of people who want no reminders.
    expect(year.near.filter(({ conversation, at }) => at > (year.mutedIds.get(conversation) ?? '9999')).length).toBeGreaterThan(0);
    process.stdout.write(`${figuresOf(cases, year)}\n`);
  });

  it('whatever stands when its moment comes is said: none is missed', { timeout: 3_600_000 }, async () => {
    const { rows, planned } = await simulateYear(cases, 365, true);
    const keys = new Set(rows.filter(({ state }) => state === 'sent').map(({ key }) => key));
    const passed = planned.filter(({ state }) => state === 'done').map(({ key }) => `remind:${key}`);
    expect(passed.length).toBeGreaterThan(50);
    expect(passed.filter((key) => !keys.has(key))).toEqual([]);
  });
});
