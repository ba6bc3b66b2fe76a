/** Owns telling a conversation that a chore ended: a `system` message through the same inbox as everything else, once per key. */
import type { Instant } from '../basics/index.js';
import type { Notice } from '../conversation/index.js';
import { storeMessage } from '../inbox/index.js';
import type { Tx } from '../storage/index.js';

export const notify = (tx: Tx, conversation: string, key: string, notice: Notice, now: Instant): void =>
  void storeMessage(
    tx,
    { channel: 'system', externalId: `${notice.what}:${key}`, chat: conversation, body: { kind: 'notice', what: notice.what, about: key, detail: { ...notice.detail } } },
    now,
  );
