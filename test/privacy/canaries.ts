/** Owns words that must never be seen in clear, and looking for them in bytes: as written, decomposed, in UTF-16, base64, hex, percent and JSON escapes. */
import { randomInt } from 'node:crypto';

export type Canaries = Readonly<Record<'name' | 'id' | 'phone' | 'email' | 'street' | 'story' | 'account' | 'holder' | 'fileName' | 'fileWords', string>>;

const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');
const letters = (count: number): string => Array.from({ length: count }, () => 'bcdghklmnpqrstvx'[randomInt(16)]).join('');

/** Fresh for every run, so that what another run left behind is not mistaken for ours. */
export const newCanaries = (): Canaries => ({
  name: `Đoàn Thử Quỵ${letters(7)}ễn`,
  id: `001085${digits(6)}`,
  phone: `098${digits(7)}`,
  email: `chim.${letters(8)}@example.com`,
  street: `số ${digits(3)} ngõ Hoàng Yến ${letters(8)}`,
  story: `họ còng tay tôi trước mặt các con ở chợ ${letters(9)}`,
  account: `9704${digits(10)}`,
  holder: `DOAN THU ${letters(9).toUpperCase()}`,
  fileName: `giay-ra-trai-${letters(8)}.pdf`,
  fileWords: `Quyet dinh tha nguoi ${letters(10)}`,
});

/** Every way a word may lie in bytes. */
const formsOf = (word: string): readonly Buffer[] => {
  const spelled = [...new Set([word, word.normalize('NFD'), word.toUpperCase(), word.toLowerCase()])];
  const found = spelled.flatMap((text) => {
    const bytes = Buffer.from(text, 'utf8');
    const wide = Buffer.from(text, 'utf16le');
    return [
      bytes,
      wide,
      Buffer.from(wide).swap16(),
      ...[0, 1, 2].flatMap((shift) => [base64At(bytes, shift), base64At(bytes, shift).replaceAll('+', '-').replaceAll('/', '_')]).map((part) => Buffer.from(part)),
      Buffer.from(bytes.toString('hex')),
      Buffer.from(encodeURIComponent(text)),
      Buffer.from(text.replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)),
    ];
  });
  return [...new Map(found.map((form) => [form.toString('latin1'), form])).values()];
};

/** The part of base64 that stands for the bytes wherever they begin: characters shared with a neighbour are left out. */
const base64At = (bytes: Buffer, shift: number): string => {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes]);
  return whole.toString('base64').slice(Math.ceil((shift * 8) / 6), Math.floor((whole.length * 8) / 6));
};

export type Search = (bytes: Buffer | string) => readonly string[];

/** Names of the canaries found in the bytes. */
export const searchFor = (canaries: Canaries): Search => {
  const forms = Object.entries(canaries).map(([what, word]) => ({ what, forms: formsOf(word) }));
  return (bytes) => {
    const buffer = Buffer.from(bytes as string);
    return forms.filter((one) => one.forms.some((form) => buffer.includes(form))).map(({ what }) => what);
  };
};
