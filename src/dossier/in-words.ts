/** Owns amounts, days and articles as an agency reads them. Knows no layout. */
import { doReadNumber, ReadingConfig } from 'read-vietnamese-number';
import { clockAt, type Day, type Dong, dayAt, type Instant, isDay, partsOf } from '../basics/index.js';

const reading = new ReadingConfig();
reading.unit = ['đồng'];
reading.oddText = 'linh';
reading.units = [[], ['nghìn'], ['triệu'], ['tỷ']];

/** `2340000` → `'Hai triệu ba trăm bốn mươi nghìn đồng'`: first letter capital, as a form shows it. Whole đồng only. */
export const amountInWords = (amount: Dong): string => {
  if (!Number.isSafeInteger(amount)) throw new Error('an amount in words must be whole đồng within 9 quadrillion: round it where it was reckoned');
  const text = doReadNumber(BigInt(amount), reading).normalize('NFC');
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
};

/** `'2026-03-01'` → `'01/3/2026'`, two digits for a day under 10 and a month under 3 as official papers write them; other text unchanged. */
export const officialDay = (text: string): string => {
  if (!isDay(text)) return text;
  const [year, month, date] = partsOf(text);
  return `${String(date).padStart(2, '0')}/${month < 3 ? `0${month}` : month}/${year}`;
};

/** Day and clock of an instant in Việt Nam: `{ day: '20/11/2026', clock: '09:05' }`. */
export const officialTime = (instant: Instant): { readonly day: string; readonly clock: string } => ({ day: officialDay(dayAt(instant)), clock: clockAt(instant) });

/** Parts of a day for `ngày … tháng … năm …`. */
export const dateParts = (day: Day): { readonly date: string; readonly month: string; readonly year: string } => {
  const [date = '', month = '', year = ''] = officialDay(day).split('/');
  return { date, month, year };
};

const ARTICLE = /^Đ(\d+[a-zđ]?)(?:\.(\d+[a-zđ]?))?(?:\.([a-zđ]+))?$/;

/** `'Đ27.3.b'` → `'điểm b khoản 3 Điều 27'`; a form it does not know stays as written. */
export const articleInWords = (article: string): string => {
  const parts = ARTICLE.exec(article);
  if (parts === null) return article;
  const [, dieu, khoan, diem] = parts;
  return `${diem === undefined ? '' : `điểm ${diem} `}${khoan === undefined ? '' : `khoản ${khoan} `}Điều ${dieu}`;
};
