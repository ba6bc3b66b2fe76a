/** The triage against answers typed by hand: the verdict a lawyer expects, in few questions, each of which could have changed it. */
import { describe, expect, test } from 'vitest';
import { claim, law } from '../../flows/index.js';
import { type Answers, type Ask, NONE, type Position, UNKNOWN, walk, walkOn } from '../../src/conversation/index.js';
import { verdict } from '../../src/law/index.js';
import { patterns } from './patterns.js';
import { TODAY } from './walks.js';

const triageOf = (answers: Answers, consent = 'agree') => walk(claim, { consent, ...answers }, TODAY);
const questionsOf = ({ path }: { readonly path: readonly string[] }): readonly string[] => path.filter((key) => key !== 'consent');

test('there are at least a hundred patterns over all fields', () => {
  expect(patterns.length).toBeGreaterThanOrEqual(100);
  expect(new Set(patterns.map(({ name }) => name)).size).toBe(patterns.length);
});

describe.each(patterns)('$name ($law)', (pattern) => {
  const at = triageOf(pattern.answers);
  test('every answer is asked for, and no other', () => {
    expect(questionsOf(at)).toEqual(Object.keys(pattern.answers));
  });
  test(`the law says ${pattern.verdict}`, () => {
    expect(verdict(at.facts, law).value.kind).toBe(pattern.verdict);
    expect(at.step).toBe(pattern.stands);
  });
  test('who only asks gets the same answer and nothing more is asked', () => {
    expect(triageOf(pattern.answers, 'information_only').step).toBe('guest_end');
  });
});

test('the triage is short: median at most 6 questions, never more than 12', () => {
  const lengths = patterns.map(({ answers }) => Object.keys(answers).length).sort((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(6);
  expect(lengths.at(-1)).toBeLessThanOrEqual(12);
});

/** Every route of the triage, by trying every kind of answer; days stand for early, late and long ago. */
const routes = (): readonly { readonly asked: readonly string[]; readonly answers: Answers; readonly kind: string }[] => {
  const found: { asked: readonly string[]; answers: Answers; kind: string }[] = [];
  const open: { readonly answers: Answers; readonly at: Position }[] = [{ answers: { consent: 'agree' }, at: walk(claim, { consent: 'agree' }, TODAY) }];
  while (open.length > 0) {
    const { answers, at } = open.pop() as (typeof open)[number];
    const step = claim.steps[at.step];
    const over = step?.type === 'end' || ['proceed', 'proceed_without_document', 'get_document', 'get_document_pending', 'proceed_honour'].includes(at.step);
    if (over || at.key === undefined) {
      found.push({ asked: questionsOf(at), answers, kind: describeVerdict(at) });
      continue;
    }
    if (at.key.startsWith('excluded_time.2')) continue;
    for (const value of valuesFor(step as Ask, at.step)) {
      const next = { ...answers, [at.key]: value };
      open.push({ answers: next, at: walkOn(claim, at, next, TODAY) });
    }
  }
  return found;
};

const valuesFor = (ask: Ask, question: string): readonly (string | boolean)[] => {
  const also = [...(ask.reads.none ? [NONE] : []), ...(ask.mustKnow ? [] : [UNKNOWN])];
  switch (ask.reads.kind) {
    case 'choice':
      return [...ask.reads.options, ...also];
    case 'yes_no':
      return question === 'excluded_time_more' ? [false] : [true, false, ...also];
    case 'day':
      return question === 'excluded_time_from'
        ? ['2022-01-01', UNKNOWN]
        : question === 'excluded_time_to'
          ? ['2022-02-01', '2026-06-01']
          : ['2026-01-05', '2021-11-01', '2016-03-03', UNKNOWN];
    default:
      return [UNKNOWN];
  }
};

/** The answer of the triage as the person hears it: the kind, why, where it leads, and the ways to a paper. */
const describeVerdict = (at: Position): string => {
  const found = verdict(at.facts, law).value;
  return JSON.stringify([
    at.step,
    found.kind,
    found.because,
    found.elsewhere,
    found.document?.fits === false ? found.document.ways.map(({ way }) => way) : [],
    found.scope,
    found.limitation,
  ]);
};

describe('every route of the triage', () => {
  const all = routes();
  test('there are many, and none is longer than 12 questions', () => {
    expect(all.length).toBeGreaterThan(500);
    expect(Math.max(...all.map(({ asked }) => asked.length))).toBeLessThanOrEqual(12);
  });
  test('every question could have changed the answer', () => {
    const outcomes = new Map<string, Set<string>>();
    for (const { asked, answers, kind } of all)
      asked.forEach((key) => {
        const name = key.replace(/^(\w+)\.\d+\.(\w+)$/, '$1_$2');
        const at = `${name}|${String(answers[key])}`;
        outcomes.set(at, (outcomes.get(at) ?? new Set()).add(kind));
      });
    const names = [...new Set([...outcomes.keys()].map((at) => at.split('|')[0] as string))];
    const idle = names.filter((name) => {
      const sets = [...outcomes.entries()].filter(([at]) => at.startsWith(`${name}|`)).map(([, kinds]) => [...kinds].sort().join('§'));
      return sets.length > 1 && new Set(sets).size === 1;
    });
    // Why the time was lost is proved with papers, not weighed here.
    expect(idle.filter((name) => name !== 'excluded_time_why')).toEqual([]);
  });
});
