/** Owns canned answers: words an office says often, with places to fill. One office's own, or everybody's (`officeId` null). */
import type { Instant } from '../basics/index.js';
import { query, type Reader, type Row, type Tx } from '../storage/index.js';

export type CannedAnswer = Row<'canned_answer'>;

/** What may stand in double braces: the person's name, the case's reference, the agency, the officer, the office, its hours. */
export const places = ['name', 'reference', 'agency', 'officer', 'office', 'hours'] as const;
export type Place = (typeof places)[number];

const ofOffice = query<{ office: string }>()((db, p) =>
  db
    .selectFrom('canned_answer')
    .selectAll()
    .where((eb) => eb.or([eb('office_id', '=', p('office')), eb('office_id', 'is', null)]))
    .orderBy('name'),
);
const byId = query<{ id: string }>()((db, p) => db.selectFrom('canned_answer').selectAll().where('id', '=', p('id')));
const put = query<CannedAnswer>()((db, p) =>
  db
    .insertInto('canned_answer')
    .values({ id: p('id'), office_id: p('office_id'), name: p('name'), text: p('text'), updated_at: p('updated_at'), updated_by: p('updated_by') })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ office_id: p('office_id'), name: p('name'), text: p('text'), updated_at: p('updated_at'), updated_by: p('updated_by') }),
    ),
);
const drop = query<{ id: string }>()((db, p) => db.deleteFrom('canned_answer').where('id', '=', p('id')));

export const cannedAnswers = (read: Pick<Reader, 'all'>, office: string): readonly CannedAnswer[] => read.all(ofOffice, { office });
export const cannedAnswer = (read: Pick<Reader, 'get'>, id: string): CannedAnswer | undefined => read.get(byId, { id });
export const cannedSaved = (tx: Tx, answer: Omit<CannedAnswer, 'updated_at'>, now: Instant): void => void tx.run(put, { ...answer, updated_at: now });
export const cannedDropped = (tx: Tx, id: string): void => void tx.run(drop, { id });

const braces = /\{\{\s*([^{}]*?)\s*\}\}/g;
const isPlace = (name: string): name is Place => places.some((place) => place === name);

/** Names in braces that are no place we know: the page refuses to save them. */
export const unknownPlaces = (text: string): readonly string[] => [...text.matchAll(braces)].map(([, name = '']) => name).filter((name) => !isPlace(name));

/** The words with every place filled; `missing` names places that had no value and stay in braces: such words must not be sent. */
export const fillCanned = (text: string, values: Readonly<Partial<Record<Place, string>>>): { readonly text: string; readonly missing: readonly string[] } => {
  const missing: string[] = [];
  const filled = text.replace(braces, (whole: string, name: string) => {
    const value = isPlace(name) ? values[name] : undefined;
    if (value !== undefined && value !== '') return value;
    missing.push(name);
    return whole;
  });
  return { text: filled, missing };
};
