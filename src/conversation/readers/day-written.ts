/** Owns days written with their date and month: figures, "ngày 5 tháng 6 năm 2020", English. Undefined when the text is of another kind. */
import type { Day } from '../../basics/index.js';
import { addMonths, partsOf } from '../../basics/index.js';
import type { Answer } from './codes.js';
import { fullDay, offerDays, yearlessDay, yearsOf } from './day-parts.js';
import { ENGLISH_MONTH, MONTH, monthOf, smallNumber, yearInWords } from './day-words.js';
import { refuse } from './reading.js';
import type { Said } from './said.js';

const SEP = '\\s?[/.\\-\\\\,]\\s?';
const BOUND = '(?![\\d/\\-])';
/** Figures with a year, wherever they stand. */
export const FIGURES = new RegExp(
  `(?<![\\d/.,\\-])(?:(\\d{1,2})(?:${SEP}|\\s)(\\d{1,2})(?:${SEP}|\\s)((?:19|20)\\d{2}|\\d{2})|((?:19|20)\\d{2})${SEP}(\\d{1,2})${SEP}(\\d{1,2}))${BOUND}`,
  'g',
);
const DATE = '(?:(?:ngay|mung|mong|mug|hom|ng)\\s?)*(\\d{1,2}|[a-z]+(?: [a-z]+){0,2}?)';
const YEAR = '(?:,?\\s?(?:nam|n)?\\s?(\\d{4}|\\d{2})|,?\\s?nam (ngoai|nay|kia|roi|truoc nua|truoc|sau|toi|vua roi|qua)|,?\\s?nam ((?:hai|mot) (?:nghin|ngan).*))?';
const SPOKEN = new RegExp(`^${DATE}[\\s,/-]{1,3}(?:thang|thg|tg|th)\\s?(${MONTH})${YEAR}$`);
const RELATIVE_MONTH = new RegExp(`^${DATE} thang (nay|truoc|vua roi|roi|sau|toi)$`);
const ENGLISH = [
  new RegExp(`^(?:the )?(?:on )?(?<d>\\d{1,2})(?:st|nd|rd|th)?(?: of)?[\\s,/-]{1,2}(?<m>${ENGLISH_MONTH})\\.?(?:[\\s,/-]{1,2}(?<y>\\d{4}|\\d{2}))?$`),
  new RegExp(`^(?:on )?(?<m>${ENGLISH_MONTH})\\.?[\\s,/-]{0,2}(?<d>\\d{1,2})(?:st|nd|rd|th)?(?:[\\s,/-]{1,2}(?<y>\\d{4}))?$`),
];

export const writtenDay = (plain: string, said: Said, today: Day): Answer<Day> | undefined =>
  inFigures(plain, today) ?? spoken(plain, said, today) ?? english(plain, today) ?? tooLittle(plain);

const inFigures = (plain: string, today: Day): Answer<Day> | undefined => {
  const text = plain.replace(/^(?:ngay|ng|mung|hom)\.?:?\s*(?=\d)/, '');
  const full = new RegExp(`^(?:${FIGURES.source})$`).exec(text);
  if (full !== null) return ofMatch(full, today);
  const odd = /^(\d{1,4})\s?[/.-]\s?(\d{1,4})\s?[/.-]\s?(\d{1,4})$/.exec(text);
  if (odd !== null) return refuse(/^\d{3}$|^(?!19|20)\d{4}$/.test(odd[3] ?? '') ? 'day_year_out_of_range' : 'day_not_exist');
  const yearless = /^(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:[\s,/-]{1,3}nam (ngoai|nay|kia|roi|truoc nua|truoc|sau|toi|vua roi|qua|(?:19|20)\d{2}))?$/.exec(text);
  if (yearless !== null) {
    const [date, month] = [Number(yearless[1]), Number(yearless[2])];
    return yearless[3] === undefined ? yearlessDay(date, month, today) : fullDay(date, month, yearWord(yearless[3], today));
  }
  return packed(text, today);
};

/** The day of a match of `FIGURES`. */
export const ofMatch = (match: RegExpExecArray | RegExpMatchArray, today: Day): Answer<Day> =>
  match[4] === undefined ? fullDay(Number(match[1]), Number(match[2]), yearsOf(match[3] ?? '', today)) : fullDay(Number(match[6]), Number(match[5]), [Number(match[4])]);

/** `12032021`, `20210312`, `120321`: each way that exists is offered. */
const packed = (text: string, today: Day): Answer<Day> | undefined => {
  if (/^\d{8}$/.test(text)) {
    const ways = [
      fullDay(Number(text.slice(0, 2)), Number(text.slice(2, 4)), [Number(text.slice(4))]),
      fullDay(Number(text.slice(6)), Number(text.slice(4, 6)), [Number(text.slice(0, 4))]),
    ].flatMap((way) => (way.kind === 'value' ? [way.value] : []));
    return ways.length === 0 ? refuse('day_not_exist') : offerDays(ways);
  }
  if (!/^\d{6}$/.test(text)) return undefined;
  if (/^(?:0[1-9]|1[0-2])(?:19|20)\d{2}$/.test(text)) return refuse('day_only_month');
  return fullDay(Number(text.slice(0, 2)), Number(text.slice(2, 4)), yearsOf(text.slice(4), today));
};

const spoken = (plain: string, said: Said, today: Day): Answer<Day> | undefined => {
  const relative = RELATIVE_MONTH.exec(plain);
  if (relative !== null) {
    const date = smallNumber(relative[1] ?? '');
    if (date === undefined) return undefined;
    const by = /sau|toi/.test(relative[2] ?? '') ? 1 : relative[2] === 'nay' ? 0 : -1;
    const [year, month] = partsOf(addMonths(`${today.slice(0, 8)}01`, by));
    const here = fullDay(date, month, [year]);
    if (relative[2] !== 'sau' || (/\bsau\b/.test(said.accented.normalize('NFC')) && said.marked)) return here;
    // "tháng sáu" is June, "tháng sau" next month; without marks nobody can tell.
    const june = yearlessDay(date, 6, today);
    if (said.marked) return june;
    return offerDays([here, june].flatMap((one) => (one.kind === 'value' ? [one.value] : one.kind === 'several' ? one.readings.map((r) => r.value) : [])));
  }
  const match = SPOKEN.exec(plain);
  if (match === null) return undefined;
  const [, dateWords = '', monthWord = '', figures, word, inWords] = match;
  const date = smallNumber(dateWords);
  if (date === undefined) return undefined;
  const month = monthOf(monthWord);
  if (figures !== undefined) return fullDay(date, month, yearsOf(figures, today));
  if (word !== undefined) return fullDay(date, month, yearWord(word, today));
  if (inWords === undefined) return yearlessDay(date, month, today);
  const year = yearInWords(inWords);
  return year === undefined ? undefined : fullDay(date, month, [year]);
};

const yearWord = (word: string, today: Day): readonly number[] => {
  const now = partsOf(today)[0];
  if (/^\d{4}$/.test(word)) return [Number(word)];
  if (word === 'nay') return [now];
  if (word === 'kia' || word === 'truoc nua') return [now - 2];
  return word === 'sau' || word === 'toi' ? [now + 1] : [now - 1];
};

const english = (plain: string, today: Day): Answer<Day> | undefined => {
  for (const pattern of ENGLISH) {
    const groups = pattern.exec(plain)?.groups;
    if (groups === undefined) continue;
    const [date, month] = [Number(groups.d), monthOf(groups.m ?? '')];
    return groups.y === undefined ? yearlessDay(date, month, today) : fullDay(date, month, yearsOf(groups.y, today));
  }
  return undefined;
};

const YEARISH = '(?:\\d{4}|\\d{2}|ngoai|nay|kia|truoc|roi|sau|toi|qua|vua roi)';
/** A month or a year without a date, and a date without a month. */
const tooLittle = (plain: string): Answer<Day> | undefined => {
  if (new RegExp(`^(?:trong |hoi )?(?:thang|thg|th|t)\\s?(?:${MONTH}|nay|truoc|sau|toi|roi|vua roi|qua)(?:[\\s,/-]{1,3}(?:nam )?${YEARISH})?$`).test(plain))
    return refuse('day_only_month');
  if (/^(?:0?[1-9]|1[0-2])\s?[/.-]\s?(?:19|20)\d{2}$/.test(plain) || /^(?:19|20)\d{2}\s?[/-]\s?(?:0?[1-9]|1[0-2])$/.test(plain)) return refuse('day_only_month');
  if (new RegExp(`^(?:in )?${ENGLISH_MONTH}(?:[\\s,]{1,2}\\d{4})?$`).test(plain) || /^(?:last|this|next) month$/.test(plain)) return refuse('day_only_month');
  if (new RegExp(`^(?:trong |hoi |vao )?nam ${YEARISH}$`).test(plain) || /^(?:(?:in )?(?:19|20)\d{2}|last year|this year)$/.test(plain)) return refuse('day_only_year');
  if (/^(?:ngay|mung|mong|hom)\s?\d{1,2}$/.test(plain)) return refuse('day_month_needed');
  if (/^\d{1,2}$/.test(plain)) return refuse('day_month_needed');
  return undefined;
};
