/** Owns reading a phone number, into E.164. Does not send to it. */
import { createRequire } from 'node:module';
import type { Answer, CodedReader } from './codes.js';
import { refuse, several, value } from './reading.js';
import { listen } from './said.js';

type Metadata = typeof import('libphonenumber-js/max');
let loaded: Metadata | undefined;
/** The metadata takes longer to load than everything else here together, so only a phone question pays for it. */
const metadata = (): Metadata => {
  if (loaded === undefined) {
    const fresh: Metadata = createRequire(import.meta.url)('libphonenumber-js/max');
    loaded = fresh;
  }
  return loaded;
};

const RUN = /(?:\+|\b00)?\d(?:[\s.\-()]{0,3}\d)+/g;

/** Reads a Vietnamese mobile or landline, or a foreign number with its `+`: `'0912.345.678'` → `'+84912345678'`. */
export const readPhone: CodedReader<string> = (text) => {
  const said = listen(text);
  if (said.plain === '') return refuse('empty');
  // A letter O for the leading zero is the commonest slip.
  const plain = said.plain
    .replace(/(^|[\s:+(])o(?=\d)/g, '$10')
    .replace(/\(\s*\+?84\s*\)\s*0?/, '+84')
    .replace(/^\(|\(0\)/g, '');
  const runs = (plain.match(RUN) ?? []).filter((run) => run.replace(/\D/g, '').length >= 3);
  if (runs.length === 0) return refuse('phone_unreadable');
  if (/[a-z]\d{3,}|\d{3,}[a-z]/.test(plain.replace(/(?:sdt|dt|tel|phone|zalo|so)\.?:?(?=[\d+])/g, ''))) return refuse('phone_unreadable');
  const read = [...new Set(runs)].map(readOne);
  const good = read.filter((one) => one.kind === 'value');
  if (good.length > 0) return several(good.map(({ value: number }) => ({ value: number, label: shown(number) })));
  return read[0] ?? refuse('phone_unreadable');
};

const readOne = (run: string): Answer<string> => {
  const digits = run.replace(/\D/g, '');
  if (/^1[89]00\d{4,6}$/.test(digits)) return refuse('phone_service_number');
  // Eleven-digit mobiles 012x, 016x, 018x, 019x were changed to ten digits in 2018; the new prefix is for the person to say.
  if (/^(?:0|84|\+84)?1(?:2\d|6[2-9]|8[68]|99)\d{7}$/.test(digits) && digits.length >= 10) return refuse('phone_old_prefix');
  if (digits.length < 9) return refuse('phone_too_short');
  const parsed = metadata().parsePhoneNumberFromString(run, 'VN');
  if (parsed?.isValid() !== true) {
    if (digits.length === 9 && digits.startsWith('0')) return refuse('phone_too_short');
    return refuse(/^(?:0[35789]\d{9,}|(?:84)[35789]\d{9,}|02\d{10,}|\d{13,})$/.test(digits) ? 'phone_too_long' : 'phone_not_valid');
  }
  const type = parsed.getType();
  const reachable = type === 'MOBILE' || type === 'FIXED_LINE' || type === 'FIXED_LINE_OR_MOBILE' || (type === undefined && parsed.country !== 'VN');
  return reachable ? value(parsed.number) : refuse('phone_service_number');
};

const shown = (e164: string): string => metadata().parsePhoneNumberFromString(e164)?.formatNational() ?? e164;
