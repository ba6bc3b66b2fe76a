/**
 * Owns who must help with the claim (Thông tư 09/2019/TT-BTP): guidance or support, by whom, on which form, with what in hand, on which
 * ground it would be refused; and the roads beside it. It never says that this program is that help.
 */
import { competentAgency } from './agency.js';
import type { Law } from './entries.js';
import type { Facts } from './facts.js';
import type { Citation, Finding } from './finding.js';
import { groundingDocument } from './grounding.js';
import { citation, type Notes, takeNotes } from './notes.js';
import { provinceNamed } from './places.js';

export const helpRoads = ['guidance', 'support', 'settling_agency', 'urging', 'general_questions'] as const;
export const helpBodies = ['justice_department', 'ministry', 'settling_agency'] as const;
/** Đ11.1, by the letter of the circular. */
export const helpRefusals = ['a', 'b', 'c', 'd', 'dd', 'e', 'g'] as const;
/** What the person brings. Words `law.help_need.<id>`. */
export const helpNeeds = [
  'request',
  'signature',
  'grounding_document',
  'grounding_document_if_any',
  'earlier_answer',
  'new_facts',
  'capacity_paper',
  'authority_for_help',
  'claim_papers',
] as const;
/** Why a road stands as it does. Words `law.help.<reason>`. */
export const helpReasons = [
  'province_first',
  'ministry_after_province',
  'ministry_for_central',
  'head_office_not_known',
  'no_document',
  'document_not_known',
  'already_helped',
  'ended',
  'authority_without_help',
  'ministry_informs',
  'agency_must_guide',
  'urge_when_late',
  'only_outside_a_case',
] as const;

/** `open`: `unsure` when a fact or the circular leaves it open. Form words `law.help_form.<form>`: always named with its circular. */
export type HelpRoad = {
  readonly road: (typeof helpRoads)[number];
  readonly body: (typeof helpBodies)[number];
  /** The province whose Sở Tư pháp it is, by code. */
  readonly province: string | undefined;
  readonly form: 'tt09_01' | 'tt09_02' | undefined;
  readonly open: 'yes' | 'no' | 'unsure';
  readonly because: string;
  readonly needs: readonly (typeof helpNeeds)[number][];
  readonly cites: readonly Citation[];
};
export type Help = {
  /** The one to take first stands first; closed ones last. */
  readonly roads: readonly HelpRoad[];
  readonly refusals: readonly { readonly ground: (typeof helpRefusals)[number]; readonly applies: 'yes' | 'no' | 'unknown'; readonly article: string }[];
  /** Working days: appointed after the register, answered after that, a refusal told. */
  readonly workingDays: { readonly appointed: number; readonly answered: number; readonly refusal: number };
};

type Reason = (typeof helpReasons)[number];
type Open = HelpRoad['open'];
type Way = { readonly open: Open; readonly because: Reason; readonly entries: readonly string[] };

/** Who supports, who guides, which road first. */
export const whoHelps = (facts: Facts, law: Law): Finding<Help> => {
  const notes = takeNotes(facts, law);
  const appointed = notes.number('help.assign');
  const answered = notes.number('help.work');
  const refusal = notes.number('help.refusal_notice');
  if (appointed === undefined || answered === undefined || refusal === undefined) return notes.unknown('law_not_in_force');
  notes.cite('help.publicity');
  notes.cite('help.request');
  const seen = look(notes, facts, law);
  const road = (name: HelpRoad['road'], body: HelpRoad['body'], way: Way, needs: HelpRoad['needs'], form?: HelpRoad['form']): HelpRoad => ({
    road: name,
    body,
    province: body === 'justice_department' ? seen.province : undefined,
    form,
    open: way.open,
    because: `law.help.${way.because}`,
    needs,
    cites: citesOf(notes, [...way.entries, ...(form === undefined ? [] : [form === 'tt09_01' ? 'help.form_support' : 'help.form_guidance', 'help.form_layout'])]),
  });
  const guide = guidance(seen);
  const people = [...(seen.capacityPaper ? (['capacity_paper'] as const) : []), ...(seen.authorised ? (['authority_for_help'] as const) : [])];
  const inCase = seen.wanted.includes('general_law') ? 'no' : 'yes';
  const roads: readonly HelpRoad[] = [
    road('guidance', guide.body, guide, ['request', 'signature', 'grounding_document', ...(guide.second ? (['earlier_answer'] as const) : []), ...people], 'tt09_02'),
    road(
      'support',
      'ministry',
      support(seen),
      ['request', 'signature', 'grounding_document_if_any', ...(seen.helpedBy.includes('ministry') ? (['new_facts'] as const) : []), ...people],
      'tt09_01',
    ),
    road('settling_agency', 'settling_agency', { open: 'yes', because: 'agency_must_guide', entries: ['help.agency_guides', 'help.agency_explains'] }, []),
    road('urging', 'justice_department', { open: seen.lodged ? 'yes' : 'no', because: 'urge_when_late', entries: ['help.urging', 'help.urging_local', 'help.complaint'] }, [
      'claim_papers',
    ]),
    road('general_questions', 'ministry', { open: inCase === 'no' ? 'yes' : 'no', because: 'only_outside_a_case', entries: ['help.general_questions'] }, []),
  ];
  const first = firstOf(seen, guide.open);
  const rank = (one: HelpRoad): number => (one.open === 'no' ? 20 : 0) + (one.road === first && one.open !== 'no' ? -10 : 0) + helpRoads.indexOf(one.road);
  if (guide.open === 'unsure' || seen.central === undefined) notes.doubt('unsure');
  notes.say('law.help.days', { appointed, answered, all: appointed + answered, refusal });
  notes.say('law.help.not_this_program');
  return notes.known({ roads: [...roads].sort((a, b) => rank(a) - rank(b)), refusals: refusals(notes, seen), workingDays: { appointed, answered, refusal } });
};

type Seen = {
  readonly document: boolean | undefined;
  /** The settling agency is a central body with its head office in Hà Nội. */
  readonly central: boolean | undefined;
  readonly helpedBy: readonly ('province' | 'ministry')[];
  readonly newFacts: boolean | undefined;
  readonly ended: boolean;
  readonly lodged: boolean;
  readonly authorised: boolean;
  readonly authorityNamesHelp: boolean | undefined;
  readonly capacityPaper: boolean;
  readonly wanted: NonNullable<Facts['help_wanted']>;
  readonly province: string | undefined;
};

const look = (notes: Notes, facts: Facts, law: Law): Seen => {
  const paper = groundingDocument(facts, law);
  notes.include(paper, 'sources');
  const agency = competentAgency(facts, law);
  notes.include(agency, 'sources');
  const told = notes.read('agency_head_office');
  const centralKind = agency.value.kind === 'ministry' || agency.value.kind === 'supreme_court';
  const localKind = ['provincial_committee', 'provincial_department', 'commune_committee', 'after_district'].includes(agency.value.kind);
  const capacity = notes.read('capacity');
  const events = notes.read('events') ?? [];
  const where = notes.read('act_province') ?? notes.read('residence_province');
  return {
    document: paper.kind === 'known' ? paper.value.fits : undefined,
    central: told === undefined ? (centralKind ? true : localKind ? false : undefined) : told === 'hanoi_central',
    helpedBy: notes.read('helped_by') ?? [],
    newFacts: notes.read('help_new_facts'),
    ended: events.some(({ kind }) => kind === 'terminated') || notes.read('earlier_claim') === 'withdrawn',
    lodged: events.some(({ kind }) => kind === 'lodged' || kind === 'accepted') || facts.earlier_claim === 'agency_accepted',
    authorised: capacity === 'authorised',
    authorityNamesHelp: notes.read('authority_names_help'),
    capacityPaper: capacity !== undefined && capacity !== 'injured' && capacity !== 'authorised',
    wanted: notes.read('help_wanted') ?? [],
    province: where === undefined ? undefined : provinceNamed(law, where)?.code,
  };
};

/** Nobody may ask: the claim was ended, or the authority does not name it. */
const barred = (seen: Seen): Way | undefined => {
  if (seen.ended) return { open: 'no', because: 'ended', entries: ['help.refuse_e'] };
  if (seen.authorised && seen.authorityNamesHelp === false) return { open: 'no', because: 'authority_without_help', entries: ['help.authorised', 'help.refuse_g'] };
  return undefined;
};
const repeated = (seen: Seen, body: 'province' | 'ministry'): boolean => seen.helpedBy.includes(body) && seen.newFacts !== true;

const guidance = (seen: Seen): Way & { readonly body: HelpRoad['body']; readonly second: boolean } => {
  const second = seen.central !== true && seen.helpedBy.includes('province') && seen.newFacts !== true;
  const body = seen.central === true || second ? 'ministry' : 'justice_department';
  const closed = barred(seen);
  if (closed !== undefined) return { ...closed, body, second };
  if (seen.document === false) return { open: 'no', because: 'no_document', entries: ['help.guidance_contents', 'help.refuse_c'], body, second };
  if (body === 'ministry' && repeated(seen, 'ministry')) return { open: 'no', because: 'already_helped', entries: ['help.refuse_d'], body, second };
  if (seen.document === undefined) return { open: 'unsure', because: 'document_not_known', entries: ['help.guidance_contents', 'help.refuse_c'], body, second };
  if (seen.central === true) return { open: 'yes', because: 'ministry_for_central', entries: ['help.ministry_central', 'help.guidance_contents'], body, second };
  if (second) return { open: 'yes', because: 'ministry_after_province', entries: ['help.ministry_second', 'help.guidance_contents'], body, second };
  if (seen.central === undefined)
    return { open: 'unsure', because: 'head_office_not_known', entries: ['help.province', 'help.ministry_central', 'help.which_province'], body, second };
  return { open: 'yes', because: 'province_first', entries: ['help.province', 'help.which_province', 'help.guidance_contents'], body, second };
};

const support = (seen: Seen): Way => {
  const closed = barred(seen);
  if (closed !== undefined) return closed;
  if (repeated(seen, 'ministry')) return { open: 'no', because: 'already_helped', entries: ['help.refuse_d'] };
  return { open: 'yes', because: 'ministry_informs', entries: ['help.support', 'help.support_contents', ...(seen.document === true ? ['help.support_guidance'] : [])] };
};

/** Progress or a word to the agency is support; a question of law outside a case is answered as such; with a paper guidance comes first. */
const firstOf = (seen: Seen, guide: Open): HelpRoad['road'] => {
  if (seen.wanted.includes('general_law')) return 'general_questions';
  if (seen.wanted.includes('progress') || seen.wanted.includes('opinion_to_agency')) return 'support';
  return guide === 'no' ? 'support' : 'guidance';
};

const refusals = (notes: Notes, seen: Seen): Help['refusals'] => {
  const sure = (yes: boolean | undefined): 'yes' | 'no' | 'unknown' => (yes === undefined ? 'unknown' : yes ? 'yes' : 'no');
  const applies: Readonly<Record<(typeof helpRefusals)[number], 'yes' | 'no' | 'unknown'>> = {
    // Whether it is State compensation and the person's own claim, the body judges by the request itself.
    a: 'unknown',
    b: 'unknown',
    c: seen.document === undefined ? 'unknown' : sure(!seen.document),
    d: seen.helpedBy.length === 0 ? 'no' : sure(seen.newFacts === undefined ? undefined : !seen.newFacts),
    dd: sure(seen.central === undefined ? undefined : false),
    e: sure(seen.ended),
    g: seen.authorised ? sure(seen.authorityNamesHelp === undefined ? undefined : !seen.authorityNamesHelp) : 'no',
  };
  return helpRefusals.flatMap((ground) => citesOf(notes, [`help.refuse_${ground}`]).map(({ article }) => ({ ground, applies: applies[ground], article })));
};

const citesOf = (notes: Notes, ids: readonly string[]): readonly Citation[] =>
  ids.flatMap((id): readonly Citation[] => {
    const entry = notes.cite(id);
    return entry === undefined ? [] : [citation(entry)];
  });
