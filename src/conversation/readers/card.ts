/**
 * Owns reading what the QR of a căn cước says: `number|old number|name|ddMMyyyy|Nam|address|ddMMyyyy`, later cards with more fields after
 * these. The first seven are read by place and each is checked; the rest, which may name parents, is never looked at.
 */
import { type Day, isDay } from '../../basics/index.js';
import { type Identity, readId } from './identity.js';
import { readName } from './name.js';
import { type Place, readPlace } from './place.js';
import type { Context } from './reading.js';

/** A field that is absent was empty, unreadable or impossible on the card. */
export type Card = {
  readonly number: Identity;
  readonly name?: string;
  readonly born?: Day;
  readonly sex?: 'male' | 'female';
  /** As the card writes it. */
  readonly address?: string;
  /** The address as a place of today and the line before it, where there is only one reading. */
  readonly place?: Place;
  readonly line?: string;
  readonly issued?: Day;
  /** False: the number says another birth year or sex than the card. Worth a second look, no reason to refuse. */
  readonly agrees: boolean;
};

const FEWEST = 6;
const READ = 7;

/** The part of a code that is ever kept: the first seven fields. Undefined when it is no card. */
export const cardPart = (text: string): string | undefined => {
  const fields = text.split('|');
  return fields.length < FEWEST || !/^\d{12}$/.test(fields[0]?.trim() ?? '') ? undefined : fields.slice(0, READ).join('|');
};

/** Undefined when the text is not a card, or its number cannot be one. */
export const readCard = (text: string, context: Context): Card | undefined => {
  const part = cardPart(text.normalize('NFC'));
  if (part === undefined) return undefined;
  const [digits = '', , fullName = '', birth = '', said = '', lived = '', given = ''] = part.split('|').map((field) => field.trim());
  const number = readId(digits, context);
  if (number.kind !== 'value' || number.value.kind !== 'cccd') return undefined;
  const name = readName(fullName, context);
  const born = dayOf(birth, context);
  const issued = dayOf(given, context);
  const sex = said === 'Nam' ? 'male' : said === 'Nữ' ? 'female' : undefined;
  const agrees = (born === undefined || Number(born.slice(0, 4)) === number.value.birthYear) && (sex === undefined || sex === number.value.sex);
  return {
    number: number.value,
    ...(name.kind === 'value' ? { name: name.value } : {}),
    ...(born === undefined ? {} : { born }),
    ...(sex === undefined ? {} : { sex }),
    ...placed(lived, context),
    ...(issued === undefined || (born !== undefined && issued < born) ? {} : { issued }),
    agrees,
  };
};

/** `25042021` → `2021-04-25`; undefined for what is no day, or lies ahead. */
const dayOf = (digits: string, { today }: Context): Day | undefined => {
  if (!/^\d{8}$/.test(digits)) return undefined;
  const day = `${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`;
  return isDay(day) && day <= today && day >= '1900-01-01' ? day : undefined;
};

/** Units of the address: two since July 2025, three before. What stands before them is house, street, hamlet. */
const placed = (lived: string, context: Context): Pick<Card, 'address' | 'place' | 'line'> => {
  if (!/\p{L}/u.test(lived) || lived.length > 300) return {};
  const parts = lived
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  for (const units of [3, 2]) {
    if (parts.length < units) continue;
    const read = readPlace(parts.slice(-units).join(', '), context);
    if (read.kind !== 'value' || read.value.commune === undefined) continue;
    const line = parts.slice(0, -units).join(', ');
    return { address: lived, place: read.value, ...(line === '' ? {} : { line }) };
  }
  return { address: lived };
};
