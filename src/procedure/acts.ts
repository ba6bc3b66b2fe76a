/** Owns what an agency can tell by its page: each act with the fields its paper has, and which acts come next. Also reads those fields, for whoever fills them in. Not the words, not the page. */
import { ok, refused, type Result } from '../basics/index.js';
import { type StepDetail, type StepKind, stepDetailSchema } from '../conversation/index.js';

export const actGroups = ['receipt', 'acceptance', 'advance', 'verification', 'negotiation', 'decision', 'pause', 'payment', 'honour', 'court'] as const;
export type ActGroup = (typeof actGroups)[number];
/** A field of the form besides date, number, signer and paper. Details of the clock's event come from `extrasOf(kind)`. */
export type ActField = 'how' | 'items' | 'reason' | 'rightAgency' | 'person' | 'phone' | 'amount' | 'at' | 'place' | 'purpose';
export type Act = { readonly kind: StepKind; readonly group: ActGroup; readonly fields: readonly ActField[] /** «Mẫu 03», as TT 04/2018 numbers it. */; readonly form?: string };

const act = (group: ActGroup, kind: StepKind, fields: readonly ActField[] = [], form?: string): Act => ({ kind, group, fields, ...(form === undefined ? {} : { form }) });

export const agencyActs: readonly Act[] = [
  act('receipt', 'receipt_confirmed', ['how']),
  act('acceptance', 'supplement_asked', ['items'], '02'),
  act('acceptance', 'holder_asked', ['reason']),
  act('acceptance', 'holder_answered'),
  act('acceptance', 'dossier_valid'),
  act('acceptance', 'accepted', [], '03'),
  act('acceptance', 'not_accepted', ['rightAgency', 'reason'], '03'),
  act('acceptance', 'stopped', ['reason'], '04'),
  act('acceptance', 'officer_appointed', ['person', 'phone'], '05'),
  act('advance', 'advance_proposed', ['amount']),
  act('advance', 'advance_funds_asked', ['amount']),
  act('advance', 'advance_granted', ['amount']),
  act('advance', 'advance_paid', ['amount'], '06'),
  act('verification', 'declared_complex', ['reason']),
  act('verification', 'verification_started'),
  act('verification', 'invited', ['purpose', 'at', 'place']),
  act('verification', 'verification_prolonged'),
  act('verification', 'verification_ended'),
  act('verification', 'verification_reported', [], '07'),
  act('negotiation', 'negotiation_started'),
  act('negotiation', 'negotiation_prolonged'),
  act('negotiation', 'negotiation_ended', ['amount'], '08'),
  act('decision', 'decision_made', ['amount'], '09'),
  act('decision', 'decision_handed', ['amount'], '10'),
  act('decision', 'decision_not_taken'),
  act('decision', 'decision_sent'),
  act('decision', 'decision_effective'),
  act('decision', 'annulled', ['reason'], '11'),
  act('decision', 'corrected', ['reason', 'amount'], '12'),
  act('pause', 'postponed', ['reason'], '13'),
  act('pause', 'suspended', ['reason'], '15'),
  act('pause', 'resumed', [], '14'),
  act('pause', 'terminated', ['reason'], '16'),
  act('payment', 'funds_asked', ['amount']),
  act('payment', 'funds_granted', ['amount']),
  act('payment', 'payment_notice', ['amount', 'place'], '19'),
  act('payment', 'paid', ['amount']),
  act('honour', 'honour_notice', [], '17'),
  act('honour', 'honour_apologised', ['place']),
  act('honour', 'honour_published'),
  act('honour', 'newspaper_received'),
  act('honour', 'honour_posted'),
  act('court', 'court_accepted'),
  act('court', 'judgment_effective', ['amount']),
];
export const actOf = (kind: string): Act | undefined => agencyActs.find((one) => one.kind === kind);

/** What a clerk most likely came to tell, out of what was told already. The rest stays one click away. */
export const actsNext = (told: ReadonlySet<StepKind>): readonly StepKind[] => {
  const is = (...kinds: readonly StepKind[]): boolean => kinds.some((kind) => told.has(kind));
  if (is('paid')) return ['honour_notice', 'honour_apologised', 'honour_published'];
  if (is('payment_notice')) return ['paid'];
  if (is('decision_effective', 'judgment_effective', 'funds_asked')) return ['funds_asked', 'funds_granted', 'payment_notice', 'paid'];
  if (is('decision_handed', 'decision_not_taken')) return ['decision_effective', 'funds_asked', 'corrected', 'annulled', 'decision_sent'];
  if (is('negotiation_ended', 'decision_made')) return ['decision_made', 'decision_handed', 'decision_not_taken'];
  if (is('negotiation_started')) return ['negotiation_ended', 'invited', 'negotiation_prolonged', 'suspended'];
  if (is('verification_reported', 'verification_ended')) return ['verification_reported', 'invited', 'negotiation_started', 'suspended'];
  if (is('accepted')) return ['officer_appointed', 'advance_paid', 'verification_started', 'invited', 'verification_ended', 'verification_reported'];
  if (is('not_accepted', 'stopped', 'terminated')) return [];
  if (is('receipt_confirmed', 'received', 'lodged')) return ['supplement_asked', 'accepted', 'not_accepted', 'dossier_valid'];
  return ['receipt_confirmed'];
};

const texts = ['reason', 'rightAgency', 'person', 'phone', 'at', 'place', 'purpose'] as const;

/** The detail of an act out of a form; only fields its paper has are read. `paper`: its file, when it came too. Refuses with the field's name. */
export const detailFrom = (act: Act, given: Readonly<Record<string, string>>, paper?: { readonly name: string; readonly mime: string }): Result<StepDetail> => {
  const has = (field: ActField): boolean => act.fields.includes(field);
  const amount = (given.amount ?? '').replace(/[^\d]/g, '');
  const items = (given.items ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const said = texts.flatMap((name) => (has(name) && (given[name] ?? '').trim() !== '' ? [[name, (given[name] ?? '').trim()] as const] : []));
  const parsed = stepDetailSchema.safeParse({
    ...(has('items') && items.length > 0 ? { items } : {}),
    ...(has('amount') && amount !== '' ? { amount: Number(amount) } : {}),
    ...Object.fromEntries(said),
    ...(paper === undefined ? {} : { fileName: paper.name, fileMime: paper.mime }),
  });
  return parsed.success ? ok(parsed.data) : refused(String(parsed.error.issues[0]?.path[0] ?? 'form_broken'));
};
