/**
 * Owns the frozen record: everything a dossier prints, as worded on the day it was prepared. The PDF, the JSON beside it and the
 * extracted-text test are all made from this and from nothing else.
 */
import { z } from 'zod';

const said = z.object({ label: z.string(), text: z.string() });
const cited = z.object({ article: z.string(), document: z.string(), mark: z.enum(['verified', 'secondary', 'unsure']) });

/** One row of "I. Thiệt hại": a damage head with its reckoning. `amount` null: the law gives no formula or a fact is missing; `why` says so. */
export const damageRowSchema = z.object({
  head: z.enum(['property', 'income', 'death', 'health', 'mental', 'other']),
  title: z.string(),
  method: z.string(),
  amount: z.number().int().nullable(),
  why: z.string().optional(),
  lines: z.array(z.string()),
  cites: z.array(cited),
  /** May be advanced under Đ44.1. */
  advance: z.boolean(),
});

export const exhibitSchema = z.object({
  /** `Phụ lục n`. */
  number: z.number().int().positive(),
  title: z.string(),
  /** What the paper proves or how the person described it. */
  note: z.string().optional(),
  files: z.array(z.object({ sha256: z.string(), name: z.string(), mime: z.string(), pages: z.number().int().positive(), receivedAt: z.string() })),
});

export const recordSchema = z.object({
  schema: z.literal('dong-hanh.dossier.1'),
  reference: z.string(),
  version: z.number().int().positive(),
  language: z.enum(['vi', 'en']),
  preparedAt: z.string(),
  preparedOn: z.string(),
  valuedOn: z.string(),
  valuedOnAssumed: z.boolean(),
  lawCheckedOn: z.string(),
  downloadUrl: z.string(),
  fieldOfLaw: z.string(),
  agency: z.object({ name: z.string(), address: z.string().optional(), certain: z.boolean(), rule: z.string() }),
  /** Fields 2–6 of the form, in its order. */
  claimant: z.object({
    name: z.string(),
    organisation: z.boolean(),
    identity: z.object({ kind: z.string(), number: z.string(), issuedOn: z.string(), issuedBy: z.string() }),
    birthDate: z.string().optional(),
    address: z.string(),
    phone: z.string().optional(),
    email: z.string().optional(),
    capacity: z.enum(['injured', 'heir', 'heirs_representative', 'successor_organisation', 'legal_representative', 'authorised']),
    capacityText: z.string(),
    injuredName: z.string().optional(),
  }),
  /** Field 7. */
  groundingDocuments: z.array(z.object({ title: z.string(), number: z.string(), issuedOn: z.string(), issuer: z.string(), abstract: z.string(), receivedOn: z.string() })),
  /** Field 18: asked of the agency when the person cannot get it. */
  collectDocument: z.object({ name: z.string(), address: z.string() }).optional(),
  act: z.string(),
  causation: z.string(),
  damages: z.array(damageRowSchema),
  /** Sum of the known amounts. `incomplete`: some head has no amount yet. */
  total: z.object({ amount: z.number().int(), words: z.string(), incomplete: z.boolean() }),
  /** Fields 12–14. `evidence`: the papers that prove the amount, as the form asks for each. */
  advance: z.object({
    asked: z.boolean(),
    mental: z.number().int(),
    mentalEvidence: z.string().optional(),
    other: z.array(z.object({ title: z.string(), amount: z.number().int(), evidence: z.string().optional() })),
    total: z.number().int(),
    words: z.string(),
  }),
  /** Fields 15–16. Without `identity` and `address` the receiver is the claimant. */
  payment: z.object({
    receiver: z.string(),
    identity: z.string().optional(),
    address: z.string().optional(),
    way: z.enum(['cash', 'transfer']),
    account: z.string().optional(),
    holder: z.string().optional(),
    bank: z.string().optional(),
  }),
  honour: z.object({ asked: z.boolean(), form: z.string().optional() }),
  otherRights: z.string().optional(),
  /** Attached papers: `exhibit` is the number of the exhibit that holds it. */
  papers: z.array(z.object({ title: z.string(), exhibit: z.number().int().optional(), copies: z.string().optional() })),
  missingPapers: z.array(z.object({ title: z.string(), because: z.string() })),
  exhibits: z.array(exhibitSchema),
  /** Received but not printed, with the reason: received = printed + left out. */
  leftOut: z.array(z.object({ name: z.string(), sha256: z.string(), because: z.string() })),
  /** Free words and statements the person gave, in order. */
  statements: z.array(z.object({ at: z.string(), text: z.string() })),
  /** Every question as it was worded, with the answer as it was understood. */
  interview: z.array(z.object({ question: z.string(), asked: z.string(), answered: z.string() })),
  nextSteps: z.array(said),
  place: z.string(),
});

export type DossierRecord = z.infer<typeof recordSchema>;
export type DamageRow = z.infer<typeof damageRowSchema>;
export type Exhibit = z.infer<typeof exhibitSchema>;
