/** Owns how one parcel becomes one call of the Bot Platform, and the guards of its limits. Does not split, queue or retry: `delivery` does. */
import { z } from 'zod';
import type { Capabilities, Parcel, SendOutcome } from '../../messages/index.js';
import { type Api, type Called, type Limits, outcomeOf } from './api.js';
import type { Photos } from './photos.js';

const textLimit = 2_000;
const PHOTO_BYTES = 5 * 1024 * 1024;

/** What a bot can do: plain text and pictures. No buttons, no documents in or out, nothing edited; a send in doubt is never repeated. */
export const capabilities: Capabilities = {
  buttons: false,
  filesIn: true,
  filesOut: false,
  picturesOut: true,
  repeats: false,
  merges: true,
  textLimit,
  fileLimit: PHOTO_BYTES,
  captionLimit: textLimit,
};

/** `publicUrl`: where the platform can fetch pictures; undefined when nobody outside can reach us. */
export type SendTools = { readonly api: Api; readonly limits: Limits; readonly photos: Photos; readonly publicUrl: string | undefined };

export const sendParcel = async ({ api, limits, photos, publicUrl }: SendTools, { chat, text, attachment }: Parcel): Promise<SendOutcome> => {
  if (text.length > textLimit) return { kind: 'refused', code: 'text_too_long' };
  if (attachment === undefined) {
    if (text.trim() === '') return { kind: 'refused', code: 'text_empty' };
    return sent(await api('sendMessage', { chat_id: chat, text }, limits.text));
  }
  if (!attachment.mime.startsWith('image/')) return { kind: 'refused', code: 'file_type' };
  if (publicUrl === undefined) return { kind: 'refused', code: 'no_public_address' };
  const bytes = await attachment.bytes();
  if (bytes.length === 0) return { kind: 'refused', code: 'file_empty' };
  const photo = `${publicUrl}/p/${photos.offer(bytes, attachment.mime)}`;
  return sent(await api('sendPhoto', { chat_id: chat, photo, ...(text === '' ? {} : { caption: text }) }, limits.photo));
};

const sentSchema = z.object({ message_id: z.coerce.string() });
const sent = (came: Called): SendOutcome => {
  if (!came.ok) return outcomeOf(came.failure);
  const read = sentSchema.safeParse(came.result);
  return { kind: 'sent', ...(read.success ? { providerId: read.data.message_id } : {}) };
};
