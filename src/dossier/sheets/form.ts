/**
 * Owns what stands in Văn bản yêu cầu bồi thường (Mẫu 01/BTNN), field by field in the order of the form. Field numbers in the
 * comments are those of the field list this project works from; they are not printed.
 */
import { showNumber } from '../../basics/index.js';
import { dateParts, officialDay } from '../in-words.js';
import type { DossierRecord } from '../record.js';
import { word } from '../words.js';
import { type Block, joined, type Sheet } from './sheet.js';

export const formSheet = (record: DossierRecord): Sheet => ({
  id: 'form',
  title: word('form.heading'),
  foot: word('foot.form'),
  blocks: [
    { kind: 'motto', nation: word('nation'), motto: word('motto'), number: word('form.number') },
    { kind: 'heading', text: word('form.heading') },
    { kind: 'to', label: word('form.to'), text: record.agency.name, ...(record.agency.address === undefined ? {} : { under: record.agency.address }) }, // 1
    ...person(record),
    ...grounds(record),
    ...damages(record),
    ...advance(record),
    ...others(record),
    attached(record),
    signature(record),
  ],
});

/** A statutory field left empty gets a dotted line for the pen. */
const orLine = (text: string): string => (text.trim() === '' ? word('blank') : text);

/** Fields 2–6. */
const person = ({ claimant }: DossierRecord): readonly Block[] => {
  const { identity, organisation } = claimant;
  const paper = joined([
    identity.number.trim() === '' ? identity.kind : word('form.identity_number', identity),
    identity.issuedOn.trim() === '' ? undefined : word('form.identity_on', { day: officialDay(identity.issuedOn) }),
    identity.issuedBy.trim() === '' ? undefined : word('form.identity_by', { by: identity.issuedBy }),
  ]);
  return [
    { kind: 'field', label: word(organisation ? 'form.organisation' : 'form.name'), text: orLine(claimant.name), bold: true },
    { kind: 'field', label: word(organisation ? 'form.identity_organisation' : 'form.identity'), text: orLine(paper) },
    { kind: 'field', label: word(organisation ? 'form.address_organisation' : 'form.address'), text: orLine(claimant.address) },
    ...field('form.phone', claimant.phone),
    ...field('form.email', claimant.email),
    { kind: 'field', label: word('form.capacity'), text: claimant.capacityText },
    ...field('form.injured', claimant.injuredName),
  ];
};

const field = (key: string, text: string | undefined): readonly Block[] => (text === undefined || text.trim() === '' ? [] : [{ kind: 'field', label: word(key), text }]);

/** Fields 7–9. */
const grounds = (record: DossierRecord): readonly Block[] => {
  const documents = record.groundingDocuments.map((paper) =>
    joined(
      [
        joined(
          [
            joined(
              [
                paper.number.trim() === '' ? paper.title : word('form.grounding_number', paper),
                paper.issuedOn.trim() === '' ? undefined : word('form.grounding_on', { day: officialDay(paper.issuedOn) }),
              ],
              ' ',
            ),
            paper.issuer.trim() === '' ? undefined : word('form.grounding_issuer', paper),
          ],
          ' ',
        ),
        paper.abstract.trim() === '' ? undefined : word('form.grounding_abstract', paper),
        paper.receivedOn.trim() === '' ? undefined : word('form.grounding_received', { day: officialDay(paper.receivedOn) }),
      ],
      '\n',
    ),
  );
  const none = word(record.collectDocument === undefined ? 'form.grounding_none' : 'form.grounding_collect');
  return [
    documents.length === 0 ? { kind: 'topic', label: word('form.grounding'), text: none } : { kind: 'items', label: word('form.grounding'), items: documents },
    { kind: 'topic', label: word('form.act'), text: orLine(record.act) },
    { kind: 'topic', label: word('form.causation'), text: orLine(record.causation) },
  ];
};

/** Fields 10–11. */
const damages = ({ damages: rows, total }: DossierRecord): readonly Block[] => {
  const part: Block = { kind: 'part', text: word('form.damages') };
  if (rows.length === 0) return [part, { kind: 'paragraph', text: word(total.incomplete ? 'form.damages_unknown' : 'form.damages_none') }];
  return [
    part,
    {
      kind: 'table',
      columns: [
        { title: word('form.no'), width: { mm: 10 }, align: 'center' },
        { title: word('form.kind'), width: { mm: 48 } },
        { title: word('form.method'), width: { fr: 1 } },
        { title: word('form.amount'), width: { mm: 33 }, align: 'right' },
      ],
      rows: rows.map((row, i) => [
        { text: String(i + 1) },
        { text: row.title },
        { text: row.method },
        { text: row.amount === null ? word('form.unknown') : showNumber(row.amount) },
      ]),
      sum: [{ text: '' }, { text: word('form.total'), bold: true }, { text: '' }, { text: showNumber(total.amount), bold: true }],
    },
    {
      kind: 'amount',
      figures: word('form.total_is', { amount: showNumber(total.amount) }),
      words: word('form.words', total),
      after: word(total.incomplete ? 'form.incomplete' : 'form.reckoned'),
    },
  ];
};

/** Fields 12–16. The receiver stands here also when nothing is advanced: the money must reach somebody. */
const advance = (record: DossierRecord): readonly Block[] => {
  const { advance: asked, payment, damages: rows } = record;
  const part: Block = { kind: 'part', text: word('form.advance') };
  const evidence = (text: string, papers: string | undefined): string => joined([text, papers === undefined ? undefined : `${word('form.advance_evidence')}: ${papers}`], '\n');
  const items = [
    ...(asked.mental > 0 ? [evidence(`${word('form.advance_mental')}: ${word('cover.total_text', { amount: showNumber(asked.mental) })}`, asked.mentalEvidence)] : []),
    ...asked.other.map((one) => evidence(`${one.title}: ${word('cover.total_text', { amount: showNumber(one.amount) })}`, one.evidence)),
  ];
  const wanted: readonly Block[] = asked.asked
    ? [
        ...(items.length === 0 ? [] : [{ kind: 'items', items } as const]),
        { kind: 'amount', figures: word('form.advance_total', { amount: showNumber(asked.total) }), words: word('form.words', asked) },
      ]
    : [{ kind: 'paragraph', text: word('form.advance_none') }];
  if (rows.length === 0 && !asked.asked && !record.total.incomplete) return [part, ...wanted];
  return [part, ...wanted, ...receiver(record, payment)];
};

const receiver = ({ claimant }: DossierRecord, payment: DossierRecord['payment']): readonly Block[] => {
  const isClaimant = payment.receiver === claimant.name;
  const identity = payment.identity ?? (isClaimant ? word('form.identity_number', claimant.identity) : undefined);
  return [
    { kind: 'field', label: word('form.receiver'), text: orLine(payment.receiver) },
    { kind: 'field', label: word('form.receiver_identity'), text: orLine(identity ?? '') },
    { kind: 'field', label: word('form.receiver_address'), text: orLine(payment.address ?? (isClaimant ? claimant.address : '')) },
    { kind: 'field', label: word('form.way'), text: word(payment.way === 'cash' ? 'form.cash' : 'form.transfer') },
    ...(payment.way === 'cash'
      ? []
      : ([
          { kind: 'field', label: word('form.account'), text: orLine(payment.account ?? '') },
          { kind: 'field', label: word('form.holder'), text: orLine(payment.holder ?? '') },
          { kind: 'field', label: word('form.bank'), text: orLine(payment.bank ?? '') },
        ] as const)),
  ];
};

/** Fields 17–19. */
const others = ({ honour, collectDocument, otherRights }: DossierRecord): readonly Block[] => {
  const wish = honour.asked
    ? joined([word('form.honour_yes'), honour.form === undefined ? undefined : word('form.honour_form', { form: honour.form })], ' ')
    : word('form.honour_no');
  return [
    { kind: 'part', text: word('form.other') },
    { kind: 'field', label: word('form.honour'), text: wish },
    ...field('form.collect', collectDocument === undefined ? undefined : word('form.collect_text', collectDocument)),
    ...field('form.rights', otherRights),
  ];
};

/** Field 20. */
const attached = ({ papers }: DossierRecord): Block =>
  papers.length === 0
    ? { kind: 'topic', label: word('form.papers'), text: word('form.papers_none') }
    : {
        kind: 'items',
        label: word('form.papers'),
        items: papers.map((paper) => (paper.exhibit === undefined ? paper.title : word('form.papers_exhibit', { title: paper.title, exhibit: paper.exhibit }))),
      };

/** Field 21. */
const signature = ({ claimant, place, preparedOn }: DossierRecord): Block => ({
  kind: 'sign',
  date: place.trim() === '' ? word('form.date_only', dateParts(preparedOn)) : word('form.date', { place, ...dateParts(preparedOn) }),
  signer: word('form.signer'),
  hint: word(claimant.organisation ? 'form.sign_organisation' : 'form.sign_person'),
  name: claimant.name,
  ...(claimant.organisation ? {} : { fingerprint: { label: word('form.fingerprint'), hint: word('form.fingerprint_hint') } }),
});
