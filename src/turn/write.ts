/** Owns writing what the conversation, or an officer in the person's stead, decided: every effect, what waits because of it, where the talk stands, what is said. */
import { law, rooms } from '../../flows/index.js';
import { addSeconds, idsFrom, type Instant } from '../basics/index.js';
import { type Conversation, contactOf, movedTo, type Phase, saveConversation, waitUntil } from '../cases/index.js';
import type { Effect, Outcome } from '../conversation/index.js';
import { enqueue } from '../delivery/index.js';
import type { Channel, Reply } from '../messages/index.js';
import { daysRunning, procedureOf, readByTheClock, reckonSoon } from '../procedure/index.js';
import type { Tx } from '../storage/index.js';
import { applied } from './effects.js';
import type { Loaded } from './load.js';
import { positionAfter } from './position.js';
import type { By, TurnTools } from './tools.js';

/** How long the messages of someone who never answered the consent question stay. */
const FORGOTTEN_AFTER_DAYS = 30;
/** So long before a channel's window closes the person is told. */
const WINDOW_NOTICE_SECONDS = 2 * 3600;

/** Writes what `respond`, or an officer in the person's stead, decided: answers, events, timers, position, what is said. */
export const writeOutcome = (tx: Tx, talker: Conversation, { effects, position }: Outcome, by: By, now: Instant, tools: TurnTools, loaded: Loaded): void => {
  const doing = { tx, by, now, tools, newId: idsFrom(by.seed) };
  let row: Conversation = { ...talker };
  const replies: Reply[] = [];
  let erased = false;
  const clockChanges = effects.some((effect) => (effect.do === 'answer' || effect.do === 'withdraw') && readByTheClock.includes(effect.key));
  const followed = clockChanges ? procedureOf(tx, talker.id) : undefined;
  for (const effect of effects) {
    if (effect.do === 'say') replies.push(effect.reply);
    else if (effect.do === 'erase') erased = true;
    else if (effect.do !== 'keep_words') row = applied(effect, row, doing);
  }
  if (erased) waitUntil(tx, 'erase_files', talker.id, now, { language: row.language }, talker.id);
  // Someone who never says yes or no to being remembered is not remembered for ever.
  if (talker.position === null) waitUntil(tx, 'forget_guest', talker.id, addSeconds(now, FORGOTTEN_AFTER_DAYS * 86_400), {}, talker.id);
  // A channel that falls silent tells so before it does; each word of the person begins the wait anew.
  const window = by.actor !== 'person' || by.channel === 'system' ? undefined : tools.capabilities(by.channel as Channel).pushWindow;
  if (window !== undefined && row.case_id !== null) waitUntil(tx, 'window_ends', talker.id, addSeconds(now, window - WINDOW_NOTICE_SECONDS), { channel: by.channel }, talker.id);
  const { kept, answersChanged } = positionAfter(position, effects, loaded, talker.position);
  const wanted = phaseAt(position.step, effects, row.phase as Phase);
  const phase = movedTo(row.phase as Phase, wanted);
  saveConversation(tx, { ...row, position: kept, phase }, now);
  // Days run from answers too; the years to claim in run from the interview on.
  if (row.case_id !== null && (clockChanges || phase !== row.phase)) reckonSoon(tx, talker.id, followed === undefined ? {} : daysRunning(followed, law, now), now);
  post(tx, row, by.key, replies, now, tools);
  if (answersChanged) tools.answersChanged?.(tx, talker.id, position);
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
export const post = (tx: Tx, row: Conversation, turnKey: string, replies: readonly Reply[], now: Instant, tools: TurnTools): void => {
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
