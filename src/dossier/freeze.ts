/**
 * Owns the step from a case to its frozen record: everything the dossier will print, worded now. Pure: reads the talk as it stands
 * and the law; changes nothing. Only answers on the path count.
 */
import { claim } from '../../flows/index.js';
import { dayAt, type Instant, showDay, showNumber } from '../basics/index.js';
import type { EvidenceRow } from '../cases/index.js';
import { type Answers, type AnswerValue, labelOf, NONE, type Position, shownAt, type Talk, UNKNOWN, walk } from '../conversation/index.js';
import { advanceFor, competentAgency, type DamageRow as LawRow, damagesFor, deadlinesFor, type Facts, type Law, papersFor } from '../law/index.js';
import type { Wording } from '../wording/index.js';
import { amountInWords } from './in-words.js';
import { type DamageRow, type DossierRecord, type Exhibit, recordSchema } from './record.js';

export type Freezing = {
  readonly talk: Talk;
  readonly evidence: readonly EvidenceRow[];
  /** The words shown with each current answer. */
  readonly shown: Readonly<Record<string, string>>;
  readonly statements: readonly { readonly at: string; readonly text: string }[];
  readonly reference: string;
  readonly version: number;
  readonly now: Instant;
  readonly downloadUrl: string;
  readonly law: Law;
  readonly wording: Wording;
  /** An officer decided on another agency, and why. */
  readonly agency?: { readonly name: string; readonly why: string } | undefined;
};

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
const sumOf = (rows: readonly LawRow[]): number => rows.reduce((sum, row) => sum + (row.amount ?? 0), 0);
const dayIn = (value: AnswerValue | undefined): string | undefined => (typeof value === 'string' && value !== UNKNOWN && value !== NONE ? value : undefined);

/** An answer as it is printed; nothing for "không biết" and "không có". */
const plain = (answers: Answers, key: string, position: Position, from: Freezing): string | undefined => {
  const value = answers[key];
  if (value === undefined || value === UNKNOWN || value === NONE) return undefined;
  return shownAt(claim, position, key, from.wording.vi);
};

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

const titleOf = (row: LawRow, from: Freezing): string => {
  const title = from.wording.vi.say(`law.head.${row.head}`);
  return row.what === undefined ? title : from.wording.vi.say('freeze.head_item', { title, what: row.what });
};

const frozenRow = (row: LawRow, from: Freezing): DamageRow => {
  const words = from.wording.vi;
  const lines = row.lines.map((line) => words.say(line.key, line.values));
  // The table of the form shows the reckoning itself; what was counted stands in the annex.
  const formula = lines.findLast((line) => /[×÷]/.test(line)) ?? lines[0];
  const notes = [
    ...(row.atCap ? [words.say('freeze.at_cap')] : []),
    ...(row.amount === null && row.cap !== undefined ? [words.say('freeze.cap', { amount: showNumber(row.cap) })] : []),
  ];
  return {
    head: row.group,
    title: titleOf(row, from),
    method: formula ?? titleOf(row, from),
    amount: row.amount,
    ...(row.why === undefined ? {} : { why: words.say(row.why) }),
    lines: [...lines.filter((line) => line !== formula), ...notes],
    cites: row.cites.map(({ article, document, mark }) => ({ article, document, mark })),
    advance: row.advance,
  };
};

const isPrinted = (row: EvidenceRow): boolean => row.state === 'received' && row.pages !== null && (JSON.parse(row.pages) as unknown[]).length > 0;

/** Files grouped by exhibit number; numbers run on without gaps in the order received. */
const exhibitsOf = (from: Freezing): Exhibit[] => {
  const printed = from.evidence.filter((row) => isPrinted(row) && row.exhibit !== null);
  const numbers = [...new Set(printed.map((row) => row.exhibit ?? 0))].sort((a, b) => a - b);
  return numbers.map((number) => {
    const files = printed.filter((row) => row.exhibit === number);
    const [first] = files;
    const note = files
      .map(({ caption }) => caption)
      .filter((caption) => caption !== '')
      .join('; ');
    return {
      number,
      title: exhibitTitle(number, first, from),
      ...(note === '' ? {} : { note }),
      files: files.map((row) => ({
        sha256: row.sha256 ?? '',
        name: row.name,
        mime: row.mime ?? '',
        pages: (JSON.parse(row.pages ?? '[]') as unknown[]).length,
        receivedAt: row.received_at,
      })),
    };
  });
};

const exhibitTitle = (number: number, first: EvidenceRow | undefined, from: Freezing): string => {
  const key = `q.paper_${first?.paper}.label`;
  if (first?.paper && from.wording.vi.has(key)) return from.wording.vi.say(key);
  if (first?.title) return first.title;
  return first?.caption ? first.caption : from.wording.vi.say('freeze.exhibit', { number });
};

const exhibitOf = (paper: string, from: Freezing, exhibits: readonly Exhibit[]): number | undefined =>
  exhibits.find(({ number }) => from.evidence.some((row) => row.exhibit === number && row.paper === paper && isPrinted(row)))?.number;

/** What is attached: the checklist of the law with the exhibit that holds each paper, then what else was sent. */
const papersOf = (position: Position, from: Freezing, exhibits: readonly Exhibit[]): DossierRecord['papers'] => {
  const words = from.wording.vi;
  const wanted = papersFor(position.facts, from.law);
  const listed = wanted.kind === 'unknown' ? [] : wanted.value;
  const held = listed.flatMap((paper) => {
    const exhibit = exhibitOf(paper.id, from, exhibits);
    const written = paper.id === 'claim';
    return exhibit === undefined && !written
      ? []
      : [{ title: words.say(`law.papers.${paper.id}.title`), ...(exhibit === undefined ? {} : { exhibit }), copies: words.say(`freeze.copies.${paper.byHand}`) }];
  });
  const rest = exhibits.filter(({ number }) => !held.some(({ exhibit }) => exhibit === number)).map(({ number, title }) => ({ title, exhibit: number }));
  return [...held, ...rest];
};

/** Papers asked for and not sent, each with the person's reason. */
const missingOf = (position: Position, from: Freezing): DossierRecord['missingPapers'] => {
  const words = from.wording.vi;
  const { answers } = position;
  return position.path
    .filter((key) => /^paper_/.test(key) && !key.endsWith('_reason'))
    .flatMap((key) => {
      const value = answers[key];
      const paper = key.slice('paper_'.length);
      if (value === 'sent' && from.evidence.some((row) => row.paper === paper && row.state === 'received')) return [];
      if (value === 'later' && from.evidence.some((row) => row.paper === paper && row.state === 'received')) return [];
      const because =
        value === NONE
          ? (plain(answers, `${key}_reason`, position, from) ?? words.say('freeze.because.no_reason'))
          : words.say(value === UNKNOWN ? 'freeze.because.unknown' : 'freeze.because.later');
      return [{ title: words.say(`q.${key}.label`), because }];
    });
};

/** Received = printed + left out: whatever is not an exhibit is named here with its reason. */
const leftOutOf = (from: Freezing): DossierRecord['leftOut'] =>
  from.evidence
    .filter((row) => !isPrinted(row))
    .map((row) => ({
      name: row.name === '' ? from.wording.vi.say('freeze.exhibit', { number: row.exhibit ?? '' }) : row.name,
      sha256: row.sha256 ?? '',
      because:
        row.state === 'refused'
          ? row.reason === 'withdrawn'
            ? from.wording.vi.say('freeze.left_out.withdrawn')
            : refusedBecause(row.reason ?? '', from)
          : row.state === 'repeated'
            ? from.wording.vi.say('freeze.left_out.repeated', { exhibit: row.exhibit ?? 0 })
            : row.mime?.startsWith('audio/')
              ? from.wording.vi.say(row.seconds === null ? 'freeze.left_out.audio' : 'freeze.left_out.audio_length', {
                  length: `${Math.floor((row.seconds ?? 0) / 60)}:${String((row.seconds ?? 0) % 60).padStart(2, '0')}`,
                })
              : from.wording.vi.say('freeze.left_out.no_pages'),
    }));

const refusedBecause = (code: string, from: Freezing): string =>
  from.wording.vi.say('freeze.left_out.refused', { code: from.wording.vi.has(`freeze.refused.${code}`) ? from.wording.vi.say(`freeze.refused.${code}`) : code });

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
