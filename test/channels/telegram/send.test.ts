/** The two things a parcel is made of, under any input: escaped words and a keyboard. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseHtml } from '../../kit/fake-telegram/entities.js';
import { escapeHtml, keyboardOf } from '../../../src/channels/telegram/send.js';

test('whatever a person or a law says, the escaped text reads back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const read = parseHtml(escapeHtml(text));
      expect(read).toEqual({ ok: true, text: text.trim(), entities: [] });
    }),
    { numRuns: 2_000 },
  );
});

test('every choice becomes exactly one button, in order, at most two in a row, long labels alone', () => {
  const choice = fc.record({ label: fc.string({ minLength: 1, maxLength: 40 }).filter((label) => label.trim() !== ''), payload: fc.stringMatching(/^[a-z0-9:]{1,64}$/) });
  fc.assert(
    fc.property(fc.array(choice, { minLength: 1, maxLength: 30 }), (choices) => {
      const rows = keyboardOf(choices).reply_markup?.inline_keyboard ?? [];
      expect(rows.flat().map(({ text, callback_data }) => ({ label: text, payload: callback_data }))).toEqual(choices);
      for (const row of rows) {
        expect(row.length).toBeLessThanOrEqual(2);
        if (row.length === 2) for (const { text } of row) expect(text.length).toBeLessThanOrEqual(14);
      }
    }),
  );
  expect(keyboardOf([])).toEqual({});
});
