/** Owns what comes out of the child: pages and what was found on the way. Read by the parent, which trusts no child that has seen a stranger's bytes. */
import { z } from 'zod';
import { fileRefusals, photoDoubts } from './refusals.js';

const side = z.number().int().positive();

const findingSchema = z.discriminatedUnion('found', [
  /** One page, upright, as JPEG without metadata. `blank`: pure white. */
  z.object({ found: z.literal('page'), jpeg: z.custom<Uint8Array>((value) => value instanceof Uint8Array), width: side, height: side, blank: z.boolean() }),
  z.object({ found: z.literal('pages'), count: z.number().int().positive() }),
  z.object({ found: z.literal('doubt'), doubt: z.enum(photoDoubts) }),
  /** What a QR code says; longer than any card's is not one. */
  z.object({ found: z.literal('code'), text: z.string().max(1_000) }),
  z.object({ found: z.literal('refusal'), code: z.enum(fileRefusals) }),
]);
export type Finding = z.infer<typeof findingSchema>;
export const readFinding = (said: unknown): Finding => findingSchema.parse(said);
