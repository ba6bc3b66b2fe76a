/** The fear: a khoản of Đ17 to Đ21 that no facts lead to, and a body, place or day for which nobody answers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actBodies,
  actLevels,
  administrationActs,
  agencyKinds,
  competentAgency,
  courtActs,
  criminalMeasures,
  criminalOutcomes,
  criminalStages,
  enforcementActs,
  enforcementDecisions,
  type Facts,
  factsSchema,
  fields,
  groundingDocument,
  groundingDocuments,
  groundingDocumentsFor,
  injunctionFaults,
  inScope,
  judgmentStages,
  judgmentStates,
  loadLaw,
  prisonActs,
  releaseKinds,
} from './index.js';

const law = loadLaw();
const TODAY = '2026-11-22';
const cases = (...lists: readonly (readonly Partial<Facts>[])[]): readonly Facts[] =>
  lists
    .reduce<readonly Partial<Facts>[]>((made, list) => made.flatMap((one) => list.map((more) => ({ ...one, ...more }))), [{}])
    .map((one) => factsSchema.parse({ assessed_on: TODAY, ...one }));
const each = <K extends keyof Facts>(name: K, values: readonly unknown[]): readonly Partial<Facts>[] => values.map((value) => ({ [name]: value }));
const remedies = ['demolition', 'remove_infringing_element', 'recall_goods', 'other'];

const everything: readonly Facts[] = [
  ...cases(each('field', ['administration']), each('administration_act', administrationActs), each('remedial_measure', remedies), [
    { licence_act: 'revoked', land_act: 'clearance', dismissed_as: 'civil_servant' },
  ]),
  ...cases(
    each('field', ['criminal_proceedings']),
    each('criminal_measure', criminalMeasures),
    each('criminal_outcome', criminalOutcomes),
    each('no_violation_stated', [true, false]),
  ),
  ...cases(
    each('field', ['civil_admin_proceedings']),
    each('court_act', courtActs),
    each('injunction_fault', injunctionFaults),
    each('judgment_state', judgmentStates),
    each('file_led_to_judgment', [true, false]),
  ),
  ...cases(each('field', ['criminal_enforcement']), each('prison_act', prisonActs), each('release_kind', releaseKinds), each('release_decided', [true, false])),
  ...cases(
    each('field', ['civil_enforcement']),
    each('enforcement_act', enforcementActs),
    each('enforcement_decision', enforcementDecisions),
    each('security_as_asked', [true, false]),
  ),
];

describe('every khoản can be reached', () => {
  const reached = new Set(
    everything.flatMap((facts) => {
      const found = inScope(facts, law);
      return found.kind === 'known' && found.value.covered ? [found.value.clause] : [];
    }),
  );
  test('of Đ17 to Đ21, and no clause is reached that the tables do not have', () => {
    const heads = ['scope.adm.list', 'scope.adm.3', 'scope.adm.11.refused', 'scope.crp.list', 'scope.cap', 'scope.cre', 'scope.cre.3', 'scope.cre.3.undecided', 'scope.cve'];
    const clauses = [...law.entries.keys()].filter((id) => id.startsWith('scope.') && !heads.includes(id));
    expect([...reached].sort()).toEqual([...clauses].sort());
  });
  test('every paper of Đ8 to Đ12 fits some khoản of its field, or an officer must read it', () => {
    const idle = fields.flatMap((field) =>
      groundingDocumentsFor(field, law, TODAY).filter(({ id }) => {
        const held = groundingDocuments.find((one) => one === id);
        return !cases(each('field', [field]), each('grounding_document', [held]), each('court_act', courtActs)).some((facts) => {
          const found = groundingDocument(facts, law);
          return found.kind === 'known' ? found.value.fits : found.why === 'law.unknown.document_must_be_read';
        });
      }),
    );
    expect(idle).toEqual([]);
  });
});

describe('every field, level, province and day', () => {
  const provinces = [...law.provinces.keys()];
  const facts = fc
    .record({
      field: fc.constantFrom(...fields),
      act_level: fc.constantFrom(...actLevels),
      act_body: fc.constantFrom(...actBodies),
      act_province: fc.constantFrom(...provinces),
      residence_province: fc.constantFrom(...provinces),
      act_on: fc.constantFrom('2019-05-05', '2025-02-28', '2025-03-01', '2025-06-30', '2025-07-01', '2026-08-08'),
      assessed_on: fc.constantFrom('2026-11-22', '2027-02-28', '2027-03-01', '2030-01-01'),
      administration_act: fc.constantFrom(...administrationActs),
      criminal_stage: fc.constantFrom(...criminalStages),
      court_act: fc.constantFrom(...courtActs),
      judgment_stage: fc.constantFrom(...judgmentStages),
      several_bodies: fc.constantFrom('one_province' as const, 'several_provinces' as const, 'with_central' as const),
      on_mandate: fc.constantFrom('none' as const, 'within' as const, 'against' as const),
    })
    .map((made) => factsSchema.parse(made));
  test('lead to exactly one agency, or to an explicit «somebody else determines it» with who that is', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const { value, cites } = competentAgency(one, law);
        expect(agencyKinds).toContain(value.kind);
        expect(value.article).not.toBe('');
        expect(cites.some(({ article }) => article === value.article)).toBe(true);
        if (value.certain) expect(value.name).toBeDefined();
        if (value.kind === 'not_determined') expect(value.name).toBeUndefined();
        // Whatever is not certain has the way out that the Law itself names.
        if (!value.certain) expect(value.fallback).toMatchObject({ days: 5, article: 'Đ41.4', name: expect.stringMatching(/^Sở Tư pháp (?:tỉnh|thành phố) /) });
        if (value.name !== undefined) expect(value.name).not.toMatch(/huyện|quận |cấp cao|Chi cục/);
      }),
      { numRuns: 3000 },
    );
  });
  test('a district court, procuracy or committee is never named: its successor is not ours to guess', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const { value } = competentAgency({ ...one, act_level: 'district' }, law);
        if (/court|procuracy|committee/.test(value.kind) && value.kind !== 'supreme_court') expect(value.name).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});
