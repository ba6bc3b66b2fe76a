/** Owns the cover, and the page of contents with the index of exhibits. */
import { showNumber } from '../../basics/index.js';
import { officialDay, officialTime } from '../in-words.js';
import type { DossierRecord, Exhibit } from '../record.js';
import { pagesOf } from '../volumes.js';
import { word } from '../words.js';
import { type Block, type Cell, joined, type Sheet } from './sheet.js';

/** What the cover counts beyond the record. `replaced`: characters the fonts could not draw. `volumes`: exhibits travel apart, in so many volumes (0: by the link alone). */
export type CoverFacts = { readonly svg: string; readonly replaced: number; readonly volumes?: number };

export const coverSheet = (record: DossierRecord, facts: CoverFacts): Sheet => ({
  id: 'cover',
  title: word('cover.heading'),
  blocks: [
    { kind: 'motto', nation: word('nation'), motto: word('motto') },
    {
      kind: 'cover',
      heading: word('cover.heading'),
      law: word('cover.law'),
      rows: rows(record),
      contains: { label: word('cover.contains'), items: counts(record, facts.volumes) },
      scan: { text: word('cover.scan'), url: record.downloadUrl, svg: facts.svg },
      notes: [word('cover.not_support'), ...(facts.replaced > 0 ? [word('cover.replaced', { count: facts.replaced })] : [])],
    },
  ],
});

/** The cover of volume n of the exhibits. */
export const volumeCover = (record: DossierRecord, volume: { readonly number: number; readonly of: number }, svg: string): Sheet => ({
  id: 'cover',
  title: word('cover.volume_heading', { volume: volume.number }),
  blocks: [
    { kind: 'motto', nation: word('nation'), motto: word('motto') },
    {
      kind: 'cover',
      heading: word('cover.volume_heading', { volume: volume.number }),
      law: word('cover.law'),
      rows: [referenceRow(record), claimantRow(record), agencyRow(record), preparedRow(record)],
      contains: { label: word('cover.contains'), items: [word('cover.volume_of', { volume: volume.number, volumes: volume.of, pages: PAGES })] },
      scan: { text: word('cover.scan'), url: record.downloadUrl, svg },
      notes: [],
    },
  ],
});

/** Known only after layout; the template puts the number in. */
const PAGES = '{{pages}}';

type Row = Extract<Block, { kind: 'cover' }>['rows'][number];
const referenceRow = (record: DossierRecord): Row => ({ label: word('cover.reference'), text: word('cover.reference_text', record), bold: true });
const preparedRow = (record: DossierRecord): Row => ({ label: word('cover.prepared'), text: officialDay(record.preparedOn) });
const claimantRow = ({ claimant }: DossierRecord): Row => ({
  label: word('cover.claimant'),
  text: claimant.birthDate === undefined ? claimant.name : word('cover.claimant_born', { name: claimant.name, day: officialDay(claimant.birthDate) }),
  bold: true,
  note: claimant.capacityText,
});
const agencyRow = ({ agency }: DossierRecord): Row => ({
  label: word('cover.agency'),
  text: agency.name,
  bold: true,
  note: joined([agency.address, agency.certain ? undefined : word('cover.agency_uncertain')], '\n'),
});

const rows = (record: DossierRecord): readonly Row[] => {
  const { total, advance, damages, claimant, honour } = record;
  const amount = { amount: showNumber(total.amount) };
  const none = total.incomplete ? 'cover.total_unknown' : 'cover.total_none';
  const totalText = word(damages.length === 0 ? none : total.incomplete ? 'cover.total_incomplete' : 'cover.total_text', amount);
  return [
    referenceRow(record),
    claimantRow(record),
    ...(claimant.injuredName === undefined ? [] : [{ label: word('cover.injured'), text: claimant.injuredName }]),
    { label: word('cover.field'), text: record.fieldOfLaw },
    agencyRow(record),
    { label: word('cover.agency_rule'), text: record.agency.rule },
    { label: word('cover.total'), text: totalText, bold: true, ...(damages.length === 0 ? {} : { note: word('form.words', total) }) },
    ...(advance.asked ? [{ label: word('cover.advance'), text: word('cover.total_text', { amount: showNumber(advance.total) }) }] : []),
    ...(honour.asked ? [{ label: word('cover.honour'), text: word('cover.honour_text') }] : []),
    preparedRow(record),
  ];
};

const pagesText = (volumes: number | undefined): string => {
  if (volumes === undefined) return word('cover.pages', { pages: PAGES });
  return volumes === 0 ? word('cover.main_link', { pages: PAGES }) : word('cover.main_pages', { pages: PAGES, volumes });
};

const counts = ({ papers, exhibits, missingPapers, leftOut }: DossierRecord, volumes: number | undefined): readonly string[] => {
  const printed = exhibits.flatMap((exhibit) => exhibit.files).length;
  return [
    pagesText(volumes),
    ...(papers.length === 0 ? [] : [word('cover.papers', { count: papers.length })]),
    ...(exhibits.length === 0 ? [] : [word('cover.exhibits', { count: exhibits.length, pages: exhibits.reduce((sum, one) => sum + pagesOf(one), 0) })]),
    ...(missingPapers.length === 0 ? [] : [word('cover.missing', { count: missingPapers.length })]),
    ...(printed + leftOut.length === 0
      ? []
      : [word(leftOut.length === 0 ? 'cover.files_all' : 'cover.files', { received: printed + leftOut.length, printed, left: leftOut.length })]),
  ];
};

/** `place`: where an exhibit is found: its page in this file, or volume and pages. */
export const contentsSheet = (sheets: readonly Sheet[], exhibits: readonly Exhibit[], place: (exhibit: Exhibit) => Cell, withPages: boolean): Sheet => ({
  id: 'contents',
  title: word('contents.heading'),
  blocks: [
    { kind: 'heading', text: word('contents.heading') },
    {
      kind: 'contents',
      part: word('contents.part'),
      page: word('contents.page'),
      entries: [...sheets.map(({ id, title }) => ({ id, text: title })), ...(withPages && exhibits.length > 0 ? [{ id: 'exhibits', text: word('contents.all') }] : [])],
    },
    ...(exhibits.length === 0 ? [] : index(exhibits, place)),
  ],
});

const index = (exhibits: readonly Exhibit[], place: (exhibit: Exhibit) => Cell): readonly Block[] => [
  { kind: 'part', text: word('contents.exhibits') },
  {
    kind: 'table',
    columns: [
      { title: word('contents.exhibit'), width: { mm: 18 }, align: 'center' },
      { title: word('contents.title'), width: { fr: 1 } },
      { title: word('contents.count'), width: { mm: 17 }, align: 'center' },
      { title: word('contents.page'), width: { mm: 22 }, align: 'center' },
    ],
    rows: exhibits.map((exhibit) => [
      { text: String(exhibit.number) },
      { text: exhibit.title, note: joined([exhibit.note, received(exhibit)], '\n') },
      { text: String(pagesOf(exhibit)) },
      place(exhibit),
    ]),
  },
];

const received = ({ files }: Exhibit): string => word('contents.received', { day: joined([...new Set(files.map((file) => officialTime(file.receivedAt).day))]) });
