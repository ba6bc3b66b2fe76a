/** The fear: `assess` drops what it was told, forgets a question, or answers a program with a stack trace. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadWording } from '../../src/wording/index.js';
import { repositoryFolder } from '../../src/repository/index.js';
import * as lawDoor from '../../src/law/index.js';
import { randomFacts, randomFrom } from '../law/reckoning/random-facts.js';

const { assessor, factsJsonSchema, factsSchema, loadLaw, readFacts } = lawDoor;
const law = loadLaw();
const assess = assessor(law, loadWording(join(repositoryFolder(), 'locales')).vi);
const detained = {
  assessed_on: '2026-11-22',
  field: 'criminal_proceedings',
  criminal_measure: 'detention',
  criminal_outcome: 'not_a_crime',
  grounding_document: 'crp_decision',
  document_received_on: '2026-10-20',
  custody: [{ from: '2025-02-03', to: '2025-09-30' }],
  accused_on: '2025-02-06',
  cleared_on: '2026-10-15',
};

describe('facts in', () => {
  const faults = (text: string): readonly string[] => {
    const read = readFacts(text);
    return read.ok ? [] : read.faults;
  };
  it('reads one case, or a list', () => {
    expect(readFacts(JSON.stringify(detained))).toMatchObject({ ok: true, many: false, cases: [detained] });
    expect(readFacts(JSON.stringify([detained, detained]))).toMatchObject({ ok: true, many: true, cases: [detained, detained] });
    expect(readFacts('[]')).toEqual({ ok: true, many: true, cases: [] });
    expect(readFacts(`\uFEFF${JSON.stringify(detained)}`).ok).toBe(true);
  });
  it('names every fault with its path', () => {
    const cases = [
      detained,
      detained,
      detained,
      { ...detained, custody: [{ from: '2025-02-01', to: '2025-02-30' }], custdy: [], field: 'tax', income_monthly: 1.5, losses: ['luck'] },
    ];
    expect([...faults(JSON.stringify(cases))].sort()).toEqual(
      [
        'facts[3].custody[0].to: not an existing day written YYYY-MM-DD (told: "2025-02-30")',
        'facts[3].custdy: no fact has this name',
        'facts[3].field: expected one of administration, criminal_proceedings, civil_admin_proceedings, criminal_enforcement, civil_enforcement, or "unknown" (told: "tax")',
        'facts[3].income_monthly: expected a whole number, or "unknown" (told: 1.5)',
        'facts[3].losses[0]: expected one of property, income, health, death, mental, expenses (told: "luck")',
      ].sort(),
    );
    expect(faults('{}')).toEqual(['facts.assessed_on: missing; expected string']);
    expect(faults('{"assessed_on":"2026-11-22","custody":[{"from":"2026-01-01","until":"2026-01-02"}]}')).toEqual(['facts.custody[0].until: no fact has this name']);
    expect(faults('7')[0]).toContain('expected the facts of a case');
    expect(faults('{"assessed_on":"9998-01-01"}')[0]).toContain('outside the days that are reckoned');
  });
  it('says where the JSON is broken', () => {
    expect(faults('{\n  "assessed_on": 2026-11-22\n}')).toEqual(['line 2, column 22: expected , or } and found "-"']);
    expect(faults('{"a": x}')).toEqual(['line 1, column 7: expected a value and found "x"']);
    expect(faults('{"a": 1,}')).toEqual(['line 1, column 9: expected a key in "double quotes" and found "}"']);
    expect(faults('[1, 2')).toEqual(['line 1, column 6: expected , or ] and found the end']);
    expect(faults('{"a": "x')).toEqual(['line 1, column 7: a string that does not end']);
    expect(faults('')).toEqual(['line 1, column 1: expected a value and found the end']);
    expect(faults(`${'['.repeat(5000)}`)[0]).toContain('nested deeper');
  });
  it('a fact told twice is a fault, not a silent last word', () => {
    expect(faults('{"assessed_on":"2026-11-22","field":"administration","field":"criminal_proceedings"}')).toEqual(['line 1, column 54: the key "field" is told twice']);
  });
  it('agrees with JSON.parse on what is JSON', () => {
    const random = randomFrom(3);
    const pieces = ['{', '}', '[', ']', ',', ':', '"a"', '"b\\u00e1"', '1', '-0.5e3', 'true', 'null', ' ', '01', '.5', '"'];
    for (let n = 0; n < 4000; n++) {
      const text = Array.from({ length: 1 + Math.floor(random() * 6) }, () => pieces[Math.floor(random() * pieces.length)]).join('');
      let parses = true;
      try {
        JSON.parse(text);
      } catch {
        parses = false;
      }
      const [fault] = faults(text);
      expect([text, fault === undefined || !/^line \d+, column/.test(fault) || fault.includes('told twice')]).toEqual([text, parses]);
    }
  });
});

describe('findings out', () => {
  it('asks every question that the law offers', () => {
    /** Functions of the door that are not questions about a case. */
    const notQuestions = [
      'addCalendarDays',
      'addWorkingDays',
      'assessor',
      'dayKind',
      'entriesDueForReview',
      'entryOn',
      'newerLawNotice',
      'factsJsonSchema',
      'loadLaw',
      'onOrNextWorkingDay',
      'readFacts',
      'weakest',
    ];
    const offered = Object.entries(lawDoor)
      .filter(([, thing]) => typeof thing === 'function')
      .map(([name]) => name);
    expect(Object.keys(assess(factsSchema.parse(detained)).findings).sort()).toEqual(offered.filter((name) => !notQuestions.includes(name)).sort());
  });
  it('each is known with its working, or unknown with why and what is missing', () => {
    const random = randomFrom(11);
    for (let n = 0; n < 150; n++) {
      const { findings } = assess(factsSchema.parse(n === 0 ? { assessed_on: '2026-11-22' } : randomFacts(random)));
      for (const finding of Object.values(findings)) {
        if (finding.kind === 'known')
          expect(finding).toMatchObject({ value: expect.anything() === undefined ? null : finding.value, mark: expect.stringMatching(/^(verified|secondary|unsure)$/) });
        else expect(finding).toMatchObject({ kind: 'unknown', why: expect.stringMatching(/^law\.unknown\./), whyText: expect.stringMatching(/\S/), missing: expect.any(Array) });
        expect(finding).toMatchObject({ read: expect.any(Array), cites: expect.any(Array), lines: expect.any(Array) });
      }
    }
  });
  it('a case asked after many others is answered as if it were the first', () => {
    const random = randomFrom(12);
    const words = loadWording(join(repositoryFolder(), 'locales')).vi;
    for (let n = 0; n < 150; n++) assess(randomFacts(random));
    for (let n = 0; n < 25; n++) {
      const facts = randomFacts(random);
      expect(assess(facts)).toEqual(assessor(law, words)(facts));
    }
  });
  it('says its arithmetic as keys and in Vietnamese', () => {
    const text = JSON.stringify(assess(factsSchema.parse(detained)));
    expect(text).toContain('"key":"law.reckoning.base_salary_days"');
    expect(text).not.toContain('{{');
    expect(text).toContain('"lawCheckedOn":"');
    expect(assess(factsSchema.parse(detained)).findings.damagesFor).toMatchObject({
      kind: 'known',
      value: { rows: [{ head: 'mental_custody', headText: expect.stringContaining('giam'), amount: 138_000_000 }, { head: 'mental_at_large' }] },
    });
  });
  it('counts the steps from acceptance once it is known', () => {
    const steps = assess(factsSchema.parse({ ...detained, acceptance_on: '2026-11-18' })).findings.deadlinesFor;
    expect(steps).toMatchObject({
      value: { events: [{ kind: 'accepted', on: '2026-11-18' }], assumed: true, agency: { state: 'under_way' } },
    });
    expect(steps.value).toMatchObject({
      steps: [
        { id: 'appointed', from: '2026-11-18', basis: 'happened' },
        { id: 'verified' },
        { id: 'reported' },
        { id: 'negotiation_started' },
        { id: 'negotiation_ended' },
        { id: 'effective' },
        { id: 'sue' },
        { id: 'funds_asked' },
        { id: 'funds_granted' },
        { id: 'pay_notice' },
        { id: 'paid' },
      ],
    });
  });
  it('the schema it prints accepts what it accepts', () => {
    expect(factsJsonSchema()).toMatchObject({
      $schema: expect.stringContaining('2020-12'),
      additionalProperties: false,
      required: ['assessed_on'],
      properties: { assessed_on: { format: 'date' } },
    });
  });
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assess-'));
  const run = (args: readonly string[], input = ''): { readonly out: string; readonly err: string; readonly code: number | null } => {
    const found = spawnSync(process.execPath, ['--import', 'tsx', join(repositoryFolder(), 'src/assess.ts'), ...args], {
      input,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      cwd: repositoryFolder(),
    });
    return { out: found.stdout, err: found.stderr, code: found.status };
  };
  it('a file in, JSON out; a list gives a list', { timeout: 120_000 }, () => {
    const file = join(folder, 'two.json');
    writeFileSync(file, JSON.stringify([detained, { assessed_on: '2026-11-22' }]));
    const { out, err, code } = run([file, '--time']);
    expect([code, JSON.parse(out).length]).toEqual([0, 2]);
    expect(err).toMatch(/^assess: reading \d+ ms · law and words \d+ ms · assessing and writing 2 \d+ ms\n$/);
    expect(JSON.parse(run(['-'], JSON.stringify(detained)).out).schema).toBe('dong-hanh.findings.1');
  });
  it('wrong facts: one list, exit 2, nothing on standard output', { timeout: 120_000 }, () => {
    expect(run(['-'], '[{"assessed_on":"2026-02-30","x":1}]')).toEqual({
      out: '',
      err: 'assess: facts[0].assessed_on: not an existing day written YYYY-MM-DD (told: "2026-02-30")\nassess: facts[0].x: no fact has this name\n',
      code: 2,
    });
    expect(run([join(folder, 'nowhere.json')])).toMatchObject({ out: '', err: expect.stringMatching(/nowhere\.json: there is no such file\n$/), code: 2 });
  });
});
