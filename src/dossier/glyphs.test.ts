import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonCodePoints, MISSING, printable } from './glyphs.js';
import { fontBytes } from './places.js';

const covered = commonCodePoints(fontBytes());
const shown = (text: string): string => printable(text, covered).text;

describe('what the four faces can draw', () => {
  test('every Vietnamese letter, the marks of official papers and the sign for a missing one', () => {
    const letters = 'aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ';
    for (const letter of `${letters}${letters.toUpperCase()}${MISSING}₫№–—…“”‘’×²≤≥•°`) expect(covered.has(letter.codePointAt(0) ?? 0), letter).toBe(true);
  });

  test('not emoji, not Hán', () => {
    for (const letter of ['🙂', '漢', '\u{1F468}']) expect(covered.has(letter.codePointAt(0) ?? 0)).toBe(false);
  });
});

describe('making text printable', () => {
  test('one box per character seen, however many code points it has', () => {
    expect(printable('Anh 👨‍👩‍👧 漢字 🇻🇳!', covered)).toEqual({ text: `Anh ${MISSING} ${MISSING}${MISSING} ${MISSING}!`, replaced: 4 });
  });

  test('letters typed in parts are joined', () => {
    expect(printable('Nguyễn Đặng'.normalize('NFD'), covered)).toEqual({ text: 'Nguyễn Đặng', replaced: 0 });
  });

  test('invisible marks go without a box; line breaks stay', () => {
    expect(printable('a\u200bb\ufe0f\u202e\r\nc\td', covered)).toEqual({ text: 'ab\nc d', replaced: 0 });
  });

  test('a very long word gets places to break, a normal one none', () => {
    expect(
      shown('x'.repeat(100))
        .split('\u200b')
        .every((run) => run.length <= 35),
    ).toBe(true);
    expect(shown('https://donghanh.example/d/u7Jx2mQ0vT4kR9sZ1bYc8w')).not.toContain('\u200b');
  });

  test('whatever comes in, only drawable characters come out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        return [...shown(text)].every((character) => character === '\n' || character === '\u200b' || covered.has(character.codePointAt(0) ?? 0));
      }),
    );
  });
});
