/** Owns the frozen record of a letter: everything it prints, as worded on the day it was prepared. PDF and DOCX are made from it and from nothing else. */
import { z } from 'zod';

const text = z.string();
const letterBlockSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('motto'),
    nation: text,
    motto: text,
    number: text.optional(),
    /** An office's own paper (NĐ 30/2020): its name, number and subject at the left, place and day below the motto. */
    office: z.object({ name: text, number: text, about: text.optional(), date: text }).optional(),
  }),
  z.object({ kind: z.literal('heading'), text, under: text.optional() }),
  z.object({ kind: z.literal('to'), label: text, text, under: text.optional() }),
  z.object({ kind: z.literal('field'), label: text, text, bold: z.boolean().optional() }),
  z.object({ kind: z.literal('topic'), label: text, text }),
  /** `sticky`: stays on the page of what follows, so that no signature stands alone. */
  z.object({ kind: z.literal('paragraph'), text, sticky: z.boolean().optional() }),
  /** `marks`: boxes to tick, without numbers. */
  z.object({ kind: z.literal('items'), label: text.optional(), items: z.array(text), marks: z.boolean().optional() }),
  z.object({
    kind: z.literal('sign'),
    date: text,
    signer: text,
    hint: text,
    name: text,
    other: z.object({ signer: text, hint: text, name: text }).optional(),
    fingerprint: z.object({ label: text, hint: text }).optional(),
    /** «Nơi nhận», at the left of an office's paper. */
    receivers: z.object({ label: text, items: z.array(text) }).optional(),
  }),
]);
export type LetterBlock = z.infer<typeof letterBlockSchema>;

export const letterSchema = z.object({
  schema: z.literal('dong-hanh.letter.1'),
  kind: text,
  /** Of its kind, from 1. */
  number: z.number().int().positive(),
  reference: text,
  preparedAt: text,
  title: text,
  author: text,
  blocks: z.array(letterBlockSchema),
  /** Stands in the foot of each page: what it is, and whether the printed layout was checked. */
  foot: text,
  verified: z.boolean(),
  /** A draft for somebody else to work on: said on each page. */
  draft: z.boolean(),
});
export type Letter = z.infer<typeof letterSchema>;
