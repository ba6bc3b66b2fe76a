/** Owns what becomes of a message while an officer owns the talk: it is kept and shown, files are taken, the bot says nothing. */
import { clean, idsFrom, type Instant } from '../basics/index.js';
import { type Conversation, currentAnswers, eventHappened } from '../cases/index.js';
import { type InboxRow, messageDone, messageHeld } from '../inbox/index.js';
import type { Tx } from '../storage/index.js';
import { applied, type Doing } from './effects.js';
import { byPerson, type TurnTools } from './tools.js';

/** An officer owns the talk: what the person sends is kept and shown to the officer, the bot is silent. Reports of chores wait for the bot. */
export const leaveToOfficer = (tx: Tx, talker: Conversation, message: InboxRow, now: Instant, tools: TurnTools): void => {
  const { body } = message;
  if (body.kind === 'notice') {
    messageHeld(tx, message.id);
    eventHappened(tx, talker.id, 'report_held', { inbox: message.id, what: body.what }, now);
    return;
  }
  const doing = (): Doing => {
    const by = byPerson(message, talker);
    return { tx, by, now, newId: idsFrom(by.seed), tools };
  };
  const agreed = currentAnswers(tx, talker.id).some(({ question, value }) => question === 'consent' && value === JSON.stringify('agree'));
  if (body.kind === 'blocked') applied({ do: 'stop_sending' }, talker, doing());
  else if (body.kind === 'unblocked') applied({ do: 'resume_sending' }, talker, doing());
  else if (body.kind === 'file' && agreed) {
    const { handle, name = '' } = body.file;
    applied(
      {
        do: 'take_file',
        handle,
        name: clean(name),
        caption: clean(body.caption ?? ''),
        ...(body.group === undefined ? {} : { album: body.group }),
        ...(body.paper === undefined ? {} : { paper: body.paper }),
      },
      talker,
      doing(),
    );
  }
  eventHappened(tx, talker.id, 'message_for_officer', { inbox: message.id }, now, 'person');
  messageDone(tx, message.id);
};
