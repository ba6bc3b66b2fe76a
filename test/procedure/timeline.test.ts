/** The fear: a day that is right in the table and wrong in what a person is told and reminded of. Every row, the day before, on the day, the day after. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { law } from '../../flows/index.js';
import { addDays, dayAt, instantAt } from '../../src/basics/index.js';
import { clockOn, dayOf, lettersFor, overdue, type ProcedureView, stepReplies, type ToldStep } from '../../src/conversation/index.js';
import { type ClaimEvent, claimEventSchema } from '../../src/law/index.js';
import { rungsIn } from '../../src/procedure/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import { loadWording } from '../../src/wording/index.js';

const fileSchema = z.object({
  rows: z.array(
    z.strictObject({
      row: z.string(),
      step: z.string(),
      field: z.enum(['administration', 'criminal_proceedings']).optional(),
      events: z.array(claimEventSchema),
      due: z.string(),
      safe: z.string().optional(),
      court: z.tuple([z.string(), z.string(), z.string()]).optional(),
    }),
  ),
  endings: z.array(z.strictObject({ event: claimEventSchema, road: z.string(), told: z.string() })),
});
const file = fileSchema.parse(parse(readFileSync(join(import.meta.dirname, 'timeline.yaml'), 'utf8')));
const words = loadWording(join(repositoryFolder(), 'locales')).vi;

const viewOf = (events: readonly ClaimEvent[], field: ProcedureView['field'] = 'criminal_proceedings', steps: readonly ToldStep[] = []): ProcedureView => ({
  steps,
  events,
  field,
  honour: true,
  agency: 'Cơ quan Ví Dụ',
  muted: false,
});

describe('every step of the procedure', () => {
  it.each(file.rows)('$row', ({ step: id, field, events, due, safe, court }) => {
    const view = viewOf(events, field);
    const on = [addDays(due, -1), due, addDays(due, 1)];
    const clocks = on.map((day) => clockOn(view, law, day));
    const steps = clocks.map((clock) => clock.steps.find((step) => step.id === id));
    const [before, last, after] = steps;
    expect(last?.dueDay).toBe(due);
    expect(last && dayOf(last)).toBe(safe ?? due);
    // The same happening may not have come yet the day before.
    if (before !== undefined) expect(before.state).toBe('waiting');
    expect(last?.state).toBe('waiting');
    expect(after?.state).toBe(last?.actor === 'law' ? 'done' : 'passed');
    if (court !== undefined) expect(clocks.map((clock) => clock.court.state)).toEqual(court);
    // Said in time to whom it concerns: the claimant on the safe day at the latest, of others the day after.
    const begin =
      events
        .map((event) => event.on)
        .sort()
        .at(-1) ?? due;
    // A day set by the court is told ahead of it.
    const ahead = events.some(({ kind }) => kind === 'deliberation' || kind === 'evidence_meeting');
    const start = instantAt(ahead ? addDays(due, -10) : begin, '07:00');
    // Both limits of three years are one reminder.
    const rungs = rungsIn(view, law, start).filter((rung) => rung.step === (id === 'sue_directly' ? 'claim_in_time' : id));
    const days = rungs.map((rung) => `${rung.what} ${dayAt(rung.at)}`);
    const expected = last?.actor === 'claimant' ? `own ${safe ?? due}` : last?.actor === 'law' ? `law ${addDays(due, 1)}` : `late ${addDays(due, 1)}`;
    expect(days).toContain(expected);
    const late = overdue(clocks[2] as (typeof clocks)[number]).map((step) => step.id);
    expect(late.includes(id as never)).toBe(last?.actor !== 'claimant' && last?.actor !== 'law');
    if (late.length > 0) expect(lettersFor(view, clocks[2] as (typeof clocks)[number])).toEqual(expect.arrayContaining(['urge', 'complaint', 'urge_body']));
  });
});

describe('what ends, pauses or returns a claim', () => {
  it.each(file.endings)('$event.kind $event.ground', ({ event, road, told }) => {
    const lodged: ClaimEvent[] = [
      { kind: 'grounding_received', on: '2025-06-02' },
      { kind: 'lodged', on: '2026-02-24', by: 'hand', with: 'agency' },
      ...(event.kind === 'not_accepted' ? [] : [{ kind: 'accepted', on: '2026-02-26' } as const]),
    ];
    const step: ToldStep = { id: 's', kind: event.kind, on: event.on, event, detail: {}, number: '', signer: '', toldBy: 'agency', recordedAt: '' };
    const view = viewOf([...lodged, event], 'administration', [step]);
    expect(clockOn(view, law, event.on).agency.state).toBe(road);
    const said = stepReplies(step, view, [], law, event.on, words).map(({ text }) => text);
    expect(said.join('\n')).toContain(told);
    for (const text of said) expect(text.length).toBeLessThanOrEqual(420);
  });
});
