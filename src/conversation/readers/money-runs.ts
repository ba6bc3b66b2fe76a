/** Owns finding the amounts in plain text: numbers or number words with their scales. Does not decide which reading is right. */
import type { RefusalCode } from './codes.js';
import { type Exact, exact, isNumberWord, numberTokens, readSmall, readWritten, times } from './number-words.js';

/** One amount as found. `amounts`: what it can mean in đồng if no unit is missing. */
export type Run = {
  readonly amounts: readonly bigint[];
  /** The last scale said, absent for a bare number. */
  readonly scale?: bigint;
  /** đồng was said. */
  readonly currency: boolean;
  /** Below 1,000 and without a scale. */
  readonly small: boolean;
};
type Runs = { readonly kind: 'runs'; readonly runs: readonly Run[]; readonly link?: string };
type Refused = { readonly kind: 'refused'; readonly code: RefusalCode };

const SCALES: Readonly<Record<string, bigint>> = {
  nghin: 1_000n,
  ngan: 1_000n,
  ngin: 1_000n,
  nghan: 1_000n,
  k: 1_000n,
  ng: 1_000n,
  thousand: 1_000n,
  trieu: 1_000_000n,
  tr: 1_000_000n,
  trieeu: 1_000_000n,
  cu: 1_000_000n,
  million: 1_000_000n,
  millions: 1_000_000n,
  mil: 1_000_000n,
  ty: 1_000_000_000n,
  ti: 1_000_000_000n,
  billion: 1_000_000_000n,
  bil: 1_000_000_000n,
};
const CURRENCY = new Set(['d', 'dong', 'vnd', 'vnđ', '₫', 'dongs']);
const LINK = new Set(['den', 'toi', 'hoac', 'hay', '-', 'to', 'or']);

/** Letters that may stand right behind a figure. */
const BEHIND = new Set([...Object.keys(SCALES), ...CURRENCY, 'tram', 'chuc', 'den', 'toi', 'va']);

export const amountsIn = (plain: string): Runs | Refused => {
  if ([...plain.matchAll(/\d([a-z]+)/g)].some(([, letters = '']) => !BEHIND.has(letters))) return { kind: 'refused', code: 'money_unreadable' };
  const tokens = numberTokens(plain);
  const runs: Run[] = [];
  let link: string | undefined;
  let end = -1;
  for (let at = 0; at < tokens.length; ) {
    const read = runAt(tokens, at);
    if (read !== undefined && 'code' in read) return { kind: 'refused', code: read.code };
    if (
      read !== undefined &&
      (read.run.scale !== undefined || read.run.currency || read.digits || spansAll(tokens, read.next) || /^(?:den|hoac|hay|-)$/.test(tokens[read.next] ?? ''))
    ) {
      if (runs.length === 1 && end >= 0 && at - end === 1 && LINK.has(tokens[end] ?? '')) link = tokens[end];
      runs.push(read.run);
      at = read.next;
      end = at;
    } else if (/^(?:khong|ko|chua|-)$/.test(tokens[at] ?? '') && runs.length === 0 && at > 0) {
      return { kind: 'refused', code: 'money_unreadable' };
    } else {
      // A number word that joins the amount after it in no known way changes it: never drop it.
      const after = runAt(tokens, at + 1);
      const from = tokens[at] === 'tu' && /^\d/.test(tokens[at + 1] ?? '');
      if (!from && isNumberWord(tokens[at] ?? '') && after !== undefined && 'run' in after) return { kind: 'refused', code: 'money_unreadable' };
      at++;
    }
  }
  return { kind: 'runs', runs, ...(link === undefined ? {} : { link }) };
};

/** Words alone are an amount only when nothing else was said: "ba tôi mất 5 triệu" holds one amount. */
const spansAll = (tokens: readonly string[], next: number): boolean => tokens.slice(next).every((token) => /^(?:chan|dong|[.,!])$/.test(token) || LINK.has(token));

type Read = { readonly run: Run; readonly next: number; readonly digits: boolean } | { readonly code: RefusalCode };
type Term = { readonly values: readonly Exact[]; readonly next: number; readonly digits: string | undefined; readonly pair?: Exact };

const termAt = (tokens: readonly string[], at: number): Term | undefined | { readonly code: RefusalCode } => {
  const token = tokens[at] ?? '';
  if (token === 'nua' && SCALES[tokens[at + 1] ?? ''] !== undefined) return { values: [exact('0.5')], next: at + 1, digits: undefined };
  const plainDigit = /^\d$/.test(token) && /^(?:muoi|chuc|tram)$/.test(tokens[at + 1] ?? '');
  if (/^\d/.test(token) && !plainDigit) {
    const written = readWritten(token);
    if (written === undefined) return { code: 'money_grouping' };
    const hundreds = /^(?:chuc|tram)$/.exec(tokens[at + 1] ?? '')?.[0];
    const factor = hundreds === 'tram' ? 100n : hundreds === 'chuc' ? 10n : 1n;
    const values = [written.grouped, written.decimal].flatMap((one) => (one === undefined ? [] : [{ units: one.units * factor, places: one.places }]));
    return { values, next: at + (factor === 1n ? 1 : 2), digits: token };
  }
  if (SCALES[token] !== undefined && (token.length > 2 || token === 'ty' || token === 'ti') && (tokens[at + 1] === 'ruoi' || isNumberWord(tokens[at + 1] ?? '')) && at === 0)
    return { values: [exact('1')], next: at, digits: undefined };
  const small = readSmall(tokens, at);
  if (small === undefined) return undefined;
  return { values: [exact(String(small.value))], next: small.next, digits: undefined, ...(small.first === undefined ? {} : { pair: exact(String(small.first)) }) };
};

const runAt = (tokens: readonly string[], start: number): Read | undefined => {
  let at = start;
  let sums: readonly bigint[] = [0n];
  let last: bigint | undefined;
  let first = true;
  let digits = false;
  for (;;) {
    const term = termAt(tokens, at);
    if (term === undefined) break;
    if ('code' in term) return term;
    let next = term.next;
    let scale = SCALES[tokens[next] ?? ''];
    if (scale !== undefined) next++;
    // "2 nghìn tỷ"
    if (scale === 1_000n && SCALES[tokens[next] ?? ''] === 1_000_000_000n) {
      scale = 1_000_000_000_000n;
      next++;
    }
    if (scale !== undefined && last !== undefined && scale >= last) break;
    digits ||= term.digits !== undefined;
    if (scale === undefined && last === undefined) return bare(tokens, term, digits);
    if (scale === undefined && last !== undefined) {
      const added = remainder(term, last, CURRENCY.has(tokens[next] ?? ''));
      if (added.length === 0) return { code: 'money_grouping' };
      sums = sums.flatMap((sum) => added.map((more) => sum + more));
      at = next;
      break;
    }
    const step = scaled([...term.values, ...(term.pair === undefined ? [] : [term.pair])], scale ?? 1n);
    if (step.length === 0) return { code: 'money_fraction' };
    sums = sums.flatMap((sum) => step.map((more) => sum + more));
    last = scale;
    at = next;
    first = false;
    if (tokens[at] === 'ruoi' || (tokens[at] === 'nua' && tokens[at - 1] !== undefined)) {
      const half = (scale ?? 0n) / 2n;
      const [counted] = step;
      // "hai trăm triệu rưỡi" may be two hundred and a half, or two hundred and fifty.
      const hundreds = scale !== undefined && counted !== undefined && (counted / scale) % 100n === 0n && counted > 0n;
      sums = sums.flatMap((sum) => (hundreds ? [sum + half, sum + half * 100n] : [sum + half]));
      at++;
      break;
    }
    if (tokens[at] === ',' || tokens[at] === 'le' || tokens[at] === 'linh') {
      if (termAt(tokens, at + 1) === undefined || tokens[at] !== ',') break;
      at++;
    }
  }
  if (first && last === undefined) return undefined;
  const currency = CURRENCY.has(tokens[at] ?? '');
  return { run: { amounts: sums, ...(last === undefined ? {} : { scale: last }), currency, small: false }, next: currency ? at + 1 : at, digits };
};

const scaled = (values: readonly Exact[], scale: bigint): readonly bigint[] => values.flatMap((one) => times(one, scale) ?? []);

const bare = (tokens: readonly string[], term: Term, digits: boolean): Read => {
  const currency = CURRENCY.has(tokens[term.next] ?? '');
  const grouped = term.values.filter((one) => one.places === 0);
  // Without a unit "1,5" can only be short for millions or billions; with "đồng" there is no fraction.
  const decimals = term.values.filter((one) => one.places > 0);
  const wholeDecimals = decimals.flatMap((one) => times(one, 1n) ?? []);
  const tooFine = currency || decimals.some((one) => one.units >= 1_000n * 10n ** BigInt(one.places));
  if (tooFine && grouped.length === 0 && wholeDecimals.length === 0) return { code: 'money_fraction' };
  const amounts =
    grouped.length > 0 ? scaled(grouped, 1n) : wholeDecimals.length > 0 ? wholeDecimals : [1_000n, 1_000_000n, 1_000_000_000n].flatMap((scale) => scaled(decimals, scale));
  const pair = term.pair === undefined ? [] : scaled([term.pair], 1n);
  const short = grouped.length === 0 && wholeDecimals.length === 0;
  const all = [...pair, ...amounts];
  return {
    run: { amounts: all, currency: currency || short, small: all.every((amount) => amount < 1_000n) },
    next: term.next + (currency ? 1 : 0),
    digits,
  };
};

/** What follows a scale without one of its own: "3tr5", "3 triệu 500", "3tr50" (two ways), "1 tỷ 200". */
const remainder = (term: Term, last: bigint, currency: boolean): readonly bigint[] => {
  const [one] = term.values;
  if (one === undefined || one.places > 0 || term.values.length > 2) return [];
  const { units } = one;
  if (units >= last) return [];
  if (units >= 1_000n) return [units];
  const below = last / 1_000n;
  const ways = new Set<bigint>();
  const written = term.digits;
  if (units < 10n && (written === undefined || written.length === 1)) ways.add((units * last) / 10n);
  else if (written !== undefined && written.length === 2) {
    if (written.startsWith('0')) ways.add((units * last) / 100n);
    else for (const way of [units * below, (units * last) / 100n]) ways.add(way);
  } else ways.add(units * below);
  // "5 triệu 200 đồng" can be meant to the đồng.
  if (currency && last > 1_000n) ways.add(units);
  return [...ways];
};
