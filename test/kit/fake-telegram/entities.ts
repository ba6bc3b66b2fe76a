/**
 * Owns what Telegram makes of text with HTML markup: the plain text, its entities, or the refusal in Telegram's own words. Written from
 * the Bot API's description and the error texts it is known to give; checked in `entities.test.ts`.
 */
import type { MessageEntity } from '@grammyjs/types';

export type Parsed = { readonly ok: true; readonly text: string; readonly entities: MessageEntity[] } | { readonly ok: false; readonly error: string };

type Simple = MessageEntity.CommonMessageEntity['type'];
const simple: Readonly<Record<string, Simple>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  code: 'code',
  blockquote: 'blockquote',
};
const tags = new Set([...Object.keys(simple), 'a', 'pre', 'tg-emoji', 'tg-time']);
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

type Open = { readonly tag: string; readonly at: number; readonly from: number; readonly attributes: ReadonlyMap<string, string> };

/** The parse mode `HTML`. Offsets in refusals count UTF-8 bytes, those of entities UTF-16 units, as Telegram's do. */
export const parseHtml = (source: string): Parsed => {
  const byte = (index: number) => Buffer.byteLength(source.slice(0, index));
  const refuse = (error: string): Parsed => ({ ok: false, error });
  const open: Open[] = [];
  const entities: MessageEntity[] = [];
  let text = '';
  let i = 0;
  const isSpace = (index: number) => /\s/.test(source[index] ?? '');
  const skipSpace = () => {
    while (isSpace(i)) i++;
  };
  const character = (): string => {
    const entity = /^&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/i.exec(source.slice(i, i + 12));
    const decoded = entity?.[3] !== undefined ? named[entity[3]] : codePoint(entity?.[1], entity?.[2]);
    if (entity && decoded !== undefined) {
      i += entity[0].length;
      return decoded;
    }
    return source[i++] ?? '';
  };

  while (i < source.length) {
    if (source[i] !== '<') {
      text += character();
      continue;
    }
    const begin = i++;
    if (source[i] === '/') {
      const last = open.pop();
      if (!last) return refuse(`Unexpected end tag at byte offset ${byte(begin)}`);
      while (i < source.length && !isSpace(i) && source[i] !== '>') i++;
      const name = source.slice(begin + 2, i).toLowerCase();
      skipSpace();
      if (source[i] !== '>') return refuse(`Unclosed end tag at byte offset ${byte(begin)}`);
      i++;
      if (name !== '' && name !== last.tag) return refuse(`Unmatched end tag at byte offset ${byte(begin)}, expected "</${last.tag}>", found "</${name}>"`);
      const entity = entityOf(last, text);
      if (entity) entities.push(entity);
      continue;
    }
    while (i < source.length && !isSpace(i) && source[i] !== '>') i++;
    if (i >= source.length) return refuse(`Unclosed start tag at byte offset ${byte(begin)}`);
    const tag = source.slice(begin + 1, i).toLowerCase();
    if (!tags.has(tag)) return refuse(`Unsupported start tag "${tag}" at byte offset ${byte(begin)}`);
    const attributes = new Map<string, string>();
    while (source[i] !== '>') {
      skipSpace();
      if (source[i] === '>') break;
      const from = i;
      while (i < source.length && !isSpace(i) && source[i] !== '=' && source[i] !== '>') i++;
      const name = source.slice(from, i).toLowerCase();
      if (name === '')
        return refuse(i >= source.length ? `Unclosed start tag at byte offset ${byte(begin)}` : `Empty attribute name in the tag "${tag}" at byte offset ${byte(begin)}`);
      skipSpace();
      if (i >= source.length) return refuse(`Unclosed start tag "${tag}" at byte offset ${byte(begin)}`);
      if (source[i] !== '=') {
        if (tag === 'blockquote' && name === 'expandable') {
          attributes.set(name, '');
          continue;
        }
        return refuse(`Expected equal sign in declaration of an attribute of the tag "${tag}" at byte offset ${byte(begin)}`);
      }
      i++;
      skipSpace();
      if (i >= source.length) return refuse(`Unclosed start tag "${tag}" at byte offset ${byte(begin)}`);
      const quote = source[i];
      let value = '';
      if (quote === '"' || quote === "'") {
        i++;
        while (i < source.length && source[i] !== quote) value += character();
        if (i >= source.length) return refuse(`Unclosed start tag at byte offset ${byte(begin)}`);
        i++;
        if (i >= source.length) return refuse(`Unclosed start tag at byte offset ${byte(begin)}`);
      } else {
        const start = i;
        while (/[A-Za-z0-9.-]/.test(source[i] ?? '')) i++;
        value = source.slice(start, i).toLowerCase();
        if (!isSpace(i) && source[i] !== '>') return refuse(`Unexpected end of name token at byte offset ${byte(start)}`);
      }
      attributes.set(name, value);
    }
    i++;
    if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') return refuse(`Tag "span" must have class "tg-spoiler" at byte offset ${byte(begin)}`);
    open.push({ tag, at: begin, from: text.length, attributes });
  }
  const left = open.at(-1);
  if (left) return refuse(`Can't find end tag corresponding to start tag "${left.tag}"`);
  return trimmed(text, entities);
};

const codePoint = (hex: string | undefined, decimal: string | undefined): string | undefined => {
  const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number.parseInt(decimal, 10) : 0;
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
};

const entityOf = ({ tag, from, attributes }: Open, text: string): MessageEntity | undefined => {
  const length = text.length - from;
  if (length === 0) return undefined;
  const kind = simple[tag];
  if (kind) return { type: kind, offset: from, length };
  if (tag === 'pre') return { type: 'pre', offset: from, length };
  const url = attributes.get('href') ?? (tag === 'a' ? text.slice(from) : '');
  return tag === 'a' && url.includes('.') ? { type: 'text_link', offset: from, length, url } : undefined;
};

/** Telegram drops white space at both ends and moves the entities along. */
const trimmed = (text: string, entities: readonly MessageEntity[]): Parsed => {
  const start = text.length - text.trimStart().length;
  const body = text.trim();
  const moved = entities.map((entity) => ({ ...entity, offset: Math.max(0, entity.offset - start) })).filter((entity) => entity.offset < body.length);
  return { ok: true, text: body, entities: moved.map((entity) => ({ ...entity, length: Math.min(entity.length, body.length - entity.offset) })) };
};
