/** The interview is sound before anyone walks it: names exist, every way out is tried, every end is reached, every telling has words. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claim, law, tellings } from '../../flows/index.js';
import { guards } from '../../flows/guards.js';
import { type Answers, type AnswerValue, type Ask, branchesOf, findingLines, itemsOf, NONE, showAnswer, UNKNOWN, walk } from '../../src/conversation/index.js';
import { factsSchema, paperIds } from '../../src/law/index.js';
import { loadWording } from '../../src/wording/index.js';
import { patterns } from './patterns.js';
import { anyAnswer, journey, randomFrom, TODAY } from './walks.js';

const steps = Object.entries(claim.steps);
const wording = loadWording(join(import.meta.dirname, '../../locales'));
const WALKS = 5_000;

describe('the graph', () => {
  test('every step can be come to by following branches', () => {
    const seen = new Set<string>([claim.first]);
    for (const at of seen) for (const { to } of branchesOf(claim.steps[at] as Ask)) seen.add(to);
    expect(steps.map(([name]) => name).filter((name) => !seen.has(name))).toEqual([]);
  });

  test('every way out ends with a branch that needs nothing', () => {
    const open = steps.filter(([, step]) => step.type !== 'end' && branchesOf(step).at(-1)?.when !== undefined).map(([name]) => name);
    expect(open).toEqual([]);
  });

  test('no branch stands behind one that always holds', () => {
    const dead = steps.filter(([, step]) => branchesOf(step).slice(0, -1).some(({ when }) => when === undefined)).map(([name]) => name);
    expect(dead).toEqual([]);
  });

  test('every guard is used', () => {
    const used = new Set(steps.flatMap(([, step]) => branchesOf(step).flatMap(({ when }) => (when === undefined ? [] : [when]))));
    expect(Object.keys(guards).filter((name) => !used.has(name))).toEqual([]);
  });

  test('a list begins its next item only from its own last question', () => {
    for (const [name, step] of steps)
      for (const { nextItem, to } of branchesOf(step)) {
        if (nextItem === undefined) continue;
        expect(name.endsWith('_more'), name).toBe(true);
        const target = claim.steps[to];
        expect(target?.type === 'ask' ? target.list : undefined, name).toBe(step.type === 'ask' ? step.list : 'none');
      }
  });

  test('every telling exists and is used; every cited entry is in the law tables', () => {
    const told = new Set(steps.flatMap(([, step]) => (step.type !== 'gate' && step.tells !== undefined ? [step.tells] : [])));
    expect([...told].sort()).toEqual(Object.keys(tellings).sort());
    const cited = steps.flatMap(([name, step]) => (step.type === 'ask' ? (step.cites ?? []).map((id) => ({ name, id })) : []));
    expect(cited.filter(({ id }) => !law.entries.has(id))).toEqual([]);
  });

  test('every paper of the checklist is asked for, except what the program writes', () => {
    const asked = steps.map(([name]) => /^paper_(\w+?)$/.exec(name)?.[1]).filter((id): id is string => id !== undefined && !id.endsWith('_reason'));
    expect(asked.sort()).toEqual(paperIds.filter((id) => id !== 'claim' && id !== 'grounding_request').sort());
  });

  test('option names fit a button, and none is a word kept for "không biết" or "không có"', () => {
    for (const [name, step] of steps)
      if (step.type === 'ask' && step.reads.kind === 'choice')
        for (const option of step.reads.options) {
          expect(option.length, name).toBeLessThanOrEqual(46);
          expect([UNKNOWN, NONE, 'yes', 'no'], name).not.toContain(option);
        }
  });
});

describe(`${WALKS} random walks`, () => {
  const visits = new Map<string, number>();
  const ends = new Map<string, number>();
  const branches = new Set<string>();
  const unsaid = new Set<string>();
  const tooLong = new Set<string>();
  const lengths: number[] = [];
  const badFacts: string[] = [];
  const begun = patterns
    .filter(({ verdict }) => verdict !== 'not_covered' && verdict !== 'cannot_tell')
    .map(({ answers }): Answers => ({ consent: 'agree', ...answers, proceed: true, proceed_without_document: 'collect', proceed_honour: true, earlier_claim: NONE, own_fault: NONE }));
  for (let seed = 1; seed <= WALKS; seed++) {
    const random = randomFrom(seed);
    // One walk in four is free from the first question; the others get through the triage, or the long rooms would hardly be seen.
    const start = seed % 4 === 0 ? {} : (begun[seed % begun.length] as Answers);
    const { position, visited, asked, answers } = journey(claim, (name, ask) => anyAnswer(name, ask, random), 400, start);
    lengths.push(asked.length + Object.keys(start).length);
    ends.set(position.step, (ends.get(position.step) ?? 0) + 1);
    visited.forEach((name, i) => {
      visits.set(name, (visits.get(name) ?? 0) + 1);
      if (i > 0) branches.add(`${visited[i - 1]}>${name}`);
    });
    if (!factsSchema.safeParse(position.facts).success) badFacts.push(String(seed));
    if (seed <= 400) checkSayings(position.path, answers);
  }

  /** Replays a walk and asks every telling on it for its words, in both languages. */
  function checkSayings(asked: readonly string[], answers: Answers): void {
    const given: Record<string, AnswerValue> = {};
    for (const key of [undefined, ...asked]) {
      if (key !== undefined) given[key] = answers[key] as AnswerValue;
      const at = walk(claim, given, TODAY);
      const step = claim.steps[at.step];
      if (step === undefined || step.type === 'gate' || step.tells === undefined) continue;
      const told = tellings[step.tells]?.(at.facts, at.answers);
      for (const words of [wording.vi, wording.en]) {
        for (const { key: name, values } of told?.says ?? []) {
          if (!words.has(name)) unsaid.add(`${words.language} ${name}`);
          else {
            const text = words.say(name, values);
            if (/\{\{|undefined|NaN/.test(text)) unsaid.add(`${words.language} ${name}: ${text}`);
            if (text.length > 420) tooLong.add(`${words.language} ${name} ${text.length}`);
          }
        }
        for (const finding of told?.findings ?? [])
          for (const line of [...finding.lines.map(({ key: name }) => name), ...(finding.kind === 'unknown' ? [finding.why] : [])]) if (!words.has(line)) unsaid.add(`${words.language} ${line}`);
      }
    }
  }

  test('all reach an end within 120 answers', () => {
    expect(Math.max(...lengths)).toBeLessThanOrEqual(120);
  });
  test('every end and every question is reached', () => {
    const wanted = steps.filter(([, step]) => step.type !== 'gate').map(([name]) => name);
    expect(wanted.filter((name) => !visits.has(name))).toEqual([]);
    expect([...ends.keys()].sort()).toEqual(steps.filter(([, step]) => step.type === 'end').map(([name]) => name).sort());
  });
  test('every branch of every question is taken', () => {
    const direct = steps.flatMap(([name, step]) => branchesOf(step).flatMap(({ to }) => (step.type === 'ask' && claim.steps[to]?.type !== 'gate' ? [`${name}>${to}`] : [])));
    expect(direct.filter((one) => !branches.has(one))).toEqual([]);
  });
  test('facts always have the shape the law reads', () => {
    expect(badFacts).toEqual([]);
  });
  test('every telling and every line of reasoning has its words, filled and short', () => {
    expect([...unsaid]).toEqual([]);
    expect([...tooLong]).toEqual([]);
  });
});

describe('not knowing', () => {
  test('only «không biết» leads to an officer, never to nothing', () => {
    const { position, asked } = journey(claim, (_name, ask) => (ask.mustKnow && ask.reads.kind === 'choice' ? (ask.reads.options[0] as string) : UNKNOWN));
    expect(position.step).toBe('officer_looks');
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  test('after a yes, only «không biết» still comes to the review', () => {
    const start = { consent: 'agree', field: 'criminal_proceedings', criminal_measure: 'detention', criminal_outcome: 'not_a_crime', false_confession: false, grounding_criminal: 'crp_decision', document_received_on: '2026-01-05', proceed: true, capacity: 'injured' };
    const { asked, visited } = journey(claim, () => UNKNOWN, 120, start);
    expect(visited).toContain('confirm_review');
    expect(asked.length).toBeLessThanOrEqual(90);
  });

  test('one answer not known in the middle of a real talk never stops it', () => {
    const random = randomFrom(7);
    for (let n = 0; n < 200; n++) {
      const { asked, answers } = journey(claim, (name, ask) => anyAnswer(name, ask, random));
      const at = Math.floor(random() * asked.length);
      const key = asked[at] as string;
      const ask = claim.steps[stepNamed(key)];
      if (ask?.type !== 'ask' || ask.mustKnow) continue;
      const { position } = journey(claim, (name, spec) => anyAnswer(name, spec, random), 400, { ...answers, [key]: UNKNOWN });
      expect(claim.steps[position.step]?.type).toBe('end');
    }
  });
});

const stepNamed = (key: string): string => {
  const match = /^(.+)\.\d+\.(.+)$/.exec(key);
  return match === null ? key : `${match[1]}_${match[2]}` in claim.steps ? `${match[1]}_${match[2]}` : String(match[2]);
};

test('a list is told item by item, and the last answer decides whether it goes on', () => {
  const start: Answers = {
    consent: 'agree', field: 'administration', administration_area: 'penalty', act_penalty: 'fine', grounding_administration: 'adm_decision_revoked', document_received_on: '2026-01-05',
    proceed: true, earlier_claim: 'none', own_fault: 'none', capacity: 'injured', claimant_is_organisation: false,
  };
  let asked = 0;
  const { answers } = journey(
    claim,
    (name, ask) => {
      if (name === 'lost_property') return true;
      if (name === 'property_more') return ++asked < 3;
      if (name === 'property_kind') return 'money_paid';
      return ask.reads.kind === 'yes_no' ? false : ask.reads.kind === 'money' ? 1_000_000 : ask.reads.kind === 'choice' ? (ask.reads.options[0] as string) : ask.reads.kind === 'day' ? '2025-05-05' : UNKNOWN;
    },
    200,
    start,
  );
  expect(itemsOf(answers, 'property').map(({ kind, amount, more }) => ({ kind, amount, more }))).toEqual([
    { kind: 'money_paid', amount: 1_000_000, more: true },
    { kind: 'money_paid', amount: 1_000_000, more: true },
    { kind: 'money_paid', amount: 1_000_000, more: false },
  ]);
});

test('findings of a telling can be put in words by «vì sao?»', () => {
  const { position } = journey(claim, () => undefined, 1, { consent: 'agree', field: 'criminal_proceedings', criminal_measure: 'detention', criminal_outcome: 'not_a_crime', false_confession: false, grounding_criminal: 'crp_decision', document_received_on: '2026-01-05' });
  expect(position.step).toBe('proceed');
  const findings = tellings.verdict?.(position.facts, position.answers).findings ?? [];
  const lines = findings.flatMap((finding) => findingLines(finding, wording.vi));
  expect(lines.join('\n')).toContain('Đ18.3');
  expect(lines.join('\n')).toContain('5/1/2029');
});

test('an answer is shown the way it was given', () => {
  const step = claim.steps.field;
  expect(step?.type === 'ask' ? showAnswer('field', step, 'criminal_proceedings', wording.vi) : '').toBe('Bị bắt, giam, xử án oan');
});
