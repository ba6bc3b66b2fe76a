/** Owns the words between `take-in.ts` and its child: the job that goes in, the findings that come out. */
import { z } from 'zod';
import { fileRefusals, photoDoubts } from './refusals.js';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const jobSchema = z.object({
  task: z.enum(['photo', 'heic_look', 'heic_page', 'pdf_look', 'pdf_pages']),
  bytes,
  /** Most pixels of a photo. */
  pixels: z.number(),
  /** Most pages of a PDF or of a many-paged TIFF. */
  pages: z.number(),
});
export type Job = z.infer<typeof jobSchema>;
export const readJob = (job: unknown): Job => jobSchema.parse(job);

const findingSchema = z.discriminatedUnion('found', [
  /** One page, upright, as JPEG without metadata. `blank`: pure white. */
  z.object({ found: z.literal('page'), jpeg: bytes, width: z.number(), height: z.number(), blank: z.boolean() }),
  z.object({ found: z.literal('pages'), count: z.number() }),
  z.object({ found: z.literal('doubt'), doubt: z.enum(photoDoubts) }),
  z.object({ found: z.literal('refusal'), code: z.enum(fileRefusals) }),
]);
export type Finding = z.infer<typeof findingSchema>;
export const readFinding = (said: unknown): Finding => findingSchema.parse(said);
