/**
 * Owns the grounding document (văn bản làm căn cứ, Đ3.5, Đ8–12): does the paper held open the door, and if not, which would, and how
 * to come by one. Does not own time limits.
 */
import { entryOn, type Entry, type Law } from './entries.js';
import type { Facts } from './facts.js';
import type { Field, GroundingDocument } from './options.js';
import type { Finding } from './finding.js';
import { type Notes, tablesDay, takeNotes } from './notes.js';

/** One kind of paper that opens the door. Words: `law.paper.<id>`. `{"id":"adm_complaint_upheld","article":"Đ8.2","entry":"document.adm_complaint_upheld"}` */
export type FittingPaper = { readonly id: string; readonly entry: string; readonly article: string };

/** Ways to come by a paper. Words: `law.way.<name>`. */
export const waysToPaper = [
  'complain',
  'denounce',
  'sue_administration',
  'complain_enforcement',
  'complain_prison',
  'complain_injunction',
  'denounce_judge',
  'ask_handling_decision',
  'ask_case_body',
  'ask_copy',
  'ask_agency_to_collect',
  'raise_in_administrative_case',
  'raise_in_criminal_case',
  'wait_effective',
] as const;
export type WayToPaper = { readonly way: (typeof waysToPaper)[number]; readonly article: string; readonly document: string };

/** Why a paper does not do. Words: `law.document.<reason>`. */
export type UnfitReason = 'other_field' | 'other_clause' | 'annulment_only' | 'conclusion_only' | 'complaint_refused' | 'oral' | 'none' | 'not_effective' | 'not_received';

export type Grounding =
  | { readonly fits: true; readonly paper: FittingPaper; readonly effectKnown: boolean }
  /** `canLodge`: a claim may be lodged now, asking the agency to collect the paper (Đ41.1.b, Đ41.3.g). */
  | { readonly fits: false; readonly reason: UnfitReason; readonly canLodge: boolean; readonly papers: readonly FittingPaper[]; readonly ways: readonly WayToPaper[] };

const prefixes: Record<Field, string> = {
  administration: 'document.adm_',
  criminal_proceedings: 'document.crp_',
  civil_admin_proceedings: 'document.cap_',
  criminal_enforcement: 'document.cre_',
  civil_enforcement: 'document.cve_',
};

/** Every kind of paper that grounds a claim in a field on a day, in the order of the article (Đ8–12). */
export const groundingDocumentsFor = (field: Field, law: Law, day: string): readonly FittingPaper[] =>
  [...law.entries.keys()]
    .filter((id) => id.startsWith(prefixes[field]))
    .map((id) => entryOn(law, id, day))
    .filter((entry) => entry !== undefined)
    .map(paperOf);

const paperOf = (entry: Entry): FittingPaper => ({ id: entry.id.slice('document.'.length), entry: entry.id, article: entry.article });

/** Whether the paper held grounds the claim; if not, what would. */
export const groundingDocument = (facts: Facts, law: Law): Finding<Grounding> => {
  const notes = takeNotes(facts, law);
  const field = notes.read('field');
  if (field === undefined) return notes.unknown('field_not_known', ['field']);
  if (notes.cite('document.definition') === undefined) return notes.unknown('law_not_in_force');
  const held = notes.read('grounding_document');
  if (held === undefined) return notes.unknown('document_not_known', ['grounding_document']);
  const reason = unfitReasons[held];
  if (reason !== undefined) return unfit(notes, facts, law, field, reason);
  if (!`document.${held}`.startsWith(prefixes[field])) return unfit(notes, facts, law, field, 'other_field');
  const entry = notes.cite(`document.${held}`);
  if (entry === undefined) return notes.unknown('law_not_in_force');
  const clause = fitOfClause(notes, held);
  if (clause === 'unfit') return unfit(notes, facts, law, field, 'other_clause');
  if (notes.read('document_effective') === false) return unfit(notes, facts, law, field, 'not_effective');
  if (clause === 'must_be_read' || held.endsWith('_other')) return notes.unknown('document_must_be_read');
  notes.say('law.document.fits', { article: entry.article });
  return notes.known({ fits: true, paper: paperOf(entry), effectKnown: notes.read('document_effective') === true });
};

/**
 * Đ10 names its papers by the wrong done: 10.2 is the complaint about an interim measure only (Đ19.1–4); 10.1 and 10.3–10.5 are about an
 * unlawful judgment or decision or a falsified file (Đ19.5, 19.6). Whether those also serve for an interim measure must be read in the paper.
 */
const fitOfClause = (notes: Notes, held: GroundingDocument): 'fits' | 'unfit' | 'must_be_read' => {
  if (!held.startsWith('cap_')) return 'fits';
  const aboutInjunction = notes.read('court_act') === 'injunction';
  if (held === 'cap_injunction_complaint') return aboutInjunction ? 'fits' : 'unfit';
  return aboutInjunction ? 'must_be_read' : 'fits';
};

const unfitReasons: Partial<Record<GroundingDocument, UnfitReason>> = {
  denunciation_conclusion: 'conclusion_only',
  inspection_conclusion: 'conclusion_only',
  annulment_only: 'annulment_only',
  refusal_of_complaint: 'complaint_refused',
  oral_only: 'oral',
  not_received: 'not_received',
  none: 'none',
};

/** The article whose list the paper must be on. */
export const paperArticles: Readonly<Record<Field, string>> = {
  administration: 'Đ8',
  criminal_proceedings: 'Đ9',
  civil_admin_proceedings: 'Đ10',
  criminal_enforcement: 'Đ11',
  civil_enforcement: 'Đ12',
};

const unfit = (notes: Notes, facts: Facts, law: Law, field: Field, reason: UnfitReason): Finding<Grounding> => {
  const papers = groundingDocumentsFor(field, law, tablesDay(facts));
  for (const paper of papers) notes.cite(paper.entry);
  notes.say(`law.document.${reason}`, { articles: paperArticles[field] });
  const canLodge = reason === 'not_received';
  const ways = [...(canLodge ? collecting(notes) : []), ...pending(notes, field), ...earning(notes, field, reason)];
  return notes.known({ fits: false, reason, canLodge, papers, ways });
};

const way = (name: WayToPaper['way'], entry: Entry | undefined): readonly WayToPaper[] =>
  entry === undefined ? [] : [{ way: name, article: entry.article, document: entry.document }];

const collecting = (notes: Notes): readonly WayToPaper[] => {
  notes.cite('document.not_sent');
  const days = notes.number('document.agency_collects');
  const answer = notes.number('document.holder_answers');
  if (days !== undefined && answer !== undefined) notes.say('law.document.agency_collects', { days, answer });
  return way('ask_agency_to_collect', notes.cite('document.ask_to_collect'));
};

/** A case already before a court can carry the claim itself (Đ4.4, Đ7.2.b–c); a claim from criminal proceedings cannot ride in a criminal case. */
const pending = (notes: Notes, field: Field): readonly WayToPaper[] => {
  const running = notes.read('pending_case');
  if (running === 'administrative' && field !== 'criminal_proceedings') {
    const until = notes.cite('pending.administrative_until');
    notes.cite('pending.judgment');
    notes.cite('limitation.in_administrative_case');
    if (until) notes.say('law.document.pending_administrative', { article: until.article });
    return way('raise_in_administrative_case', notes.cite('pending.administrative'));
  }
  if (running === 'criminal_against_official' && field !== 'criminal_proceedings') {
    const until = notes.cite('pending.criminal_until');
    notes.cite('pending.judgment');
    if (until) notes.say('law.document.pending_criminal', { article: until.article });
    return way('raise_in_criminal_case', notes.cite('pending.criminal'));
  }
  if (running === 'criminal_against_official') {
    const entry = notes.cite('pending.not_criminal_proceedings');
    if (entry) notes.say('law.document.pending_not_for_criminal_proceedings', { article: entry.article });
  }
  return [];
};

const earning = (notes: Notes, field: Field, reason: UnfitReason): readonly WayToPaper[] => {
  if (reason === 'not_effective') return way('wait_effective', notes.cite('document.definition'));
  switch (field) {
    case 'criminal_proceedings':
      return [...(reason === 'not_received' ? way('ask_copy', notes.cite('document.crp_decision')) : []), ...way('ask_case_body', notes.cite('document.crp_decision'))];
    case 'administration':
      return earningInAdministration(notes, reason);
    case 'civil_admin_proceedings':
      return earningFromCourt(notes, reason);
    case 'criminal_enforcement':
      return earningFromEnforcement(notes, reason, 'cre');
    case 'civil_enforcement':
      return earningFromEnforcement(notes, reason, 'cve');
  }
};

const earningInAdministration = (notes: Notes, reason: UnfitReason): readonly WayToPaper[] => {
  if (reason === 'not_received') return way('ask_copy', notes.cite('document.definition'));
  if (reason === 'conclusion_only')
    return way(
      'ask_handling_decision',
      notes.cite(notes.read('grounding_document') === 'inspection_conclusion' ? 'document.adm_inspection_handling' : 'document.adm_denunciation_handling'),
    );
  notes.cite('other_way.admin_suit');
  return [
    ...(reason === 'complaint_refused' ? [] : way('complain', notes.cite('document.adm_complaint_upheld'))),
    ...way('sue_administration', notes.cite('document.adm_judgment')),
    ...way('denounce', notes.cite('document.adm_denunciation_handling')),
  ];
};

/** An interim measure is complained about; for a judgment or a file the official must be disciplined or tried (Đ19.5, Đ10). */
const earningFromCourt = (notes: Notes, reason: UnfitReason): readonly WayToPaper[] => {
  if (reason === 'not_received') return way('ask_copy', notes.cite('document.definition'));
  if (reason === 'conclusion_only') return way('ask_handling_decision', notes.cite('document.cap_discipline'));
  if (notes.read('court_act') === 'injunction') return way('complain_injunction', notes.cite('document.cap_injunction_complaint'));
  return way('denounce_judge', notes.cite('document.cap_discipline'));
};

const earningFromEnforcement = (notes: Notes, reason: UnfitReason, field: 'cre' | 'cve'): readonly WayToPaper[] => {
  if (reason === 'not_received') return way('ask_copy', notes.cite('document.definition'));
  if (reason === 'conclusion_only') return way('ask_handling_decision', notes.cite(`document.${field}_denunciation_handling`));
  return [
    ...(reason === 'complaint_refused' ? [] : way(field === 'cre' ? 'complain_prison' : 'complain_enforcement', notes.cite(`document.${field}_complaint_upheld`))),
    ...way('denounce', notes.cite(`document.${field}_denunciation_handling`)),
  ];
};
