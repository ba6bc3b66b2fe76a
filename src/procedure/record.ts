/**
 * Owns the one way a step is recorded, whoever tells it: the row, the case's history, its phase, the reminders, and what the person is told.
 * All in the caller's transaction; nothing is sent here.
 */
import { dayAt, type Instant } from '../basics/index.js';
import { type Conversation, conversation, eventHappened, movedTo, type Phase, saveConversation, waitUntil } from '../cases/index.js';
import { type Moved, stepReplies } from '../conversation/index.js';
import type { Law } from '../law/index.js';
import type { Reply } from '../messages/index.js';
import type { Tx } from '../storage/index.js';
import type { Language, Wording } from '../wording/index.js';
import { movedBetween, reckoned } from './reckon.js';
import { type NewStep, stepKept, stepSuperseded, toldStep, stepById } from './steps.js';
import { procedureOf } from './view.js';

export type Recorded = { readonly kept: true; readonly moved: readonly Moved[]; readonly replies: readonly Reply[] } | { readonly kept: false };
export type RecordTools = { readonly law: Law; readonly wording: Wording };

/** The mailed copy alone starts nothing; everything else puts the case on its way. */
const startsNothing = ['advance_copy_received', 'other_paper', 'grounding_received'];

/** `replies`: what the person is to be told, in their language. Not kept: the same form recorded it before, or the case is gone. */
export const recordStep = (tx: Tx, step: NewStep, now: Instant, { law, wording }: RecordTools): Recorded => {
  const talker = conversation(tx, step.conversation);
  const before = procedureOf(tx, step.conversation);
  if (talker === undefined || before === undefined || !stepKept(tx, step, now)) return { kept: false };
  const after = procedureOf(tx, step.conversation) ?? before;
  eventHappened(tx, step.conversation, step.toldBy === 'agency' ? 'agency_answered' : 'step_told', { step: step.id, kind: step.kind, by: step.toldBy }, now, step.toldBy);
  if (!startsNothing.includes(step.kind)) onItsWay(tx, talker, step.kind, now);
  reckoned(tx, step.conversation, law, now);
  // Told by somebody else: where the chat is shut, a mail says that something waits there.
  if (step.toldBy !== 'person') waitUntil(tx, 'mail_news', step.conversation, now, {}, step.conversation);
  const moved = movedBetween(before, after, law, now);
  const told = after.steps.find(({ id }) => id === step.id);
  const words = wording[talker.language as Language];
  return { kept: true, moved, replies: told === undefined ? [] : stepReplies(told, after, moved, law, dayAt(now), words) };
};

/** An officer takes a wrong step back: it stays as history and counts no more. */
export const takeStepBack = (tx: Tx, id: string, by: string, now: Instant, law: Law): readonly Moved[] | undefined => {
  const row = stepById(tx, id);
  const before = row && procedureOf(tx, row.conversation_id);
  if (row === undefined || before === undefined || !stepSuperseded(tx, id, by, now)) return undefined;
  eventHappened(tx, row.conversation_id, 'step_taken_back', { step: id, kind: toldStep(row).kind }, now, by);
  reckoned(tx, row.conversation_id, law, now);
  const after = procedureOf(tx, row.conversation_id);
  return after === undefined ? [] : movedBetween(before, after, law, now);
};

const onItsWay = (tx: Tx, talker: Conversation, kind: string, now: Instant): void => {
  const phase = movedTo(talker.phase as Phase, kind === 'paid' ? 'closed' : 'in_procedure');
  if (phase !== talker.phase) saveConversation(tx, { ...talker, phase }, now);
};
