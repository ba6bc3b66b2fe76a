/**
 * Owns the checklist of papers (Đ41.1–2, NĐ 68 Đ15): which apply, why, and in what form by hand and by post. Does not own whether they
 * arrived.
 */
import { severalHeirs } from './claimant.js';
import type { Law } from './entries.js';
import type { Facts } from './facts.js';
import type { Finding } from './finding.js';
import { takeNotes } from './notes.js';

/** Title `law.papers.<id>.title`, reason `law.papers.<id>.why`. */
export const paperIds = [
  'claim',
  'grounding',
  'grounding_request',
  'identity',
  'establishment',
  'authority',
  'representation',
  'inheritance',
  'heirs_choice',
  'succession',
  'death',
  'excluded_time',
  'measure',
  'property',
  'loan',
  'wages',
  'medical',
  'dependants',
  'expenses',
  'lawyer',
  'visits',
] as const;
export type PaperId = (typeof paperIds)[number];

export type Paper = {
  readonly id: PaperId;
  readonly article: string;
  readonly document: string;
  readonly entry: string;
  /** True: the Law wants it in every such dossier. False: evidence, "if any" (Đ41.1.d). */
  readonly required: boolean;
  /** Đ41.5. `original`: written for this claim; `copy_show_original`: a copy, with the original to compare. */
  readonly byHand: 'original' | 'copy_show_original';
  readonly byPost: 'original' | 'certified_copy';
};

type Wanted = { readonly id: PaperId; readonly entry: string; readonly when: boolean; readonly required: boolean; readonly written?: boolean };

/** The papers this claim needs, in the order of the article. */
export const papersFor = (facts: Facts, law: Law): Finding<readonly Paper[]> => {
  const notes = takeNotes(facts, law);
  const capacity = notes.read('capacity');
  const held = notes.read('grounding_document');
  const losses = notes.read('losses') ?? [];
  const organisation = notes.read('claimant_is_organisation') === true;
  const died = notes.read('injured_died') === true || losses.includes('death');
  const heir = capacity === 'heir' || capacity === 'heirs_representative';
  const several = severalHeirs(notes);
  const held27 =
    [...(facts.custody ?? []), ...(facts.noncustodial ?? []), ...(facts.administrative_measure ?? [])].length > 0 ||
    facts.dismissed_from !== undefined ||
    facts.urgent_hold === true;
  const property = notes.read('property') ?? [];
  const moneyOnly = notes.read('wants_money') !== false;
  const wanted: readonly Wanted[] = [
    { id: 'claim', entry: 'paper.claim', when: true, required: true, written: true },
    { id: 'grounding', entry: 'paper.grounding', when: held !== 'not_received', required: true },
    { id: 'grounding_request', entry: 'document.ask_to_collect', when: held === 'not_received', required: true, written: true },
    { id: 'identity', entry: capacity === undefined || capacity === 'injured' ? 'paper.identity' : 'paper.representative_identity', when: !organisation, required: true },
    { id: 'establishment', entry: 'paper.identity', when: organisation, required: true },
    { id: 'authority', entry: 'paper.authority', when: capacity === 'authorised', required: true },
    { id: 'representation', entry: 'paper.representative_identity', when: capacity === 'legal_representative', required: true },
    { id: 'inheritance', entry: 'paper.inheritance', when: heir, required: true },
    { id: 'heirs_choice', entry: 'paper.heirs_choice', when: several, required: true },
    { id: 'succession', entry: 'paper.representative_identity', when: capacity === 'successor_organisation', required: true },
    { id: 'death', entry: 'paper.health', when: died, required: heir },
    { id: 'excluded_time', entry: 'limitation.proof', when: (notes.read('excluded_time')?.length ?? 0) > 0, required: true },
    { id: 'measure', entry: 'paper.mental', when: moneyOnly && held27, required: false },
    { id: 'property', entry: 'paper.property', when: moneyOnly && (property.length > 0 || losses.includes('property')), required: false },
    { id: 'loan', entry: 'property.money_paid', when: moneyOnly && property.some((item) => item.borrowed === true), required: false },
    { id: 'wages', entry: 'paper.income', when: moneyOnly && (losses.includes('income') || facts.income_lost !== undefined), required: false },
    { id: 'medical', entry: 'paper.health', when: moneyOnly && (losses.includes('health') || losses.includes('death')), required: false },
    { id: 'dependants', entry: 'paper.health', when: moneyOnly && (facts.dependants?.length ?? 0) > 0, required: false },
    { id: 'expenses', entry: 'paper.expenses', when: moneyOnly && losses.includes('expenses'), required: false },
    { id: 'lawyer', entry: 'expense.lawyer', when: moneyOnly && facts.lawyer_paid !== undefined && facts.lawyer_paid !== 0, required: false },
    { id: 'visits', entry: 'expense.visits', when: moneyOnly && facts.visits_cost !== undefined && facts.visits_cost !== 0, required: false },
  ];
  notes.cite('paper.copies');
  notes.cite('paper.channels');
  const papers = wanted
    .filter((one) => one.when)
    .flatMap((one): readonly Paper[] => {
      const entry = notes.cite(one.entry);
      if (entry === undefined) return [];
      const written = one.written === true;
      return [
        {
          id: one.id,
          article: entry.article,
          document: entry.document,
          entry: entry.id,
          required: one.required,
          byHand: written ? 'original' : 'copy_show_original',
          byPost: written ? 'original' : 'certified_copy',
        },
      ];
    });
  return papers.length === 0 ? notes.unknown('law_not_in_force') : notes.known(papers);
};
