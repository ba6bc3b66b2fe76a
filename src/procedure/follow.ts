/** Owns whether a person wants reminders: «dừng nhắc», «nhắc lại». The only writer of `follow`. */
import type { Instant } from '../basics/index.js';
import { query, type Tx } from '../storage/index.js';

const get = query<{ conversation: string }>()((db, p) => db.selectFrom('follow').select('muted_at').where('conversation_id', '=', p('conversation')));
const put = query<{ conversation: string; muted: string | null }>()((db, p) =>
  db
    .insertInto('follow')
    .values({ conversation_id: p('conversation'), muted_at: p('muted') })
    .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet({ muted_at: p('muted') })),
);

export const isMuted = (tx: Pick<Tx, 'get'>, conversation: string): boolean => (tx.get(get, { conversation })?.muted_at ?? null) !== null;
export const muted = (tx: Tx, conversation: string, off: boolean, now: Instant): void => void tx.run(put, { conversation, muted: off ? now : null });
