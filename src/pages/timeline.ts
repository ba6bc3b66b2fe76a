/** Owns what the claimant's own timeline page shows: every step with its day, who must act, by which article, how it was counted; and the same as a calendar file. */
import { createEvents, type EventAttributes } from 'ics';
import { addDays, type Day, dayAt, type Instant, partsOf } from '../basics/index.js';
import { conversation, linkOpened, referenceOf } from '../cases/index.js';
import { clockOn, dayOf, titleIn, titleOf } from '../conversation/index.js';
import type { Clock, Deadline, Law } from '../law/index.js';
import { procedureOf } from '../procedure/index.js';
import type { Database } from '../storage/index.js';
import type { TimelinePlace, WebPort } from '../web/index.js';
import type { Language, Wording, Words } from '../wording/index.js';

export type TimelineTools = { readonly db: Database; readonly now: () => Instant; readonly law: Law; readonly wording: Wording; readonly publicUrl: string };

export const openTimelinePages = (tools: TimelineTools): WebPort['timelinePages'] => {
  const open = async (token: string) => {
    const { db, now, law, wording } = tools;
    const link = await db.transaction((tx) => linkOpened(tx, token, now()));
    const talker = link?.kind === 'timeline' ? conversation(db.read, link.conversation_id) : undefined;
    const view = talker && procedureOf(db.read, talker.id);
    if (talker === undefined || view === undefined) return undefined;
    const today = dayAt(now());
    return { talker, view, clock: clockOn(view, law, today), words: wording[talker.language as Language], today };
  };
  return {
    visit: async (token) => {
      const found = await open(token);
      if (found === undefined) return undefined;
      const { talker, view, clock, words, today } = found;
      return {
        language: talker.language as Language,
        reference: referenceOf(tools.db.read, talker.case_id) ?? '',
        today,
        roads: (['agency', 'court', 'honour'] as const).map((road) => ({ road, says: words.say(clock[road].because), until: clock[road].until })),
        steps: shown(clock).map((step) => placeOf(step, words)),
        told: view.steps.toReversed().map((step) => ({ on: step.on, text: titleOf(step, view, words) })),
      };
    },
    calendar: async (token) => {
      const found = await open(token);
      return found === undefined ? undefined : { name: 'dong-hanh.ics', mime: 'text/calendar', bytes: Buffer.from(calendarOf(found.clock, found.words, tools)) };
    },
  };
};

/** What is over matters no more; what was done stands among what happened. */
const shown = (clock: Clock): readonly Deadline[] =>
  clock.steps.filter((step) => step.state !== 'over' && step.state !== 'done' && step.state !== 'done_late').sort((a, b) => (dayOf(a) ?? '9999').localeCompare(dayOf(b) ?? '9999'));

const placeOf = (step: Deadline, words: Words): TimelinePlace['steps'][number] => ({
  id: step.id,
  title: titleIn(step, words),
  mine: step.actor === 'claimant',
  due: dayOf(step),
  state: step.state === 'passed' ? 'late' : step.state === 'expected' ? 'expected' : step.state === 'paused' ? 'paused' : 'running',
  cite: `${step.cite.article} ${step.cite.document}`,
  sure: step.mark === 'verified',
  lines: step.lines.map(({ key, values }) => words.say(key, values)),
  after: step.after === undefined ? '' : words.say(`law.after.${step.after}`),
  unknown: step.due.kind === 'unknown' ? words.say(step.due.why) : '',
});

/** Whole days. The title says nothing of the case: calendars show it on a locked screen. Throws when the library refuses what we made. */
const calendarOf = (clock: Clock, words: Words, { now, publicUrl }: TimelineTools): string => {
  const created = Date.parse(now());
  const events = shown(clock).flatMap((step): readonly EventAttributes[] => {
    const due = dayOf(step);
    if (due === undefined || step.state === 'paused') return [];
    return [
      {
        uid: `${step.id}-${due}@${new URL(publicUrl).hostname}`,
        title: words.say(step.actor === 'claimant' ? 'procedure.calendar.mine' : 'procedure.calendar.theirs'),
        description: [titleIn(step, words), step.cite.article, step.after === undefined ? '' : words.say(`law.after.${step.after}`)].filter((part) => part !== '').join('. '),
        start: dateOf(due),
        end: dateOf(addDays(due, 1)),
        created,
        lastModified: created,
        productId: 'dong-hanh',
        calName: 'Đồng Hành',
        ...(step.actor === 'claimant' ? { alarms: [{ action: 'display', description: words.say('procedure.calendar.mine'), trigger: { days: 1, before: true } }] } : {}),
      },
    ];
  });
  const { error, value } = createEvents([...events], { productId: 'dong-hanh', calName: 'Đồng Hành' });
  if (error !== undefined && error !== null) throw new Error(`the calendar file could not be made: ${error.message}`);
  return value ?? '';
};

const dateOf = (day: Day): [number, number, number] => {
  const [year, month, date] = partsOf(day);
  return [year, month, date];
};
