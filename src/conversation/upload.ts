/** Owns offering a page to send files by: when, for which paper, in which words. Pure; `src/turn` makes the link. */
import type { Words } from '../wording/index.js';
import { asksForFile, joined } from './ask.js';
import { asksForCard } from './card.js';
import type { Effect, Env, Talk } from './talk.js';
import type { Position } from './walk.js';

/** Hours an upload page works. */
export const UPLOAD_HOURS = 48;

/** The paper of the checklist that is asked for now; at the questions an identity card answers, that card. */
export const paperAsked = ({ step }: Pick<Position, 'step'>): string | undefined => (asksForCard(step) ? 'identity' : asksForFile(step) ? step.slice('paper_'.length) : undefined);

/** A link to the page, for the paper asked for now, else for anything. Only who agreed to be remembered can send files. */
export const uploadPage = (talk: Talk, env: Env, here: Position, words: Words): readonly Effect[] => {
  if (talk.answers.consent !== 'agree') {
    const key = talk.answers.consent === undefined ? 'upload.consent_first' : 'common.files.guest';
    return [{ do: 'say', reply: { text: words.say(key), tag: key } }];
  }
  const paper = paperAsked(here);
  const target = paper === undefined ? String(talk.message) : `${talk.message} ${paper}`;
  const what = paper === undefined ? words.say('upload.link_any') : words.say('upload.link', { paper: words.say(`q.paper_${paper}.label`) });
  const url = env.uploadUrl(target);
  return [
    { do: 'open_upload', target },
    { do: 'say', reply: { text: joined(`${what}\n${url}`, words.say('upload.link_rules', { hours: UPLOAD_HOURS })), tag: 'upload_link' } },
  ];
};
