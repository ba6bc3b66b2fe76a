/** Owns how things of a case are said on the desk's pages: times, reasons, channels, what a button said. */
import { clockAt, dayAt, type Instant, showDay } from '../../basics/index.js';
import { readTap, short } from '../../conversation/index.js';
import type { Fact, Open, Waited } from '../../desk/index.js';
import type { Body } from '../../messages/index.js';
import type { Words } from '../../wording/index.js';

/** `09:05`, or with its day when that is not today: `20/11/2026 09:05`. */
export const timeOf = (at: Instant, now: Instant): string => (dayAt(at) === dayAt(now) ? clockAt(at) : `${showDay(dayAt(at))} ${clockAt(at)}`);

/** `1 ngày làm việc 2 giờ`; in plain hours where no calendar says which days are worked. */
export const waitedText = (waited: Waited, words: Words): string => {
  if (waited.kind === 'long') return words.say('desk.waited.long', { days: waited.days });
  const hours = Math.floor(waited.minutes / 60);
  const minutes = Math.floor(waited.minutes % 60);
  const clock = hours > 0 ? words.say('desk.waited.hours', { hours, minutes }) : words.say('desk.waited.minutes', { minutes });
  if (waited.kind === 'plain') return words.say('desk.waited.plain', { clock });
  return waited.days > 0 ? words.say('desk.waited.days', { days: waited.days, clock }) : clock;
};

/** Words of a key with the value in it, or the value itself when there are none: a kind of event a newer release wrote. */
export const sayOr = (words: Words, key: string, otherwise: string): string => (words.has(key) ? words.say(key) : otherwise);

/** What the person sent, as one reads it. */
export const bodyText = (body: Body, facts: readonly Fact[], open: Open | undefined, words: Words): string => {
  switch (body.kind) {
    case 'text':
      return body.text;
    case 'file':
      return body.caption ?? '';
    case 'tap':
      return tapText(body.payload, facts, open, words);
    case 'unreadable':
      return words.say('desk.line.unreadable', { what: sayOr(words, `desk.line.what.${body.what}`, body.what) });
    case 'start':
    case 'blocked':
    case 'unblocked':
    case 'withdrawn':
      return words.say(`desk.line.${body.kind}`);
    case 'notice':
      return '';
  }
};

const tapText = (payload: string, facts: readonly Fact[], open: Open | undefined, words: Words): string => {
  const tap = readTap(payload);
  if (tap === undefined) return words.say('desk.line.tap');
  if (tap.kind === 'command') return tap.command === 'yes' ? words.say('common.yes') : tap.command === 'no' ? words.say('common.no') : words.say('desk.line.tap');
  const asked = [...facts, ...(open === undefined ? [] : [open])].find(({ key }) => short(key) === tap.question);
  if (asked === undefined) return words.say('desk.line.tap');
  const option = tap.kind === 'answer' ? asked.options?.find(({ value }) => value === tap.option || `~${short(value)}` === tap.option)?.label : undefined;
  return option === undefined ? words.say('desk.line.tap_about', { label: asked.label }) : `${asked.label}: ${option}`;
};
