/** Owns what each command does: a person is called, an answer changed, a list shown … Which words are a command is `commands.ts`. Pure. */
import { askAgain, kept, say } from './answering.js';
import type { Command } from './commands.js';
import { beginIntake, listLetters, standingReplies, timelineReplies } from './procedure/index.js';
import { paperCommand, paperList } from './papers.js';
import { again, changingKey, startChange, sure } from './pending.js';
import { reviewKeys, reviewReplies } from './review.js';
import type { Effect, Env, Outcome, Talk } from './talk.js';
import { uploadPage } from './upload.js';
import type { Position } from './walk.js';
import { whyReplies } from './why.js';
import type { Words } from '../wording/index.js';

export const obey = (talk: Talk, command: Command, env: Env, here: Position, words: Words): Outcome => {
  const stay = (...effects: readonly Effect[]): Outcome => ({ effects, position: here });
  const forget: Effect[] = talk.pending ? [{ do: 'pend', pending: undefined }] : [];
  switch (command.name) {
    case 'person':
      return stay(
        ...kept(talk),
        ...(talk.queued ? [say('common.person.already', words)] : [{ do: 'want_person', reason: 'asked' } as const, say('common.person.asked', words)]),
        say('common.person.hotline', words),
      );
    case 'distress':
      return stay(...kept(talk), { do: 'want_person', reason: 'distress' }, say('common.person.distress', words));
    case 'remind_off':
    case 'remind_on': {
      const muted = command.name === 'remind_off';
      // «nhắc lại» is also how people ask to hear the question again: it turns reminders on only when they are off.
      if (!muted && talk.muted !== true) return obey(talk, { name: 'where' }, env, here, words);
      return stay({ do: 'mute', muted }, say(muted ? 'procedure.muted' : 'procedure.unmuted', words));
    }
    case 'progress': {
      if (talk.procedure === undefined) return obey(talk, { name: 'where' }, env, here, words);
      const target = `${talk.id} ${env.today}`;
      return stay(...forget, { do: 'open_timeline', target }, ...timelineReplies(talk.procedure, env.law, env.today, words, env.timelineUrl(target)));
    }
    case 'paper_came':
      return stay(...beginIntake('paper', undefined, talk, env, words));
    case 'lodged':
      return stay(...beginIntake('did', 'lodged', talk, env, words));
    case 'did':
      return stay(...beginIntake('did', undefined, talk, env, words));
    case 'letters':
      return stay(...listLetters(talk, env, words));
    case 'review':
      return stay(
        { do: 'pend', pending: { kind: 'review', keys: [...reviewKeys(here)] } },
        ...reviewReplies(env, talk.id, here, words).map((reply) => ({ do: 'say', reply }) as const),
      );
    case 'change': {
      if (command.item === undefined && here.path.length === 0) return stay(...reviewReplies(env, talk.id, here, words).map((reply) => ({ do: 'say', reply }) as const));
      if (command.item === undefined)
        return stay(
          { do: 'pend', pending: { kind: 'review', keys: [...reviewKeys(here)] } },
          say('common.change.which', words),
          ...reviewReplies(env, talk.id, here, words).map((reply) => ({ do: 'say', reply }) as const),
        );
      const keys = talk.pending?.kind === 'review' ? talk.pending.keys : reviewKeys(here);
      const key = keys[command.item - 1];
      return key === undefined || !here.path.includes(key) ? stay(say('common.review.not_that_number', words, { n: command.item })) : startChange(talk, key, env, here, words);
    }
    case 'why':
      return stay(...whyReplies(env, here, words, changingKey(talk.pending)).map((reply) => ({ do: 'say', reply }) as const));
    case 'where':
    case 'hello': {
      // Handed over, nothing is asked any more: people come back for what has come of it.
      if (here.key === undefined && talk.procedure !== undefined && talk.procedure.steps.length > 0)
        return stay(...forget, ...standingReplies(talk.procedure, env.law, env.today, words));
      const room = env.rooms.find(({ steps }) => steps.includes(here.step))?.room;
      const lead = room === undefined || here.path.length === 0 ? '' : words.say('common.where', { room: words.say(`common.rooms.${room}`), count: here.path.length });
      return stay(...forget, ...askAgain(env, talk, here, words, lead));
    }
    case 'thanks':
      return stay(...again(talk, env, here, words, words.say('common.welcome')));
    case 'export':
      return talk.answers.consent === 'agree'
        ? stay({ do: 'pend', pending: { kind: 'export' } }, sure('export', talk, words))
        : stay(say(talk.answers.consent === undefined ? 'common.export.nothing' : 'common.export.guest', words), ...again(talk, env, here, words, ''));
    case 'erase':
      return stay({ do: 'pend', pending: { kind: 'erase' } }, sure('erase', talk, words));
    case 'help':
      return stay(say('common.help', words));
    case 'upload':
      return stay(...uploadPage(talk, env, here, words));
    case 'join': {
      const code = env.joinCode(talk.message);
      return stay({ do: 'show_code', code }, { do: 'pend', pending: { kind: 'joining' } }, say('join.shown', words, { code: `${code.slice(0, 4)} ${code.slice(4)}`, minutes: 10 }));
    }
    case 'papers':
      return stay(...paperList(talk, env, here, words));
    case 'merge_papers':
    case 'order_papers':
    case 'name_paper':
    case 'drop_paper':
      return stay(...paperCommand(talk, command, words));
    case 'close_upload':
      return stay({ do: 'close_upload' }, say('upload.closed', words));
    case 'stop':
    case 'later':
      return stay(...(talk.pending?.kind === 'first_words' ? [] : [{ do: 'pend', pending: { kind: 'stopped' } } as const]), say('common.stopped', words));
    case 'vietnamese':
    case 'english': {
      const language = command.name === 'english' ? 'en' : 'vi';
      const other = env.wording[language];
      return stay({ do: 'language', language }, ...again(talk, env, here, other, other.say('common.language_now')));
    }
  }
};
