/** The fear: a reminder lost, doubled, sent at night, sent after «dừng nhắc», or one that tells the neighbour what it is about. `CASES=1000` for the whole proof. */
import { describe, expect, it } from 'vitest';
import { clockAt } from '../../src/basics/index.js';
import { CANARY, simulateYear } from './year.js';

describe('a year of reminders', () => {
  const cases = Number(process.env.CASES ?? 35);

  it(`${cases} cases, a year: each due reminder once, by day, none after «dừng nhắc», none with anything of the case`, { timeout: 3_600_000 }, async () => {
    const { said, near, mutedAt, planned, starts } = await simulateYear(cases, 365);
    const reminders = said.filter(({ tag }) => tag.startsWith('remind.'));
    expect(reminders.length).toBeGreaterThan(cases);
    expect(starts).toBeGreaterThan(1);
    expect(new Set(reminders.map(({ key, text }) => `${key} ${text}`)).size).toBe(reminders.length);
    const night = reminders.filter(({ at }) => clockAt(at) < '08:00' || clockAt(at) >= '20:00');
    expect(night).toEqual([]);
    const nosy = reminders.filter(({ text }) => text.includes(CANARY) || (text.split('\n')[0] ?? '').length < 60);
    expect(nosy).toEqual([]);
    // Whatever still waits at the end lies ahead: nothing was forgotten on the way.
    expect(planned.filter(({ state }) => state !== 'due' && state !== 'done')).toEqual([]);
    const late = planned.filter(({ state, due_at }) => state === 'due' && due_at < '2027-11-30T00:00:00.000Z');
    expect(late).toEqual([]);
    for (const [conversation, at] of mutedAt) {
      const after = reminders.filter((one) => one.key.startsWith(`remind:${conversation} `) && one.at > at);
      expect(after).toEqual([]);
    }
    // An officer hears of a day that comes near, once, also of people who want no reminders; the case waits in the queue for that reason.
    expect(new Set(near.map(({ conversation, data }) => `${conversation} ${data}`)).size).toBe(near.length);
    expect(near.filter(({ conversation, at }) => at > (mutedAt.get(conversation) ?? '9999')).length).toBeGreaterThan(0);
    expect(new Set(near.map(({ waits }) => waits))).toEqual(new Set(['deadline_near']));
    process.stdout.write(`a year of ${cases} cases: ${reminders.length} reminders said, ${planned.length} moments waited for, ${starts} starts\n`);
  });

  it('whatever stands when its moment comes is said: none is missed', { timeout: 3_600_000 }, async () => {
    const { said, planned } = await simulateYear(Math.min(cases, 70), 365, true);
    const keys = new Set(said.map(({ key }) => key));
    const passed = planned.filter(({ state }) => state === 'done').map(({ key }) => `remind:${key}`);
    expect(passed.length).toBeGreaterThan(50);
    expect(passed.filter((key) => !keys.has(key))).toEqual([]);
  });
});
