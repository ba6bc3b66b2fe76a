/** Owns the case's history: what happened, when, by whom. The console reads it by `seq`. Never holds names or message text. */
import type { Instant } from '../basics/index.js';
import { query, type Tx } from '../storage/index.js';

/** Everything that can happen to a case; each has its words in `desk.event`. */
export const eventKinds = [
  'agency_answered',
  'agency_changed',
  'answer_corrected',
  'approval_wanted',
  'came_by_link',
  'case_given',
  'case_opened',
  'case_passed_on',
  'chat_blocked',
  'chat_unblocked',
  'chats_joined',
  'chats_merged',
  'chore_failed',
  'correction_undone',
  'days_moved',
  'deadline_near',
  'dossier_approved',
  'erased',
  'exhibit_accepted',
  'exhibit_moved',
  'exhibit_withdrawn',
  'exhibits_merged',
  'file_sent_as_link',
  'handed_back',
  'handover_bounced',
  'handover_sent',
  'handover_uncertain',
  'join_proved',
  'lease_lapsed',
  'marked_unreadable',
  'message_erased',
  'message_for_officer',
  'note_added',
  'officer_said',
  'officer_took_back',
  'person_wanted',
  'reminder_mailed',
  'reminder_not_mailed',
  'news_mailed',
  'news_not_mailed',
  'reminders_off',
  'reminders_on',
  'report_held',
  'seen_to',
  'send_parked',
  'send_refused',
  'send_waits',
  'sent_again',
  'step_overdue',
  'step_taken_back',
  'step_told',
  'taken_over',
  'tap_repeated',
] as const;
export type EventKind = (typeof eventKinds)[number];

const insert = query<{ conversation: string; kind: string; actor: string; now: string; data: string }>()((db, p) =>
  db.insertInto('event').values({ conversation_id: p('conversation'), kind: p('kind'), actor: p('actor'), at: p('now'), data: p('data') }),
);
const ofConversation = query<{ conversation: string }>()((db, p) => db.selectFrom('event').selectAll().where('conversation_id', '=', p('conversation')).orderBy('seq'));

export const eventHappened = (tx: Tx, conversation: string, kind: EventKind, data: Readonly<Record<string, unknown>>, now: Instant, actor = 'bot'): void =>
  void tx.run(insert, { conversation, kind, actor, now, data: JSON.stringify(data) });

export const eventsOf = (tx: Pick<Tx, 'all'>, conversation: string) => tx.all(ofConversation, { conversation });
