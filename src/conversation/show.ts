/** Owns how an answer is shown back: in the review, in a change preview, in the dossier. */
import { isDay, showDay, showDong, showNumber } from '../basics/index.js';
import type { Words } from '../wording/index.js';
import { type AnswerValue, NONE, UNKNOWN } from './answers.js';
import type { Ask } from './flow.js';
import { shownPlace } from './readers/index.js';

/** `showAnswer('document_received_on', ask, '2026-01-05', words)` → `'5/1/2026'`. */
export const showAnswer = (question: string, ask: Ask, value: AnswerValue, words: Words): string => {
  if (value === UNKNOWN) return words.say('common.unknown');
  if (value === NONE) return words.say('common.none');
  switch (ask.reads.kind) {
    case 'choice':
      return words.say(`q.${question}.options.${String(value)}`);
    case 'yes_no':
      return words.say(value === true ? 'common.yes' : 'common.no');
    case 'day':
      return isDay(String(value)) ? showDay(String(value)) : String(value);
    case 'money':
      return showDong(Number(value));
    case 'number':
      return showNumber(Number(value));
    case 'place':
      return typeof value === 'object' && 'province' in value ? shownPlace(value) : String(value);
    case 'identity':
      return typeof value === 'object' && 'number' in value ? value.number : String(value);
    case 'text':
    case 'name':
    case 'email':
      return String(value);
    case 'phone':
      // Written as people dial it here.
      return String(value).replace(/^\+84/, '0');
  }
};

/** Cuts a long text for a summary line. */
export const brief = (text: string, limit = 80): string => (text.length <= limit ? text : `${text.slice(0, limit - 1).trimEnd()}…`);
