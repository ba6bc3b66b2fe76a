/**
 * Owns limitation (thời hiệu, Đ6): until when a claim for money may be made. Restoring honour has none and is said beside it.
 */
import { addDays, addYears, type Day, daysBetween, partsOf } from '../basics/index.js';
import { type CountedDay, onOrNextWorkingDay } from './calendar.js';
import type { Law } from './entries.js';
import type { Facts } from './facts.js';
import type { Finding } from './finding.js';
import { type Notes, takeNotes } from './notes.js';
import { completeStretches, mergeStretches, type Stretch } from './periods.js';

/** No run of days off in the tables or proposals is longer than ten; past this many days a moved last day is over whatever the table says. */
const LONGEST_REST = 15;

export type Limitation =
  /** `safeDay`: the last day before any moving off a day off; lodging by it needs no argument. `endsOn`: undefined when the calendar cannot say yet. */
  | { readonly state: 'open'; readonly safeDay: Day; readonly endsOn: Day | undefined; readonly daysLeft: number; readonly needsProof: boolean }
  | { readonly state: 'passed'; readonly endedOn: Day; readonly daysAgo: number; readonly needsProof: boolean }
  /** No grounding document has been received, so nothing has begun to run. */
  | { readonly state: 'not_started' };

/** When the three years end, moved and extended as the law says, seen from `assessed_on`. */
export const limitationEnds = (facts: Facts, law: Law): Finding<Limitation> => {
  const notes = takeNotes(facts, law);
  const rule = notes.cite('limitation.claim');
  const years = rule?.value ?? undefined;
  if (rule === undefined || years === undefined) return notes.unknown('law_not_in_force');
  const held = notes.read('grounding_document');
  if (held !== undefined && ['none', 'not_received', 'oral_only', 'denunciation_conclusion', 'inspection_conclusion', 'annulment_only', 'refusal_of_complaint'].includes(held)) {
    notes.say('law.limitation.not_started', { years });
    return notes.known({ state: 'not_started' });
  }
  const received = notes.read('document_received_on');
  if (received === undefined) return notes.unknown('received_day_not_known', ['document_received_on']);
  if (received > facts.assessed_on) return notes.unknown('received_after_asked');
  notes.cite('count.first_day');
  const plain = addYears(received, years);
  if (received < rule.from) return underOldLaw(notes, facts, plain);
  notes.say('law.limitation.counted', { received, years, ends: plain });
  if (partsOf(plain)[2] !== partsOf(received)[2]) {
    const entry = notes.cite('count.no_such_day');
    if (entry) notes.say('law.limitation.no_such_day', { ends: plain, article: entry.article });
  } else notes.cite('count.years');
  const excluded = excludedTime(notes, received, plain);
  if (excluded === 'not_told' && plain < addDays(facts.assessed_on, LONGEST_REST)) return notes.unknown('excluded_time_not_known', ['excluded_time']);
  const safeDay = excluded === 'not_told' ? plain : excluded.ends;
  const needsProof = excluded !== 'not_told' && excluded.days > 0;
  return stateOf(notes, facts.assessed_on, safeDay, onOrNextWorkingDay(law, safeDay), needsProof);
};

/** Received before the 2017 Law: long past under either law, otherwise the 2009 Law's own limit decides and we do not have its text. */
const underOldLaw = (notes: Notes, facts: Facts, plain: Day): Finding<Limitation> => {
  notes.cite('limitation.old_law');
  if (notes.read('has_excluded_time') !== false || addDays(plain, LONGEST_REST) >= facts.assessed_on)
    return notes.unknown('old_law', notes.read('has_excluded_time') === undefined ? ['has_excluded_time'] : []);
  notes.say('law.limitation.old_law', { ends: plain });
  return notes.known({ state: 'passed', endedOn: plain, daysAgo: daysBetween(plain, facts.assessed_on), needsProof: false });
};

/** Đ6.3. `not_told`: the person says there was such time but not which days. */
const excludedTime = (notes: Notes, received: Day, plain: Day): { readonly days: number; readonly ends: Day } | 'not_told' => {
  const told = notes.read('excluded_time') ?? [];
  if (notes.read('has_excluded_time') === false) return { days: 0, ends: plain };
  const { stretches, incomplete } = completeStretches(told);
  if (incomplete || (told.length === 0 && notes.read('has_excluded_time') === true)) return 'not_told';
  const begun = mergeStretches(stretches.flatMap(({ from, to }): Stretch[] => (to <= received ? [] : [{ from: from <= received ? addDays(received, 1) : from, to }])));
  let ends = plain;
  for (const { from, to } of begun) {
    if (from > ends) continue;
    const days = daysBetween(from, to) + 1;
    ends = addDays(ends, days);
    notes.cite('limitation.excluded');
    notes.say('law.limitation.excluded', { from, to, days, ends });
  }
  const days = daysBetween(plain, ends);
  if (days > 0) {
    const proof = notes.cite('limitation.proof');
    if (proof) notes.say('law.limitation.must_prove', { article: proof.article, without: plain });
  }
  return { days, ends };
};

const stateOf = (notes: Notes, today: Day, safeDay: Day, moved: CountedDay, needsProof: boolean): Finding<Limitation> => {
  if (today <= safeDay) {
    const endsOn = moved.kind === 'sure' ? moved.day : undefined;
    sayMoved(notes, safeDay, moved);
    const daysLeft = daysBetween(today, safeDay);
    notes.say('law.limitation.open', { ends: safeDay, left: daysLeft });
    return notes.known({ state: 'open', safeDay, endsOn, daysLeft, needsProof });
  }
  const [earliest, latest] = moved.kind === 'sure' ? [moved.day, moved.day] : moved.kind === 'between' ? [moved.earliest, moved.latest] : [safeDay, addDays(safeDay, LONGEST_REST)];
  sayMoved(notes, safeDay, moved);
  if (today <= earliest && earliest !== safeDay) {
    notes.say('law.limitation.open', { ends: earliest, left: daysBetween(today, earliest) });
    return notes.known({ state: 'open', safeDay, endsOn: earliest, daysLeft: daysBetween(today, earliest), needsProof });
  }
  if (today <= latest) return notes.unknown('calendar_ends');
  const endedOn = moved.kind === 'no_table' ? safeDay : latest;
  const daysAgo = daysBetween(endedOn, today);
  notes.say('law.limitation.passed', { ended: endedOn, ago: daysAgo });
  return notes.known({ state: 'passed', endedOn, daysAgo, needsProof });
};

const sayMoved = (notes: Notes, safeDay: Day, moved: CountedDay): void => {
  if (moved.kind === 'sure' && moved.day === safeDay && !moved.provisional) return;
  notes.cite('count.day_off');
  if (moved.kind === 'sure' && moved.day !== safeDay) notes.say('law.limitation.moved', { from: safeDay, to: moved.day });
  if (moved.kind === 'sure' && moved.provisional) {
    notes.doubt('unsure');
    notes.say('law.limitation.calendar_provisional', { day: safeDay });
  }
  if (moved.kind !== 'sure') {
    notes.doubt('unsure');
    notes.say('law.limitation.calendar_ends', { day: safeDay });
  }
};
