/** Owns the arithmetic annex: each damage head with its method, its lines, its articles, and in the foot what still needs checking. */
import { showNumber } from '../../basics/index.js';
import { articleInWords, officialDay } from '../in-words.js';
import type { DamageRow, DossierRecord } from '../record.js';
import { word } from '../words.js';
import type { Block, Cite, Sheet } from './sheet.js';

/** Undefined when nothing is claimed in money. */
export const annexSheet = (record: DossierRecord): Sheet | undefined => {
  if (record.damages.length === 0) return undefined;
  const opened = new Set<string>();
  return {
    id: 'annex',
    title: word('annex.heading'),
    blocks: [
      { kind: 'heading', text: word('annex.heading'), under: word('annex.intro', record) },
      { kind: 'paragraph', text: word(record.valuedOnAssumed ? 'annex.valued_assumed' : 'annex.valued', { day: officialDay(record.valuedOn) }) },
      { kind: 'paragraph', text: word('annex.checked', { day: officialDay(record.lawCheckedOn) }) },
      ...record.damages.map((row, i) => reckoning(row, i + 1, opened)),
      {
        kind: 'amount',
        figures: word('annex.total', { amount: showNumber(record.total.amount) }),
        words: word('form.words', record.total),
        ...(record.total.incomplete ? { after: word('annex.incomplete') } : {}),
      },
    ],
  };
};

const reckoning = (row: DamageRow, number: number, opened: Set<string>): Block => ({
  kind: 'reckoning',
  title: `${number}. ${row.title}`,
  method: word('annex.method', row),
  lines: row.lines,
  known: row.amount !== null,
  result: row.amount === null ? word('annex.why', { why: row.why ?? '' }) : word('annex.amount', { amount: showNumber(row.amount) }),
  citesLabel: word('annex.cites'),
  cites: byDocument(row.cites).map((cites) => cited(cites, opened)),
  ...(row.advance ? { after: word('annex.advance') } : {}),
});

type Cited = DamageRow['cites'][number];

/** Articles of one document checked equally far stand together: `khoản 1 Điều 27, khoản 2 Điều 28 Luật …`. */
const byDocument = (cites: readonly Cited[]): readonly (readonly [Cited, ...Cited[]])[] => {
  const groups = new Map<string, [Cited, ...Cited[]]>();
  for (const cite of cites) {
    const key = `${cite.mark} ${cite.document}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cite]);
    else group.push(cite);
  }
  return [...groups.values()];
};

/** One foot note per document and mark: the second citation points to the first note. */
const cited = (cites: readonly [Cited, ...Cited[]], opened: Set<string>): Cite => {
  const [{ document, mark }] = cites;
  const text = `${cites.map((cite) => articleInWords(cite.article)).join(', ')} ${document}`;
  if (mark === 'verified') return { text };
  const id = `note-${mark}-${Buffer.from(document).toString('hex')}`;
  if (opened.has(id)) return { text, again: id };
  opened.add(id);
  return { text, note: { id, text: word(`annex.${mark}`, { document }) } };
};
