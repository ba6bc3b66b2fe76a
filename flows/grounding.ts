/** Owns the paper that opens the door: its particulars (field 7), or where the agency can get it (field 18). */
import { builders } from './guards.js';

const { ask, gate } = builders;

export const grounding = {
  document_title: ask({ reads: { kind: 'text' }, then: 'document_number' }),
  document_number: ask({ reads: { kind: 'text', none: true }, then: 'document_issued_on' }),
  document_issued_on: ask({ reads: { kind: 'day', past: true }, then: 'document_issuer' }),
  document_issuer: ask({ reads: { kind: 'text' }, then: 'document_abstract' }),
  document_abstract: ask({ reads: { kind: 'text' }, then: 'losses' }),
  collect_name: ask({ reads: { kind: 'text' }, cites: ['document.ask_to_collect'], then: 'collect_address' }),
  collect_address: ask({ reads: { kind: 'text' }, cites: ['document.ask_to_collect'], then: 'losses' }),
  losses: gate([{ when: 'claimIsForHonourOnly', to: 'honour' }, { to: 'lost_property' }]),
};
