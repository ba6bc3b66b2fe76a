/**
 * Owns what each letter says: the person and the case from the frozen dossier, the days from the clock, the words from `letters.yaml`. Pure: the
 * same needs give the same record. Neither PDF nor storage.
 */
import { type Day, partsOf, showDay, showDong } from '../basics/index.js';
import { clockOn, dayOf, isLetterKind, type LetterKind, overdue, type ProcedureView, titleIn, type ToldStep } from '../conversation/index.js';
import type { DossierRecord } from '../dossier/index.js';
import type { Clock, Law } from '../law/index.js';
import type { Words } from '../wording/index.js';
import { type Letter, type LetterBlock, letterSchema } from './record.js';

export type LetterNeeds = {
  readonly kind: LetterKind;
  /** Of its kind, from 1. */
  readonly number: number;
  readonly record: DossierRecord;
  readonly view: ProcedureView;
  readonly law: Law;
  readonly today: Day;
  readonly now: string;
  /** Vietnamese words: letters go to officials. */
  readonly words: Words;
  /** Department of Justice that guides, by the agency's province; undefined when that is not known. */
  readonly justice: string | undefined;
  /** The agency is a central body: the Ministry guides (TT 09/2019 Đ7.1.b). */
  readonly central: boolean;
  /** Papers that came after the dossier was made. */
  readonly fresh: readonly string[];
};

/** Printed layouts that nobody could compare with the original. */
const unverified: readonly LetterKind[] = ['guidance_request', 'support_request', 'lawsuit', 'honour_reply'];

export const composeLetter = (needs: LetterNeeds): Letter => {
  const { kind, record, words, now } = needs;
  if (!isLetterKind(kind)) throw new Error(`${kind} is not a kind of letter`);
  const say = sayer(words);
  const clock = clockOn(needs.view, needs.law, needs.today);
  const under = say(`kind.${kind}.under`);
  const title = say(`kind.${kind}.title`, { number: needs.number });
  return letterSchema.parse({
    schema: 'dong-hanh.letter.1',
    kind,
    number: needs.number,
    reference: record.reference,
    preparedAt: now,
    title,
    author: record.claimant.name,
    blocks: [
      mottoOf(words),
      { kind: 'heading', text: title, ...(under === '' ? {} : { under }) },
      { kind: 'to', label: say('to'), text: addressee(needs) },
      ...who(record, words),
      ...theCase(needs),
      { kind: 'paragraph', text: bodyOf(needs, clock) },
      ...(words.tree(`letters.kind.${kind}.items`) === undefined ? [] : [{ kind: 'items' as const, items: itemsIn(words, `letters.kind.${kind}.items`) }]),
      ...more(needs, clock),
      ...paragraphs(asksOf(needs), say('truth'), kind === 'prolong' || kind === 'authority' || kind === 'heirs_choice' ? '' : say('thanks')),
      signature(record, needs.today, words),
    ],
    foot: say(unverified.includes(kind) ? 'foot_unverified' : 'foot_free'),
    verified: !unverified.includes(kind),
    draft: false,
  });
};

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;
/** Only the line under a title and the closing request may be missing; every other missing word is our mistake and throws. */
export const sayer =
  (words: Words): Say =>
  (key, values = {}) =>
    /\.(?:under|asks)$/.test(key) && !words.has(`letters.${key}`) ? '' : words.say(`letters.${key}`, values);

const itemsIn = (words: Words, key: string): string[] => {
  const tree = words.tree(key);
  return Array.isArray(tree) ? tree.map(String) : [];
};

export const mottoOf = (words: Words, mark?: string): LetterBlock => ({
  kind: 'motto',
  nation: sayer(words)('nation'),
  motto: sayer(words)('motto'),
  ...(mark === undefined ? {} : { number: mark }),
});
export const paragraphs = (...texts: readonly string[]): LetterBlock[] => texts.filter((text) => text !== '').map((text) => ({ kind: 'paragraph', text }));

/** To whom: the router of TT 09/2019 for help, the court for a suit, else the agency. */
const addressee = ({ kind, record, words, justice, central }: LetterNeeds): string => {
  const ministry = 'Bộ Tư pháp';
  if (kind === 'support_request') return ministry;
  if (kind === 'guidance_request' || kind === 'urge_body') return central ? ministry : (justice ?? 'Sở Tư pháp ………………………………');
  return kind === 'lawsuit' ? sayer(words)('kind.lawsuit.to') : record.agency.name;
};

const who = ({ claimant }: DossierRecord, words: Words): LetterBlock[] => {
  const say = sayer(words);
  const { identity } = claimant;
  const reach = [claimant.phone, claimant.email].filter((part) => part !== undefined && part !== '').join(', ');
  return [
    { kind: 'field', label: say(claimant.organisation ? 'field.organisation' : 'field.name'), text: claimant.name, bold: true },
    {
      kind: 'field',
      label: say('field.identity'),
      text: say('field.identity_text', { kind: identity.kind, number: identity.number, issued: day(identity.issuedOn), by: identity.issuedBy }),
    },
    { kind: 'field', label: say('field.address'), text: claimant.address },
    ...(reach === '' ? [] : [{ kind: 'field' as const, label: say('field.phone'), text: reach }]),
    { kind: 'field', label: say('field.capacity'), text: claimant.capacityText },
    ...(claimant.injuredName === undefined ? [] : [{ kind: 'field' as const, label: say('field.injured'), text: claimant.injuredName }]),
  ];
};

const day = (text: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? showDay(text) : text);

/** The paper, the agency, the day of lodging; a request for help tells the field and the act too. */
const theCase = ({ kind, record, view, words }: LetterNeeds): LetterBlock[] => {
  const say = sayer(words);
  if (kind === 'authority' || kind === 'heirs_choice') return [];
  const lodged = view.events.find((event) => event.kind === 'lodged' || event.kind === 'received');
  const help = kind === 'guidance_request' || kind === 'support_request';
  return [
    ...record.groundingDocuments.map(
      (paper): LetterBlock => ({
        kind: 'field',
        label: say('field.grounding'),
        text: say('field.grounding_text', { title: paper.title, number: paper.number, issued: day(paper.issuedOn), issuer: paper.issuer, received: day(paper.receivedOn) }),
      }),
    ),
    { kind: 'field', label: kind === 'lawsuit' ? say('kind.lawsuit.defendant') : say('field.agency'), text: record.agency.name },
    { kind: 'field', label: say('field.lodged'), text: lodged === undefined ? say('not_lodged') : `${showDay(lodged.on)} (${say('dossier', { reference: record.reference })})` },
    ...(help ? [{ kind: 'field' as const, label: say('field.field_of_law'), text: record.fieldOfLaw }] : []),
    ...(help || kind === 'lawsuit' || kind === 'honour_request' ? [{ kind: 'topic' as const, label: say('field.act'), text: record.act }] : []),
    ...(kind === 'lawsuit' || kind === 'honour_request' ? [{ kind: 'topic' as const, label: say('field.causation'), text: record.causation }] : []),
  ];
};

const bodyOf = ({ kind, record, view, words }: LetterNeeds, clock: Clock): string => {
  const say = sayer(words);
  if (kind === 'heirs_choice') return say('kind.heirs_choice.body', { injured: record.claimant.injuredName ?? '………………………………', name: record.claimant.name });
  if (kind !== 'lawsuit') return say(`kind.${kind}.body`);
  const handed = view.steps.findLast((step) => step.kind === 'decision_handed');
  const minutes = view.steps.findLast((step) => step.kind === 'negotiation_ended');
  const ground =
    handed !== undefined
      ? say('kind.lawsuit.ground_decision', { day: showDay(handed.on) })
      : minutes?.event?.kind === 'negotiation_ended'
        ? say(minutes.event.agreed ? 'kind.lawsuit.ground_no_decision' : 'kind.lawsuit.ground_failed', { day: showDay(minutes.on) })
        : say('kind.lawsuit.ground_direct');
  return say('kind.lawsuit.body', { ground, state: clock.court.state });
};

/** What only some letters have: late steps, what was asked and is sent, what happened so far, annexes. */
const more = (needs: LetterNeeds, clock: Clock): LetterBlock[] => {
  const { kind, record, view, words } = needs;
  const say = sayer(words);
  if (kind === 'urge' || kind === 'complaint' || kind === 'urge_body')
    return [
      {
        kind: 'items',
        label: say('field.late'),
        items: overdue(clock).map((step) =>
          say('late_line', { step: titleIn(step, words), due: showDay(dayOf(step) ?? needs.today), article: step.cite.article, document: step.cite.document }),
        ),
      },
    ];
  if (kind === 'supplement') {
    const asked = view.steps.findLast((step) => step.kind === 'supplement_asked')?.detail.items ?? [];
    return [
      ...(asked.length === 0 ? [] : [{ kind: 'items' as const, label: say('kind.supplement.asked_items'), items: [...asked] }]),
      { kind: 'items', label: say('kind.supplement.sent_items'), items: needs.fresh.length === 0 ? [say('kind.supplement.none')] : [...needs.fresh] },
      { kind: 'paragraph', text: say('kind.supplement.changed', { version: record.version }) },
    ];
  }
  if (kind !== 'lawsuit' && kind !== 'guidance_request' && kind !== 'support_request') return [];
  // As one office tells another, not as the person was told.
  const told = (step: ToldStep): string => `${words.say(`agency.act.${step.kind}.name`)}${step.number === '' ? '' : say('number_suffix', { number: step.number })}`;
  const steps = view.steps.map((step) => say('step_line', { day: showDay(step.on), what: told(step) }));
  const numbered = view.steps.filter(({ number }) => number !== '').map((step) => `${told(step)}, ${showDay(step.on)}`);
  const papers = kind === 'lawsuit' ? [...record.papers.map(({ title }) => title), ...numbered] : [];
  return [
    ...(steps.length === 0 ? [] : [{ kind: 'items' as const, label: say('field.steps'), items: steps }]),
    ...(papers.length === 0 ? [] : [{ kind: 'items' as const, label: say('field.attached'), items: papers }]),
  ];
};

const asksOf = ({ kind, record, words }: LetterNeeds): string => {
  const say = sayer(words);
  if (kind === 'honour_request') return say('kind.honour_request.asks', { form: record.honour.form ?? say('kind.honour_request.any_form') });
  if (kind === 'lawsuit')
    return say('kind.lawsuit.asks', { amount: showDong(record.total.amount), words: record.total.words, honour: record.honour.asked ? ` ${say('kind.lawsuit.honour')}` : '' });
  return say(`kind.${kind}.asks`);
};

const signature = ({ claimant, place }: DossierRecord, today: Day, words: Words): LetterBlock => {
  const say = sayer(words);
  return {
    kind: 'sign',
    date: dateLine(place, today, words),
    signer: say('signer'),
    hint: say(claimant.organisation ? 'sign_organisation' : 'sign_hint'),
    name: claimant.name,
    ...(claimant.organisation ? {} : { fingerprint: { label: say('fingerprint'), hint: say('fingerprint_hint') } }),
  };
};

export const dateLine = (place: string, today: Day, words: Words): string => {
  const [y, m, d] = partsOf(today);
  const two = (n: number): string => String(n).padStart(2, '0');
  return place.trim() === '' ? sayer(words)('date_only', { d: two(d), m: two(m), y }) : sayer(words)('date', { place, d: two(d), m: two(m), y });
};
