import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Capabilities, Reply } from '../messages/index.js';
import { piecesOf } from './cut.js';
import { pageCapabilities } from './page-port.js';

const can = (some: Partial<Capabilities> = {}): Capabilities => ({ buttons: true, filesIn: true, filesOut: true, textLimit: 4096, fileLimit: 50_000_000, ...some });
const choices = [
  { label: 'Có', payload: 'a:1' },
  { label: 'Không', payload: 'a:2' },
];
const attachment = { fileId: 'f1', name: 'DH-2026-000123.pdf', mime: 'application/pdf', url: 'https://dh.example/d/abc' };

describe('a reply cut to what a channel can send', () => {
  it('stays one piece when it fits', () => {
    expect(piecesOf({ text: 'Anh/chị có bị giam không?', tag: 'q', choices }, can())).toEqual([{ text: 'Anh/chị có bị giam không?', choices, asks: true }]);
  });
  it('numbers the choices where there are no buttons', () => {
    expect(piecesOf({ text: 'Có không?', tag: 'q', choices }, can({ buttons: false }))).toEqual([{ text: 'Có không?\n\n1. Có\n2. Không', choices: [], asks: true }]);
  });
  it('takes the words made for channels without buttons', () => {
    expect(piecesOf({ text: 'Có không?', plain: 'Gõ có hoặc không.', tag: 'q', choices }, can({ buttons: false }))[0]?.text).toBe('Gõ có hoặc không.');
  });
  it('knows what is told from what is asked, also for a question without choices', () => {
    expect(piecesOf({ text: 'Đã nhận.', tag: 'n' }, can())[0]?.asks).toBe(false);
    expect(piecesOf({ text: 'Ngày nào?', plain: 'Ngày nào?', tag: 'q', choices: [] }, can())[0]?.asks).toBe(true);
  });
  it('cuts at paragraphs first and keeps the choices on the last piece', () => {
    const reply: Reply = { text: `${'a'.repeat(60)}\n\n${'b'.repeat(60)}`, tag: 'q', choices };
    expect(piecesOf(reply, can({ textLimit: 100 })).map((piece) => [piece.text, piece.choices.length])).toEqual([
      ['a'.repeat(60), 0],
      ['b'.repeat(60), 2],
    ]);
  });
  it('sends a file with its words, or as a link where files do not go out', () => {
    const reply: Reply = { text: 'Hồ sơ đã xong.', tag: 'dossier_ready', attachment };
    expect(piecesOf(reply, can())).toEqual([{ text: 'Hồ sơ đã xong.', choices: [], attachment, asks: false }]);
    expect(piecesOf(reply, can({ filesOut: false }))).toEqual([{ text: `Hồ sơ đã xong.\n${attachment.url}`, choices: [], asks: false }]);
    expect(piecesOf({ ...reply, text: `Tải tại ${attachment.url}` }, can({ filesOut: false }))[0]?.text).toBe(`Tải tại ${attachment.url}`);
  });
  it('sends the file alone first when the words do not fit beside it', () => {
    const long: Reply = { text: 'x'.repeat(1025), tag: 'd', attachment, choices };
    expect(piecesOf(long, can()).map((piece) => [piece.text.length, piece.attachment !== undefined, piece.choices.length])).toEqual([
      [0, true, 0],
      [1025, false, 2],
    ]);
    expect(piecesOf({ ...long, text: 'ngắn' }, can({ captionLimit: 0 })).map((piece) => [piece.text, piece.attachment !== undefined])).toEqual([
      ['', true],
      ['ngắn', false],
    ]);
  });
  it('refuses a reply that says nothing', () => {
    expect(() => piecesOf({ text: ' ', tag: 'empty' }, can())).toThrow('empty');
  });
  it('never goes over the limit, never cuts a character, loses no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Anh/chị', 'bị', 'giữ xe.', '\n\n', '🙏🙏', 'đồng', 'x'.repeat(50)), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 20, max: 200 }),
        fc.boolean(),
        (words, textLimit, buttons) => {
          const text = words.join(' ');
          if (text.trim() === '') return;
          const pieces = piecesOf({ text, tag: 't', choices }, can({ textLimit, buttons }));
          expect(pieces.every((piece) => piece.text.length <= textLimit && piece.text.isWellFormed() && piece.text !== '')).toBe(true);
          expect(pieces.slice(0, -1).every((piece) => piece.choices.length === 0)).toBe(true);
          expect(pieces.at(-1)?.choices).toEqual(buttons ? choices : []);
          const bare = (one: string): string => one.replace(/\s+/g, '');
          expect(bare(pieces.map((piece) => piece.text).join(''))).toBe(bare(buttons ? text : `${text} 1. Có 2. Không`));
        },
      ),
    );
  });
  it('shows a page the file and a terminal its link', () => {
    expect(piecesOf({ text: 'Xong.', tag: 'd', attachment }, pageCapabilities('web'))[0]?.attachment).toEqual(attachment);
    expect(piecesOf({ text: 'Xong.', tag: 'd', attachment, choices }, pageCapabilities('terminal'))[0]?.text).toContain(attachment.url);
  });
});
