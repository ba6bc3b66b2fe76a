/** Owns what was done, by whom, where, and how it led to the loss: fields 8 and 9 of the form, and the competent agency. */
import { builders } from './guards.js';

const { ask } = builders;

export const act = {
  act_on: ask({
    reads: { kind: 'day', past: true },
    tells: 'heirs',
    then: [
      { when: 'fieldIsCriminalProceedings', to: 'criminal_decider' },
      { when: 'fieldIsCourtCase', to: 'court_kind' },
      { when: 'fieldIsPrison', to: 'prison_body' },
      { when: 'fieldIsEnforcement', to: 'enforcement_body' },
      { when: 'bodyIsCustoms', to: 'act_level' },
      { to: 'act_body' },
    ],
  }),
  criminal_decider: ask({
    reads: { kind: 'choice', options: ['police', 'procuracy', 'court'] },
    cites: ['agency.police', 'agency.procuracy', 'agency.court'],
    then: [
      { when: 'deciderIsPolice', to: 'stage_police' },
      { when: 'deciderIsProcuracy', to: 'stage_procuracy' },
      { when: 'deciderIsCourt', to: 'stage_court' },
      { to: 'act_body_name' },
    ],
  }),
  stage_police: ask({ reads: { kind: 'choice', options: ['police_not_approved', 'police_insisted_procuracy_stopped', 'other'] }, then: 'act_level' }),
  stage_procuracy: ask({
    reads: { kind: 'choice', options: ['procuracy_approved', 'procuracy_indicted_acquitted_first_instance', 'court_returned_then_stopped', 'acquittal_upheld', 'other'] },
    then: 'act_level',
  }),
  stage_court: ask({
    reads: { kind: 'choice', options: ['convicted_first_instance', 'convicted_appeal', 'convicted_review_high', 'convicted_review_supreme', 'other'] },
    then: 'act_level',
  }),
  /** The registers count civil and administrative proceedings apart. */
  court_kind: ask({
    reads: { kind: 'choice', options: ['civil', 'administrative'] },
    cites: ['scope.cap'],
    then: [{ when: 'judgmentWasInjunction', to: 'act_level' }, { to: 'judgment_stage' }],
  }),
  judgment_stage: ask({
    reads: { kind: 'choice', options: ['first_instance', 'appeal', 'review_high', 'review_supreme', 'special', 'special_supreme', 'other'] },
    cites: ['agency.judgment_first', 'agency.judgment_appeal', 'agency.judgment_review', 'agency.judgment_special', 'agency.judgment_special_supreme'],
    then: [{ when: 'judgmentOfHighestCourt', to: 'act_body_name' }, { to: 'act_level' }],
  }),
  prison_body: ask({
    reads: { kind: 'choice', options: ['prison', 'police', 'detention_centre', 'army', 'people_committee', 'other'] },
    cites: ['agency.prison', 'agency.prison_army', 'agency.prison_delegated'],
    then: [{ when: 'prisonIsPolice', to: 'act_level' }, { to: 'act_body_name' }],
  }),
  enforcement_body: ask({
    reads: { kind: 'choice', options: ['enforcement', 'army', 'other'] },
    cites: ['agency.enforcement', 'agency.enforcement_army'],
    then: 'act_body_name',
  }),
  act_body: ask({
    reads: {
      kind: 'choice',
      options: ['people_committee', 'police', 'department', 'tax', 'market', 'land_office', 'customs', 'inspectorate', 'court', 'other', 'several', 'mandated'],
      ownWords: 'act_body',
    },
    then: [{ when: 'bodiesAreSeveral', to: 'several_bodies' }, { when: 'bodyWasMandated', to: 'on_mandate' }, { to: 'act_level' }],
  }),
  /** Đ40.1.d: within the mandate the body that gave it answers, against it the body that did it. */
  on_mandate: ask({
    reads: { kind: 'choice', options: ['within', 'against'] },
    cites: ['agency.mandate', 'agency.mandate_against'],
    then: 'mandated_body',
  }),
  mandated_body: ask({
    reads: {
      kind: 'choice',
      options: ['people_committee', 'police', 'department', 'tax', 'market', 'land_office', 'customs', 'inspectorate', 'court', 'other'],
      ownWords: 'act_body',
    },
    then: 'act_level',
  }),
  /** Đ40.1.b: who decides in doubt depends on where they are (NĐ 68 Đ32). */
  several_bodies: ask({
    reads: { kind: 'choice', options: ['one_province', 'several_provinces', 'with_central'] },
    cites: ['agency.several', 'agency.arbiter_justice', 'agency.arbiter_ministry'],
    then: 'act_body_name',
  }),
  act_level: ask({ reads: { kind: 'choice', options: ['commune', 'district', 'province', 'central'] }, then: 'act_body_name' }),
  act_body_name: ask({ reads: { kind: 'text' }, then: 'act_place' }),
  act_place: ask({ reads: { kind: 'place' }, then: 'official_name' }),
  official_name: ask({ reads: { kind: 'text', none: true }, tells: 'agency', then: 'act_story' }),
  act_story: ask({ reads: { kind: 'text' }, then: 'causation_story' }),
  causation_story: ask({ reads: { kind: 'text' }, then: [{ when: 'hasGroundingDocument', to: 'document_title' }, { to: 'collect_name' }] }),
};
