/**
 * Owns Vietnamese number words up to nine hundred and ninety-nine ("hai trăm linh năm", "ba lăm", "2 chục") and written
 * numbers with their points and commas. Scales above (nghìn, triệu, tỷ) belong to money and number.
 */

/** An exact decimal: `units / 10^places`. */
export type Exact = { readonly units: bigint; readonly places: number };

const DIGIT: Readonly<Record<string, number>> = {
  khong: 0,
  mot: 1,
  hai: 2,
  ba: 3,
  bon: 4,
  tu: 4,
  nam: 5,
  lam: 5,
  nham: 5,
  sau: 6,
  bay: 7,
  tam: 8,
  chin: 9,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};

const digitAt = (tokens: readonly string[], at: number): number | undefined => {
  const token = tokens[at];
  if (token === undefined) return undefined;
  return /^\d$/.test(token) ? Number(token) : DIGIT[token];
};

/** What was read, the token after it, and how: `pair` for "năm sáu" (five or six). */
export type Small = { readonly value: number; readonly next: number; readonly style: 'plain' | 'pair' | 'colloquial'; readonly first?: number };

/** True for a word that counts, alone or as part of a number. */
export const isNumberWord = (token: string): boolean => DIGIT[token] !== undefined || /^(?:muoi|chuc|tram|nghin|ngan)$/.test(token);

/** Reads words below one thousand from a token on, as far as they go. */
export const readSmall = (tokens: readonly string[], at: number): Small | undefined => {
  const implied = tokens[at] === 'tram' || tokens[at] === 'chuc';
  const start = implied ? at : at + 1;
  const first = implied ? 1 : digitAt(tokens, at);
  if (tokens[at] === 'muoi') return teens(tokens, at);
  if (first === undefined) return undefined;
  const second = digitAt(tokens, at + 1);
  if (!implied && second === first + 1 && (tokens[at + 2] === 'tram' || tokens[at + 2] === 'chuc')) {
    const size = tokens[at + 2] === 'tram' ? 100 : 10;
    return { value: second * size, first: first * size, next: at + 3, style: 'pair' };
  }
  if (tokens[start] !== 'tram' || first > 9) return readTens(tokens, at);
  const after = start + 1;
  const linked = tokens[after] === 'linh' || tokens[after] === 'le';
  if (linked) {
    const ones = digitAt(tokens, after + 1);
    return ones === undefined ? undefined : { value: first * 100 + ones, next: after + 2, style: 'plain' };
  }
  if (tokens[after] === 'ruoi') return { value: first * 100 + 50, next: after + 1, style: 'plain' };
  const rest = readTens(tokens, after);
  if (rest === undefined) return { value: first * 100, next: after, style: 'plain' };
  // "hai trăm năm" is two hundred and fifty; the hundreds were said, so one digit counts tens.
  const tens = rest.next === after + 1 && rest.value < 10 ? rest.value * 10 : rest.value;
  return { value: first * 100 + tens, next: rest.next, style: rest.style === 'pair' ? 'pair' : rest.next === after + 1 ? 'colloquial' : 'plain' };
};

const teens = (tokens: readonly string[], at: number): Small => {
  const ones = digitAt(tokens, at + 1);
  return ones === undefined || ones > 9 ? { value: 10, next: at + 1, style: 'plain' } : { value: 10 + ones, next: at + 2, style: 'plain' };
};

const readTens = (tokens: readonly string[], at: number): Small | undefined => {
  if (tokens[at] === 'muoi') return teens(tokens, at);
  if (tokens[at] === 'chuc') return tokens[at + 1] === 'ruoi' ? { value: 15, next: at + 2, style: 'plain' } : { value: 10, next: at + 1, style: 'plain' };
  const tens = digitAt(tokens, at);
  if (tens === undefined) return undefined;
  const unit = tokens[at + 1];
  if (unit === 'muoi' || unit === 'chuc') {
    const ones = digitAt(tokens, at + 2);
    if (unit === 'chuc' && tokens[at + 2] === 'ruoi') return { value: tens * 10 + 5, next: at + 3, style: 'plain' };
    return ones === undefined || ones > 9 || unit === 'chuc' ? { value: tens * 10, next: at + 2, style: 'plain' } : { value: tens * 10 + ones, next: at + 3, style: 'plain' };
  }
  const ones = /^\d/.test(tokens[at] ?? '') ? undefined : DIGIT[unit ?? ''];
  if (ones === undefined || tens === 0 || tens > 9 || ones > 9) return { value: tens, next: at + 1, style: 'plain' };
  // "hai ba triệu" is two or three; "hai lăm", "ba tư", "hai mốt" are twenty-five, thirty-four, twenty-one.
  const spoken = unit === 'lam' || unit === 'nham' || unit === 'tu' || (unit === 'mot' && tens > 1);
  if ((ones === tens + 1 || (tens === 5 && ones === 7)) && !spoken) return { value: ones, first: tens, next: at + 2, style: 'pair' };
  return { value: tens * 10 + ones, next: at + 2, style: 'colloquial' };
};

/** How a written number can be meant: one way, two (`1.500` before "triệu"), or `undefined` when its groups are wrong. */
export type Written = { readonly grouped?: Exact; readonly decimal?: Exact };

const GROUPED = /^\d{1,3}([.,])\d{3}(?:\1\d{3})*$/;

export const readWritten = (token: string): Written | undefined => {
  if (/^\d+$/.test(token)) return { grouped: exact(token) };
  const written: { grouped?: Exact; decimal?: Exact } = {};
  if (GROUPED.test(token)) written.grouped = exact(token.replace(/[.,]/g, ''));
  if (/^\d+[.,]\d+$/.test(token)) written.decimal = exact(token.replace(',', '.'));
  // Both marks: the last is the decimal one, `2.340.000,50` or `2,340,000.50`.
  const mixed = /^(\d{1,3}(?:\.\d{3})+),(\d{1,2})$|^(\d{1,3}(?:,\d{3})+)\.(\d{1,2})$/.exec(token);
  if (mixed !== null) written.decimal = exact(`${(mixed[1] ?? mixed[3] ?? '').replace(/[.,]/g, '')}.${mixed[2] ?? mixed[4] ?? ''}`);
  return (written.grouped ?? written.decimal) ? written : undefined;
};

export const exact = (text: string): Exact => {
  const [whole = '0', part = ''] = text.split('.');
  return { units: BigInt(whole + part), places: part.length };
};

/** `exact × scale`, or undefined when that is not a whole number. */
export const times = ({ units, places }: Exact, scale: bigint): bigint | undefined => {
  const product = units * scale;
  const divisor = 10n ** BigInt(places);
  return product % divisor === 0n ? product / divisor : undefined;
};

/** Cuts plain text into numbers, words and signs; `2 340 000` becomes one number, `3tr5` three tokens. */
export const numberTokens = (plain: string): readonly string[] =>
  plain.replace(/(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])/g, (run) => run.replaceAll(' ', '')).match(/\d+(?:[.,]\d+)*|[a-z]+|[^\sa-z\d]/g) ?? [];
