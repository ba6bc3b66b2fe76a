/**
 * Owns the parts of a Telegram update that we read, checked once at the door. Everything else in an update is dropped unread.
 * Does not decide what an update means: that is `to-messages.ts`. Shapes follow Bot API types 5.0.
 */
import { z } from 'zod';

/** Telegram ids fit 52 bits. One that JSON could not carry exactly is refused, never rounded. */
const id = z.int();

const personSchema = z.object({ id, is_bot: z.boolean().optional(), language_code: z.string().max(64).optional() });

const chatSchema = z.object({ id, type: z.enum(['private', 'group', 'supergroup', 'channel']) });

const fileSchema = z.object({ file_id: z.string().min(1).max(1000), file_size: z.int().nonnegative().optional() });
const photoSizeSchema = fileSchema.extend({ width: z.int().nonnegative(), height: z.int().nonnegative() });
const documentSchema = fileSchema.extend({ file_name: z.string().max(10_000).optional() });
const contactSchema = z.object({ phone_number: z.string().max(100), user_id: id.optional() });

const incomingSchema = z.object({
  message_id: z.int().nonnegative(),
  date: z.int().nonnegative().max(8_640_000_000_000),
  chat: chatSchema,
  from: personSchema.optional(),
  text: z.string().max(100_000).optional(),
  caption: z.string().max(100_000).optional(),
  media_group_id: z.string().max(200).optional(),
  photo: z.array(photoSizeSchema).min(1).max(100).optional(),
  document: documentSchema.optional(),
  contact: contactSchema.optional(),
  /** Present or not is all we read of these. */
  animation: z.unknown().optional(),
  audio: z.unknown().optional(),
  location: z.unknown().optional(),
  poll: z.unknown().optional(),
  sticker: z.unknown().optional(),
  venue: z.unknown().optional(),
  video: z.unknown().optional(),
  video_note: z.unknown().optional(),
  voice: z.unknown().optional(),
  boost_added: z.unknown().optional(),
  chat_background_set: z.unknown().optional(),
  forum_topic_closed: z.unknown().optional(),
  forum_topic_created: z.unknown().optional(),
  forum_topic_edited: z.unknown().optional(),
  forum_topic_reopened: z.unknown().optional(),
  gift: z.unknown().optional(),
  message_auto_delete_timer_changed: z.unknown().optional(),
  pinned_message: z.unknown().optional(),
  proximity_alert_triggered: z.unknown().optional(),
  unique_gift: z.unknown().optional(),
  write_access_allowed: z.unknown().optional(),
});
export type Incoming = z.infer<typeof incomingSchema>;

const tapSchema = z.object({
  id: z.string().min(1).max(200),
  from: personSchema,
  message: z.object({ chat: chatSchema, message_id: z.int().nonnegative() }).optional(),
  data: z.string().max(256).optional(),
});

const membershipSchema = z.object({
  chat: chatSchema,
  from: personSchema.optional(),
  date: z.int().nonnegative().max(8_640_000_000_000).optional(),
  new_chat_member: z.object({ status: z.string().max(50) }),
});

export const updateSchema = z.object({
  update_id: z.int().nonnegative(),
  message: incomingSchema.optional(),
  edited_message: incomingSchema.optional(),
  channel_post: incomingSchema.optional(),
  callback_query: tapSchema.optional(),
  my_chat_member: membershipSchema.optional(),
});
export type ReadUpdate = z.infer<typeof updateSchema>;

/** The kinds of update we ask Telegram for; any other never leaves its servers. */
export const allowedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;
