/** The fear: a case of an earlier release whose answer no longer exists stops every turn, or stands for something it never meant. */
import { describe, expect, it, test } from 'vitest';
import { claim } from '../../flows/index.js';
import { say, talkWith, text } from '../../test/conversation/talker.js';
import type { AnswerValue, Answers } from './answers.js';
import type { Ask } from './flow.js';
import { stillFits } from './fits.js';
import { walk } from './walk.js';

const TODAY = '2026-11-22';
const stored: Answers = { consent: 'agree', field: 'criminal_proceedings', criminal_measure: 'house_arrest_of_2019', criminal_outcome: 'not_a_crime', false_confession: false };

describe('an answer whose option a release removed', () => {
  it('counts as unanswered: the question is put again, and nothing throws', () => {
    const at = walk(claim, stored, TODAY);
    expect(at.key).toBe('criminal_measure');
    expect(at.facts.criminal_measure).toBeUndefined();
  });
  it('is asked again in the talk, and what was answered after it counts again', () => {
    const talk = talkWith(stored);
    const asked = say(talk, text('tôi đang ở đâu'));
    expect(asked.replies.at(-1)?.tag).toBe('criminal_measure');
    const answered = say(asked.talk, text('1'));
    expect(answered.replies.at(-1)?.tag).toBe('grounding_criminal');
  });
});

const askOf = (reads: Ask['reads'], more: Partial<Ask> = {}): Ask => ({ type: 'ask', reads, then: 'x', ...more });
test.each<[string, Ask, AnswerValue, boolean]>([
  ['an option', askOf({ kind: 'choice', options: ['a'] }), 'a', true],
  ['no option', askOf({ kind: 'choice', options: ['a'] }), 'b', false],
  ['nothing, where nothing may be said', askOf({ kind: 'choice', options: ['a'], none: true }), 'none', true],
  ['nothing, where it may not', askOf({ kind: 'choice', options: ['a'] }), 'none', false],
  ['not known', askOf({ kind: 'yes_no' }), 'unknown', true],
  ['not known, where it must be', askOf({ kind: 'yes_no' }, { mustKnow: true }), 'unknown', false],
  ['a yes of a question that was a choice', askOf({ kind: 'yes_no' }), 'a', false],
  ['a day', askOf({ kind: 'day' }), '2024-02-29', true],
  ['a day that never was', askOf({ kind: 'day' }), '2023-02-29', false],
  ['a sum', askOf({ kind: 'money' }), 5, true],
  ['a sum in words', askOf({ kind: 'number' }), '5', false],
  ['words', askOf({ kind: 'text' }), 'lời kể', true],
  ['words where a place is wanted', askOf({ kind: 'place' }), 'Hà Nội', false],
])('%s', (_name, ask, value, fits) => {
  expect(stillFits(ask, value)).toBe(fits);
});
