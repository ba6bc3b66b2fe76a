/**
 * Owns reading an amount of Vietnamese money into whole đồng. Commas and points follow Vietnamese use; a bare small number,
 * a range, and "3tr50" are asked back. Other currencies and gold are refused: we know no rate.
 */
import { type Dong, showDong } from '../../basics/index.js';
import type { Answer, CodedReader, RefusalCode } from './codes.js';
import { amountsIn, type Run } from './money-runs.js';
import { refuse, several, value } from './reading.js';
import { listen, type Said, withoutManners } from './said.js';

const MOST = 9_000_000_000_000_000n;
/** Below this a number without a unit is most likely shorthand ("5" for 5 triệu). */
const BARE_LIMIT = 10_000n;

/** Reads one amount: `'3tr5'` → 3500000. "khoảng" keeps its number; "hơn", "gần", "vài" are refused; "15 đến 20 triệu" gives both ends. */
export const readMoney: CodedReader<Dong> = (text) => readAs(listen(text), undefined);

/** Reads an amount per month: "8 triệu/tháng" is welcome here and refused by `readMoney`; per day or year is refused. */
export const readMonthlyMoney: CodedReader<Dong> = (text) => readAs(listen(text), 'month');

const PERIOD =
  /(?:\/|\b(?:moi|mot|1|hang|tung|trong|tren|per|a) ?)\s*(thang|th|ngay|nam|tuan|gio|buoi|month|day|year|week)\b|(?<=(?:tr|trieu|k|nghin|ngan|ty|dong|d|vnd) )(thang|ngay|tuan)$|\bhang (thang|ngay|nam)\b|^(?:luong )?(thang) (?=\d)/;

const readAs = (said: Said, period: 'month' | undefined): Answer<Dong> => {
  if (said.plain === '') return refuse('empty');
  let plain = withoutManners(said.plain);
  const every = PERIOD.exec(plain);
  if (every !== null) {
    if (period === undefined) return refuse('money_per_period');
    if (!/^(?:thang|th|month)$/.test(every[1] ?? every[2] ?? every[3] ?? every[4] ?? '')) return refuse('money_other_period');
    plain = plain.replace(every[0], ' ').replace(/\s+/g, ' ').trim();
  }
  if (/^(?:khong|ko|k|hok|hong|chua)$/.test(plain)) return refuse('money_unreadable');
  const reason = foreign(said.plain.replace(/\bdo lai\b/, '')) ?? unusable(plain, said);
  if (reason !== undefined) return refuse(reason);
  // Without marks "tam" is eight (tám) or about (tầm): before figures it is about, before words both are offered.
  if (said.marked ? /(?:^|\s)tầm(?:\s|$)/.test(said.accented) : /\btam (?=\d)/.test(plain)) plain = plain.replace(/\btam\b/, ' ').trim();
  else if (!said.marked && /^tam (?:muoi|tram|mot|hai|ba|bon|nam|sau|bay|chin)\b/.test(plain)) return joined(readPlain(plain), readPlain(plain.slice(4)));
  if (said.accented.includes('từ') || /\b(?:den|toi)\b/.test(plain)) plain = plain.replace(/^tu /, '');
  return readPlain(
    plain
      .replace(/\b(?:khoang chung|khoang|chung|do chung|uoc chung|uoc tinh|uoc|about|around|roughly|xap xi|tong cong|tong|tat ca|het|mat|la)\b|~/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
};

/** Looked for before courtesies are taken off: "đó" and "đô", "chị" and "chỉ" are the same letters. */
const foreign = (plain: string): RefusalCode | undefined => {
  if (
    /\$|\b(?:usd|us|do|dola|dolla|dollar|dollars|do la|bucks|eur|euro|euros|jpy|yen|nhan dan te|te|cny|rmb|baht|won|krw|sgd|aud|cad|gbp|bang anh|kip|riel)\b|[€¥£₩฿]/.test(
      plain.replace(/\bdo chung\b/, ''),
    ) &&
    !dong(plain)
  )
    return 'money_foreign';
  const gold = new RegExp(`(?:${COUNTED}) ?(?:chi|cay|luong)\\b|\\d.*\\bvang\\b(?! a$)`);
  return gold.test(plain) && !/\d\s*(?:tr|trieu|ty|k|d|dong)\b/.test(plain) ? 'money_gold' : undefined;
};

const COUNTED = '\\d|\\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|chuc)';

const unusable = (plain: string, said: Said): RefusalCode | undefined => {
  if (/^(?:-|am )\s*[\da-z]/.test(plain)) return 'money_negative';
  if (/(?:\d|^(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi))\s*(?:lit|xi|chai|ve|loc|gay|qua)\b|\d\s*toi$/.test(plain)) return 'money_slang';
  if (
    /\b(?:vai|may|nhieu|hon|gan|duoi|tren|toi da|toi thieu|it nhat|khong qua|qua|hang chuc|hang tram|tro len|tro xuong|do lai|le$|few|several|over|under|almost|nearly|more than|less than)\b/.test(
      plain,
    )
  )
    return 'money_approximate';
  if (/[&+]|\b(?:cong|va|tru|nhan|chia|lan)\b|\bx\s?\d|\d\s?\*\s?\d/.test(plain.replace(/^.*tong cong/, ''))) return 'money_several_amounts';
  if (/\b(?:khong|ko|k|chua|hok|hong)\b (?:phai|dung|nho|biet|bik|ro|chac)/.test(plain)) return 'money_unreadable';
  if (said.accented.includes('cũ') && /\d\s*cu\b/.test(plain)) return 'money_unreadable';
  return undefined;
};

const dong = (plain: string): boolean => /\d\s*(?:d|vnd|dong)\b/.test(plain);

const readPlain = (plain: string): Answer<Dong> => {
  const runs = amountsIn(plain);
  if (runs.kind === 'refused') return runs;
  const [one, two] = runs.runs;
  if (one === undefined) return refuse('money_unreadable');
  if (two === undefined) return offer(meanings(one));
  // "5.000.000 đồng (năm triệu đồng)"
  const same = one.amounts.length === 1 && runs.runs.every((run) => run.amounts.length === 1 && run.amounts[0] === one.amounts[0] && (run.currency || run.scale !== undefined));
  if (same) return offer(one.amounts);
  if (runs.runs.length > 2 || runs.link === undefined) return refuse('money_several_amounts');
  if (isBare(one) && isBare(two)) return offer([1_000n, 1_000_000n].flatMap((scale) => [...one.amounts, ...two.amounts].map((amount) => amount * scale)));
  // "15 đến 20 triệu": the first has the unit of the second.
  const borrowed = one.scale === undefined && !one.currency && one.small && two.scale !== undefined ? one.amounts.map((amount) => amount * (two.scale ?? 1n)) : meanings(one);
  return offer([...borrowed, ...meanings(two)]);
};

const isBare = (run: Run): boolean => run.scale === undefined && !run.currency && run.amounts.every((amount) => amount > 0n && amount < BARE_LIMIT);

const joined = (one: Answer<Dong>, other: Answer<Dong>): Answer<Dong> => {
  const amounts = [one, other].flatMap((read) => (read.kind === 'value' ? [read.value] : read.kind === 'several' ? read.readings.map((reading) => reading.value) : []));
  return amounts.length === 0 ? one : offer(amounts.map(BigInt));
};

/** What one run can mean, in đồng. */
const meanings = (run: Run): readonly bigint[] => {
  if (run.scale !== undefined || run.currency) return run.amounts;
  return run.amounts.flatMap((amount) => (amount === 0n || amount >= BARE_LIMIT ? [amount] : [amount, amount * 1_000n, amount * 1_000_000n]));
};

const offer = (amounts: readonly bigint[]): Answer<Dong> => {
  const different = [...new Set(amounts)];
  if (different.length === 0) return refuse('money_unreadable');
  if (different.some((amount) => amount > MOST)) return refuse('money_too_big');
  const [only] = different;
  if (different.length === 1 && only !== undefined) return value(Number(only));
  return several(different.map((amount) => ({ value: Number(amount), label: showDong(Number(amount)) })));
};
