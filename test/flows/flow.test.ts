/** The interview is sound before anyone walks it: names exist, every way out is tried, every end is reached, every telling has words. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claim, claimWhere, law, tellings } from '../../flows/index.js';
import { guards } from '../../flows/guards.js';
import { type Answers, type AnswerValue, type Ask, branchesOf, findingLines, itemsOf, NONE, showAnswer, UNKNOWN, walk } from '../../src/conversation/index.js';
import { paperIds } from '../../src/law/index.js';
import { loadWording } from '../../src/wording/index.js';
import { patterns } from './patterns.js';
import { type Random, randomFrom } from '../kit/random.js';
import { anyAnswer, detained, type Journey, journey, TODAY } from './walks.js';

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
    const dead = steps
      .filter(([, step]) =>
        branchesOf(step)
          .slice(0, -1)
          .some(({ when }) => when === undefined),
      )
      .map(([name]) => name);
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
  const begun = patterns
    .filter(({ verdict }) => verdict !== 'not_covered' && verdict !== 'cannot_tell')
    .map(
      ({ answers }): Answers => ({ consent: 'agree', ...answers, proceed: true, proceed_without_document: 'collect', proceed_honour: true, earlier_claim: NONE, own_fault: NONE }),
    );
  // One walk in four is free from the first question, one begins in the middle of a triage; the others are through it, or the long rooms would hardly be seen.
  const startOf = (seed: number, random: Random): Answers => {
    const whole = begun[seed % begun.length] as Answers;
    if (seed % 4 === 0) return {};
    return seed % 4 === 1 ? Object.fromEntries(Object.entries(whole).slice(0, Math.floor(random() * Object.keys(whole).length))) : whole;
  };
  const walks = Array.from({ length: WALKS }, (_, seed) => {
    const random = randomFrom(seed);
    // Every other installation knows nowhere to send mail to.
    return journey(seed % 2 === 0 ? claim : claimWhere(() => false), (name, ask) => anyAnswer(name, ask, random), 400, startOf(seed, random));
  });
  const visited = new Set(walks.flatMap((one) => one.visited));
  const taken = new Set(walks.flatMap((one) => one.visited.map((name, i) => `${one.visited[i - 1] ?? ''}>${name}`)));

  test('all reach an end within 120 answers', () => {
    expect(walks.filter(({ step }) => claim.steps[step]?.type !== 'end')).toEqual([]);
    expect(Math.max(...walks.map(({ path }) => path.length))).toBeLessThanOrEqual(120);
  });
  test('every end and every question is reached', () => {
    expect(steps.map(([name]) => name).filter((name) => !visited.has(name))).toEqual([]);
    expect([...new Set(walks.map(({ step }) => step))].sort()).toEqual(
      steps
        .filter(([, step]) => step.type === 'end')
        .map(([name]) => name)
        .sort(),
    );
  });
  test('every branch is taken', () => {
    const all = steps.flatMap(([name, step]) => branchesOf(step).map(({ to }) => `${name}>${to}`));
    expect(all.filter((one) => !taken.has(one))).toEqual([]);
  });
  test('the machine goes the same way', () => {
    for (const { answers, step, path } of walks.filter((_, seed) => seed % 2 === 0).slice(0, 150)) {
      const at = walk(claim, answers, TODAY);
      expect({ step: at.step, path: at.path }).toEqual({ step, path });
    }
  });
  test('every telling and every line of reasoning has its words, filled and short', () => {
    const wrong = walks.slice(0, 400).flatMap(sayings);
    expect([...new Set(wrong)]).toEqual([]);
  });
});

/** Asks every telling on a path for its words, in both languages; gives what is missing, unfilled or too long. */
const sayings = ({ path, answers, stops }: Journey): readonly string[] =>
  stops.flatMap(({ step: name, after }) => {
    const step = claim.steps[name];
    if (step === undefined || step.type === 'gate' || step.tells === undefined) return [];
    const known = Object.fromEntries(path.slice(0, after).map((key) => [key, answers[key] as AnswerValue]));
    const told = tellings[step.tells]?.(claim.factsOf(known, TODAY), known);
    const lines = (told?.findings ?? []).flatMap((finding) => [...finding.lines.map(({ key }) => key), ...(finding.kind === 'unknown' ? [finding.why] : [])]);
    return [wording.vi, wording.en].flatMap((words) => [
      ...lines.filter((key) => !words.has(key)).map((key) => `${words.language} ${key}: no words`),
      ...(told?.says ?? []).flatMap(({ key, values }) => {
        const text = words.has(key) ? words.say(key, values) : '{{no words}}';
        if (/\{\{|undefined|NaN/.test(text)) return [`${words.language} ${key}: ${text}`];
        return text.length > 420 ? [`${words.language} ${key}: ${text.length} characters`] : [];
      }),
    ]);
  });

describe('not knowing', () => {
  test('only «không biết» leads to an officer, never to nothing', () => {
    const { step, path } = journey(claim, (_name, ask) => (ask.mustKnow && ask.reads.kind === 'choice' ? (ask.reads.options[0] as string) : UNKNOWN));
    expect(step).toBe('officer_looks');
    expect(path.length).toBeLessThanOrEqual(4);
  });

  test('after a yes, only «không biết» still comes to the review', () => {
    const { path, visited } = journey(claim, () => UNKNOWN, 120, { ...detained, proceed: true, capacity: 'injured' });
    expect(visited).toContain('confirm_review');
    expect(path.length).toBeLessThanOrEqual(90);
  });

  test('one answer not known in the middle of a talk never stops it', () => {
    const random = randomFrom(7);
    for (let n = 0; n < 300; n++) {
      const { path, answers } = journey(claim, (name, ask) => anyAnswer(name, ask, random), 400, n % 2 === 0 ? {} : { ...detained, proceed: true });
      const key = path[Math.floor(random() * path.length)] as string;
      const ask = claim.steps[stepNamed(key)];
      if (ask?.type !== 'ask' || ask.mustKnow) continue;
      const { step } = journey(claim, (name, spec) => anyAnswer(name, spec, random), 400, { ...answers, [key]: UNKNOWN });
      expect(claim.steps[step]?.type).toBe('end');
    }
  });
});

const stepNamed = (key: string): string => {
  const match = /^(.+)\.\d+\.(.+)$/.exec(key);
  return match === null ? key : `${match[1]}_${match[2]}` in claim.steps ? `${match[1]}_${match[2]}` : String(match[2]);
};

test('a list is told item by item, and the last answer decides whether it goes on', () => {
  const start: Answers = {
    consent: 'agree',
    field: 'administration',
    administration_area: 'penalty',
    act_penalty: 'fine',
    grounding_administration: 'adm_decision_revoked',
    document_received_on: '2026-01-05',
    proceed: true,
    earlier_claim: 'none',
    own_fault: 'none',
    capacity: 'injured',
    claimant_is_organisation: false,
  };
  let asked = 0;
  const { answers } = journey(
    claim,
    (name, ask) => {
      if (name === 'lost_property') return true;
      if (name === 'property_more') return ++asked < 3;
      if (name === 'property_kind') return 'money_paid';
      return ask.reads.kind === 'yes_no'
        ? false
        : ask.reads.kind === 'money'
          ? 1_000_000
          : ask.reads.kind === 'choice'
            ? (ask.reads.options[0] as string)
            : ask.reads.kind === 'day'
              ? '2025-05-05'
              : UNKNOWN;
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
  const position = walk(claim, detained, TODAY);
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
