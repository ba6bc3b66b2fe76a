/**
 * Owns reading a count: digits or words, with or without the word that is counted ("ba mươi hai", "3 người", "một chục").
 * A question that counts days or months uses `numberReader` with its own unit, so that "2 tháng" is not taken for 2 days.
 */
import type { Answer, CodedReader } from './codes.js';
import { numberTokens, readSmall, readWritten, times } from './number-words.js';
import { refuse, several, value } from './reading.js';
import { listen, withoutManners } from './said.js';

const NEUTRAL = 'nguoi lan dua cai con ban to cuon chiec khoan vu mon quyen giay chung tu ho be chau em';
const UNITS: Readonly<Record<string, string>> = {
  day: 'ngay hom bua day days',
  month: 'thang month months',
  year: 'nam year years',
  week: 'tuan week weeks',
  hour: 'gio tieng hour hours',
  visit: 'lan luot chuyen time times',
  person: 'nguoi dua people',
};
export type CountedUnit = 'day' | 'month' | 'year' | 'week' | 'hour' | 'visit' | 'person';

const LIMIT = 9_000_000_000_000_000;
const SCALES: Readonly<Record<string, bigint>> = {
  nghin: 1_000n,
  ngan: 1_000n,
  k: 1_000n,
  trieu: 1_000_000n,
  tr: 1_000_000n,
  ty: 1_000_000_000n,
  ti: 1_000_000_000n,
  thousand: 1_000n,
  million: 1_000_000n,
  billion: 1_000_000_000n,
};

/** Reads a number and drops whatever unit follows it. Use `numberReader` when the unit matters. */
export const readNumber: CodedReader<number> = (text) => readCounted(text, undefined);

/** Makes the reader of a number of one unit; another unit of time is refused with `number_other_unit`. */
export const numberReader =
  (unit: CountedUnit): CodedReader<number> =>
  (text) =>
    readCounted(text, unit);

/** Reads a whole number; "2 rưỡi" is refused with `number_not_whole`. */
export const readCount: CodedReader<number> = (text) => {
  const read = readCounted(text, undefined);
  if (read.kind === 'value' && !Number.isInteger(read.value)) return refuse('number_not_whole');
  return read;
};

/** Makes the reader of a whole number from `least` to `most`, of one unit when given. */
export const countReader =
  (bounds: { readonly unit?: CountedUnit; readonly least: number; readonly most: number }): CodedReader<number> =>
  (text) => {
    const read = readCounted(text, bounds.unit);
    if (read.kind !== 'value') return read;
    if (!Number.isInteger(read.value)) return refuse('number_not_whole');
    if (read.value < bounds.least) return refuse('number_too_small');
    return read.value > bounds.most ? refuse('number_too_big') : read;
  };

const readCounted = (text: string, unit: CountedUnit | undefined): Answer<number> => {
  const said = listen(text);
  if (said.plain === '') return refuse('empty');
  const plain = withoutManners(said.plain)
    .replace(/^(?:co|tong cong|tat ca|het|gom|duoc|mat|dung)\s+(?=\S)/, '')
    .replace(/^\+\s*/, '');
  if (/^(?:-\s*\d|am \S)/.test(plain)) return refuse('number_negative');
  if ((said.marked ? /(?:^|\s)tầm\s/ : /\btam \d/).test(said.accented)) return refuse('number_approximate');
  if (/\b(?:vai|may|nhieu|it|khoang|chung|hon|gan|duoi|tren|toi da|it nhat|co khi|do chung|about|around|few|many|several)\b/.test(plain)) return refuse('number_approximate');
  const range = /^(\d+)\s*(?:-|den|toi|hoac|hay|to|or)\s*(\d+)(?:\s+([a-z]+))?$/.exec(plain);
  if (range !== null) {
    const wrong = otherUnit([range[3] ?? ''], unit);
    return wrong ?? several([range[1], range[2]].map((n) => ({ value: Number(n), label: String(Number(n)) })));
  }
  const tokens = numberTokens(plain.replace(/\bmoi (?=\d)/g, ''));
  const year = yearsOr(tokens, said.marked, said.accented, unit);
  if (year !== undefined) return year;
  const read = readAmount(tokens);
  if (read === undefined) return refuse('number_unreadable');
  if (read.kind === 'refused') return read;
  const rest = tokens.slice(read.next);
  const wrong = otherUnit(rest, unit);
  if (wrong !== undefined) return wrong;
  if (read.pair !== undefined) return several([read.pair, read.value].map((n) => ({ value: n, label: String(n) })));
  return read.value > LIMIT ? refuse('number_too_big') : value(read.value);
};

/** "hai mươi năm" typed without marks is twenty years or twenty-five; with its marks it is twenty years ("lăm" would be five). */
const yearsOr = (tokens: readonly string[], marked: boolean, accented: string, unit: CountedUnit | undefined): Answer<number> | undefined => {
  if (tokens.length < 2 || tokens[tokens.length - 1] !== 'nam') return undefined;
  const tens = readSmall(tokens.slice(0, -1), 0);
  if (tens === undefined || tens.next !== tokens.length - 1 || tens.style === 'pair') return undefined;
  // "ba năm" is three years: thirty-five would be "ba lăm".
  if (tokens.length === 2 && tens.value < 10) return otherUnit(['nam'], unit) ?? value(tens.value);
  if (!/^(?:muoi|chuc)$/.test(tokens[tokens.length - 2] ?? ''))
    return (
      otherUnit(['nam'], unit) ??
      several([tens.value, readSmall(tokens, 0)?.value ?? tens.value].filter((n, i, all) => all.indexOf(n) === i).map((n) => ({ value: n, label: String(n) })))
    );
  if (unit === 'year' || (marked && accented.endsWith('năm'))) return otherUnit(['nam'], unit) ?? value(tens.value);
  if (unit !== undefined) return value(tens.value + 5);
  return several([tens.value + 5, tens.value].map((n) => ({ value: n, label: n === tens.value ? `${n} năm` : String(n) })));
};

type Amount = { readonly kind: 'amount'; readonly value: number; readonly next: number; readonly pair?: number };

const readAmount = (tokens: readonly string[]): Amount | Extract<Answer<number>, { kind: 'refused' }> | undefined => {
  const [head = ''] = tokens;
  if (/^\d{2,}$|^\d+[.,]/.test(head) || (/^\d$/.test(head) && !/^(?:muoi|chuc|tram|ruoi)$/.test(tokens[1] ?? '') && SCALES[tokens[1] ?? ''] === undefined)) {
    const written = readWritten(head);
    if (written === undefined) return refuse('number_unreadable');
    const scale = SCALES[tokens[1] ?? ''];
    const meant = written.grouped ?? written.decimal;
    if (meant === undefined) return undefined;
    if (scale === undefined) {
      const half = tokens[1] === 'ruoi' ? 0.5 : 0;
      return { kind: 'amount', value: Number(meant.units) / 10 ** meant.places + half, next: half === 0 ? 1 : 2 };
    }
    const whole = times(written.decimal ?? meant, scale);
    return whole === undefined ? refuse('number_not_whole') : { kind: 'amount', value: Number(whole), next: 2 };
  }
  return inWords(tokens);
};

/** Words with scales, each smaller than the one before: "một nghìn hai trăm". */
const inWords = (tokens: readonly string[]): Amount | undefined => {
  let at = 0;
  let sum = 0n;
  let below = 10n ** 18n;
  let pair: number | undefined;
  for (;;) {
    const small = readSmall(tokens, at);
    if (small === undefined) break;
    const scale = SCALES[tokens[small.next] ?? ''] ?? 1n;
    if (scale >= below) return undefined;
    // "một nghìn hai" may be 1,200 or 1,002: not for a count.
    if (scale === 1n && at > 0 && small.next === at + 1 && !/^(?:linh|le)$/.test(tokens[at - 1] ?? '')) return undefined;
    if (small.style === 'pair') pair = small.first;
    sum += BigInt(small.value) * scale;
    at = small.next + (scale === 1n ? 0 : 1);
    below = scale;
    if (scale === 1n) break;
    if (tokens[at] === 'linh' || tokens[at] === 'le') at++;
  }
  if (at === 0) return undefined;
  const half = tokens[at] === 'ruoi';
  return {
    kind: 'amount',
    value: Number(sum) + (half ? (below > 1n && below < 10n ** 18n ? Number(below) / 2 : 0.5) : 0),
    next: at + (half ? 1 : 0),
    ...(pair === undefined ? {} : { pair }),
  };
};

const TRAILING = /^(?:\.|,|!|a|thoi|roi|nha|nhe|lien|gio|ruong|het|ca|chan|dung|tuoi|dau|phan|%)$/;

const otherUnit = (rest: readonly string[], unit: CountedUnit | undefined): Extract<Answer<number>, { kind: 'refused' }> | undefined => {
  const words = rest.filter((word) => word !== '' && !TRAILING.test(word));
  if (words.some((word) => /\d/.test(word))) return refuse('number_unreadable');
  for (const word of words) {
    const owners = Object.entries(UNITS)
      .filter(([, names]) => names.split(' ').includes(word))
      .map(([name]) => name);
    if (owners.length > 0) {
      if (unit !== undefined && !owners.includes(unit)) return refuse('number_other_unit');
      continue;
    }
    if (!NEUTRAL.split(' ').includes(word)) return refuse('number_unreadable');
  }
  return undefined;
};
