/** Owns frozen dossiers, their versions, their hand-over to an agency and the reference number of a case. */
import type { Instant } from '../basics/index.js';
import { query, type Row, type Tx } from '../storage/index.js';

export type DossierRow = Row<'dossier'>;
export type HandoverRow = Row<'handover'>;

const nextNumber = query()((db) => db.selectFrom('case_record').select((eb) => eb.fn.max('number').as('last')));
const insertCase = query<{ id: string; number: number; conversation: string; now: string }>()((db, p) =>
  db.insertInto('case_record').values({ id: p('id'), number: p('number'), conversation_id: p('conversation'), opened_at: p('now'), erased_at: null }),
);
const setCase = query<{ conversation: string; id: string }>()((db, p) =>
  db
    .updateTable('conversation')
    .set({ case_id: p('id') })
    .where('id', '=', p('conversation')),
);
const caseById = query<{ id: string }>()((db, p) => db.selectFrom('case_record').selectAll().where('id', '=', p('id')));

const versions = query<{ conversation: string }>()((db, p) => db.selectFrom('dossier').selectAll().where('conversation_id', '=', p('conversation')).orderBy('version'));
const latest = query<{ conversation: string }>()((db, p) =>
  db.selectFrom('dossier').selectAll().where('conversation_id', '=', p('conversation')).orderBy('version', 'desc').limit(1),
);
const byId = query<{ id: string }>()((db, p) => db.selectFrom('dossier').selectAll().where('id', '=', p('id')));
const insert = query<{ id: string; conversation: string; version: number; record: string; now: string }>()((db, p) =>
  db.insertInto('dossier').values({
    id: p('id'),
    conversation_id: p('conversation'),
    version: p('version'),
    record: p('record'),
    state: 'preparing',
    pdf_sha256: null,
    json_sha256: null,
    size: null,
    error: null,
    prepared_at: p('now'),
    ready_at: null,
  }),
);
const ready = query<{ id: string; pdf: string; json: string; size: number; now: string }>()((db, p) =>
  db
    .updateTable('dossier')
    .set({ state: 'ready', pdf_sha256: p('pdf'), json_sha256: p('json'), size: p('size'), ready_at: p('now') })
    .where('id', '=', p('id')),
);
const failed = query<{ id: string; error: string }>()((db, p) =>
  db
    .updateTable('dossier')
    .set({ state: 'failed', error: p('error') })
    .where('id', '=', p('id')),
);
const insertHandover = query<Pick<HandoverRow, 'id' | 'dossier_id' | 'conversation_id' | 'agency' | 'address' | 'message_id' | 'prepared_at'>>()((db, p) =>
  db
    .insertInto('handover')
    .values({
      id: p('id'),
      dossier_id: p('dossier_id'),
      conversation_id: p('conversation_id'),
      agency: p('agency'),
      address: p('address'),
      message_id: p('message_id'),
      prepared_at: p('prepared_at'),
      parts_sent: 0,
      sending: 0,
      sent_at: null,
      bounced_at: null,
      receipt_at: null,
      error: null,
    })
    .onConflict((conflict) => conflict.columns(['dossier_id', 'address']).doNothing()),
);
const handoverById = query<{ id: string }>()((db, p) => db.selectFrom('handover').selectAll().where('id', '=', p('id')));
const handoversOf = query<{ conversation: string }>()((db, p) => db.selectFrom('handover').selectAll().where('conversation_id', '=', p('conversation')));
const handoversFor = query<{ agency: string }>()((db, p) =>
  db.selectFrom('handover').selectAll().where('agency', '=', p('agency')).where('sent_at', 'is not', null).orderBy('prepared_at', 'desc').limit(500),
);
const startPart = query<{ id: string }>()((db, p) => db.updateTable('handover').set({ sending: 1 }).where('id', '=', p('id')));
const endPart = query<{ id: string; sent: number }>()((db, p) =>
  db
    .updateTable('handover')
    .set({ sending: 0, parts_sent: p('sent') })
    .where('id', '=', p('id')),
);
const stampSent = query<{ id: string; now: string }>()((db, p) =>
  db
    .updateTable('handover')
    .set({ sent_at: p('now') })
    .where('id', '=', p('id')),
);
const stampBounced = query<{ id: string; now: string; error: string }>()((db, p) =>
  db
    .updateTable('handover')
    .set({ bounced_at: p('now'), error: p('error') })
    .where('id', '=', p('id')),
);

/** Opens the case of a conversation and gives it the next number. */
export const caseOpened = (tx: Tx, id: string, conversation: string, now: Instant): void => {
  const number = Number(tx.get(nextNumber, {})?.last ?? 0) + 1;
  tx.run(insertCase, { id, number, conversation, now });
  tx.run(setCase, { id, conversation });
};

/** `DH-2026-000123`: the year the case was opened and its number. */
export const referenceOf = (tx: Pick<Tx, 'get'>, caseId: string | null): string | undefined => {
  if (caseId === null) return undefined;
  const row = tx.get(caseById, { id: caseId });
  return row === undefined ? undefined : `DH-${row.opened_at.slice(0, 4)}-${String(row.number).padStart(6, '0')}`;
};

/** Every version, the oldest first. */
export const dossiersOf = (tx: Pick<Tx, 'all'>, conversation: string): readonly DossierRow[] => tx.all(versions, { conversation });
export const latestDossier = (tx: Pick<Tx, 'get'>, conversation: string): DossierRow | undefined => tx.get(latest, { conversation });
export const dossierById = (tx: Pick<Tx, 'get'>, id: string): DossierRow | undefined => tx.get(byId, { id });
export const dossierPrepared = (tx: Tx, id: string, conversation: string, version: number, record: unknown, now: Instant): void =>
  void tx.run(insert, { id, conversation, version, record: JSON.stringify(record), now });
export const dossierReady = (tx: Tx, id: string, pdf: string, json: string, size: number, now: Instant): void => void tx.run(ready, { id, pdf, json, size, now });
export const dossierFailed = (tx: Tx, id: string, error: string): void => void tx.run(failed, { id, error });

export const handoverPrepared = (tx: Tx, row: Pick<HandoverRow, 'id' | 'dossier_id' | 'conversation_id' | 'agency' | 'address' | 'message_id' | 'prepared_at'>): boolean =>
  tx.run(insertHandover, row).changes === 1;
export const handover = (tx: Pick<Tx, 'get'>, id: string): HandoverRow | undefined => tx.get(handoverById, { id });
export const handovers = (tx: Pick<Tx, 'all'>, conversation: string): readonly HandoverRow[] => tx.all(handoversOf, { conversation });
/** What was sent to an agency of this name, the newest first. */
export const handoversTo = (tx: Pick<Tx, 'all'>, agency: string): readonly HandoverRow[] => tx.all(handoversFor, { agency });
/** Written before a mail leaves: after a crash it is known to be in doubt. */
export const handoverSending = (tx: Tx, id: string): void => void tx.run(startPart, { id });
/** The outcome is known: so many mails have left. */
export const handoverProgress = (tx: Tx, id: string, sent: number): void => void tx.run(endPart, { id, sent });
export const handoverSent = (tx: Tx, id: string, now: Instant): void => void tx.run(stampSent, { id, now });
export const handoverBounced = (tx: Tx, id: string, error: string, now: Instant): void => void tx.run(stampBounced, { id, error, now });
