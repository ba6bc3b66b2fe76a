/** Owns days said from today on: "hôm qua", "thứ 6 tuần trước", "cách đây 3 ngày". Undefined when the words are of another kind. */
import { addDays, type Day } from '../../basics/index.js';
import type { Answer } from './codes.js';
import { offerDays, weekdayIn } from './day-parts.js';
import { smallNumber, WEEKDAY, weekdayOfWord } from './day-words.js';
import { refuse, value } from './reading.js';
import type { Said } from './said.js';

const NAMED: readonly (readonly [RegExp, number])[] = [
  [/^(?:hom nay|hnay|h nay|nay|bua nay|ngay hom nay|ngay nay|(?:sang|trua|chieu|toi|dem) nay|bay gio|vua xong|today|this morning|now)$/, 0],
  [/^(?:(?:ngay )?hom qua|hqua|h qua|qua|bua qua|ngay qua|(?:sang|trua|chieu|toi|dem)(?: hom)? qua|yesterday|last night)$/, -1],
  [/^(?:(?:ngay )?hom kia|bua kia|hkia|(?:sang|trua|chieu|toi|dem) hom kia|(?:the )?day before yesterday)$/, -2],
  [/^(?:ngay mai|mai|sang mai|chieu mai|toi mai|trua mai|hom sau|ngay hom sau|tomorrow)$/, 1],
  [/^(?:ngay kia|ngay mot|(?:the )?day after tomorrow)$/, 2],
];

const COUNT = '((?:\\d{1,3})|(?:[a-z]+(?: [a-z]+){0,4}?))';
const DAYS = '(?:ngay|hom|bua|days?)';
const AGO = [
  new RegExp(`^(?:cach day|cach nay|cach hom nay|truoc day|truoc) (?:dung )?${COUNT} ${DAYS}(?: truoc)?$`),
  new RegExp(`^(?:dung )?${COUNT} ${DAYS} (?:truoc|truoc day|ve truoc|ago)$`),
  new RegExp(`^(?:da |duoc |da duoc )${COUNT} ${DAYS}(?: roi| nay)?$`),
];
const AHEAD = [new RegExp(`^${COUNT} ${DAYS} (?:nua|toi|sau|tiep theo|from now)$`), new RegExp(`^(?:sau|in) ${COUNT} ${DAYS}(?: nua)?$`)];
const LAST_WEEK = '(?:tuan truoc|tuan roi|tuan vua roi|tuan vua qua|tuan qua|last week)';
const NEXT_WEEK = '(?:tuan sau|tuan toi|next week)';
const THIS_WEEK = '(?:tuan nay|this week)';

export const spokenDay = (plain: string, said: Said, today: Day): Answer<Day> | undefined => {
  // With its mark, "hôm kìa" is one day further back than "hôm kia".
  if (/^(?:hôm|bữa) kìa$/.test(said.accented)) return value(addDays(today, -3));
  if (said.accented === 'mốt') return value(addDays(today, 2));
  const named = NAMED.find(([pattern]) => pattern.test(plain));
  if (named !== undefined) return value(addDays(today, named[1]));
  return counted(plain, today) ?? weekdays(plain, today);
};

const counted = (plain: string, today: Day): Answer<Day> | undefined => {
  for (const [patterns, sign] of [
    [AGO, -1],
    [AHEAD, 1],
  ] as const) {
    for (const pattern of patterns) {
      const words = pattern.exec(plain)?.[1];
      if (words === undefined) continue;
      const count = /^(?:a|one)$/.test(words) ? 1 : smallNumber(words);
      if (count !== undefined) return value(addDays(today, sign * count));
      if (/^[a-z]+ [a-z]+$/.test(words) && /^(?:hai ba|ba bon|nam sau|bon nam|sau bay|bay tam|tam chin|mot hai|vai ba|dam ba|dam bay)$/.test(words))
        return refuse('day_approximate');
    }
  }
  return undefined;
};

const weekdays = (plain: string, today: Day): Answer<Day> | undefined => {
  const forms: readonly (readonly [string, number])[] = [
    [LAST_WEEK, -1],
    [THIS_WEEK, 0],
    [NEXT_WEEK, 1],
  ];
  for (const [week, weeks] of forms) {
    const found =
      new RegExp(`^(?:vao |ngay |hom )?(${WEEKDAY}),?(?: cua)? ${week}$`).exec(plain)?.[1] ?? new RegExp(`^${week},? (?:vao |ngay |hom )?(${WEEKDAY})$`).exec(plain)?.[1];
    if (found !== undefined) return value(weekdayIn(weekdayOfWord(found), weeks, today));
  }
  const past = new RegExp(`^(?:ngay |hom )?(${WEEKDAY}) (?:vua roi|vua qua|roi|truoc|hom truoc)$`).exec(plain)?.[1];
  const last = past ?? new RegExp(`^last (${WEEKDAY})$`).exec(plain)?.[1];
  if (last !== undefined) {
    const here = weekdayIn(weekdayOfWord(last), 0, today);
    const latest = here < today ? here : addDays(here, -7);
    // "thứ 6 trước" may be the nearest one or the one of last week.
    return /truoc|^last/.test(plain) ? offerDays([latest, weekdayIn(weekdayOfWord(last), -1, today)]) : value(latest);
  }
  const bare = new RegExp(`^(?:vao |ngay |hom )?(${WEEKDAY})$`).exec(plain)?.[1];
  if (bare === undefined || /^(?:t|thu)$/.test(bare)) return undefined;
  const here = weekdayIn(weekdayOfWord(bare), 0, today);
  return offerDays(here > today ? [addDays(here, -7), here] : [here, addDays(here, 7)]);
};
