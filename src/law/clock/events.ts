/**
 * Owns what can have happened on the way from the grounding document to the money: one list of kinds, each with its day. Whoever keeps
 * a case records these; the clock reads nothing else. Says nothing about deadlines.
 */
import { z } from 'zod';
import { daySchema } from '../day-schema.js';

/** Happenings that are told by their day alone. The day is the one on which the person concerned got the paper, where there is a paper. */
const plainEventKinds = [
  /** The entitled person received the grounding document (Đ6.1). */
  'grounding_received',
  /** The Department of Justice sent the dossier on to the agency (Đ41.4). */
  'forwarded',
  /** The agency received the dossier. Lodged by hand with the agency: the same day, no need to record it. */
  'received',
  'receipt_confirmed',
  'supplement_asked',
  'supplement_sent',
  /** The agency asked the holder of the grounding document for it (Đ42.2.b). */
  'holder_asked',
  'holder_answered',
  /** The agency holds a complete, valid dossier (Đ43.1). */
  'dossier_valid',
  'accepted',
  /** After acceptance a ground of Đ43.2 came to light: stopped, struck off, returned (Đ43.4). */
  'stopped',
  /** The agency said the case is complex (NĐ 68 Đ19.1). */
  'declared_complex',
  'officer_appointed',
  'advance_proposed',
  'advance_funds_asked',
  'advance_granted',
  'advance_paid',
  'verification_started',
  'verification_ended',
  'verification_reported',
  'negotiation_started',
  'decision_made',
  /** The decision was handed to the claimant (Đ47.1). */
  'decision_handed',
  /** The claimant did not take the decision; minutes were made of it (Đ47.1). */
  'decision_not_taken',
  'decision_sent',
  /** The decision took effect, as the agency said it. */
  'decision_effective',
  'postponement_asked',
  'suspension_ground_found',
  'resume_asked',
  'resumed',
  'withdrawn',
  'termination_ground_found',
  'annulment_ground_found',
  'annulled',
  'corrected',
  'funds_asked',
  /** The finance body holds a complete file (Đ62.4). */
  'funds_file_complete',
  'funds_file_faulty',
  'funds_granted',
  'payment_notice',
  'paid',
  'honour_notice',
  /** A written request for the restoration of honour (Đ57.4). */
  'honour_asked',
  'honour_apologised',
  'honour_published',
  'newspaper_received',
  'honour_posted',
  'court_accepted',
  'judgment_effective',
  /** The meeting on evidence and dialogue of an administrative case (Đ7.2.b). */
  'evidence_meeting',
  /** The panel of a criminal case goes into deliberation (TT 02/2023 Đ4.1). */
  'deliberation',
  'claim_raised_in_case',
  /** A request under Thông tư 09/2019 was entered in the register (Đ10.1). */
  'help_registered',
  'adviser_appointed',
  'help_content_agreed',
  'help_session_held',
  'help_answered',
  'help_refusal_ground_found',
  'help_refused',
] as const;

export const nonAcceptanceGrounds = [
  'wrong_agency',
  'time_barred',
  'out_of_scope',
  'not_entitled',
  'incomplete',
  'court_seized_directly',
  'court_accepted_in_case',
  'already_decided',
] as const;
export const suspensionGrounds = ['refused_invitation_twice', 'absent_twice', 'minutes_not_signed', 'grounding_document_reviewed'] as const;
export const terminationGrounds = ['withdrawn', 'no_heir', 'not_resumed', 'decision_annulled', 'decision_not_taken'] as const;

const on = daySchema;
const days = z.number().int().positive().max(366);

/** One happening. `{"kind":"lodged","on":"2026-11-20","by":"post","with":"agency"}` */
export const claimEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(plainEventKinds), on }),
  /** `advance`: the claim asks for an advance (Đ41.3.e). */
  z.strictObject({ kind: z.literal('lodged'), on, by: z.enum(['hand', 'post']), with: z.enum(['agency', 'justice_department']), advance: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('not_accepted'), on, ground: z.enum(nonAcceptanceGrounds) }),
  /** By agreement, both signing (NĐ 68 Đ14.2). */
  z.strictObject({ kind: z.literal('verification_prolonged'), on, days }),
  z.strictObject({ kind: z.literal('negotiation_prolonged'), on, days }),
  /** The minutes of the result (Đ46.7). `signed`: by the claimant. */
  z.strictObject({ kind: z.literal('negotiation_ended'), on, agreed: z.boolean(), signed: z.boolean() }),
  /** `until`: the last day of the postponement, as the decision says. */
  z.strictObject({ kind: z.literal('postponed'), on, until: daySchema }),
  z.strictObject({ kind: z.literal('suspended'), on, ground: z.enum(suspensionGrounds) }),
  z.strictObject({ kind: z.literal('terminated'), on, ground: z.enum(terminationGrounds) }),
  z.strictObject({ kind: z.literal('honour_replied'), on, answer: z.enum(['agree', 'disagree_on_form', 'not_yet', 'refuse']) }),
  z.strictObject({ kind: z.literal('sued'), on, under: z.enum(['direct', 'after_withdrawal', 'after_settlement']) }),
]);
export type ClaimEvent = Readonly<z.infer<typeof claimEventSchema>>;
export type ClaimEventKind = ClaimEvent['kind'];
/** A happening that has details: `EventOf<'suspended'>['ground']`. */
export type EventOf<K extends ClaimEventKind> = Extract<ClaimEvent, { readonly kind: K }>;

export const claimEventKinds: readonly ClaimEventKind[] = [
  ...plainEventKinds,
  'lodged',
  'not_accepted',
  'verification_prolonged',
  'negotiation_prolonged',
  'negotiation_ended',
  'postponed',
  'suspended',
  'terminated',
  'honour_replied',
  'sued',
];
