/**
 * Owns reading a day: figures (date first), words, from today on, English. Never guesses a year that is in doubt, never turns a
 * lunar or approximate day into a legal one. `readPastDay` is for what has already happened.
 */
import { type Day, showDay, weekdayOf } from '../../basics/index.js';
import type { Answer, CodedReader, RefusalCode } from './codes.js';
import { spokenDay } from './day-spoken.js';
import { WEEKDAY, weekdayOfWord } from './day-words.js';
import { FIGURES, ofMatch, writtenDay } from './day-written.js';
import { refuse, several, value } from './reading.js';
import { listen, type Said, withoutManners } from './said.js';

/** Reads a day, past or future: `'12-3-21'` → `2021-03-12`. `'5/6'` gives this year's and last year's. */
export const readDay: CodedReader<Day> = (text, { today }) => {
  const said = listen(text);
  if (said.plain === '') return refuse('empty');
  const plain = tidyDay(said.plain);
  const whole = understand(plain, said, today);
  if (whole !== undefined) return whole;
  const reason = unusable(plain, said);
  if (reason !== undefined) return refuse(reason);
  return lately(plain, said, today) ?? withWeekday(plain, said, today) ?? eitherDay(plain, said, today) ?? within(plain, today) ?? refuse('day_unreadable');
};

/** Reads a day that is not after today; of several, the ones to come are left out. */
export const readPastDay: CodedReader<Day> = (text, context) => {
  const read = readDay(text, context);
  if (read.kind === 'refused') return read;
  if (read.kind === 'value') return read.value > context.today ? refuse('day_in_future') : read;
  const past = read.readings.filter((reading) => reading.value <= context.today);
  return past.length === 0 ? refuse('day_in_future') : several(past);
};

const CLOCK =
  /(?:\b(?:luc|vao luc|khoang)\s+)?\b(?:\d{1,2}\s?(?:(?:h|g|gio)(?![a-z])|:(?=\d))\s?(?:\d{1,2}(?![\d/.-]))?(?:\s?(?:phut|p|')(?![a-z]))?(?::\d{2})?|t\d{2}:\d{2}\S*)(?:\s?(?:sang|trua|chieu|toi|dem|am|pm))?(?![\d/])/g;

const tidyDay = (plain: string): string =>
  withoutManners(
    plain
      .replace(/(\d{4}-\d{2}-\d{2})t\d{2}:\d{2}\S*/, '$1')
      .replace(/^(.*\d.*)$/, (text) => text.replace(CLOCK, ' '))
      .replace(/\b(?:duong lich|dl)\b/g, ' ')
      .replace(/\(|\)/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
    .replace(/^(?:(?:vao|la|do|hoi|luc|tu|nhan|duoc|nhan duoc|bi bat|sinh|sinh ngay|cap|cap ngay|ngay la|dung|ngay nhan|sang|chieu|toi|trua)\s+)+(?=\S)/, (lead) =>
      /^(?:sang|chieu|toi|trua)\s+$/.test(lead) ? lead : '',
    )
    .replace(/[\s,.;/-]+$/, '')
    .replace(/^(nam (?:ngoai|nay|kia|truoc|(?:19|20)\d{2})),? (?:ngay |vao )?(\d.*)$/, '$2 $1')
    .replace(/^(?:sang|chieu|trua|toi|dem)[\s,]+(?=(?:ngay|\d|thu |t\d|chu nhat|cn|hom thu))/, '');

const understand = (plain: string, said: Said, today: Day): Answer<Day> | undefined =>
  unusable(plain, said) === undefined ? (spokenDay(plain, said, today) ?? writtenDay(plain, said, today)) : undefined;

const unusable = (plain: string, said: Said): RefusalCode | undefined => {
  // "tầm" (about) and "tám" (eight) are the same letters; in doubt the exact day is asked for.
  if (/(?:^|\s)tầm(?:\s|$)/.test(said.accented) || (!said.marked && /^tam (?:thang|ngay|\d)/.test(plain))) return 'day_approximate';
  if (/\b(?:am lich|al|lich am|am|ram|tet|gieng|chap|nhuan|gio to|trung thu|lunar)\b/.test(plain)) return 'day_lunar';
  if (
    /\b(?:khoang|chung|do chung|dau|giua|cuoi|hoi dau|vai|(?<!\d )may(?! \d|, \d)|gan|mua|dao|it lau|lau|moi day|vua roi nay|hom no|hom roi|bua roi|(?<!\w )hom truoc|(?<!\w )bua truoc|bua no|ngay no|gan day|about|around|early|late|mid|few|recently|xap xi|hinh nhu|chac la|co le|ago or so)\b/.test(
      plain,
    )
  )
    return 'day_approximate';
  if (
    /^(?:\S+ ){1,3}(?:tuan|thang|nam|weeks?|months?|years?) (?:truoc|nay|ago|roi)$|^cach (?:day|nay) .*(?:tuan|thang|nam)$|^(?:tuan|last week|this week|next week)(?: (?:truoc|nay|sau|toi|roi|qua|vua roi|vua qua))?$/.test(
      plain,
    ) &&
    !/^(?:ngay|mung|\d{1,2}[\s/])/.test(plain) &&
    !/^(?:thang|thg)/.test(plain) &&
    !new RegExp(WEEKDAY).test(plain)
  )
    return 'day_approximate';
  if (/^\d{1,2} (?:tuan|thang|nam) (?:truoc|roi|nay)$/.test(plain) && !/^\d{1,2} thang (?:truoc|nay|roi)$/.test(plain)) return 'day_approximate';
  if (/^(?:truoc|sau) (?:ngay )?\d/.test(plain) && !/\b(?:ngay|hom|bua)(?: nua)?$/.test(plain)) return 'day_approximate';
  if (/^(?:tu )?.*\d.*\b(?:den|toi|->|to)\b.*\d/.test(plain)) return 'day_is_range';
  return undefined;
};

/** "15/6 vừa rồi": the latest such day. */
const lately = (plain: string, said: Said, today: Day): Answer<Day> | undefined => {
  const words = /^(.*\d.*) (?:vua roi|vua qua|moi roi)$/.exec(plain)?.[1];
  const read = words === undefined ? undefined : understand(words, said, today);
  if (read?.kind !== 'several') return read;
  const [latest] = read.readings
    .map((reading) => reading.value)
    .filter((day) => day <= today)
    .sort()
    .reverse();
  return latest === undefined ? undefined : value(latest);
};

/** "thứ sáu ngày 12/3/2021": both must agree. */
const withWeekday = (plain: string, said: Said, today: Day): Answer<Day> | undefined => {
  const split = new RegExp(`^(${WEEKDAY})[\\s,]+(?:ngay )?(.+)$`).exec(plain);
  if (split === null) return undefined;
  const read = understand(split[2] ?? '', said, today);
  if (read === undefined || read.kind === 'refused') return read;
  const weekday = weekdayOfWord(split[1] ?? '');
  const days = (read.kind === 'value' ? [read.value] : read.readings.map((reading) => reading.value)).filter((day) => weekdayOf(day) === weekday);
  return days.length === 0 ? refuse('day_weekday_mismatch') : several(days.map((day) => ({ value: day, label: showDay(day) })));
};

/** "5/6/2020 hoặc 6/6/2020". */
const eitherDay = (plain: string, said: Said, today: Day): Answer<Day> | undefined => {
  const parts = plain.split(/\s(?:hoac la|hoac|hay la|hay|or)\s/);
  if (parts.length < 2 || parts.length > 5) return undefined;
  const reads = parts.map((part) => understand(tidyDay(part), said, today));
  const days = reads.flatMap((read) => (read?.kind === 'value' ? [read.value] : []));
  return days.length === parts.length ? several([...new Set(days)].map((day) => ({ value: day, label: showDay(day) }))) : undefined;
};

/** One complete day inside a sentence; two are offered back. Not when the sentence denies it. */
const within = (plain: string, today: Day): Answer<Day> | undefined => {
  if (/\b(?:khong|ko|k|chua|hok|not|sai|truoc|sau|nhung)\b/.test(plain)) return undefined;
  const named = [...plain.matchAll(/(?:ngay|mung|mong)?\s?(\d{1,2})\s?(?:thang|thg)\s?(\d{1,2})\s?(?:,?\s?nam|\/|,)\s?(\d{4})(?!\d)/g)].map((match) => ofMatch(match, today));
  const reads = [...[...plain.matchAll(FIGURES)].filter((match) => !/^\d{1,2} /.test(match[0])).map((match) => ofMatch(match, today)), ...named];
  const bad = reads.find((read) => read.kind === 'refused');
  if (bad !== undefined) return bad;
  const days = [...new Set(reads.flatMap((read) => (read.kind === 'value' ? [read.value] : read.kind === 'several' ? read.readings.map((reading) => reading.value) : [])))];
  const [only] = days;
  if (only === undefined || days.length > 5) return undefined;
  return days.length === 1 ? value(only) : several(days.map((day) => ({ value: day, label: showDay(day) })));
};
