/** Owns «tiến độ»: where the claim stands, the next step first, then what happened; short enough for a phone. Pure. */
import type { Day } from '../../basics/index.js';
import type { Clock, Law } from '../../law/index.js';
import type { Words } from '../../wording/index.js';
import { joined } from '../ask.js';
import type { Effect } from '../talk.js';
import { nextText, titleOf } from './says.js';
import { clockOn, type ProcedureView } from './view.js';

const SHOWN = 4;

/** Where it stands, as the road of the agency or of the court says it. */
const standsAt = (clock: Clock, words: Words): string => words.say(clock.agency.state === 'not_begun' ? 'procedure.not_lodged' : clock.agency.because);

/** The short answer to whoever comes back after days with «chào»: where it stands, what is next, what can be written. */
export const standingReplies = (view: ProcedureView, law: Law, today: Day, words: Words): readonly Effect[] => [
  { do: 'say', reply: { text: standing(view, clockOn(view, law, today), law, today, words), tag: 'timeline' } },
  { do: 'say', reply: { text: words.say('procedure.at_end'), tag: 'at_end' } },
];
const standing = (view: ProcedureView, clock: Clock, law: Law, today: Day, words: Words): string =>
  joined(words.say('procedure.timeline.lead', { stands: standsAt(clock, words) }), nextText(view, law, today, words));

export const timelineReplies = (view: ProcedureView, law: Law, today: Day, words: Words, link: string): readonly Effect[] => {
  const clock = clockOn(view, law, today);
  const told = view.steps.toReversed().slice(0, SHOWN);
  const happened = told.map((step) => `• ${titleOf(step, view, words)}`).join('\n');
  const say = (text: string, tag: string): Effect => ({ do: 'say', reply: { text, tag } });
  return [
    say(standing(view, clock, law, today, words), 'timeline'),
    ...(told.length === 0 ? [] : [say(joined(words.say('procedure.timeline.happened'), happened), 'timeline.happened')]),
    say(words.say('procedure.timeline.page', { url: link }), 'timeline.page'),
    say(words.say(view.muted ? 'procedure.timeline.how_muted' : 'procedure.timeline.how'), 'timeline.how'),
  ];
};
