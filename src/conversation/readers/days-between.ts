/** Owns reading a stretch of time, "từ … đến …", and counting its days both ways. Does not say which count the law wants. */
import { addDays, type Day, daysBetween, daysInMonth, makeDay, partsOf, showDay } from '../../basics/index.js';
import type { Answer, CodedReader } from './codes.js';
import { readDay } from './day.js';
import { refuse, several, value } from './reading.js';
import { listen, withoutManners } from './said.js';

/**
 * `{"from":"2020-02-01","to":"2020-03-05","days":33,"daysBothEnds":34}`: `days` leaves the first day out (BLDS Đ147.2),
 * `daysBothEnds` counts it.
 */
export type Stretch = { readonly from: Day; readonly to: Day; readonly days: number; readonly daysBothEnds: number };

/** Reads a stretch of days. A part without its own month or year takes it from the other end; "đến nay" is today. */
export const readDaysBetween: CodedReader<Stretch> = (text, context) => {
  const said = listen(text);
  if (said.plain === '') return refuse('empty');
  const ends = cut(withoutManners(said.plain));
  if (ends === undefined) return refuse('between_needs_two');
  const [first, second] = ends;
  const to = borrowForward(second, readDay(first, context)) ?? readDay(/^(?:nay|bay gio|gio|hien nay|now)$/.test(second) ? 'hom nay' : second, context);
  const lasts = daysOf(to);
  if (to.kind === 'refused') return to.code === 'day_is_range' ? refuse('between_needs_two') : to;
  const pairs: (readonly [Day, Day])[] = [];
  for (const last of lasts) {
    const borrowed = borrow(first, last);
    const from = borrowed ?? readDay(first, context);
    if (from.kind === 'refused') return from.code === 'day_is_range' ? refuse('between_needs_two') : from;
    for (const day of daysOf(from)) pairs.push([day, last]);
  }
  const forward = pairs.filter(([from, last]) => from <= last);
  if (forward.length === 0) return refuse('between_reversed');
  return several(forward.map(([from, last]) => ({ value: stretch(from, last), label: `${showDay(from)} – ${showDay(last)}` })));
};

const stretch = (from: Day, to: Day): Stretch => ({ from, to, days: daysBetween(from, to), daysBothEnds: daysBetween(from, addDays(to, 1)) });

const daysOf = (read: Answer<Day>): readonly Day[] => (read.kind === 'value' ? [read.value] : read.kind === 'several' ? read.readings.map((reading) => reading.value) : []);

const cut = (plain: string): readonly [string, string] | undefined => {
  const bare = plain
    .replace(/^.*\btu (?=(?:ngay |mung |mong |hom )?\d)/, 'tu ')
    .replace(/^(?:bi (?:tam )?giam |o tu |trong )?(?:ke tu|bat dau tu|tu luc|tu|from|between)\s+/, '')
    .replace(/\s+(?:thi|la) (?:ra|ve|xong|het)$/, '');
  const parts =
    /^(.+?)\s*(?:\b(?:cho den|den het|toi het|den|toi|until|till|to|and)\b|→|>|~|\s-+\s)\s*(.+)$/.exec(bare) ??
    /^(\S+?\/\S+)\s*-\s*(\S+\/\S+)$/.exec(bare) ??
    /^(\d\S*)\s+(\d\S*[/.-]\S+)$/.exec(bare);
  const [, first, second] = parts ?? [];
  return first === undefined || second === undefined ? undefined : [first.replace(/[\s,-]+$/, ''), second.replace(/^[\s,>-]+|^het (?=ngay|\d)/, '')];
};

/** "từ 20/12 đến 5/1/2020", "từ ngày 1 đến ngày 5 tháng 3": the latest such day not after the other end. Undefined when the first part is complete. */
const borrow = (first: string, last: Day): Answer<Day> | undefined => {
  const parts = /^(?:(?:ngay|mung|mong)\s)?(\d{1,2})(?:(?:\s?[/.-]\s?|\s?(?:thang|thg)\s?)(\d{1,2}))?$/.exec(first);
  if (parts === null) return undefined;
  const date = Number(parts[1]);
  const [year, month] = partsOf(last);
  const wanted = parts[2] === undefined ? month : Number(parts[2]);
  if (date < 1 || wanted < 1 || wanted > 12 || date > daysInMonth(2024, wanted)) return refuse('day_not_exist');
  const later = wanted * 100 + date > month * 100 + partsOf(last)[2];
  if (later && parts[2] === undefined) return refuse('between_reversed');
  const day = makeDay(later ? year - 1 : year, wanted, date);
  if (day === undefined) return refuse(wanted === 2 && date === 29 ? 'day_not_leap_year' : 'day_not_exist');
  return value(day);
};

/** "từ 1/2/2020 đến 5/3": the first such day from the other end on. Undefined when the second part is complete. */
const borrowForward = (second: string, first: Answer<Day>): Answer<Day> | undefined => {
  const parts = /^(?:(?:ngay|mung|mong)\s)?(\d{1,2})(?:\s?[/.-]\s?|\s?(?:thang|thg)\s?)(\d{1,2})$/.exec(second);
  if (parts === null || first.kind !== 'value') return undefined;
  const [year, month, date] = partsOf(first.value);
  const earlier = Number(parts[2]) * 100 + Number(parts[1]) < month * 100 + date;
  const day = makeDay(earlier ? year + 1 : year, Number(parts[2]), Number(parts[1]));
  return day === undefined ? refuse('day_not_exist') : value(day);
};
