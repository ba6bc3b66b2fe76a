/** Owns looking for the QR on a photo of an identity card, after the photo was received. What it says is the conversation's to put to the person. */
import { evidenceById } from '../cases/index.js';
import { cardPart } from '../conversation/index.js';
import { readCode } from '../evidence/index.js';
import { type Chore, done } from './chore.js';
import { notify } from './notify.js';

export const readCardPhoto: Chore = async (timer, tools) => {
  const row = evidenceById(tools.db.read, timer.key);
  if (row?.state !== 'received' || row.sha256 === null || row.mime === null) return done;
  const pages = JSON.parse(row.pages ?? '[]') as string[];
  const code = await readCode({ sha256: row.sha256, mime: row.mime, pages }, tools.evidence);
  // Only the fields we read travel on; a newer card's further fields are other people's.
  const text = code === undefined ? undefined : cardPart(code);
  await tools.db.transaction((tx) => {
    if (evidenceById(tx, row.id) === undefined) return;
    notify(tx, row.conversation_id, row.id, text === undefined ? { what: 'card_unreadable', detail: {} } : { what: 'card_read', detail: { text } }, tools.now());
  });
  tools.wake([row.conversation_id]);
  return done;
};
