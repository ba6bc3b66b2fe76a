/** Owns the recorded steps of a claim after hand-over: one row each, dated, by whom it was told; a step put right supersedes the one before. The only writer of `step`. */
import type { Instant } from '../basics/index.js';
import { isStepKind, stepDetailSchema, type ToldStep } from '../conversation/index.js';
import { claimEventSchema } from '../law/index.js';
import { query, type Row, type Tx } from '../storage/index.js';

export type StepRow = Row<'step'>;
/** `agency` by its page, `person` in the talk, `officer:<id>` in the console. */
export type TellerName = 'agency' | 'person' | `officer:${string}`;

/** What is told of a step before it is a row. */
export type NewStep = Pick<ToldStep, 'id' | 'kind' | 'on' | 'event' | 'detail' | 'number' | 'signer'> & {
  readonly conversation: string;
  /** A stored file: the paper itself. */
  readonly paper?: string | undefined;
  readonly toldBy: TellerName;
  /** The form or message it came by. */
  readonly form?: string | undefined;
};

const insert = query<Omit<StepRow, 'superseded_at' | 'superseded_by'>>()((db, p) =>
  db
    .insertInto('step')
    .values({
      id: p('id'),
      conversation_id: p('conversation_id'),
      kind: p('kind'),
      day: p('day'),
      event: p('event'),
      detail: p('detail'),
      number: p('number'),
      signer: p('signer'),
      paper: p('paper'),
      told_by: p('told_by'),
      form: p('form'),
      recorded_at: p('recorded_at'),
      superseded_at: null,
      superseded_by: null,
    })
    .onConflict((conflict) => conflict.doNothing()),
);
const ofConversation = query<{ conversation: string }>()((db, p) =>
  db.selectFrom('step').selectAll().where('conversation_id', '=', p('conversation')).orderBy('day').orderBy('recorded_at').orderBy('id'),
);
const byId = query<{ id: string }>()((db, p) => db.selectFrom('step').selectAll().where('id', '=', p('id')));
const byForm = query<{ conversation: string; form: string }>()((db, p) =>
  db.selectFrom('step').selectAll().where('conversation_id', '=', p('conversation')).where('form', '=', p('form')),
);
const supersede = query<{ id: string; by: string; now: string }>()((db, p) =>
  db
    .updateTable('step')
    .set({ superseded_at: p('now'), superseded_by: p('by') })
    .where('id', '=', p('id'))
    .where('superseded_at', 'is', null),
);

/** False when the same form or message recorded it before. */
export const stepKept = (tx: Tx, step: NewStep, now: Instant): boolean =>
  tx.run(insert, {
    id: step.id,
    conversation_id: step.conversation,
    kind: step.kind,
    day: step.on,
    event: step.event === undefined ? null : JSON.stringify(claimEventSchema.parse(step.event)),
    detail: JSON.stringify(stepDetailSchema.parse(step.detail)),
    number: step.number,
    signer: step.signer,
    paper: step.paper ?? null,
    told_by: step.toldBy,
    form: step.form ?? null,
    recorded_at: now,
  }).changes === 1;

/** It no longer counts; `by`: who says so, or the step that stands in its place. False when it had been put right before. */
export const stepSuperseded = (tx: Tx, id: string, by: string, now: Instant): boolean => tx.run(supersede, { id, by, now }).changes === 1;

export const stepById = (tx: Pick<Tx, 'get'>, id: string): StepRow | undefined => tx.get(byId, { id });
/** The step a form recorded: which reply to show when it is sent again. */
export const stepOfForm = (tx: Pick<Tx, 'get'>, conversation: string, form: string): StepRow | undefined => tx.get(byForm, { conversation, form });
/** Every row, also superseded ones, in order of its day. */
export const stepRows = (tx: Pick<Tx, 'all'>, conversation: string): readonly StepRow[] => tx.all(ofConversation, { conversation });
/** What stands. */
export const stepsOf = (tx: Pick<Tx, 'all'>, conversation: string): readonly ToldStep[] =>
  stepRows(tx, conversation)
    .filter((row) => row.superseded_at === null)
    .map(toldStep);

/** Throws for a row this release cannot read, which is our mistake. */
export const toldStep = (row: StepRow): ToldStep => {
  if (!isStepKind(row.kind)) throw new Error(`step ${row.id} is of kind ${row.kind}, which this release does not know`);
  return {
    id: row.id,
    kind: row.kind,
    on: row.day,
    event: row.event === null ? undefined : claimEventSchema.parse(JSON.parse(row.event)),
    detail: stepDetailSchema.parse(JSON.parse(row.detail)),
    number: row.number,
    signer: row.signer,
    toldBy: row.told_by === 'agency' ? 'agency' : row.told_by === 'person' ? 'person' : 'officer',
    recordedAt: row.recorded_at,
  };
};
