/**
 * Owns what an office follows: cases on their way with their clock, which papers an agency owes the state-management body after an event (TT
 * 08/2019 Đ12), and which of them are known to have been sent. Reads many cases; speaks to nobody.
 */
import type { Day, Instant } from '../basics/index.js';
import { referenceOf } from '../cases/index.js';
import { clockOn, type ProcedureView, type StepKind } from '../conversation/index.js';
import type { Clock, Law } from '../law/index.js';
import type { Sight } from '../office/index.js';
import { query, type Tx } from '../storage/index.js';
import { sql } from 'kysely';
import { procedureOf } from './view.js';

type Reading = Pick<Tx, 'get' | 'all'>;
export type Followed = { readonly conversation: string; readonly reference: string; readonly agency: string; readonly view: ProcedureView; readonly clock: Clock };

/** Most cases looked at for one page. */
const AT_ONCE = 1_000;
const onTheirWay = query<Sight>()((db, p) =>
  db
    .selectFrom('desk_case')
    .innerJoin('conversation', 'conversation.id', 'desk_case.conversation_id')
    .select(['conversation.id', 'conversation.case_id'])
    .where((eb) => eb.exists(eb.selectFrom('step').select('step.id').whereRef('step.conversation_id', '=', 'conversation.id').where('step.superseded_at', 'is', null)))
    .where(
      sql<boolean>`(${p('everything')} = 1 or desk_case.office_id = ${p('office')} or (desk_case.office_id is null and (desk_case.province is null or ${p('province')} is null or desk_case.province = ${p('province')})))`,
    )
    .orderBy('desk_case.hour', 'desc')
    .limit(AT_ONCE),
);

export const followed = (tx: Reading, sight: Sight, law: Law, today: Day): readonly Followed[] =>
  tx.all(onTheirWay, sight).flatMap(({ id, case_id }) => {
    const view = procedureOf(tx, id);
    return view === undefined ? [] : [{ conversation: id, reference: referenceOf(tx, case_id) ?? id, agency: view.agency ?? '', view, clock: clockOn(view, law, today) }];
  });

/** The form of TT 04/2018 that goes to the state-management body after each event; `judgment` is the court's own text. */
const owedPapers: Readonly<Partial<Record<StepKind, string>>> = {
  accepted: '03',
  not_accepted: '03',
  officer_appointed: '05',
  decision_handed: '09',
  annulled: '11',
  corrected: '12',
  postponed: '13',
  resumed: '14',
  suspended: '15',
  terminated: '16',
  judgment_effective: 'judgment',
};

const sent = query<{ conversation: string }>()((db, p) => db.selectFrom('paper_sent').selectAll().where('conversation_id', '=', p('conversation')));
const insertSent = query<{ step: string; conversation: string; on: string; recipient: string; by: string; now: string }>()((db, p) =>
  db
    .insertInto('paper_sent')
    .values({ step_id: p('step'), conversation_id: p('conversation'), sent_on: p('on'), recipient: p('recipient'), recorded_by: p('by'), recorded_at: p('now') })
    .onConflict((conflict) => conflict.column('step_id').doNothing()),
);

export type Owed = { readonly step: string; readonly kind: StepKind; readonly on: Day; readonly form: string; readonly sentOn: Day | undefined };
/** Papers owed for a case, the oldest first, with the day each was sent. */
export const owedIn = (tx: Reading, conversation: string, view: ProcedureView): readonly Owed[] => {
  const known = tx.all(sent, { conversation });
  return view.steps.flatMap((step) => {
    const form = owedPapers[step.kind];
    return form === undefined ? [] : [{ step: step.id, kind: step.kind, on: step.on, form, sentOn: known.find(({ step_id }) => step_id === step.id)?.sent_on }];
  });
};
export const paperSent = (tx: Tx, step: string, conversation: string, on: Day, recipient: string, by: string, now: Instant): void =>
  void tx.run(insertSent, { step, conversation, on, recipient, by, now });
