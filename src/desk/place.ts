/**
 * Owns what the queue and the search know of a case beside its owner: name, province, field, verdict, the words it is found by. Asked by
 * the filing after turns in which answers changed. Places a case with an office by where the person lives.
 */
import { sql } from 'kysely';
import { claim, verdictOn } from '../../flows/index.js';
import { conversation, referenceOf } from '../cases/index.js';
import { NONE, type Position, stepOf, UNKNOWN } from '../conversation/index.js';
import type { CaseScope } from '../office/index.js';
import { query, type Row, type Tx } from '../storage/index.js';
import type { Reading } from './tools.js';

export type DeskCase = Row<'desk_case'>;

const byConversation = query<{ id: string }>()((db, p) => db.selectFrom('desk_case').selectAll().where('conversation_id', '=', p('id')));
const update = query<{ id: string; province: string | null; field: string | null; verdict: string | null; name: string; words: string; office: string | null }>()((db, p) =>
  db
    .updateTable('desk_case')
    .set({
      province: p('province'),
      field: p('field'),
      verdict: p('verdict'),
      name: p('name'),
      words: p('words'),
      office_id: p('office'),
      changed: sql<number>`(select coalesce(max(changed), 0) + 1 from desk_case)`,
    })
    .where('conversation_id', '=', p('id')),
);
const openOffices = query()((db) => db.selectFrom('office').select(['id', 'name']).where('closed_at', 'is', null).orderBy('name'));
const officesOf = query<{ province: string }>()((db, p) => db.selectFrom('office').select('id').where('province', '=', p('province')).where('closed_at', 'is', null).limit(2));

export const deskCase = (tx: Reading, id: string): DeskCase | undefined => tx.get(byConversation, { id });
/** Where a case belongs, for whoever asks whether an officer may see it. */
export const scopeOfCase = (tx: Pick<Tx, 'get'>, id: string): CaseScope | undefined => {
  const row = tx.get(byConversation, { id });
  return row === undefined ? undefined : { officeId: row.office_id, province: row.province };
};

/** Brings the queue's copy up to where the talk stands. Writes only when something of it changed. */
export const placeCase = (tx: Tx, id: string, position: Position): void => {
  const row = deskCase(tx, id);
  if (row === undefined) return;
  const { answers } = position;
  const province = provinceIn(answers.residence_place);
  const field = known(answers.field);
  const next = {
    province,
    field,
    verdict: field === null ? null : verdictOn(position.facts).kind,
    name: known(answers.organisation_name) ?? known(answers.claimant_name) ?? '',
    words: wordsOf(position, referenceOf(tx, conversation(tx, id)?.case_id ?? null)),
    office: row.office_id ?? (province === null ? null : theOnlyOffice(tx, province)),
  };
  const same = row.province === next.province && row.field === next.field && row.verdict === next.verdict && row.name === next.name && row.words === next.words;
  if (!same || row.office_id !== next.office) tx.run(update, { id, ...next });
};

/** What a case's office is now, and the offices it may be given to. */
export const officesToGive = (tx: Reading, id: string): readonly { readonly id: string; readonly name: string }[] => {
  const own = deskCase(tx, id)?.office_id;
  return tx.all(openOffices, {}).filter((office) => office.id !== own);
};

/** A province with one office: its cases are that office's. With several, whoever takes it first. */
const theOnlyOffice = (tx: Reading, province: string): string | null => {
  const offices = tx.all(officesOf, { province });
  return offices.length === 1 ? (offices[0]?.id ?? null) : null;
};

const provinceIn = (place: unknown): string | null => {
  const unit = typeof place === 'object' && place !== null && 'province' in place ? place.province : undefined;
  return typeof unit === 'object' && unit !== null && 'code' in unit && typeof unit.code === 'string' ? unit.code : null;
};
const known = (value: unknown): string | null => (typeof value === 'string' && value !== UNKNOWN && value !== NONE && value !== '' ? value : null);

/** Readers whose answers name a person or a paper; choices and sums would only be noise. */
const NAMING = ['name', 'phone', 'identity', 'email', 'place'];
/** Free text that names a person or a paper; stories are found as messages. */
const NAMING_TEXT = ['organisation_name', 'organisation_number', 'other_identity', 'injured_name', 'document_number', 'official_name'];

const wordsOf = (position: Position, reference: string | undefined): string => {
  const found = new Set<string>(reference === undefined ? [] : [reference, String(Number(reference.slice(-6)))]);
  for (const [key, value] of Object.entries(position.answers)) {
    const { flowKind, name } = kindOf(key);
    if (!NAMING.includes(flowKind) && !NAMING_TEXT.includes(name)) continue;
    if (known(value) !== null && typeof value === 'string') {
      found.add(value);
      // People type their number as they dial it.
      if (flowKind === 'phone') found.add(value.replace(/^\+84/, '0')).add(value.replace(/^\+/, ''));
    } else if (typeof value === 'object' && 'number' in value) found.add(value.number);
    else if (typeof value === 'object' && 'province' in value) found.add([value.commune?.name, value.province?.name].filter((part) => part !== undefined).join(' '));
  }
  return [...found].join(' · ').slice(0, 4_000);
};

const kindOf = (key: string): { readonly flowKind: string; readonly name: string } => {
  const name = stepOf(claim, key);
  const step = claim.steps[name];
  return { flowKind: step?.type === 'ask' ? step.reads.kind : '', name };
};
