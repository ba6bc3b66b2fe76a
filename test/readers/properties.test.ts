/** What must hold for any text: readers never throw, the same letters differently encoded mean the same, and what we show can be read back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, fold, partsOf, showDay, showDong } from '../../src/basics/index.js';
import {
  type CodedReader,
  isNone,
  isUnknown,
  readChoice,
  readCommune,
  readCount,
  readDay,
  readDaysBetween,
  readEmail,
  readId,
  readMoney,
  readMonthlyMoney,
  readName,
  readNumber,
  readPastDay,
  readPhone,
  readPlace,
  readText,
  readYesNo,
  refusalCodes,
} from '../../src/conversation/readers/index.js';

const today = '2026-11-22';
const context = { today };
const readers: Readonly<Record<string, CodedReader<unknown>>> = {
  readDay,
  readPastDay,
  readMoney,
  readMonthlyMoney,
  readNumber,
  readCount,
  readYesNo,
  readPhone,
  readEmail,
  readId,
  readPlace,
  readCommune,
  readDaysBetween,
  readName,
  readText,
  readChoice: readChoice([
    { value: 'a', label: 'Bản án' },
    { value: 'b', label: 'Không biết' },
  ]),
};

const words =
  'ngày tháng năm mùng hôm qua thứ hai ba tư sáu tuần trước sau đầu 1 5 12 31 2020 triệu tỷ nghìn rưỡi trăm mươi linh đồng k tr - / . , không có chưa dạ xã huyện tỉnh Nam Định Vụ Bản quận phường đến từ khoảng âm'.split(
    ' ',
  );
const talk = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((list) => list.join(' '));
const glued = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((list) => list.join(''));
const any = fc.oneof(
  { weight: 3, arbitrary: talk },
  glued,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ maxLength: 60 }),
);
const day = fc.integer({ min: 0, max: 55_000 }).map((n) => addDays('1925-01-01', n));

describe.each(Object.entries(readers))('%s', (_name, reader) => {
  it('never throws, and refuses only with a listed code', () => {
    fc.assert(
      fc.property(any, (text) => {
        const read = reader(text, context);
        if (read.kind === 'refused') expect(refusalCodes).toContain(read.code);
        if (read.kind === 'several') expect(read.readings.length).toBeGreaterThan(1);
      }),
      { numRuns: 300 },
    );
  });

  it('reads decomposed letters as composed ones', () => {
    fc.assert(
      fc.property(talk, (text) => {
        expect(reader(text.normalize('NFD'), context)).toEqual(reader(text.normalize('NFC'), context));
      }),
      { numRuns: 100 },
    );
  });

  it('answers a very long text in good time', () => {
    const started = performance.now();
    for (const word of ['ngày 1 ', 'hai ba ', 'xã Nam Định, ', '1.000.', '0912 ', 'a@', 'đến ', '((((']) reader(word.repeat(500).slice(0, 4_000), context);
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});

it('isUnknown and isNone never throw', () => {
  fc.assert(fc.property(any, (text) => [isUnknown(text), isNone(text)].every((said) => typeof said === 'boolean')));
});

describe('days read back', () => {
  it('in every notation we know', () => {
    fc.assert(
      fc.property(day, (wanted) => {
        const [year, month, date] = partsOf(wanted);
        const two = (n: number): string => String(n).padStart(2, '0');
        const notations = [
          wanted,
          showDay(wanted),
          `${two(date)}/${two(month)}/${year}`,
          `${date}-${month}-${year}`,
          `${date}.${month}.${year}`,
          `ngày ${date} tháng ${month} năm ${year}`,
          `ngay ${date} thang ${month} nam ${year}`,
          `NGÀY ${date}/${month}/${year}!`,
          `dạ ${date}/${month}/${year} ạ`,
          `${year}/${month}/${date}`,
          `${date} / ${month} / ${year}`,
        ];
        for (const text of notations) {
          expect(readDay(text, context), text).toEqual({ kind: 'value', value: wanted });
          expect(readDay(fold(text), context), fold(text)).toEqual({ kind: 'value', value: wanted });
        }
      }),
    );
  });

  it('counts a stretch as days.ts does', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 4_000 }), (from, days) => {
        const to = addDays(from, days);
        expect(readDaysBetween(`từ ${showDay(from)} đến ${showDay(to)}`, context)).toEqual({ kind: 'value', value: { from, to, days, daysBothEnds: days + 1 } });
      }),
    );
  });
});

describe('money read back', () => {
  const amount = fc.oneof(
    fc.integer({ min: 0, max: 20_000 }),
    fc.integer({ min: 0, max: 2_000_000_000 }),
    fc.maxSafeInteger().map((n) => Math.abs(n) % 9_000_000_000_000_000),
  );
  it('as we show it, and as people write it with đồng', () => {
    fc.assert(
      fc.property(amount, (wanted) => {
        const points = showDong(wanted).replace(' đ', '');
        for (const text of [showDong(wanted), `${wanted} đồng`, `${points}đ`, `${points.replaceAll('.', ',')} VND`, `${points.replaceAll('.', ' ')} dong`, `khoảng ${points} đ`]) {
          expect(readMoney(text, context), text).toEqual({ kind: 'value', value: wanted });
        }
      }),
    );
  });

  it('as triệu with a decimal comma, folded or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 99 }), (whole, part) => {
        const wanted = whole * 1_000_000 + part * 10_000;
        for (const text of [`${whole},${String(part).padStart(2, '0')} triệu`, `${whole}.${String(part).padStart(2, '0')} trieu`, `${whole},${String(part).padStart(2, '0')}tr`]) {
          expect(readMoney(text, context), text).toEqual({ kind: 'value', value: wanted });
        }
      }),
    );
  });
});

it('reads every mobile number back in the usual groupings', () => {
  const mobile = fc
    .tuple(fc.constantFrom('091', '090', '086', '098', '032', '070'), fc.integer({ min: 0, max: 9_999_999 }))
    .map(([prefix, rest]) => prefix + String(rest).padStart(7, '0'));
  fc.assert(
    fc.property(mobile, (number) => {
      const wanted = { kind: 'value', value: `+84${number.slice(1)}` };
      for (const text of [
        number,
        `${number.slice(0, 4)} ${number.slice(4, 7)} ${number.slice(7)}`,
        `${number.slice(0, 4)}.${number.slice(4, 7)}.${number.slice(7)}`,
        `+84${number.slice(1)}`,
        `84${number.slice(1)}`,
      ]) {
        expect(readPhone(text, context), text).toEqual(wanted);
      }
    }),
  );
});
