/**
 * Owns the step from a case to its frozen record: everything the dossier will print, worded now. Pure: reads the talk as it stands
 * and the law; changes nothing. Only answers on the path count.
 */
import { claim } from '../../../flows/index.js';
import { dayAt, showDay } from '../../basics/index.js';
import { type Answers, labelOf, type Position, shownAt, UNKNOWN, walk } from '../../conversation/index.js';
import { advanceFor, competentAgency, damagesFor, deadlinesFor, type Facts } from '../../law/index.js';
import { amountInWords } from '../in-words.js';
import { type DossierRecord, recordSchema } from '../record.js';
import { frozenRow, sumOf, titleOf } from './damages.js';
import { exhibitsOf, leftOutOf } from './exhibits.js';
import { dayIn, type Freezing, plain } from './from.js';
import { missingOf, papersOf } from './papers.js';

export const freeze = (from: Freezing): DossierRecord => {
  const words = from.wording.vi;
  const today = dayAt(from.now);
  const position = walk(claim, from.talk.answers, today);
  const { answers, facts } = position;
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}): string => words.say(`freeze.${key}`, values);
  const text = (key: string): string | undefined => plain(answers, key, position, from);
  const damages = damagesFor(facts, from.law);
  const advance = advanceFor(facts, from.law);
  const rows = facts.wants_money === false || damages.kind === 'unknown' ? [] : damages.value.rows.map((row) => frozenRow(row, from));
  const total = rows.reduce((sum, row) => sum + (row.amount ?? 0), 0);
  const exhibits = exhibitsOf(from);
  const agency = competentAgency(facts, from.law).value;
  const asked = answers.wants_advance === true && advance.kind === 'known';
  const mental = asked ? sumOf(advance.value.rows.filter((row) => row.group === 'mental')) : 0;
  const others = asked ? advance.value.rows.filter((row) => row.group !== 'mental') : [];
  const advanceTotal = mental + sumOf(others);
  const way = answers.payment_way === 'cash' || answers.payment_way === undefined || answers.payment_way === UNKNOWN ? 'cash' : 'transfer';
  const name = text('claimant_name') ?? '';
  return recordSchema.parse({
    schema: 'dong-hanh.dossier.1',
    reference: from.reference,
    version: from.version,
    language: from.talk.language,
    preparedAt: from.now,
    preparedOn: today,
    valuedOn: damages.kind === 'known' ? damages.value.valuedOn : today,
    valuedOnAssumed: damages.kind === 'known' ? damages.value.valuedOnAssumed : true,
    lawCheckedOn: from.law.checkedOn,
    downloadUrl: from.downloadUrl,
    fieldOfLaw: say(`field_of_law.${courtField(facts) ?? facts.field ?? UNKNOWN}`),
    agency:
      from.agency !== undefined
        ? { name: from.agency.name, certain: true, rule: say('agency.by_officer', { why: from.agency.why }) }
        : {
            name: agency.name ?? (agency.fallback.name === undefined ? say('agency.fallback_unknown') : say('agency.fallback', { name: agency.fallback.name })),
            certain: agency.certain,
            rule: say('agency.rule', { article: agency.name === undefined ? agency.fallback.article : agency.article }),
          },
    claimant: {
      name,
      organisation: facts.claimant_is_organisation === true,
      identity: identityOf(answers, position, from),
      ...optional('birthDate', dayIn(answers.birth_date)),
      address: [text('residence_line'), text('residence_place')].filter((part) => part !== undefined).join(', '),
      ...optional('phone', text('phone')),
      ...optional('email', text('email')),
      capacity: facts.capacity === undefined || facts.capacity === UNKNOWN ? 'injured' : facts.capacity,
      capacityText: say(`capacity.${facts.capacity === undefined || facts.capacity === UNKNOWN ? 'injured' : facts.capacity}`),
      ...optional('injuredName', text('injured_name')),
    },
    groundingDocuments:
      answers.document_title === undefined
        ? []
        : [
            {
              title: text('document_title') ?? say('not_told'),
              number: text('document_number') ?? '',
              issuedOn: dayIn(answers.document_issued_on) ?? '',
              issuer: text('document_issuer') ?? '',
              abstract: text('document_abstract') ?? '',
              receivedOn: dayIn(answers.document_received_on) ?? '',
            },
          ],
    ...(answers.collect_name === undefined ? {} : { collectDocument: { name: text('collect_name') ?? say('not_told'), address: text('collect_address') ?? say('not_told') } }),
    act: actOf(position, from),
    causation: text('causation_story') ?? '',
    damages: rows,
    total: { amount: total, words: amountInWords(total), incomplete: damages.kind === 'unknown' ? facts.wants_money !== false : damages.value.incomplete },
    advance: { asked, mental, other: others.map((row) => ({ title: titleOf(row, from), amount: row.amount ?? 0 })), total: advanceTotal, words: amountInWords(advanceTotal) },
    payment: {
      receiver: name,
      way,
      ...(way === 'transfer' ? { ...optional('account', text('bank_account')), ...optional('holder', text('bank_holder')), ...optional('bank', text('bank_name')) } : {}),
    },
    honour: { asked: facts.wants_honour === true, ...optional('form', text('honour_form')) },
    ...optional('otherRights', text('other_rights')),
    papers: papersOf(position, from, exhibits),
    missingPapers: missingOf(position, from),
    exhibits,
    leftOut: leftOutOf(from),
    statements: from.statements.map(({ at, text: words }) => ({ at, text: words })),
    interview: position.path.map((key) => ({ question: labelOf(claim, key, words), asked: from.shown[key] ?? '', answered: shownAt(claim, position, key, words) })),
    nextSteps: nextStepsOf(today, from),
    place:
      answers.residence_place !== undefined && typeof answers.residence_place === 'object' && 'province' in answers.residence_place ? answers.residence_place.province.name : '',
  });
};

const optional = <K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } =>
  value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: string });

const identityOf = (answers: Answers, position: Position, from: Freezing): DossierRecord['claimant']['identity'] => {
  const text = (key: string): string => plain(answers, key, position, from) ?? '';
  const card = answers.claimant_identity;
  const dated = { issuedOn: dayIn(answers.identity_issued_on) ?? '', issuedBy: text('identity_issued_by') };
  if (answers.organisation_number !== undefined) return { kind: text('organisation_paper'), number: text('organisation_number'), ...dated };
  if (typeof card === 'object' && 'number' in card) return { kind: from.wording.vi.say(`freeze.identity.${card.kind}`), number: card.number, ...dated };
  return { kind: text('other_identity') === '' ? '' : from.wording.vi.say('freeze.identity.other'), number: text('other_identity'), ...dated };
};

const actOf = (position: Position, from: Freezing): string => {
  const words = from.wording.vi;
  const of = (key: string): string | undefined => plain(position.answers, key, position, from);
  const line = (key: string, name: string, value: string | undefined): string[] => (value === undefined ? [] : [words.say(`freeze.act_lines.${key}`, { [name]: value })]);
  return [
    ...line('on', 'day', of('act_on')),
    ...line('by', 'body', of('act_body_name')),
    ...line('official', 'name', of('official_name')),
    ...line('where', 'place', of('act_place')),
    of('act_story') ?? '',
  ]
    .filter((part) => part !== '')
    .join('\n');
};

/** How to lodge, and the dates that follow if it is lodged today, said as an assumption. */
const nextStepsOf = (today: string, from: Freezing): DossierRecord['nextSteps'] => {
  const words = from.wording.vi;
  const dates = deadlinesFor([{ kind: 'lodged', on: today, by: 'hand', with: 'agency' }], from.law, { on: today }).steps.slice(0, 6);
  return [
    { label: words.say('freeze.next.hand_label'), text: words.say('freeze.next.hand') },
    { label: words.say('freeze.next.post_label'), text: words.say('freeze.next.post') },
    ...dates.map((step) => ({
      label: words.say(`law.step.${step.id}`),
      text: words.say('freeze.next.due', { day: step.dueDay === undefined ? '' : showDay(step.dueDay), article: step.cite.article }),
    })),
  ];
};

/** The registers count civil and administrative proceedings apart, so the dossier names which it was, where that was told. */
const courtField = ({ field, court_kind }: Facts): 'civil_proceedings' | 'administrative_proceedings' | undefined => {
  if (field !== 'civil_admin_proceedings' || court_kind === undefined || court_kind === UNKNOWN) return undefined;
  return court_kind === 'civil' ? 'civil_proceedings' : 'administrative_proceedings';
};
