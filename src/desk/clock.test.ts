import { describe, expect, it } from 'vitest';
import { law } from '../../flows/index.js';
import { usualHours } from '../office/index.js';
import { waited, workingDayAfter } from './clock.js';

describe('working time since somebody asked (07:30–11:30, 13:30–17:00)', () => {
  it.each([
    ['within a morning', '2026-10-06T01:00:00.000Z', '2026-10-06T03:30:00.000Z', { kind: 'working', days: 0, minutes: 150 }],
    ['over lunch', '2026-10-06T04:00:00.000Z', '2026-10-06T07:00:00.000Z', { kind: 'working', days: 0, minutes: 60 }],
    ['asked at night, answered next morning', '2026-10-05T15:00:00.000Z', '2026-10-06T01:00:00.000Z', { kind: 'working', days: 0, minutes: 30 }],
    ['Friday afternoon to Monday morning', '2026-10-09T09:00:00.000Z', '2026-10-12T01:30:00.000Z', { kind: 'working', days: 0, minutes: 120 }],
    ['a whole working day', '2026-10-06T02:00:00.000Z', '2026-10-07T02:00:00.000Z', { kind: 'working', days: 1, minutes: 0 }],
    ['over a stretch nobody has decided', '2026-11-20T02:00:00.000Z', '2026-11-24T02:00:00.000Z', { kind: 'plain', minutes: 5760 }],
    ['a year', '2025-10-06T02:00:00.000Z', '2026-10-06T02:00:00.000Z', { kind: 'long', days: 365 }],
    ['beyond the table', '2031-01-06T02:00:00.000Z', '2031-01-06T03:00:00.000Z', { kind: 'plain', minutes: 60 }],
  ] as const)('%s', (_, since, now, expected) => expect(waited(since, now, law, usualHours)).toEqual(expected));

  it('a due day is the earliest it can be, and unknown beyond the table', () => {
    expect(workingDayAfter('2026-10-09', 1, law)).toBe('2026-10-12');
    expect(workingDayAfter('2031-01-06', 1, law)).toBeUndefined();
  });
});
