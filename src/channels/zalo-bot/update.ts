/**
 * Owns the parts of a Bot Platform update that we read, checked once at the door, flat or wrapped in `{"ok":true,"result":…}`. Does not decide
 * what an update means: that is `to-messages.ts`.
 */
import { z } from 'zod';

const id = z.union([z.string().min(1).max(150), z.int().nonnegative().transform(String)]);
const words = z.string().max(100_000);
const address = z.string().max(4_000);

const messageSchema = z.object({
  message_id: id.optional(),
  /** Milliseconds; seconds in older samples. */
  date: z
    .union([
      z.number().nonnegative(),
      z
        .string()
        .regex(/^\d{1,16}$/)
        .transform(Number),
    ])
    .optional(),
  chat: z.object({ id, chat_type: z.string().max(50).optional() }).optional(),
  from: z.object({ id: id.optional(), is_bot: z.boolean().optional() }).optional(),
  message_type: z.string().max(100).optional(),
  text: words.optional(),
  /** Live traffic and the page call a picture by different names. */
  photo_url: address.optional(),
  photo: address.optional().catch(undefined),
  caption: words.optional(),
  sticker: z.unknown().optional(),
  voice_url: address.optional(),
});
export type Incoming = z.infer<typeof messageSchema>;

export const updateSchema = z.preprocess(unwrapped, z.object({ event_name: z.string().min(1).max(100).optional(), message: messageSchema.optional() }));
export type Update = z.infer<typeof updateSchema>;

function unwrapped(value: unknown): unknown {
  const wrapped = z.object({ ok: z.literal(true), result: z.looseObject({}) }).safeParse(value);
  return wrapped.success ? wrapped.data.result : value;
}

/** The updates in what a poll gave: one, as measured; several or none where a client met that. */
export const updatesIn = (result: unknown): readonly unknown[] => (Array.isArray(result) ? result : result === null || result === undefined ? [] : [result]);
