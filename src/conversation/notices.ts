/** Owns what is said when a chore of ours ends: files taken in, dossier made, mail sent. Pure. */
import { z } from 'zod';
import type { Body } from '../messages/index.js';
import type { Words } from '../wording/index.js';
import { arrive, askAgain, say } from './answering.js';
import { cardOffered, cardUnreadable } from './card.js';
import { askName } from './papers.js';
import type { Effect, Env, Outcome, Talk } from './talk.js';
import { paperAsked } from './upload.js';
import type { Position } from './walk.js';

/** What each notice carries; made by `src/chores`, read here. */
const noticeSchema = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('files_received'),
    detail: z.object({
      count: z.number(),
      name: z.string(),
      exhibit: z.number(),
      pages: z.number(),
      unclear: z.string().optional(),
      seconds: z.number().optional(),
      nameless: z.boolean().optional(),
      known: z.number().optional(),
    }),
  }),
  z.object({ what: z.literal('files_known'), detail: z.object({ count: z.number(), name: z.string(), exhibit: z.number() }) }),
  z.object({ what: z.literal('file_refused'), detail: z.object({ name: z.string(), code: z.string(), limits: z.record(z.string(), z.number()) }) }),
  z.object({
    what: z.literal('dossier_ready'),
    detail: z.object({ reference: z.string(), pages: z.number(), url: z.string(), fileId: z.string(), name: z.string(), leftOut: z.array(z.string()) }),
  }),
  z.object({ what: z.literal('card_read'), detail: z.object({ text: z.string() }) }),
  z.object({ what: z.literal('card_unreadable'), detail: z.object({}).loose() }),
  z.object({ what: z.literal('dossier_failed'), detail: z.object({}).loose() }),
  z.object({
    what: z.enum(['handover_sent', 'handover_bounced', 'handover_later', 'handover_no_address', 'handover_uncertain', 'handover_waits']),
    detail: z.object({ agency: z.string(), reference: z.string() }),
  }),
  z.object({ what: z.literal('message_erased'), detail: z.object({}).loose() }),
  z.object({
    what: z.literal('letter_ready'),
    detail: z.object({ letter: z.string(), number: z.number(), url: z.string(), word_url: z.string(), fileId: z.string(), name: z.string(), verified: z.boolean() }),
  }),
  z.object({ what: z.literal('letter_failed'), detail: z.object({}).loose() }),
  z.object({ what: z.literal('export_ready'), detail: z.object({ url: z.string(), fileId: z.string(), name: z.string() }) }),
]);
export type Notice = z.infer<typeof noticeSchema>;

export const noticed = (env: Env, talk: Talk, here: Position, body: Extract<Body, { kind: 'notice' }>, words: Words): Outcome => {
  const notice = noticeSchema.parse({ what: body.what, detail: body.detail ?? {} });
  return { position: here, effects: saidOf(notice, env, talk, here, words) };
};

const saidOf = (notice: Notice, env: Env, talk: Talk, here: Position, words: Words): readonly Effect[] => {
  switch (notice.what) {
    case 'files_received': {
      const { count, name, exhibit, pages, unclear, seconds, nameless, known } = notice.detail;
      const got =
        count > 1
          ? words.say('common.files.received_many', { count, exhibit })
          : seconds !== undefined
            ? words.say('common.files.received_sound', { name, exhibit, length: lengthIn(seconds) })
            : pages > 1
              ? words.say('common.files.received_pages', { name, pages, exhibit })
              : words.say('common.files.received', { name, exhibit });
      const twice = known === undefined ? '' : words.say('common.files.known_besides', { count: known });
      const lead = [got, twice, unclear === undefined ? '' : words.say(`files.${unclear}`)].filter((part) => part !== '').join('\n');
      // While something else is waited for (a yes before erasing, say) the question is not put in between: a «1» must mean one thing.
      if (here.step.startsWith('paper_') && free(talk)) return askAgain(env, talk, here, words, `${lead}\n${words.say('common.files.more')}`);
      if (talk.pending?.kind === 'step_paper' && talk.pending.until > env.now)
        return [{ do: 'say', reply: { text: `${lead}\n${words.say('procedure.photo_of', { title: talk.pending.title })}`, tag: 'files_received' } }];
      // What a file is was not said: asked at once, unless something else is waited for (then it is asked after the one being named).
      if (nameless === true && free(talk)) return askName(exhibit, talk, env, here, words, lead);
      return [{ do: 'say', reply: { text: lead, tag: 'files_received' } }];
    }
    case 'files_known': {
      const { count, name, exhibit } = notice.detail;
      const lead = count > 1 ? words.say('common.files.known_many', { count, exhibit }) : words.say('common.files.known', { name, exhibit });
      return free(talk) && paperAsked(here) !== undefined ? askAgain(env, talk, here, words, lead) : [{ do: 'say', reply: { text: lead, tag: 'files_known' } }];
    }
    case 'file_refused': {
      const { name, code, limits } = notice.detail;
      return [
        { do: 'say', reply: { text: code === 'fetch_failed' ? words.say('common.files.fetch_failed', { name }) : words.say(`files.${code}`, limits), tag: `files.${code}` } },
      ];
    }
    case 'dossier_ready': {
      const { reference, pages, url, fileId, name, leftOut } = notice.detail;
      const attachment = { fileId, name, mime: 'application/pdf', url };
      return [
        {
          do: 'say',
          reply: {
            text: [words.say('common.dossier.ready', { reference, pages }), words.say('common.dossier.link', { url }), words.say('common.dossier.link_valid')].join('\n'),
            tag: 'dossier_ready',
            attachment,
          },
        },
        ...(leftOut.length === 0 ? [] : [say('common.dossier.left_out', words, { count: leftOut.length, names: leftOut.join('; ') })]),
        ...arrive(env, talk, here, words),
      ];
    }
    case 'card_read':
      return cardOffered(talk, notice.detail.text, env, here, words);
    case 'card_unreadable':
      return cardUnreadable(talk, env, here, words);
    case 'dossier_failed':
      return [say('common.dossier.failed', words), { do: 'want_person', reason: 'turn_failed' }];
    case 'handover_bounced':
      return [say('common.handover.bounced', words, notice.detail), { do: 'want_person', reason: 'turn_failed' }];
    case 'handover_uncertain':
      return [say('common.handover.uncertain', words, notice.detail), { do: 'want_person', reason: 'turn_failed' }];
    case 'message_erased':
      return askAgain(env, talk, here, words, words.say('common.message_erased'));
    case 'handover_sent':
      return [say('common.handover.sent', words, notice.detail)];
    case 'handover_waits':
      return [say('common.handover.waits', words, notice.detail)];
    case 'handover_later':
      return [say('common.handover.later', words, notice.detail)];
    case 'handover_no_address':
      return [say('common.handover.no_address', words, notice.detail)];
    case 'letter_ready': {
      const { letter, url, word_url, fileId, name, verified } = notice.detail;
      const text = [
        words.say('procedure.letter_ready', { letter: words.say(`procedure.letter.${letter}.label`), url, word_url }),
        verified ? '' : words.say('procedure.letter_unverified'),
      ]
        .filter((part) => part !== '')
        .join('\n');
      return [{ do: 'say', reply: { text, tag: 'letter_ready', attachment: { fileId, name, mime: 'application/pdf', url } } }, say('procedure.letter_sign', words)];
    }
    case 'letter_failed':
      return [say('procedure.letter_failed', words), { do: 'want_person', reason: 'turn_failed' }];
    case 'export_ready': {
      const { url, fileId, name } = notice.detail;
      return [{ do: 'say', reply: { text: `${words.say('common.export.done')}\n${url}`, tag: 'export_ready', attachment: { fileId, name, mime: 'application/json', url } } }];
    }
  }
};

/** Nothing is waited for that takes a number or a yes another way than the question does. */
const free = ({ pending }: Talk): boolean => pending === undefined || pending.kind === 'review' || pending.kind === 'stopped';

/** `1:05`: minutes and seconds. */
const lengthIn = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
