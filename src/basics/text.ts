/** Owns text as characters: normal form, folding for search and comparison, splitting to a channel's limit. Knows no words. */

/** NFC, line ends `\n`, no control characters, no lone surrogates, no zero-width marks. Every text passes here once, at the door. */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffd]/g, '')
    .trim();

/** Lower case without diacritics, đ→d, punctuation kept: `'Đồng Hành'` → `'dong hanh'`. For comparing and searching only. */
export const fold = (text: string): string =>
  (/^[ -~]*$/.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đÐð]/gi, 'd')).toLowerCase().replace(/\s+/g, ' ').trim();

/** Splits at paragraph, then sentence, then word, then character, so that every part has at most `limit` UTF-16 units and no surrogate pair is cut. */
export const splitText = (text: string, limit: number): readonly string[] => {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const at = cutAt(rest, limit);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
};

const cutAt = (text: string, limit: number): number => {
  const head = text.slice(0, limit + 1);
  const least = Math.floor(limit / 2);
  const paragraph = head.lastIndexOf('\n');
  if (paragraph >= least) return paragraph;
  const sentence = Math.max(...['. ', '! ', '? ', '… '].map((mark) => head.lastIndexOf(mark)));
  if (sentence >= least) return sentence + 1;
  const word = head.lastIndexOf(' ');
  if (word > 0) return word;
  const code = text.charCodeAt(limit - 1);
  return code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit;
};
