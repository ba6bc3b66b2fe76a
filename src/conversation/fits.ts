/**
 * Owns whether a stored answer still is one: a release may have taken an option away or changed what a question takes. One that is not
 * counts as unanswered, so the question is put again. Does not read what people type.
 */
import { isDay } from '../basics/index.js';
import { type AnswerValue, NONE, UNKNOWN } from './answers.js';
import type { Ask } from './flow.js';

/** `stillFits(ask, 'detention')`: false when the question no longer offers that. */
export const stillFits = (ask: Ask, value: AnswerValue): boolean => {
  if (value === UNKNOWN) return ask.mustKnow !== true;
  if (value === NONE && ask.reads.none === true) return true;
  switch (ask.reads.kind) {
    case 'choice':
      return ask.reads.options.includes(String(value));
    case 'yes_no':
      return typeof value === 'boolean';
    case 'day':
      return typeof value === 'string' && isDay(value);
    case 'money':
    case 'number':
      return typeof value === 'number';
    case 'place':
      return typeof value === 'object' && 'province' in value;
    case 'identity':
      return typeof value === 'object' && 'number' in value;
    case 'text':
    case 'name':
    case 'phone':
    case 'email':
      return typeof value === 'string';
  }
};
