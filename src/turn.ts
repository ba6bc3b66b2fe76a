/**
 * The heart: one inbox row in, one transaction, outbox rows out. No network, no clock and no randomness inside; the instant and
 * the ids are arguments. A turn that throws is rolled back alone and its message parked for an officer. Read this first.
 */
import { createHash } from 'node:crypto';
import { claim, rooms, tellings } from '../flows/index.js';
import { addSeconds, dayAt, idsFrom, type Instant, type NewId } from './basics/index.js';
import {
  answerGiven,
  answerWithdrawn,
  type Conversation,
  caseOpened,
  contactOf,
  contactOn,
  conversation,
  currentAnswers,
  eventHappened,
  evidenceAnnounced,
  evidenceOf,
  latestDossier,
  movedTo,
  type Phase,
  referenceOf,
  saveConversation,
  stopContact,
  waitUntil,
} from './cases/index.js';
import { type AnswerValue, type Effect, type Env, type Outcome, pendingSchema, respond, type Talk } from './conversation/index.js';
import { enqueue } from './delivery/index.js';
import { type InboxRow, messageDone, messageParked, oldestNew, oldestNewId } from './inbox/index.js';
import type { Capabilities, Channel, Reply } from './messages/index.js';
import type { Tx } from './storage/index.js';
import type { Language, Wording } from './wording/index.js';

export type TurnTools = { readonly wording: Wording; readonly capabilities: (channel: Channel) => Capabilities };

/** Takes the oldest new message of a conversation. False when there is none. */
export const takeTurn = (tx: Tx, id: string, now: Instant, tools: TurnTools): boolean => {
  const message = oldestNew(tx, id);
  if (message === undefined) return false;
  const talker = conversation(tx, id);
  if (talker === undefined) throw new Error(`inbox row ${message.id} belongs to conversation ${id}, which does not exist`);
  // Taking back what one sent is a right, whoever owns the talk.
  if (talker.owner.startsWith('officer:') && message.body.kind !== 'withdrawn') {
    eventHappened(tx, id, 'message_for_officer', { inbox: message.id }, now, 'person');
    messageDone(tx, message.id);
    return true;
  }
  const loaded = loadTalk(tx, talker, message.id);
  const outcome = respond(loaded.talk, message.body, envFor(tools.wording, now));
  write(tx, talker, message, outcome, now, tools, loaded);
  return true;
};

/** The same law, flow and words for every turn of a process; only the day changes. */
export const envFor = (wording: Wording, now: Instant): Env => ({ today: dayAt(now), now, flow: claim, tellings, rooms, wording });

/** Sets a failed message aside: the person is told once, an officer sees it, the next messages go on. */
export const parkMessage = (tx: Tx, id: string, now: Instant, tools: TurnTools): void => {
  const message = oldestNewId(tx, id);
  const talker = conversation(tx, id);
  if (message === undefined || talker === undefined) return;
  messageParked(tx, message);
  eventHappened(tx, id, 'person_wanted', { reason: 'turn_failed', inbox: message }, now);
  const owner = talker.owner === 'bot' ? 'queue' : talker.owner;
  // Whatever half-known state made it fail is dropped; the answers stand, and the next message is walked from the start.
  saveConversation(tx, { ...talker, owner, pending: null, position: talker.position === null ? null : '{}' }, now);
  const words = tools.wording[talker.language as Language];
  post(tx, talker, `park:${message}`, [{ text: words.say('common.failed'), tag: 'failed' }], now, tools);
};

/** How long the messages of someone who never answered the consent question stay. */
const FORGOTTEN_AFTER_DAYS = 30;

/** So long before a channel's window closes the person is told. */
const WINDOW_NOTICE_SECONDS = 2 * 3600;

type AnswerRow = { readonly question: string; readonly value: string };
type Loaded = { readonly talk: Talk; readonly rows: readonly AnswerRow[]; readonly answersHash: string };

/** Everything the conversation may look at, in five reads. */
export const loadTalk = (tx: Pick<Tx, 'get' | 'all'>, talker: Conversation, message: number): Loaded => {
  const rows = currentAnswers(tx, talker.id);
  const answersHash = hashOf(rows);
  const answers = Object.fromEntries(rows.map(({ question, value }) => [question, JSON.parse(value) as AnswerValue]));
  const dossier = latestDossier(tx, talker.id);
  return {
    rows,
    answersHash,
    talk: {
      id: talker.id,
      message,
      greeted: talker.position !== null,
      language: talker.language as Language,
      answers,
      pending: talker.pending === null ? undefined : pendingSchema.parse(JSON.parse(talker.pending)),
      cached: cachedPosition(talker.position, answersHash, Object.keys(answers)),
      evidence: evidenceOf(tx, talker.id).map((row) => ({
        id: row.id,
        name: row.name,
        state: row.state,
        paper: row.paper,
        album: row.album,
        exhibit: row.exhibit,
        reason: row.reason,
        pages: row.pages === null ? 0 : (JSON.parse(row.pages) as unknown[]).length,
      })),
      dossier: dossier === undefined ? undefined : { id: dossier.id, version: dossier.version, state: dossier.state },
      reference: referenceOf(tx, talker.case_id),
      queued: talker.owner === 'queue',
    },
  };
};

/** Where the interview stood, kept with the hashes of the flow and of the answers; `off`: answers that are not on the path. */
type Cache = { readonly step: string; readonly items: Readonly<Record<string, number>>; readonly off: readonly string[]; readonly flow: string; readonly hash: string };

const hashOf = (rows: readonly AnswerRow[]): string =>
  createHash('sha256')
    .update(rows.map(({ question, value }) => `${question}\0${value}\0`).join(''))
    .digest('base64url')
    .slice(0, 16);

/** The current answers as `cases` will give them after these effects: a new one stands last. Undefined when none changes. */
const rowsAfter = (before: readonly AnswerRow[], effects: readonly Effect[]): readonly AnswerRow[] | undefined => {
  let rows: readonly AnswerRow[] | undefined;
  for (const effect of effects) {
    if (effect.do !== 'answer' && effect.do !== 'withdraw') continue;
    rows = (rows ?? before).filter(({ question }) => question !== effect.key);
    if (effect.do === 'answer') rows = [...rows, { question: effect.key, value: JSON.stringify(effect.value) }];
  }
  return rows;
};

const cachedPosition = (stored: string | null, hash: string, keys: readonly string[]): Talk['cached'] => {
  if (stored === null) return undefined;
  const cache = JSON.parse(stored) as Partial<Cache>;
  if (cache.flow !== claim.hash || cache.hash !== hash || cache.step === undefined) return undefined;
  return { step: cache.step, items: cache.items ?? {}, path: keys.filter((key) => !cache.off?.includes(key)) };
};

const write = (tx: Tx, talker: Conversation, message: InboxRow, { effects, position }: Outcome, now: Instant, tools: TurnTools, loaded: Loaded): void => {
  const newId = idsFrom(`turn ${message.channel} ${message.external_id} ${talker.id}`);
  let row: Conversation = { ...talker };
  const replies: Reply[] = [];
  const kept = new Set<number>();
  let erased = false;
  for (const effect of effects) {
    if (effect.do === 'say') replies.push(effect.reply);
    else if (effect.do === 'keep_words') kept.add(effect.message);
    else if (effect.do === 'erase') erased = true;
    else row = apply(tx, row, effect, message, now, newId);
  }
  if (erased) waitUntil(tx, 'erase_files', talker.id, now, { language: row.language }, talker.id);
  // Someone who never says yes or no to being remembered is not remembered for ever.
  if (talker.position === null) waitUntil(tx, 'forget_guest', talker.id, addSeconds(now, FORGOTTEN_AFTER_DAYS * 86_400), {}, talker.id);
  // A channel that falls silent tells so before it does; each word of the person begins the wait anew.
  const window = message.channel === 'system' ? undefined : tools.capabilities(message.channel as Channel).pushWindow;
  if (window !== undefined && row.case_id !== null)
    waitUntil(tx, 'window_ends', talker.id, addSeconds(now, window - WINDOW_NOTICE_SECONDS), { channel: message.channel }, talker.id);
  const rows = rowsAfter(loaded.rows, effects);
  const keys = rows?.map(({ question }) => question) ?? Object.keys(position.answers);
  const ordered = rows === undefined || samePath(position.path, keys);
  const cache: Cache = {
    step: position.step,
    items: position.items,
    off: keys.filter((key) => !position.path.includes(key)),
    flow: claim.hash,
    hash: rows === undefined ? loaded.answersHash : hashOf(rows),
  };
  // After a change the stored order is no longer the order asked: such a talk is walked from the start each turn (about 1 ms).
  const keep = rows === undefined ? (talker.position ?? JSON.stringify({ ...cache, hash: '' })) : JSON.stringify(ordered ? cache : { ...cache, hash: '' });
  const wanted = phaseAt(position.step, effects, row.phase as Phase);
  saveConversation(tx, { ...row, position: keep, phase: movedTo(row.phase as Phase, wanted) }, now);
  post(tx, row, `turn:${message.id}`, replies, now, tools);
  messageDone(tx, message.id);
  for (const id of kept) messageDone(tx, id, 'kept');
};

const samePath = (path: readonly string[], keys: readonly string[]): boolean => {
  const on = keys.filter((key) => path.includes(key));
  return on.length === path.length && on.every((key, i) => key === path[i]);
};

const apply = (tx: Tx, row: Conversation, effect: Exclude<Effect, { do: 'say' | 'keep_words' | 'erase' }>, message: InboxRow, now: Instant, newId: NewId): Conversation => {
  const id = row.id;
  switch (effect.do) {
    case 'answer': {
      answerGiven(tx, { conversation: id, question: effect.key, value: effect.value, said: effect.said, shown: effect.shown, inbox: message.id, actor: 'person' }, now);
      if (effect.key !== 'consent') return row;
      if (effect.value === 'information_only') waitUntil(tx, 'forget_guest', id, addSeconds(now, 86_400), {}, id);
      if (effect.value !== 'agree' || row.case_id !== null) return row;
      const caseId = newId();
      caseOpened(tx, caseId, id, now);
      eventHappened(tx, id, 'case_opened', { case: caseId }, now, 'person');
      return { ...row, case_id: caseId };
    }
    case 'withdraw':
      answerWithdrawn(tx, id, effect.key, now);
      return row;
    case 'pend':
      return { ...row, pending: effect.pending === undefined ? null : JSON.stringify(effect.pending) };
    case 'language':
      return { ...row, language: effect.language };
    case 'want_person':
      eventHappened(tx, id, 'person_wanted', { reason: effect.reason, inbox: message.id }, now, effect.reason === 'asked' ? 'person' : 'bot');
      return { ...row, owner: row.owner === 'bot' ? 'queue' : row.owner };
    case 'take_file': {
      const evidenceId = newId();
      evidenceAnnounced(tx, {
        id: evidenceId,
        conversation_id: id,
        inbox_id: message.id,
        album: effect.album ?? null,
        channel: message.channel,
        handle: effect.handle,
        name: effect.name,
        caption: effect.caption,
        paper: effect.paper ?? null,
        received_at: now,
      });
      waitUntil(tx, 'fetch_file', evidenceId, now, {}, id);
      return row;
    }
    case 'make_dossier':
      waitUntil(tx, 'make_dossier', id, now, {}, id);
      return row;
    case 'hand_over':
      waitUntil(tx, 'send_mail', id, now, {}, id);
      return row;
    case 'erase_message':
      waitUntil(tx, 'erase_message', `${message.channel}\n${effect.message}`, now, {}, id);
      return row;
    case 'export':
      waitUntil(tx, 'make_export', id, now, { turn: message.id }, id);
      return row;
    case 'stop_sending':
    case 'resume_sending': {
      const contact = contactOn(tx, id, message.channel);
      if (contact) stopContact(tx, contact.channel, contact.chat, effect.do === 'stop_sending');
      eventHappened(tx, id, effect.do === 'stop_sending' ? 'chat_blocked' : 'chat_unblocked', {}, now, 'person');
      return row;
    }
    case 'note':
      eventHappened(tx, id, effect.kind, effect.data, now);
      return row;
  }
};

/** The phase that a step belongs to. */
const phaseAt = (step: string, effects: readonly Effect[], now: Phase): Phase => {
  if (effects.some((effect) => effect.do === 'hand_over')) return now;
  const room = rooms.find(({ steps }) => steps.includes(step))?.room;
  if (step === 'done' || step === 'handover_consent') return 'ready';
  if (room === 'consent' || room === 'triage' || room === 'review') return room;
  return room === undefined ? now : 'interview';
};

/** Puts replies into the outbox for the chat used last. */
const post = (tx: Tx, row: Conversation, turnKey: string, replies: readonly Reply[], now: Instant, tools: TurnTools): void => {
  const contact = contactOf(tx, row.id);
  if (contact === undefined || replies.length === 0) return;
  enqueue(tx, {
    conversation: row.id,
    channel: contact.channel as Channel,
    chat: contact.chat,
    turnKey,
    epoch: row.epoch,
    replies,
    now,
    capabilities: tools.capabilities(contact.channel as Channel),
  });
};
