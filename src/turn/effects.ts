/** Owns what each single effect of a turn does to the tables. What is said, and where the talk stands afterwards, is `write.ts`. */
import { law } from '../../flows/index.js';
import { addSeconds, type Instant, type NewId } from '../basics/index.js';
import {
  answerGiven,
  answerWithdrawn,
  type Conversation,
  caseOpened,
  codeShown,
  contactOf,
  contactOn,
  conversation,
  eventHappened,
  evidenceAnnounced,
  exhibitNamed,
  exhibitOrdered,
  exhibitsMerged,
  exhibitWithdrawn,
  linkMade,
  linkToken,
  stopContact,
  uploadsClosed,
  waitUntil,
} from '../cases/index.js';
import { detailTold, type Effect, eventFrom, UPLOAD_HOURS } from '../conversation/index.js';
import { muted, reckoned, recordStep } from '../procedure/index.js';
import type { Tx } from '../storage/index.js';
import type { By, TurnTools } from './tools.js';

/** How long a link to the timeline works. */
const TIMELINE_DAYS = 90;

/** In whose name, when, and with what an effect is carried out. */
export type Doing = { readonly tx: Tx; readonly by: By; readonly now: Instant; readonly newId: NewId; readonly tools: TurnTools };

/** Carries out one effect; the conversation's row after it, not yet saved. */
export const applied = (effect: Exclude<Effect, { do: 'say' | 'keep_words' | 'erase' }>, row: Conversation, { tx, by, now, newId, tools }: Doing): Conversation => {
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
