/**
 * Owns the parts of an Official Account event that we read, checked once at the door; everything else is dropped unread. Where sources
 * disagree both shapes are taken. Does not decide what an event means: that is `to-messages.ts`.
 */
import { z } from 'zod';

/** Ids are strings of some 19 digits; one sent as a number was already read digit for digit (`parseKeepingIds`). */
const id = z.union([z.string().min(1).max(60), z.int().nonnegative().transform(String)]);
const party = z.object({ id, admin_id: id.optional() });
/** Milliseconds, documented as a string. */
const stamp = z.union([z.string().regex(/^\d{1,16}$/), z.int().nonnegative().transform(String)]);
const words = z.string().max(100_000);
const address = z.string().max(4_000);

const payloadSchema = z.object({
  url: address.optional(),
  thumbnail: address.optional(),
  description: words.optional(),
  id: id.optional(),
  name: z.string().max(10_000).optional(),
  size: z.union([z.string().max(20), z.number()]).optional(),
  checksum: z.string().max(200).optional(),
  type: z.string().max(100).optional(),
});
const attachmentSchema = z.object({ type: z.string().max(50).optional(), payload: payloadSchema.optional().catch(undefined) });
export type Attached = z.infer<typeof attachmentSchema>;

const messageSchema = z.object({
  msg_id: id.optional(),
  /** Some clients have seen this spelling. */
  message_id: id.optional(),
  msg_ids: z.array(id).max(1_000).optional(),
  text: words.optional(),
  attachments: z.array(attachmentSchema).max(50).optional(),
  quote_msg_id: id.optional(),
});

/** The newer and the older shape of shared contact details; a phone may come as a number. */
const infoSchema = z.object({ name: words.optional(), phone: z.union([z.string().max(50), z.number().transform(String)]).optional() });

export const eventSchema = z.object({
  event_name: z.string().min(1).max(100),
  app_id: id.optional(),
  oa_id: id.optional(),
  timestamp: stamp.optional(),
  sender: party.optional(),
  recipient: party.optional(),
  follower: z.object({ id }).optional(),
  user_id: id.optional(),
  source: z.string().max(100).optional(),
  message: messageSchema.optional(),
  info: infoSchema.optional(),
});
export type OaEvent = z.infer<typeof eventSchema>;
