/**
 * Owns what each letter says: the person and the case from the frozen dossier, the days from the clock, the words from `letters.yaml`. Pure: the
 * same needs give the same record. Neither PDF nor storage.
 */
import { type Day, partsOf, showDay, showDong } from '../basics/index.js';
import { clockOn, dayOf, type LetterKind, overdue, type ProcedureView, type StepKind, titleIn, type ToldStep } from '../conversation/index.js';
import { articleInWords, type DossierRecord } from '../dossier/index.js';
import type { Clock, Deadline, Law } from '../law/index.js';
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
  /** Where the claimant lives: whose court they may choose (Đ53). `regional`: the defendant is one that Đ53.1 sends to the lowest court, today the regional one. */
  readonly court: { readonly place: string; readonly regional: boolean } | undefined;
  /** Papers that came after the dossier was made. */
  readonly fresh: readonly string[];
};

/** Printed layouts that nobody could compare with the original. */
const unverified: readonly LetterKind[] = ['guidance_request', 'support_request', 'lawsuit', 'honour_reply'];

const noAddressee: readonly LetterKind[] = ['authority', 'prolong'];
const noThanks: readonly LetterKind[] = ['authority', 'prolong', 'heirs_choice'];

export const composeLetter = (needs: LetterNeeds): Letter => {
  const { kind, record, words, now } = needs;
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
      // An authority and an agreement are nobody's letters.
      ...(noAddressee.includes(kind) ? [] : [{ kind: 'to' as const, label: say('to'), text: addressee(needs) }]),
      ...who(record, words),
      ...theCase(needs),
      { kind: 'paragraph', text: bodyOf(needs, clock) },
      ...itemsIn(words, `letters.kind.${kind}.blanks`).map((label): LetterBlock => ({ kind: 'field', label, text: say('blank') })),
      ...listed(itemsIn(words, `letters.kind.${kind}.items`)),
      ...more(needs, clock),
      ...closing(...asksOf(needs).split('\n'), ...(noThanks.includes(kind) ? [] : [`${say('truth')} ${say('thanks')}`])),
      signature(needs),
    ],
    foot: say(unverified.includes(kind) ? 'foot_unverified' : 'foot_free'),
    verified: !unverified.includes(kind),
    draft: false,
  });
};

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;
/** Only the line under a title, the closing request and the names of signers may be missing; every other missing word is our mistake and throws. */
export const sayer =
  (words: Words): Say =>
  (key, values = {}) =>
    /\.(?:under|asks|signer|other)$/.test(key) && !words.has(`letters.${key}`) ? '' : words.say(`letters.${key}`, values);

/** Boxes to tick have no numbers. */
const listed = (items: readonly string[]): LetterBlock[] =>
  items.length === 0 ? [] : [{ kind: 'items', items: [...items], ...(items.every((item) => item.startsWith('☐')) ? { marks: true } : {}) }];
/** The last line stays on the page of the signature. */
const closing = (...texts: readonly string[]): LetterBlock[] => paragraphs(...texts).map((block, i, all) => (i === all.length - 1 ? { ...block, sticky: true } : block));

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
export const paragraphs = (...texts: readonly string[]): Extract<LetterBlock, { kind: 'paragraph' }>[] =>
  texts.filter((text) => text !== '').map((text) => ({ kind: 'paragraph', text }));

/** To whom: the router of TT 09/2019 for help, the court for a suit, else the agency. */
const addressee = ({ kind, record, words, justice, central, court }: LetterNeeds): string => {
  const ministry = 'Bộ Tư pháp';
  if (kind === 'support_request') return ministry;
  if (kind === 'guidance_request' || kind === 'urge_body') return central ? ministry : (justice ?? 'Sở Tư pháp ………………………………');
  if (kind === 'complaint') return sayer(words)('kind.complaint.to', { agency: record.agency.name });
  if (kind !== 'lawsuit') return record.agency.name;
  // Regional courts took over from the district ones; who hears a suit against a provincial or central body is not settled (Đ53.2, BLTTDS Đ35).
  return court === undefined ? sayer(words)('kind.lawsuit.to_here') : sayer(words)(court.regional ? 'kind.lawsuit.to_regional' : 'kind.lawsuit.to', { place: court.place });
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
    ...(kind === 'lawsuit' ? [{ kind: 'field' as const, label: say('kind.lawsuit.defendant_address'), text: record.agency.address ?? say('blank') }] : []),
    { kind: 'field', label: say('field.lodged'), text: lodged === undefined ? say('not_lodged') : `${showDay(lodged.on)} (${say('dossier', { reference: record.reference })})` },
    ...(help ? [{ kind: 'field' as const, label: say('field.field_of_law'), text: record.fieldOfLaw }] : []),
    ...(help || kind === 'lawsuit' || kind === 'honour_request' ? [{ kind: 'topic' as const, label: say('field.act'), text: record.act }] : []),
    ...(kind === 'lawsuit' || kind === 'honour_request' ? [{ kind: 'topic' as const, label: say('field.causation'), text: record.causation }] : []),
  ];
};

/** The opening, with what the case knows filled in; what it does not know stays a blank. */
const bodyOf = (needs: LetterNeeds, clock: Clock): string => {
  const { kind, record, view, words } = needs;
  const say = sayer(words);
  const last = (...kinds: readonly StepKind[]): ToldStep | undefined => view.steps.findLast((step) => kinds.includes(step.kind));
  const numbered = (step: ToldStep): string => (step.number === '' ? '' : ` ${say('numbered', { number: step.number })}`);
  /** The sentence that names the paper it is about, where there is one. */
  const about = (step: ToldStep | undefined, more: Readonly<Record<string, string>> = {}): string =>
    step === undefined ? say(`kind.${kind}.body`) : say(`kind.${kind}.about`, { number: numbered(step), day: showDay(step.on), ...more });
  switch (kind) {
    case 'heirs_choice':
      return say('kind.heirs_choice.body', { injured: record.claimant.injuredName ?? '………………………………', name: record.claimant.name });
    case 'lawsuit':
      return say('kind.lawsuit.body', { ground: groundOf(needs) });
    case 'resume':
      return about(last('suspended'), { until: dayIn(clock, 'suspension_ends') });
    case 'supplement':
      return about(last('supplement_asked'));
    case 'honour_reply':
      return about(last('honour_notice'));
    case 'fix_decision':
      return about(last('decision_handed', 'decision_made'));
    case 'withdraw':
      return about(last('accepted'));
    case 'postpone':
      return about(last('invited'));
    case 'prolong':
      return say('kind.prolong.body', { officer: last('officer_appointed')?.detail.person ?? '………………………………', name: record.claimant.name });
    default:
      return say(`kind.${kind}.body`);
  }
};

/** The last day of a step as the clock has it; a blank where nobody can say. */
const dayIn = (clock: Clock, id: string): string => {
  const step = clock.steps.find((one) => one.id === id);
  const due = step?.dueDay;
  return due === undefined ? '…/…/……' : showDay(due);
};

/** By which door the case comes to the court, and what was granted before. */
const groundOf = ({ view, words }: LetterNeeds): string => {
  const say = sayer(words);
  const handed = view.steps.findLast((step) => step.kind === 'decision_handed');
  const minutes = view.steps.findLast((step) => step.kind === 'negotiation_ended');
  if (handed !== undefined) {
    const number = handed.number === '' ? '' : ` ${say('numbered', { number: handed.number })}`;
    const amount = handed.detail.amount === undefined ? '' : ` ${say('kind.lawsuit.granted', { amount: showDong(handed.detail.amount) })}`;
    return say('kind.lawsuit.ground_decision', { number, amount, day: showDay(handed.on) });
  }
  if (minutes?.event?.kind !== 'negotiation_ended') return say('kind.lawsuit.ground_direct');
  return say(minutes.event.agreed ? 'kind.lawsuit.ground_no_decision' : 'kind.lawsuit.ground_failed', { day: showDay(minutes.on) });
};

/** «Xong xác minh thiệt hại: hạn cuối là hết ngày 25/12/2026 (khoản 2 Điều 45 Luật …)», articles written out as officials write them. */
export const lateLine = (key: string, step: Deadline, law: Law, today: Day, words: Words): string =>
  sayer(words)(key, {
    step: titleIn(step, words),
    due: showDay(dayOf(step) ?? today),
    article: articleInWords(step.cite.article),
    document: law.documents.get(step.cite.document)?.title ?? step.cite.document,
  });

/** What only some letters have: late steps, what was asked and is sent, what happened so far, annexes. */
const more = (needs: LetterNeeds, clock: Clock): LetterBlock[] => {
  const { kind, record, view, words } = needs;
  const say = sayer(words);
  if (kind === 'urge' || kind === 'complaint' || kind === 'urge_body')
    return [
      {
        kind: 'items',
        label: say('field.late'),
        items: overdue(clock).map((step) => lateLine('late_line', step, needs.law, needs.today, words)),
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

const asksOf = ({ kind, record, words, central }: LetterNeeds): string => {
  const say = sayer(words);
  if (kind === 'honour_request')
    return say('kind.honour_request.asks', {
      form: record.honour.form ?? say('kind.honour_request.any_form'),
      papers: say(central ? 'kind.honour_request.papers_central' : 'kind.honour_request.papers_local'),
    });
  if (kind === 'lawsuit')
    return say('kind.lawsuit.asks', { amount: showDong(record.total.amount), words: record.total.words, honour: record.honour.asked ? ` ${say('kind.lawsuit.honour')}` : '' });
  return say(`kind.${kind}.asks`);
};

const signature = ({ kind, record: { claimant, place }, view, today, words }: LetterNeeds): LetterBlock => {
  const say = sayer(words);
  const [signer, other] = [say(`kind.${kind}.signer`), say(`kind.${kind}.other`)];
  const appointed = kind === 'prolong' ? view.steps.findLast((step) => step.kind === 'officer_appointed')?.detail.person : undefined;
  return {
    kind: 'sign',
    date: dateLine(place, today, words),
    signer: signer === '' ? say('signer') : signer,
    hint: say(claimant.organisation ? 'sign_organisation' : 'sign_hint'),
    name: claimant.name,
    ...(other !== '' ? { other: { signer: other, hint: say('sign_name'), name: appointed ?? '' } } : {}),
    ...(other !== '' || claimant.organisation ? {} : { fingerprint: { label: say('fingerprint'), hint: say('fingerprint_hint') } }),
  };
};

export const dateLine = (place: string, today: Day, words: Words): string => {
  const [y, m, d] = partsOf(today);
  const two = (n: number): string => String(n).padStart(2, '0');
  return place.trim() === '' ? sayer(words)('date_only', { d: two(d), m: two(m), y }) : sayer(words)('date', { place, d: two(d), m: two(m), y });
};
