/** Owns erasing: what a person asked to erase, and what a guest left, a day after. Files first, while the rows still list them: after a crash in between it is done again. */
import { z } from 'zod';
import {
  agreedToKeep,
  contactOf,
  conversation,
  conversationErased,
  dossiersOf,
  type EvidenceRow,
  eventHappened,
  evidenceOf,
  exportedFiles,
  heldElsewhere,
  messageErased,
  repetitionsTakenUp,
} from '../cases/index.js';
import { enqueue } from '../delivery/index.js';
import { inboxIdsOf } from '../inbox/index.js';
import type { Channel } from '../messages/index.js';
import { lettersOf, stepRows } from '../procedure/index.js';
import type { Reader } from '../storage/index.js';
import type { Language } from '../wording/index.js';
import { type Chore, type ChoreTools, done } from './chore.js';
import { notify } from './notify.js';

export const eraseFiles: Chore = async (timer, tools) => {
  const id = timer.key;
  await forget(id, filesOf(tools.db.read, id), tools);
  const language = (JSON.parse(timer.data) as { language?: Language }).language ?? 'vi';
  const late = await tools.db.transaction((tx) => {
    const talker = conversation(tx, id);
    const contact = contactOf(tx, id);
    if (talker === undefined) return [];
    const now = tools.now();
    // What another chore kept while the files above went.
    const left = filesOf(tx, id);
    conversationErased(tx, id, now);
    eventHappened(tx, id, 'erased', {}, now, 'person');
    if (contact === undefined) return left;
    const port = tools.port(contact.channel as Channel);
    const text = tools.wording[language].say('common.erase.done');
    if (port)
      enqueue(tx, {
        conversation: id,
        channel: contact.channel as Channel,
        chat: contact.chat,
        turnKey: `erased:${id}:${now}`,
        epoch: talker.epoch + 1,
        replies: [{ text, tag: 'erased' }],
        now,
        capabilities: port.capabilities,
      });
    return left;
  });
  await forget(id, late, tools);
  // What was still on its way in by an upload page, which is closed now.
  await tools.sweepUploads();
  tools.wake([id]);
  return done;
};

/** Whoever has not agreed to a case by then is forgotten: a guest after a day, someone who never answered after a month. */
export const forgetGuest: Chore = async (timer, tools) => {
  const id = timer.key;
  if (agreedToKeep(tools.db.read, id)) return done;
  await forget(id, filesOf(tools.db.read, id), tools);
  await tools.db.transaction((tx) => {
    if (!agreedToKeep(tx, id)) conversationErased(tx, id, tools.now());
  });
  return done;
};

/** A message that the person took back on the platform: what it said, the answer and the file it was. A dossier made before stays as it was signed. */
export const eraseMessage: Chore = async (timer, tools) => {
  const id = timer.conversation_id;
  if (id === null) throw new Error(`timer ${timer.id} (erase_message) has no conversation`);
  const [channel = '', external = ''] = timer.key.split('\n');
  const gone = inboxIdsOf(tools.db.read, id, channel, external);
  if (gone.length === 0) return done;
  const isGone = (row: { readonly inbox_id: number | null }): boolean => row.inbox_id !== null && gone.includes(row.inbox_id);
  const rows = evidenceOf(tools.db.read, id);
  const kept = rows.filter((row) => !isGone(row)).flatMap(bytesOf);
  await forget(
    id,
    rows
      .filter(isGone)
      .flatMap(bytesOf)
      .filter((sha256) => !kept.includes(sha256)),
    tools,
  );
  await tools.db.transaction((tx) => {
    const now = tools.now();
    for (const inbox of gone) messageErased(tx, inbox);
    repetitionsTakenUp(
      tx,
      id,
      rows.filter((row) => isGone(row) && row.state === 'received').map(({ sha256 }) => sha256),
    );
    eventHappened(tx, id, 'message_erased', { messages: gone.length }, now, 'person');
    notify(tx, id, `${timer.key}:${timer.due_at}`, { what: 'message_erased', detail: {} }, now);
  });
  tools.wake([id]);
  return done;
};

const bytesOf = (row: EvidenceRow): readonly string[] => [
  ...(row.sha256 === null ? [] : [row.sha256]),
  ...(row.pages === null ? [] : z.array(z.string()).parse(JSON.parse(row.pages))),
];

const filesOf = (tx: Reader, id: string): readonly string[] => {
  const evidence = evidenceOf(tx, id).flatMap(bytesOf);
  const dossiers = dossiersOf(tx, id).flatMap(({ pdf_sha256, json_sha256 }) => [pdf_sha256, json_sha256].filter((sha) => sha !== null));
  const letters = lettersOf(tx, id).flatMap(({ pdf_sha256, docx_sha256 }) => [pdf_sha256, docx_sha256].filter((sha) => sha !== null));
  const papers = stepRows(tx, id).flatMap(({ paper }) => (paper === null ? [] : [paper]));
  return [...evidence, ...dossiers, ...letters, ...papers, ...exportedFiles(tx, id)];
};

/** Removes files from the store, but those that somebody else's case holds too. */
export const forget = async (id: string, files: readonly string[], tools: ChoreTools): Promise<void> => {
  for (const sha256 of new Set(files)) if (!heldElsewhere(tools.db.read, id, sha256)) await tools.evidence.store.remove(sha256);
};
