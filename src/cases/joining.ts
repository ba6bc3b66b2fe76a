/**
 * Owns joining two chats to one talk by a one-time code: the code, who may still guess, and moving a chat. Nothing else joins people: no
 * name, no number, no phone.
 */
import { createHmac } from 'node:crypto';
import { addSeconds, type Instant } from '../basics/index.js';
import { query, type Tx } from '../storage/index.js';

const CODE_MINUTES = 10;
/** Wrong codes a chat may type in an hour; and all chats together, against somebody with many chats. */
const GUESSES = 5;
const ALL_GUESSES = 200;
const DIGITS = 8;

const insert = query<{ hash: string; conversation: string; channel: string; chat: string; expires: string }>()((db, p) =>
  db
    .insertInto('link_code')
    .values({ code_hash: p('hash'), conversation_id: p('conversation'), channel: p('channel'), chat: p('chat'), expires_at: p('expires'), used_at: null })
    .onConflict((conflict) => conflict.column('code_hash').doNothing()),
);
const byHash = query<{ hash: string }>()((db, p) => db.selectFrom('link_code').selectAll().where('code_hash', '=', p('hash')));
const use = query<{ hash: string; now: string }>()((db, p) =>
  db
    .updateTable('link_code')
    .set({ used_at: p('now') })
    .where('code_hash', '=', p('hash'))
    .where('used_at', 'is', null),
);
/** A new code ends the older ones, and what is over is not kept. */
const forget = query<{ conversation: string; now: string }>()((db, p) =>
  db.deleteFrom('link_code').where((eb) => eb.or([eb('conversation_id', '=', p('conversation')), eb('expires_at', '<', p('now'))])),
);
const guess = query<{ channel: string; chat: string; now: string }>()((db, p) => db.insertInto('link_guess').values({ channel: p('channel'), chat: p('chat'), at: p('now') }));
const forgetGuesses = query<{ since: string }>()((db, p) => db.deleteFrom('link_guess').where('at', '<', p('since')));
const forgetGuessesOf = query<{ channel: string; chat: string }>()((db, p) => db.deleteFrom('link_guess').where('channel', '=', p('channel')).where('chat', '=', p('chat')));
const guessesOf = query<{ channel: string; chat: string; since: string }>()((db, p) =>
  db
    .selectFrom('link_guess')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('channel', '=', p('channel'))
    .where('chat', '=', p('chat'))
    .where('at', '>', p('since')),
);
const allGuesses = query<{ since: string }>()((db, p) =>
  db
    .selectFrom('link_guess')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('at', '>', p('since')),
);
const moveContact = query<{ channel: string; chat: string; id: string; now: string }>()((db, p) =>
  db
    .updateTable('contact')
    .set({ conversation_id: p('id'), last_at: p('now') })
    .where('channel', '=', p('channel'))
    .where('chat', '=', p('chat')),
);
/** What came in that chat and waits for its turn follows it. */
const moveWaiting = query<{ from: string; to: string }>()((db, p) =>
  db
    .updateTable('inbox')
    .set({ conversation_id: p('to') })
    .where('conversation_id', '=', p('from'))
    .where('state', '=', 'new'),
);
const chats = query<{ id: string }>()((db, p) => db.selectFrom('contact').select(['channel', 'chat', 'last_at']).where('conversation_id', '=', p('id')));

const hashOf = (key: Buffer, code: string): string => createHmac('sha256', key).update(`join code\n${code}`).digest('base64url');

/** Eight digits that follow from the key and the message that asked: the same turn again shows the same code. */
export const codeFor = (key: Buffer, message: number, now: Instant): string => {
  const bits = createHmac('sha256', key).update(`join\n${message}\n${now}`).digest();
  return String(bits.readBigUInt64BE(0) % 10n ** BigInt(DIGITS)).padStart(DIGITS, '0');
};

export const codeShown = (tx: Tx, key: Buffer, code: string, place: { readonly conversation: string; readonly channel: string; readonly chat: string }, now: Instant): void => {
  tx.run(forget, { conversation: place.conversation, now });
  tx.run(insert, { hash: hashOf(key, code), ...place, expires: addSeconds(now, CODE_MINUTES * 60) });
};

/** What typing a code leads to: the talk it belongs to, or why it does not open. A wrong one is counted. */
export type Typed = { readonly kind: 'found'; readonly conversation: string } | { readonly kind: 'wrong' | 'too_often' | 'same_chat' };
export const codeTyped = (tx: Tx, key: Buffer, code: string, channel: string, chat: string, now: Instant): Typed => {
  const since = addSeconds(now, -3_600);
  tx.run(forgetGuesses, { since });
  if (Number(tx.get(guessesOf, { channel, chat, since })?.count ?? 0) >= GUESSES || Number(tx.get(allGuesses, { since })?.count ?? 0) >= ALL_GUESSES) return { kind: 'too_often' };
  const hash = hashOf(key, code);
  const row = tx.get(byHash, { hash });
  if (row === undefined || row.used_at !== null || row.expires_at <= now) {
    tx.run(guess, { channel, chat, now });
    return { kind: 'wrong' };
  }
  if (row.channel === channel && row.chat === chat) return { kind: 'same_chat' };
  return { kind: 'found', conversation: row.conversation_id };
};

/** The code opened: it opens nothing again. */
export const codeUsed = (tx: Tx, key: Buffer, code: string, now: Instant): void => void tx.run(use, { hash: hashOf(key, code), now });

/** Every chat of `from`, and what waits in it, now belongs to `to`; the chat it was typed in is the one used last. */
export const chatsMoved = (tx: Tx, from: string, to: string, typedIn: { readonly channel: string; readonly chat: string }, now: Instant): void => {
  for (const { channel, chat, last_at } of tx.all(chats, { id: from })) tx.run(moveContact, { channel, chat, id: to, now: last_at });
  tx.run(moveContact, { channel: typedIn.channel, chat: typedIn.chat, id: to, now });
  tx.run(moveWaiting, { from, to });
};
export const chatsOf = (tx: Pick<Tx, 'all'>, conversation: string): readonly { readonly channel: string; readonly chat: string }[] => tx.all(chats, { id: conversation });
/** Codes of an erased talk, and the wrong ones typed in its chats. */
export const codesForgotten = (tx: Tx, conversation: string, now: Instant): void => {
  tx.run(forget, { conversation, now });
  for (const { channel, chat } of chatsOf(tx, conversation)) tx.run(forgetGuessesOf, { channel, chat });
};
