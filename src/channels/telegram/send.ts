/**
 * Owns how one parcel becomes one Bot API call, and the guards of Telegram's limits. Does not split, queue or retry: `delivery` does.
 */
import { type Api, InputFile } from 'grammy';
import type { Capabilities, Choice, Parcel, SendOutcome } from '../../messages/index.js';
import { cannotParse, failureOf, outcomeOf } from './api.js';

const captionLimit = 1024;

/** What Telegram can do: buttons, files both ways, 4096 UTF-16 units of text, 50 MB out. */
export const capabilities: Capabilities = { buttons: true, filesIn: true, filesOut: true, textLimit: 4096, fileLimit: 50 * 1024 * 1024 };

/** Sends one parcel. Throws only for our own mistakes: a payload over 64 bytes, an empty label. */
export const sendParcel = async (api: Api, parcel: Parcel): Promise<SendOutcome> => {
  const keyboard = keyboardOf(parcel.choices);
  const refusal = guard(parcel);
  if (refusal) return refusal;
  if (!parcel.attachment)
    return attempt((html) => api.sendMessage(parcel.chat, written(parcel.text, html), { ...mode(html), ...keyboard, link_preview_options: { is_disabled: true } }));

  const { attachment } = parcel;
  const bytes = await attachment.bytes();
  if (bytes.length > capabilities.fileLimit) return { kind: 'refused', code: 'file_too_big' };
  if (bytes.length === 0) return { kind: 'refused', code: 'file_empty' };
  return attempt((html) => api.sendDocument(parcel.chat, new InputFile(bytes, fileName(attachment.name)), { ...caption(parcel.text, html), ...keyboard }));
};

/** Words reach a person even when our escaping is wrong: once more without markup. Refused markup was not shown, so nothing repeats. */
const attempt = async (call: (html: boolean) => Promise<{ readonly message_id: number }>): Promise<SendOutcome> => {
  try {
    return sent(await call(true));
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!cannotParse(failure)) return outcomeOf(failure);
  }
  try {
    return sent(await call(false));
  } catch (thrown) {
    return outcomeOf(failureOf(thrown));
  }
};

const sent = ({ message_id }: { readonly message_id: number }): SendOutcome => ({ kind: 'sent', providerId: String(message_id) });

/** Telegram counts after markup is taken out, so the unescaped text is what counts. Never cut silently. */
const guard = (parcel: Parcel): SendOutcome | undefined => {
  if (parcel.text.length > (parcel.attachment ? captionLimit : capabilities.textLimit)) return { kind: 'refused', code: 'text_too_long' };
  if (!parcel.attachment && parcel.text.trim() === '') return { kind: 'refused', code: 'text_empty' };
  return undefined;
};

/** The four characters Telegram's HTML gives meaning to. */
export const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const written = (text: string, html: boolean): string => (html ? escapeHtml(text) : text);
const mode = (html: boolean): { readonly parse_mode?: 'HTML' } => (html ? { parse_mode: 'HTML' } : {});
const caption = (text: string, html: boolean) => (text.trim() === '' ? {} : { caption: written(text, html), ...mode(html) });

type Keyboard = { readonly reply_markup?: { readonly inline_keyboard: { text: string; callback_data: string }[][] } };

/** Short labels stand two by two, a long one has its row to itself, so that none is cut on a small phone. */
export const keyboardOf = (choices: readonly Choice[]): Keyboard => {
  if (choices.length === 0) return {};
  const rows: { text: string; callback_data: string }[][] = [];
  let open = false;
  for (const { label, payload } of choices) {
    const bytes = Buffer.byteLength(payload);
    if (bytes < 1 || bytes > 64) throw new Error(`telegram: a button payload has ${bytes} bytes, allowed are 1 to 64; shorten what the flow puts in it`);
    if (label.trim() === '') throw new Error('telegram: a button has no label; give the choice its words');
    const button = { text: label, callback_data: payload };
    const short = label.length <= shortLabel;
    const last = rows.at(-1);
    if (short && open && last) {
      last.push(button);
      open = false;
    } else {
      rows.push([button]);
      open = short;
    }
  }
  return { reply_markup: { inline_keyboard: rows } };
};

const shortLabel = 14;

/** grammY writes the name unquoted into a header: nothing may end it early. */
const fileName = (name: string): string =>
  name
    .replace(/[\p{Cc}";\\/]+/gu, '_')
    .trim()
    .slice(-120) || 'dong-hanh.pdf';
