/**
 * Owns what can be told about a claim after it was handed over: the happenings of the clock, and three things the clock does not count.
 * With each, what else has to be said (a ground, days, an answer). Says nothing about who told it or where it is kept.
 */
import { z } from 'zod';
import { type ClaimEvent, type ClaimEventKind, claimEventKinds, claimEventSchema, nonAcceptanceGrounds, suspensionGrounds, terminationGrounds } from '../../law/index.js';

/** `advance_copy_received`: the mailed copy arrived, no period runs. `invited`: to a meeting on that day. `other_paper`: nobody knows yet what it is. */
const beyondTheClock = ['advance_copy_received', 'invited', 'other_paper'] as const;
export type StepKind = ClaimEventKind | (typeof beyondTheClock)[number];
const stepKinds: readonly StepKind[] = [...claimEventKinds, ...beyondTheClock];
export const isStepKind = (text: string): text is StepKind => stepKinds.some((kind) => kind === text);

/** Which paper a file is (`evidence.paper`) when it is the paper of a recorded step and none of the checklist's. */
export const stepPaper = (step: string): string => `step:${step}`;

/** What a paper says besides its day. `items`: what is missing. `amount`: đồng. `at`: an hour, `09:00`. */
export const stepDetailSchema = z.object({
  items: z.array(z.string().min(1).max(500)).max(40).optional(),
  reason: z.string().max(2000).optional(),
  rightAgency: z.string().max(200).optional(),
  person: z.string().max(120).optional(),
  phone: z.string().max(30).optional(),
  amount: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  at: z
    .string()
    .regex(/^\d{2}:\d{2}$/)
    .optional(),
  place: z.string().max(300).optional(),
  purpose: z.enum(['verification', 'negotiation', 'session']).optional(),
  /** Pages of the paper that was sent with it: a stored file. */
  fileName: z.string().max(200).optional(),
  fileMime: z.string().max(100).optional(),
});
export type StepDetail = z.infer<typeof stepDetailSchema>;

/** Extra fields a happening of the clock needs, and what each may be. */
export type Extra =
  | { readonly name: string; readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly name: string; readonly kind: 'yes_no' }
  | { readonly name: string; readonly kind: 'day' }
  | { readonly name: string; readonly kind: 'count'; readonly most: number };

const extras: Readonly<Partial<Record<StepKind, readonly Extra[]>>> = {
  lodged: [
    { name: 'by', kind: 'choice', options: ['hand', 'post'] },
    { name: 'with', kind: 'choice', options: ['agency', 'justice_department'] },
  ],
  not_accepted: [{ name: 'ground', kind: 'choice', options: nonAcceptanceGrounds }],
  verification_prolonged: [{ name: 'days', kind: 'count', most: 366 }],
  negotiation_prolonged: [{ name: 'days', kind: 'count', most: 366 }],
  negotiation_ended: [
    { name: 'agreed', kind: 'yes_no' },
    { name: 'signed', kind: 'yes_no' },
  ],
  postponed: [{ name: 'until', kind: 'day' }],
  suspended: [{ name: 'ground', kind: 'choice', options: suspensionGrounds }],
  terminated: [{ name: 'ground', kind: 'choice', options: terminationGrounds }],
  honour_replied: [{ name: 'answer', kind: 'choice', options: ['agree', 'disagree_on_form', 'not_yet', 'refuse'] }],
  sued: [{ name: 'under', kind: 'choice', options: ['direct', 'after_withdrawal', 'after_settlement'] }],
};
export const extrasOf = (kind: StepKind): readonly Extra[] => extras[kind] ?? [];

/** The clock's event out of what was told, as text: undefined for what the clock does not count. Throws nothing: `ok: false` names the field. */
export const eventFrom = (
  kind: StepKind,
  on: string,
  told: Readonly<Record<string, string>>,
): { readonly ok: true; readonly event: ClaimEvent | undefined } | { readonly ok: false; readonly field: string } => {
  if (beyondTheClock.some((one) => one === kind)) return { ok: true, event: undefined };
  const raw: Record<string, unknown> = { kind, on };
  for (const extra of extrasOf(kind)) {
    const text = told[extra.name];
    if (text === undefined || text === '') return { ok: false, field: extra.name };
    raw[extra.name] = extra.kind === 'yes_no' ? text === 'yes' : extra.kind === 'count' ? Number(text) : text;
  }
  if (kind === 'lodged' && told.advance === 'yes') raw.advance = true;
  const event = claimEventSchema.safeParse(raw);
  return event.success ? { ok: true, event: event.data } : { ok: false, field: String(event.error.issues[0]?.path[0] ?? 'on') };
};
