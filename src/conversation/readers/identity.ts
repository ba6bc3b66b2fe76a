/**
 * Owns reading a personal identity number: 12 digits (căn cước) or the former 9 (CMND). The first three of the 12 are the
 * province where the birth was registered, in the 63 codes used before July 2025, and keep that meaning. There is no check digit.
 */
import { partsOf } from '../../basics/index.js';
import { formerProvinceName } from '../../places/index.js';
import type { CodedReader } from './codes.js';
import { refuse, several, value } from './reading.js';
import { listen } from './said.js';

/** `{"kind":"cccd","number":"036090000001","birthYear":1990,"sex":"male","provinceName":"Nam Định"}` */
export type Identity = {
  readonly kind: 'cmnd' | 'cccd';
  readonly number: string;
  readonly birthYear?: number;
  readonly sex?: 'male' | 'female';
  /** Former province of birth registration; absent when it was registered abroad. */
  readonly provinceName?: string;
};

const LABELS =
  /\b(?:so|can cuoc|cong dan|can cuoc cong dan|the|cccd|cmnd|cmtnd|cmt|cm|chung minh|nhan dan|thu|dinh danh|ca nhan|cua|toi|em|minh|tui|la|id|number|my|is|da|a|cu|moi)\b/g;

/** Reads a card number; two numbers on one line are offered back. Content pasted from the card's QR code (`…|…|…`) gives its first field. */
export const readId: CodedReader<Identity> = (text, { today }) => {
  const said = listen(text);
  if (said.plain === '') return refuse('empty');
  const first = said.plain.includes('|') ? (said.plain.split('|')[0] ?? '') : said.plain;
  const bare = first
    .replace(/(cccd|cmnd|cmtnd|cmt)(?=\d)/g, '$1 ')
    .replace(LABELS, ' ')
    .replace(/[.\-:,;/()#]/g, ' ')
    .trim();
  if (/[a-z]/.test(bare)) return refuse('id_letters');
  const runs = bare.split(/\s+/).filter((run) => run !== '');
  const whole = runs.length > 1 && runs.every((run) => run.length === 9 || run.length === 12) ? runs : [runs.join('')];
  const read = whole.map((number) => readNumber(number, partsOf(today)[0]));
  const bad = read.find((one) => one.kind === 'refused');
  if (bad !== undefined) return bad;
  return several(read.flatMap((one) => (one.kind === 'value' ? [{ value: one.value, label: one.value.number }] : [])));
};

const readNumber = (number: string, year: number): ReturnType<CodedReader<Identity>> => {
  if (!/^\d+$/.test(number) || (number.length !== 9 && number.length !== 12)) return refuse('id_length');
  if (/^(\d)\1+$/.test(number)) return refuse('id_not_plausible');
  if (number.length === 9) return value({ kind: 'cmnd', number });
  const prefix = Number(number.slice(0, 3));
  const provinceName = formerProvinceName(number.slice(1, 3));
  // Births registered abroad carry a country code of three digits (Thông tư 07/2016/TT-BCA); we have no list of them.
  const abroad = prefix > 100 && prefix < 400;
  if (!abroad && (prefix > 99 || provinceName === undefined)) return refuse('id_province');
  const century = Number(number[3]);
  const birthYear = 1900 + Math.floor(century / 2) * 100 + Number(number.slice(4, 6));
  if (birthYear > year) return refuse('id_year_in_future');
  return value({ kind: 'cccd', number, birthYear, sex: century % 2 === 0 ? 'male' : 'female', ...(abroad || provinceName === undefined ? {} : { provinceName }) });
};
