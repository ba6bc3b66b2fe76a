/** The fake's markup rules, row by row in Telegram's words. */
import { expect, test } from 'vitest';
import { parseHtml } from './entities.js';

const refusals: readonly (readonly [string, string])[] = [
  ['<br>', 'Unsupported start tag "br" at byte offset 0'],
  ['a < b', 'Unsupported start tag "" at byte offset 2'],
  ['x <b', 'Unclosed start tag at byte offset 2'],
  ['<a href', 'Unclosed start tag "a" at byte offset 0'],
  ['<a href="x"', 'Unclosed start tag at byte offset 0'],
  ['<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
  ['<a href=x/>y</a>', 'Unexpected end of name token at byte offset 8'],
  ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['x</b>', 'Unexpected end tag at byte offset 1'],
  ['<b>x</b', 'Unclosed end tag at byte offset 4'],
  ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
  ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
  ['Điều <khoản>', 'Unsupported start tag "khoản" at byte offset 8'],
];
test.each(refusals)('%s is refused', (html, error) => expect(parseHtml(html)).toEqual({ ok: false, error }));

test('text comes out plain, offsets in UTF-16 units, white space at the ends gone', () => {
  expect(parseHtml('  🧑‍🤝‍🧑 <b>đậm &amp; <i>nghiêng</i></b> &lt;x&gt; &#273;&#x111; &nbsp; ')).toEqual({
    ok: true,
    text: '🧑‍🤝‍🧑 đậm & nghiêng <x> đđ &nbsp;',
    entities: [
      { type: 'italic', offset: 15, length: 7 },
      { type: 'bold', offset: 9, length: 13 },
    ],
  });
  expect(parseHtml('<a href="https://vi.du/?a=1&amp;b=2">đây</a>')).toMatchObject({ entities: [{ type: 'text_link', url: 'https://vi.du/?a=1&b=2' }] });
});
