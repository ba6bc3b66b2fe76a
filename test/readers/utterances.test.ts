/** Every utterance of utterances.yaml reads as a person typed it there: value, several or refused; never another value. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  type Answer,
  type CodedReader,
  type Identity,
  isNone,
  isUnknown,
  type Place,
  readChoice,
  readDay,
  readDaysBetween,
  readEmail,
  readId,
  readMoney,
  readMonthlyMoney,
  readNumber,
  readPastDay,
  readPhone,
  readPlace,
  readYesNo,
  type Stretch,
  value,
} from '../../src/conversation/readers/index.js';

const cell = z.union([z.string(), z.number(), z.boolean()]);
const row = z.tuple([z.string()]).rest(cell);
const file = z.object({ today: z.string() }).catchall(z.union([z.string(), z.array(row)]));
const { today, ...kinds } = file.parse(parse(readFileSync(new URL('utterances.yaml', import.meta.url), 'utf8')));

const identity = ({ kind, number, birthYear, sex }: Identity): string => [kind, number, birthYear, sex].filter((part) => part !== undefined).join(' ');
const place = (read: Place): string => (read.commune === undefined ? read.province.code : `${read.province.code}/${read.commune.code}`);
const stretch = ({ from, to, days }: Stretch): string => `${from} ${to} ${days}`;
const shown =
  <T>(reader: CodedReader<T>, show: (read: T) => unknown): CodedReader<unknown> =>
  (text, context): Answer<unknown> => {
    const read = reader(text, context);
    if (read.kind === 'value') return value(show(read.value));
    return read.kind === 'refused' ? read : { kind: 'several', readings: read.readings.map((one) => ({ ...one, value: show(one.value) })) };
  };
const choices = [
  { value: 'judgment', label: 'Bản án' },
  { value: 'stop', label: 'Quyết định đình chỉ' },
  { value: 'complaint', label: 'Quyết định giải quyết khiếu nại' },
  { value: 'unknown', label: 'Không biết' },
];
const readers: Readonly<Record<string, CodedReader<unknown>>> = {
  day: readDay,
  'past-day': readPastDay,
  money: readMoney,
  'monthly-money': readMonthlyMoney,
  number: readNumber,
  'yes-no': readYesNo,
  phone: readPhone,
  email: readEmail,
  id: shown(readId, identity),
  place: shown(readPlace, place),
  'days-between': shown(readDaysBetween, stretch),
  choice: readChoice(choices),
  unknown: (text) => value(isUnknown(text)),
  none: (text) => value(isNone(text)),
};

const inShort = (read: Answer<unknown>): readonly unknown[] => {
  if (read.kind === 'value') return [read.value];
  return read.kind === 'refused' ? ['refused', read.code] : ['several', ...read.readings.map((one) => one.value).sort(byText)];
};
const byText = (a: unknown, b: unknown): number => String(a).localeCompare(String(b));
const expected = ([kind, ...rest]: readonly unknown[]): readonly unknown[] => (kind === 'several' ? [kind, ...rest.sort(byText)] : [kind, ...rest]);

describe.each(Object.entries(kinds).map(([kind, rows]) => ({ kind, rows: z.array(row).parse(rows) })))('$kind', ({ kind, rows }) => {
  const reader = readers[kind];
  it.each(rows.map(([text, ...wanted]) => ({ text, wanted })))('$text', ({ text, wanted }) => {
    if (reader === undefined) throw new Error(`utterances.yaml: no reader for ${kind}`);
    expect(inShort(reader(text, { today }))).toEqual(expected(wanted));
    // The same letters decomposed, as some phones send them, mean the same.
    expect(inShort(reader(text.normalize('NFD'), { today }))).toEqual(expected(wanted));
  });
});

it('holds at least three hundred utterances', () => {
  expect(Object.values(kinds).flat().length).toBeGreaterThanOrEqual(300);
});
