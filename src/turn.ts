/**
 * The heart: one inbox row in, one transaction, outbox rows out. No network, no clock and no randomness inside; the instant and
 * the ids are arguments. A turn that throws is rolled back alone and its message parked for an officer. Read this first.
 */
import { claim, law, rooms, tellings } from '../flows/index.js';
import { addSeconds, clean, dayAt, idsFrom, type Instant, type NewId, sha256 } from './basics/index.js';
import {
  answerGiven,
  answerWithdrawn,
  type Conversation,
  caseOpened,
  codeFor,
  codeShown,
  contactOf,
  contactOn,
  conversation,
  currentAnswers,
  eventHappened,
  evidenceAnnounced,
  evidenceOf,
  exhibitNamed,
  exhibitOrdered,
  exhibitsMerged,
  exhibitWithdrawn,
  latestDossier,
  linkMade,
  linkToken,
  movedTo,
  type Phase,
  referenceOf,
  saveConversation,
  stopContact,
  uploadsClosed,
  waitUntil,
} from './cases/index.js';
import {
  type AnswerValue,
  detailTold,
  type Effect,
  eventFrom,
  type Env,
  type Flow,
  type Outcome,
  type Position,
  pendingSchema,
  respond,
  type Talk,
  UPLOAD_HOURS,
} from './conversation/index.js';
import { enqueue } from './delivery/index.js';
import { codeIn, join } from './join.js';
import { daysRunning, isMuted, muted, procedureOf, readByTheClock, reckoned, reckonSoon, recordStep } from './procedure/index.js';
import { type InboxRow, messageDone, messageHeld, messageParked, oldestNew, oldestNewId } from './inbox/index.js';
import type { Capabilities, Channel, Reply } from './messages/index.js';
import type { Tx } from './storage/index.js';
import type { Language, Wording } from './wording/index.js';

export type TurnTools = {
  readonly wording: Wording;
  /** The claim as this installation asks it; without one, every question. */
  readonly flow?: Flow;
  readonly capabilities: (channel: Channel) => Capabilities;
  /** Turns of these are to be taken, too: asked for while the transaction is open. */
  readonly wake?: (conversations: readonly string[]) => void;
  /** Told of a chat that was given words, while the transaction is open: they may be claimed in the same commit. */
  readonly said?: (spot: { readonly channel: Channel; readonly chat: string }) => void;
  /** Told in the same transaction when answers changed: where the talk stands now. The desk keeps its queue and its search by it. */
  readonly answersChanged?: (tx: Tx, conversation: string, position: Position) => void;
  /** Makes the tokens of links; where the pages are. */
  readonly linkKey: Buffer;
  readonly publicUrl: string;
};

/** Takes the oldest new message of a conversation: whether there was one, and whether another waits behind it. */
export const takeTurn = (tx: Tx, id: string, now: Instant, tools: TurnTools): 'none' | 'last' | 'more' => {
  const message = oldestNew(tx, id);
  if (message === undefined) return 'none';
  const left = message.more ? 'more' : 'last';
  const talker = conversation(tx, id);
  if (talker === undefined) throw new Error(`inbox row ${message.id} belongs to conversation ${id}, which does not exist`);
  const code = message.body.kind === 'text' ? codeIn(message.body.text, talker.case_id === null || talker.pending === JSON.stringify({ kind: 'joining' })) : undefined;
  if (code !== undefined) {
    joinBy(tx, talker, message, code, now, tools);
    return left;
  }
  // Taking back what one sent is a right, whoever owns the talk.
  if (talker.owner.startsWith('officer:') && message.body.kind !== 'withdrawn') {
    leaveToOfficer(tx, talker, message, now, tools);
    return left;
  }
  const loaded = loadTalk(tx, talker, message.id);
  const outcome = respond(loaded.talk, message.body, envFor(tools, now));
  const by = { actor: 'person', inbox: message.id, channel: message.channel, key: `turn:${message.id}`, seed: `turn ${message.channel} ${message.external_id} ${talker.id}` };
  writeOutcome(tx, talker, outcome, by, now, tools, loaded);
  messageDone(tx, message.id);
  for (const effect of outcome.effects) if (effect.do === 'keep_words') messageDone(tx, effect.message, 'kept');
  return left;
};

/** A one-time code was typed: the talk it opens goes on in this chat, from the question it stood at. */
const joinBy = (tx: Tx, talker: Conversation, message: InboxRow, code: string, now: Instant, tools: TurnTools): void => {
  const done = join(tx, talker, message, code, now, tools);
  if (done.kind === 'said' && talker.owner.startsWith('officer:')) {
    // The officer sees what was typed and, on the case's page, what it proved; the bot is silent.
    leaveToOfficer(tx, talker, message, now, tools);
    return;
  }
  messageDone(tx, message.id);
  if (done.kind === 'said') {
    post(tx, talker, `turn:${message.id}`, [{ text: tools.wording[talker.language as Language].say(done.key), tag: done.key }], now, tools);
    return;
  }
  const into = conversation(tx, done.into);
  if (into === undefined) throw new Error(`conversation ${done.into} vanished while a chat was joined to it`);
  const loaded = loadTalk(tx, into, message.id);
  const outcome = respond(loaded.talk, { kind: 'start' }, envFor(tools, now));
  const by = { actor: 'person', inbox: message.id, channel: message.channel, key: `turn:${message.id}`, seed: `turn ${message.channel} ${message.external_id} ${into.id}` };
  const silent = into.owner.startsWith('officer:');
  const effects: readonly Effect[] = [{ do: 'say', reply: { text: done.lead, tag: 'join.done' } }, ...(silent ? [] : outcome.effects)];
  writeOutcome(tx, into, { ...outcome, effects }, by, now, tools, loaded);
  tools.wake?.([into.id]);
};

/** An officer owns the talk: what the person sends is kept and shown to the officer, the bot is silent. Reports of chores wait for the bot. */
const leaveToOfficer = (tx: Tx, talker: Conversation, message: InboxRow, now: Instant, tools: TurnTools): void => {
  const { body } = message;
  if (body.kind === 'notice') {
    messageHeld(tx, message.id);
    eventHappened(tx, talker.id, 'report_held', { inbox: message.id, what: body.what }, now);
    return;
  }
  const by: By = { actor: 'person', inbox: message.id, channel: message.channel, key: '', seed: `turn ${message.channel} ${message.external_id} ${talker.id}` };
  const agreed = currentAnswers(tx, talker.id).some(({ question, value }) => question === 'consent' && value === JSON.stringify('agree'));
  if (body.kind === 'blocked') apply(tx, talker, { do: 'stop_sending' }, by, now, idsFrom(by.seed), tools);
  else if (body.kind === 'unblocked') apply(tx, talker, { do: 'resume_sending' }, by, now, idsFrom(by.seed), tools);
  else if (body.kind === 'file' && agreed) {
    const { handle, name = '' } = body.file;
    apply(
      tx,
      talker,
      {
        do: 'take_file',
        handle,
        name: clean(name),
        caption: clean(body.caption ?? ''),
        ...(body.group === undefined ? {} : { album: body.group }),
        ...(body.paper === undefined ? {} : { paper: body.paper }),
      },
      by,
      now,
      idsFrom(by.seed),
      tools,
    );
  }
  eventHappened(tx, talker.id, 'message_for_officer', { inbox: message.id }, now, 'person');
  messageDone(tx, message.id);
};

/** The same law, flow and words for every turn of a process; only the day changes. */
export const envFor = ({ wording, linkKey, publicUrl, flow = claim }: Pick<TurnTools, 'wording' | 'linkKey' | 'publicUrl' | 'flow'>, now: Instant): Env => ({
  today: dayAt(now),
  now,
  flow,
  tellings,
  rooms,
  wording,
  law,
  timelineUrl: (target) => `${publicUrl}/t/${linkToken(linkKey, 'timeline', target)}`,
  joinCode: (message) => codeFor(linkKey, message, now),
  uploadUrl: (target) => `${publicUrl}/u/${linkToken(linkKey, 'upload', target)}`,
});

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

/** How long a link to the timeline works. */
const TIMELINE_DAYS = 90;
/** How long the messages of someone who never answered the consent question stay. */
const FORGOTTEN_AFTER_DAYS = 30;

/** So long before a channel's window closes the person is told. */
const WINDOW_NOTICE_SECONDS = 2 * 3600;

type AnswerRow = { readonly question: string; readonly value: string };
export type Loaded = { readonly talk: Talk; readonly rows: readonly AnswerRow[]; readonly answersHash: string };

/** Everything the conversation may look at, in five reads. */
export const loadTalk = (tx: Pick<Tx, 'get' | 'all'>, talker: Conversation, message: number): Loaded => {
  const rows = currentAnswers(tx, talker.id);
  const answersHash = hashOf(rows);
  const answers = Object.fromEntries(rows.map(({ question, value }) => [question, JSON.parse(value) as AnswerValue]));
  const evidence = once(() => evidenceIn(tx, talker.id));
  const reference = once(() => referenceOf(tx, talker.case_id));
  const procedure = once(() => procedureOf(tx, talker.id));
  const dossier = once(() => {
    const row = latestDossier(tx, talker.id);
    return row === undefined ? undefined : { id: row.id, version: row.version, state: row.state };
  });
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
      // Looked up when asked for: most turns ask the next question and need none of it.
      get evidence() {
        return evidence();
      },
      get dossier() {
        return dossier();
      },
      get reference() {
        return reference();
      },
      get procedure() {
        return procedure();
      },
      get muted() {
        return isMuted(tx, talker.id);
      },
      queued: talker.owner === 'queue',
    },
  };
};

const evidenceIn = (tx: Pick<Tx, 'all'>, id: string): Talk['evidence'] =>
  evidenceOf(tx, id).map((row) => ({
    id: row.id,
    name: row.name,
    state: row.state,
    paper: row.paper,
    album: row.album,
    exhibit: row.exhibit,
    title: row.title,
    reason: row.reason,
    pages: row.pages === null ? 0 : (JSON.parse(row.pages) as unknown[]).length,
  }));

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** Where the interview stood, kept with the hashes of the flow and of the answers; `off`: answers that are not on the path. */
type Cache = { readonly step: string; readonly items: Readonly<Record<string, number>>; readonly off: readonly string[]; readonly flow: string; readonly hash: string };

const hashOf = (rows: readonly AnswerRow[]): string => sha256(rows.map(({ question, value }) => `${question}\0${value}\0`).join('')).slice(0, 16);

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

/** Who an outcome comes from: the person by a message, or `officer:<id>`. `key`: of what is said; the same twice speaks once. `seed`: of new ids. */
export type By = { readonly actor: string; readonly inbox: number | null; readonly channel: string; readonly key: string; readonly seed: string };

/** Writes what `respond`, or an officer in the person's stead, decided: answers, events, timers, position, what is said. */
export const writeOutcome = (tx: Tx, talker: Conversation, { effects, position }: Outcome, by: By, now: Instant, tools: TurnTools, loaded: Loaded): void => {
  const newId = idsFrom(by.seed);
  let row: Conversation = { ...talker };
  const replies: Reply[] = [];
  let erased = false;
  const clockChanges = effects.some((effect) => (effect.do === 'answer' || effect.do === 'withdraw') && readByTheClock.includes(effect.key));
  const followed = clockChanges ? procedureOf(tx, talker.id) : undefined;
  for (const effect of effects) {
    if (effect.do === 'say') replies.push(effect.reply);
    else if (effect.do === 'erase') erased = true;
    else if (effect.do !== 'keep_words') row = apply(tx, row, effect, by, now, newId, tools);
  }
  if (erased) waitUntil(tx, 'erase_files', talker.id, now, { language: row.language }, talker.id);
  // Someone who never says yes or no to being remembered is not remembered for ever.
  if (talker.position === null) waitUntil(tx, 'forget_guest', talker.id, addSeconds(now, FORGOTTEN_AFTER_DAYS * 86_400), {}, talker.id);
  // A channel that falls silent tells so before it does; each word of the person begins the wait anew.
  const window = by.actor !== 'person' || by.channel === 'system' ? undefined : tools.capabilities(by.channel as Channel).pushWindow;
  if (window !== undefined && row.case_id !== null) waitUntil(tx, 'window_ends', talker.id, addSeconds(now, window - WINDOW_NOTICE_SECONDS), { channel: by.channel }, talker.id);
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
  const phase = movedTo(row.phase as Phase, wanted);
  saveConversation(tx, { ...row, position: keep, phase }, now);
  // Days run from answers too; the years to claim in run from the interview on.
  if (row.case_id !== null && (clockChanges || phase !== row.phase)) reckonSoon(tx, talker.id, followed === undefined ? {} : daysRunning(followed, law, now), now);
  post(tx, row, by.key, replies, now, tools);
  if (rows !== undefined) tools.answersChanged?.(tx, talker.id, position);
};

const samePath = (path: readonly string[], keys: readonly string[]): boolean => {
  const on = keys.filter((key) => path.includes(key));
  return on.length === path.length && on.every((key, i) => key === path[i]);
};

const apply = (tx: Tx, row: Conversation, effect: Exclude<Effect, { do: 'say' | 'keep_words' | 'erase' }>, by: By, now: Instant, newId: NewId, tools: TurnTools): Conversation => {
  const id = row.id;
  switch (effect.do) {
    case 'answer': {
      answerGiven(tx, { conversation: id, question: effect.key, value: effect.value, said: effect.said, shown: effect.shown, inbox: by.inbox, actor: by.actor }, now);
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
      eventHappened(tx, id, 'person_wanted', { reason: effect.reason, inbox: by.inbox }, now, effect.reason === 'asked' ? 'person' : 'bot');
      return { ...row, owner: row.owner === 'bot' ? 'queue' : row.owner };
    case 'take_file': {
      const evidenceId = newId();
      evidenceAnnounced(tx, {
        id: evidenceId,
        conversation_id: id,
        inbox_id: by.inbox,
        album: effect.album ?? null,
        channel: by.channel,
        handle: effect.handle,
        name: effect.name,
        caption: effect.caption,
        paper: effect.paper ?? null,
        title: effect.title ?? null,
        received_at: now,
      });
      waitUntil(tx, 'fetch_file', evidenceId, now, {}, id);
      return row;
    }
    case 'open_upload':
      uploadsClosed(tx, id, now);
      linkMade(tx, linkToken(tools.linkKey, 'upload', effect.target), 'upload', effect.target, id, now, addSeconds(now, UPLOAD_HOURS * 3_600));
      return row;
    case 'show_code': {
      const place = contactOn(tx, id, by.channel) ?? contactOf(tx, id);
      if (place) codeShown(tx, tools.linkKey, effect.code, { conversation: id, channel: place.channel, chat: place.chat }, now);
      return row;
    }
    case 'close_upload':
      uploadsClosed(tx, id, now);
      return row;
    case 'name_exhibit':
      exhibitNamed(tx, id, effect.exhibit, effect, now);
      return row;
    case 'merge_exhibits':
      exhibitsMerged(tx, id, effect.from, effect.into, now);
      return row;
    case 'order_exhibit':
      exhibitOrdered(tx, id, effect.exhibit, effect.order);
      return row;
    case 'withdraw_exhibit':
      exhibitWithdrawn(tx, id, effect.exhibit, now);
      return row;
    case 'make_dossier':
      waitUntil(tx, 'make_dossier', id, now, {}, id);
      return row;
    case 'hand_over':
      waitUntil(tx, 'send_mail', id, now, {}, id);
      return row;
    case 'erase_message':
      waitUntil(tx, 'erase_message', `${by.channel}\n${effect.message}`, now, {}, id);
      return row;
    case 'export':
      waitUntil(tx, 'make_export', id, now, { turn: by.inbox }, id);
      return row;
    case 'stop_sending':
    case 'resume_sending': {
      const contact = contactOn(tx, id, by.channel);
      if (contact) stopContact(tx, contact.channel, contact.chat, effect.do === 'stop_sending');
      eventHappened(tx, id, effect.do === 'stop_sending' ? 'chat_blocked' : 'chat_unblocked', {}, now, 'person');
      return row;
    }
    case 'record_step': {
      const made = eventFrom(effect.kind, effect.on, effect.told);
      if (!made.ok) throw new Error(`a step of kind ${effect.kind} was told without its ${made.field}; the talk must ask for it`);
      const step = {
        id: effect.id,
        conversation: id,
        kind: effect.kind,
        on: effect.on,
        event: made.event,
        detail: detailTold(effect.kind, effect.told),
        number: effect.number,
        signer: '',
        toldBy: 'person',
        form: by.seed,
      } as const;
      // What is said of it was said by the talk itself.
      recordStep(tx, step, now, { law, wording: tools.wording });
      return { ...row, phase: conversation(tx, id)?.phase ?? row.phase };
    }
    case 'mute':
      muted(tx, id, effect.muted, now);
      reckoned(tx, id, law, now);
      eventHappened(tx, id, effect.muted ? 'reminders_off' : 'reminders_on', {}, now, 'person');
      return row;
    case 'open_timeline':
      linkMade(tx, linkToken(tools.linkKey, 'timeline', effect.target), 'timeline', effect.target, id, now, addSeconds(now, TIMELINE_DAYS * 86_400));
      return row;
    case 'make_letter':
      waitUntil(tx, 'make_letter', `${id} ${effect.letter} ${by.inbox ?? 0}`, now, { letter: effect.letter }, id);
      return row;
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
  const spot = { channel: contact.channel as Channel, chat: contact.chat };
  enqueue(tx, {
    ...spot,
    conversation: row.id,
    turnKey,
    epoch: row.epoch,
    replies,
    now,
    capabilities: tools.capabilities(spot.channel),
  });
  tools.said?.(spot);
};
