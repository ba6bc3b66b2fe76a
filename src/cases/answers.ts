/** Owns stored answers: the current one of each question, the older ones kept as history, and the wording shown with each, stored once. */
import { type Instant, sha256 } from '../basics/index.js';
import { query, type Tx } from '../storage/index.js';

const current = query<{ conversation: string }>()((db, p) =>
  db.selectFrom('answer').select(['question', 'value']).where('conversation_id', '=', p('conversation')).where('superseded_at', 'is', null).orderBy('id'),
);
const full = query<{ conversation: string }>()((db, p) =>
  db
    .selectFrom('answer')
    .leftJoin('wording', 'wording.id', 'answer.wording_id')
    .select(['answer.question', 'answer.value', 'answer.said', 'answer.actor', 'answer.answered_at', 'answer.superseded_at', 'answer.inbox_id', 'wording.text as shown'])
    .where('answer.conversation_id', '=', p('conversation'))
    .orderBy('answer.id'),
);
const supersede = query<{ conversation: string; question: string; now: string }>()((db, p) =>
  db
    .updateTable('answer')
    .set({ superseded_at: p('now') })
    .where('conversation_id', '=', p('conversation'))
    .where('question', '=', p('question'))
    .where('superseded_at', 'is', null),
);
const insert = query<{ conversation: string; question: string; value: string; said: string; wording: number; inbox: number | null; actor: string; now: string }>()((db, p) =>
  db.insertInto('answer').values({
    conversation_id: p('conversation'),
    question: p('question'),
    value: p('value'),
    said: p('said'),
    wording_id: p('wording'),
    inbox_id: p('inbox'),
    actor: p('actor'),
    answered_at: p('now'),
    superseded_at: null,
  }),
);
const wordingByHash = query<{ hash: string }>()((db, p) => db.selectFrom('wording').select('id').where('hash', '=', p('hash')));
const insertWording = query<{ hash: string; text: string }>()((db, p) => db.insertInto('wording').values({ hash: p('hash'), text: p('text') }));

export type StoredAnswer = {
  readonly question: string;
  readonly value: string;
  readonly said: string;
  readonly shown: string | null;
  readonly actor: string;
  readonly answered_at: string;
  readonly superseded_at: string | null;
  readonly inbox_id: number | null;
};

/** Question → value as JSON text, in the order answered. */
export const currentAnswers = (tx: Pick<Tx, 'all'>, conversation: string): readonly { readonly question: string; readonly value: string }[] => tx.all(current, { conversation });
/** Whether the person agreed that what they tell and send is kept. */
export const agreedToKeep = (tx: Pick<Tx, 'all'>, conversation: string): boolean =>
  currentAnswers(tx, conversation).some(({ question, value }) => question === 'consent' && value === JSON.stringify('agree'));
/** Every answer ever given, with the words shown. */
export const allAnswers = (tx: Pick<Tx, 'all'>, conversation: string): readonly StoredAnswer[] => tx.all(full, { conversation });

export const answerGiven = (
  tx: Tx,
  given: {
    readonly conversation: string;
    readonly question: string;
    readonly value: unknown;
    readonly said: string;
    readonly shown: string;
    readonly inbox: number | null;
    readonly actor: string;
  },
  now: Instant,
): void => {
  tx.run(supersede, { conversation: given.conversation, question: given.question, now });
  tx.run(insert, { ...given, value: JSON.stringify(given.value), wording: wordingId(tx, given.shown), now });
};

export const answerWithdrawn = (tx: Tx, conversation: string, question: string, now: Instant): void => void tx.run(supersede, { conversation, question, now });

const wordingId = (tx: Tx, text: string): number => {
  const hash = sha256(text).slice(0, 22);
  return tx.get(wordingByHash, { hash })?.id ?? tx.run(insertWording, { hash, text }).id;
};
