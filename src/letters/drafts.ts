/** Owns drafts for those who answer: an agency's receipt, Mẫu 02 and Mẫu 03, and the urging letter of the state-management body. Clearly drafts; from the case's own facts. */
import { type Day, showDay } from '../basics/index.js';
import { clockOn, overdue, type ProcedureView, type StepKind } from '../conversation/index.js';
import type { DossierRecord } from '../dossier/index.js';
import type { Law } from '../law/index.js';
import type { Words } from '../wording/index.js';
import { dateLine, lateLine, mottoOf, paragraphs, sayer } from './compose.js';
import { type Letter, type LetterBlock, letterSchema } from './record.js';

export const draftKinds = ['receipt', 'form02', 'form03', 'urging'] as const;
export type DraftKind = (typeof draftKinds)[number];

export type Drafting = {
  readonly kind: DraftKind;
  readonly record: DossierRecord;
  /** The agency the dossier was sent to. */
  readonly agency: string;
  readonly view: ProcedureView | undefined;
  readonly law: Law;
  readonly today: Day;
  readonly now: string;
  readonly words: Words;
};

export const composeDraft = (from: Drafting): Letter => {
  const { kind, record, agency, words } = from;
  const say = sayer(words);
  const base = kind === 'urging' ? 'office.urging' : `draft.${kind}`;
  const title = say(`${base}.title`);
  const about = say(`${base}.under`, { reference: record.reference });
  return letterSchema.parse({
    schema: 'dong-hanh.letter.1',
    kind: `draft_${kind}`,
    number: 1,
    reference: record.reference,
    preparedAt: from.now,
    title: `${title} ${about}`,
    author: agency,
    blocks: [
      {
        ...mottoOf(words, say('draft_mark')),
        office: {
          name: (kind === 'urging' ? say('office.name') : agency).toLocaleUpperCase('vi'),
          number: say(`${base}.number`),
          // An official letter has no title: its subject stands below its number.
          ...(kind === 'urging' ? { about } : {}),
          date: dateLine('', from.today, words),
        },
      },
      ...(kind === 'urging' ? [] : [{ kind: 'heading' as const, text: title, under: about }]),
      { kind: 'to', label: say('to'), text: kind === 'urging' ? agency : `${say('draft.recipient')} ${record.claimant.name}` },
      ...(kind === 'urging' ? [] : [{ kind: 'field' as const, label: say('field.address'), text: record.claimant.address }]),
      ...bodyOf(from),
      {
        kind: 'sign',
        date: '',
        signer: say(kind === 'urging' ? 'office.urging.signer' : 'draft.signer'),
        hint: say('draft.sign_hint'),
        name: '',
        receivers: { label: say('office.receivers'), items: [say('office.receivers_above'), say('office.receivers_kept')] },
      },
    ],
    foot: say('foot_draft'),
    verified: false,
    draft: true,
  });
};

const bodyOf = ({ kind, record, agency, view, law, today, words }: Drafting): LetterBlock[] => {
  const say = sayer(words);
  const name = record.claimant.name;
  const told = (kind: StepKind) => view?.steps.findLast((step) => step.kind === kind);
  switch (kind) {
    case 'receipt':
      return [
        ...paragraphs(say('draft.receipt.body', { agency, name, ...arrival(view, say) })),
        { kind: 'items', label: say('draft.receipt.papers'), items: record.papers.map(({ title, copies }) => (copies === undefined ? title : `${title} (${copies})`)) },
      ];
    case 'form02': {
      const asked = view?.steps.findLast((step) => step.kind === 'supplement_asked')?.detail.items ?? [];
      const missing = asked.length > 0 ? asked : record.missingPapers.map(({ title }) => title);
      return [
        ...paragraphs(say('draft.form02.body', { agency, name, day: arrival(view, say).day })),
        { kind: 'items', items: missing.length === 0 ? [say('draft.form02.blank_item'), say('draft.form02.blank_item')] : [...missing] },
        ...paragraphs(say('draft.form02.after')),
      ];
    }
    case 'form03': {
      const grounding = record.groundingDocuments.map((paper) => `${paper.title} ${say('numbered', { number: paper.number })}`).join('; ');
      return paragraphs(
        say('draft.form03.body', { agency, name, grounding: grounding === '' ? say('grounding_blank') : grounding }),
        say('draft.form03.accept', { day: told('accepted')?.on === undefined ? BLANK_DAY : showDay(told('accepted')?.on ?? today) }),
        say('draft.form03.refuse'),
        say('draft.form03.because'),
        say('draft.form03.right_agency'),
      );
    }
    case 'urging': {
      const late = view === undefined ? [] : overdue(clockOn(view, law, today));
      return [
        ...paragraphs(say('office.urging.body', { name })),
        {
          kind: 'items',
          items: late.map((step) => lateLine('office.late_line', step, law, today, words)),
        },
        ...paragraphs(say('office.urging.asks')),
      ];
    }
  }
};

const BLANK_DAY = '…/…/……';
/** When and how the dossier reached the agency, where somebody told it; the mailed copy is not that. */
const arrival = (view: ProcedureView | undefined, say: ReturnType<typeof sayer>): { readonly day: string; readonly how: string } => {
  const lodged = view?.events.find((event) => event.kind === 'lodged');
  const received = view?.events.find(({ kind }) => kind === 'received');
  const by = lodged?.kind === 'lodged' ? lodged.by : undefined;
  const on = received?.on ?? (by === 'hand' ? lodged?.on : undefined);
  return { day: on === undefined ? BLANK_DAY : showDay(on), how: say(`draft.receipt.how.${by ?? 'unknown'}`) };
};
