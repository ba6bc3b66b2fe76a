/** The fear: a reminder lost, doubled, sent at night, sent after «dừng nhắc», or one that tells the neighbour what it is about. `CASES=1000` for the whole proof. */
import { describe, expect, it } from 'vitest';
import { clockAt, dayAt } from '../../src/basics/index.js';
import { CANARY, missedIn, simulateYear } from './year.js';

describe('a year of reminders', () => {
  const cases = Number(process.env.CASES ?? 35);

  it(`${cases} cases, a year: each due reminder once, by day, none after «dừng nhắc», none with anything of the case`, { timeout: 3_600_000 }, async () => {
    const year = await simulateYear(cases, 365);
    const { sent, rows, near, mutedAt, mutedIds, planned, starts, kills } = year;
    expect(missedIn(year)).toEqual([]);
    const reminders = sent.filter(({ tag }) => tag.startsWith('remind.'));
    expect(reminders.length).toBeGreaterThan(cases);
    expect([starts > 1, kills > 0]).toEqual([true, true]);
    // One row for each moment; what was on its way at a kill, and only that, may come a second time.
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    const times = new Map<string, number>();
    for (const { chat, text, at } of reminders) times.set(`${chat} ${dayAt(at)} ${text}`, (times.get(`${chat} ${dayAt(at)} ${text}`) ?? 0) + 1);
    const doubled = [...times.values()].filter((count) => count > 1);
    expect(doubled.filter((count) => count > 2)).toEqual([]);
    expect(doubled.length).toBeLessThanOrEqual(kills);
    const night = reminders.filter(({ at }) => clockAt(at) < '08:00' || clockAt(at) >= '20:00');
    expect(night).toEqual([]);
    const nosy = reminders.filter(({ text }) => text.includes(CANARY) || (text.split('\n')[0] ?? '').length < 60);
    expect(nosy).toEqual([]);
    // Whatever still waits at the end lies ahead: nothing was forgotten on the way.
    expect(planned.filter(({ state }) => state !== 'due' && state !== 'done')).toEqual([]);
    const late = planned.filter(({ state, due_at }) => state === 'due' && due_at < '2027-11-30T00:00:00.000Z');
    expect(late).toEqual([]);
    expect(rows.filter(({ state }) => state !== 'sent' && state !== 'cancelled')).toEqual([]);
    const afterOff = reminders.filter(({ chat, at }) => at > (mutedAt.get(chat) ?? '9999'));
    expect(afterOff).toEqual([]);
    // An officer hears of a day that comes near, once, also of people who want no reminders; the case waits in the queue for that reason.
    expect(new Set(near.map(({ conversation, data }) => `${conversation} ${data}`)).size).toBe(near.length);
    expect(near.filter(({ conversation, at }) => at > (mutedIds.get(conversation) ?? '9999')).length).toBeGreaterThan(0);
    expect(new Set(near.map(({ waits }) => waits))).toEqual(new Set(['deadline_near']));
    const held = rows.filter(({ error }) => error === 'holds_no_more').length;
    process.stdout.write(
      `a year of ${cases} cases: ${reminders.length} reminders reached people (${doubled.length} of them twice, after a kill), ${planned.length} moments waited for, ${held} held back when their turn came, ${starts} starts, ${kills} kills\n`,
    );
  });

  it('whatever stands when its moment comes is said: none is missed', { timeout: 3_600_000 }, async () => {
    const { rows, planned } = await simulateYear(cases, 365, true);
    const keys = new Set(rows.filter(({ state }) => state === 'sent').map(({ key }) => key));
    const passed = planned.filter(({ state }) => state === 'done').map(({ key }) => `remind:${key}`);
    expect(passed.length).toBeGreaterThan(50);
    expect(passed.filter((key) => !keys.has(key))).toEqual([]);
  });
});
