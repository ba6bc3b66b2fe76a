/** The fear: the chat and `assess` tell two different sums. Recorded claims are held by chat, frozen for the dossier, and assessed from their facts. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { claim } from '../../flows/index.js';
import { showDay } from '../../src/basics/index.js';
import { type Talk, walk } from '../../src/conversation/index.js';
import { type DossierRecord, freeze } from '../../src/dossier/index.js';
import { assessor, loadLaw, readFacts } from '../../src/law/index.js';
import { env, say, talkWith, text } from '../conversation/talker.js';
import { claimant } from '../kit/claimant.js';

const law = loadLaw();
const assess = assessor(law, env.wording.vi);
const MOST_LINES = 140;

/** Holds a claim to its end without a database. Papers are not sent: no sum depends on them. */
const hold = (lines: Readonly<Record<string, string>>): Talk => {
  let talk = talkWith({});
  for (let n = 0; n < MOST_LINES; n++) {
    const { key } = walk(claim, talk.answers, env.today);
    if (key === undefined || key === 'confirm_review') return talk;
    const line = talk.pending?.kind === 'several' ? '1' : (lines[key] ?? 'không biết');
    talk = say(talk, text(line.startsWith('file:') ? 'không biết' : line)).talk;
  }
  throw new Error(`the claim did not end in ${MOST_LINES} lines; it stands at ${walk(claim, talk.answers, env.today).key}`);
};

const frozen = (talk: Talk): DossierRecord =>
  freeze({ talk, evidence: [], shown: {}, statements: [], reference: 'DH-2026-000001', version: 1, now: env.now, downloadUrl: 'http://127.0.0.1/d/x', law, wording: env.wording });

/** Through the same door as the command: text in, JSON text out. */
const assessed = (talk: Talk): z.infer<typeof findingsSchema> => {
  const read = readFacts(JSON.stringify(walk(claim, talk.answers, env.today).facts));
  if (!read.ok) throw new Error(read.faults.join('\n'));
  const [facts] = read.cases;
  if (facts === undefined) throw new Error('no case was read');
  return findingsSchema.parse(JSON.parse(JSON.stringify(assess(facts))));
};

const cite = z.object({ article: z.string(), document: z.string(), mark: z.string() });
const line = z.object({ key: z.string(), values: z.record(z.string(), z.unknown()), text: z.string() });
const row = z.object({
  head: z.string(),
  headText: z.string(),
  group: z.string(),
  amount: z.number().nullable(),
  advance: z.boolean(),
  lines: z.array(line),
  cites: z.array(cite),
});
const known = <T extends z.ZodType>(value: T) =>
  z.object({ kind: z.literal('known'), value, read: z.array(z.string()), cites: z.array(cite), lines: z.array(line), mark: z.string() });
const findingsSchema = z.object({
  schema: z.literal('dong-hanh.findings.1'),
  lawCheckedOn: z.string(),
  findings: z.object({
    verdict: known(z.object({ kind: z.string(), becauseText: z.string() })),
    damagesFor: known(z.object({ valuedOn: z.string(), total: z.number(), incomplete: z.boolean(), rows: z.array(row) })),
    advanceFor: known(z.object({ base: z.number(), rows: z.array(row) })),
    competentAgency: known(z.object({ name: z.string().optional(), article: z.string() })),
    refusalGroundsFor: known(z.object({ refused: z.boolean(), grounds: z.array(z.object({ ground: z.string(), applies: z.string(), groundText: z.string() })) })),
    whoHelps: known(z.object({ roads: z.array(z.object({ road: z.string(), open: z.string(), becauseText: z.string() })) })),
    deadlinesFor: known(z.object({ steps: z.array(z.object({ idText: z.string(), dueDay: z.string().optional() })) })),
  }),
});

const claims: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'eight months in detention and a wage lost': claimant,
  'with money paid, a year of travel and a lawyer': {
    ...claimant,
    lost_property: 'có',
    'property.1.kind': '4',
    'property.1.what': 'tiền đặt bảo đảm',
    'property.1.amount': '20 triệu',
    'property.1.from': '1/3/2025',
    'property.1.to': 'không có',
    'property.1.borrowed': 'không',
    'property.1.more': 'không',
    had_expenses: 'có',
    expenses_started_on: '1/12/2025',
    lawyer_paid: '50 triệu',
    lawyer_days: '12',
    visits_cost: '900 nghìn',
  },
};

for (const [name, lines] of Object.entries(claims))
  describe(name, () => {
    const talk = hold(lines);
    const record = frozen(talk);
    const { findings, lawCheckedOn } = assessed(talk);
    const damages = findings.damagesFor.value;

    it('comes to the same rows, with the same articles', () => {
      expect(damages.rows.map(({ group, amount, advance, cites }) => ({ head: group, amount, advance, articles: cites.map(({ article }) => article) }))).toEqual(
        record.damages.map(({ head, amount, advance, cites }) => ({ head, amount, advance, articles: cites.map(({ article }) => article) })),
      );
      expect(damages.rows.length).toBeGreaterThanOrEqual(3);
      for (const [n, frozenRow] of record.damages.entries()) {
        expect(frozenRow.title).toContain(damages.rows[n]?.headText);
        for (const { text: said } of damages.rows[n]?.lines ?? []) expect([frozenRow.method, ...frozenRow.lines]).toContain(said);
      }
    });
    it('comes to the same total and the same advance', () => {
      expect([damages.total, damages.incomplete, damages.valuedOn]).toEqual([record.total.amount, record.total.incomplete, record.valuedOn]);
      expect(damages.total).toBeGreaterThan(100_000_000);
      expect(findings.advanceFor.value.base).toBe(record.advance.total);
      expect(record.advance.total).toBeGreaterThan(0);
    });
    it('names the same agency, the same next days and the same day the law was checked', () => {
      expect(findings.verdict.value.kind).toBe('covered_ready');
      expect(findings.competentAgency.value.name).toBe(record.agency.name);
      expect(record.agency.rule).toContain(findings.competentAgency.value.article);
      const days = findings.deadlinesFor.value.steps.slice(0, record.nextSteps.length - 2);
      expect(record.nextSteps.slice(2).map(({ label }) => label)).toEqual(days.map(({ idText }) => idText));
      for (const [n, { dueDay }] of days.entries()) if (dueDay !== undefined) expect(record.nextSteps[n + 2]?.text).toContain(showDay(dueDay));
      expect(lawCheckedOn).toBe(record.lawCheckedOn);
    });
    it('threatens no refusal where the chat said ready, and finds help with the paper the chat found', () => {
      expect([findings.refusalGroundsFor.value.refused, findings.refusalGroundsFor.value.grounds.length]).toEqual([false, 8]);
      expect(findings.whoHelps.value.roads[0]).toMatchObject({ road: 'guidance', open: expect.stringMatching(/^(yes|unsure)$/) });
    });
  });
