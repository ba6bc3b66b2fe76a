/**
 * Owns what goes into one PDF: which sheets in which order, and which exhibit pages. Pure: the same record gives the same plan.
 * Does not own looks (templates) nor bytes (make-pdf).
 */
import { commonCodePoints, printable } from './glyphs.js';
import { fontBytes } from './places.js';
import type { DossierRecord, Exhibit } from './record.js';
import { recordSchema } from './record.js';
import { annexSheet } from './sheets/annex.js';
import { contentsSheet, coverSheet, volumeCover } from './sheets/cover.js';
import { formSheet } from './sheets/form.js';
import { interviewSheet } from './sheets/interview.js';
import { leftOutSheet, missingSheet, nextSheet, papersSheet } from './sheets/papers.js';
import type { Cell, Sheet } from './sheets/sheet.js';
import { type ExhibitPage, exhibitPages, type Volume } from './volumes.js';
import { word } from './words.js';

/** The whole dossier; or its main part when exhibits travel in volumes (none: by the link alone); or one of those volumes (number from 1). */
export type Part =
  | { readonly kind: 'whole' }
  | { readonly kind: 'main'; readonly volumes: readonly Volume[] }
  | { readonly kind: 'volume'; readonly volumes: readonly Volume[]; readonly number: number };

/** One picture page. `opens`: words above it when the exhibit begins here. Ids are what page references point to. */
export type PicturePage = {
  readonly opens?: { readonly all?: string; readonly heading: string; readonly short: string };
  readonly ids: readonly string[];
  readonly stamp: string;
  readonly alt: string;
};

export type Plan = {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly foot: string;
  readonly sheets: readonly Sheet[];
  readonly pictures: readonly PicturePage[];
};

const covered = commonCodePoints(fontBytes());

/** `source`: the exhibit pages whose pictures the plan places, in order. `replaced`: characters the fonts could not draw. */
export const planFor = (record: DossierRecord, part: Part, svg: string): { readonly plan: Plan; readonly source: readonly ExhibitPage[]; readonly replaced: number } => {
  const { clean, replaced } = printableRecord(record);
  const all = exhibitPages(record);
  const source = part.kind === 'main' ? [] : part.kind === 'whole' ? all : all.slice(volumeOf(part).from, volumeOf(part).to);
  const plan: Plan = {
    title: `${word('cover.heading')} ${record.reference}`,
    author: clean.claimant.name,
    subject: word('cover.law'),
    foot: part.kind === 'volume' ? word('foot.volume', { ...record, volume: part.number }) : word('foot.reference', record),
    sheets: part.kind === 'volume' ? [volumeCover(clean, { number: part.number, of: part.volumes.length }, svg)] : mainSheets(clean, part, { svg, replaced }),
    pictures: picturePages(clean.exhibits, source, part.kind === 'whole'),
  };
  return { plan, source, replaced };
};

const volumeOf = (part: Extract<Part, { kind: 'volume' }>): Volume => {
  const volume = part.volumes[part.number - 1];
  if (volume === undefined) throw new Error(`volume ${part.number} of ${part.volumes.length} does not exist: plan the volumes again`);
  return volume;
};

const mainSheets = (record: DossierRecord, part: Exclude<Part, { kind: 'volume' }>, facts: { readonly svg: string; readonly replaced: number }): readonly Sheet[] => {
  const place = (number: number): Cell =>
    part.kind === 'whole' ? { page: `exhibit-${number}`, to: `exhibit-${number}-end` } : { text: placeInVolumes(record, number, part.volumes) };
  const papers = [papersSheet(record, place), missingSheet(record)];
  const told = [interviewSheet(record), leftOutSheet(record), nextSheet(record)];
  const inner = [formSheet(record), ...present([annexSheet(record)]), ...flowing(papers), ...flowing(told)];
  return [
    coverSheet(record, part.kind === 'whole' ? facts : { ...facts, volumes: part.volumes.length }),
    contentsSheet(inner, record.exhibits, (exhibit) => place(exhibit.number), part.kind === 'whole'),
    ...inner,
  ];
};

const present = (sheets: readonly (Sheet | undefined)[]): readonly Sheet[] => sheets.filter((sheet) => sheet !== undefined);
const flowing = (sheets: readonly (Sheet | undefined)[]): readonly Sheet[] => present(sheets).map((sheet, i) => (i === 0 ? sheet : { ...sheet, continues: true }));

/** A volume's cover is its page 1, so the picture at `from` stands on page 2. */
const placeInVolumes = (record: DossierRecord, number: number, volumes: readonly Volume[]): string => {
  if (volumes.length === 0) return word('contents.by_link');
  const pages = exhibitPages(record);
  const at = volumes.flatMap((volume, i) => {
    const inside = pages.flatMap((page, n) => (page.exhibit === number && n >= volume.from && n < volume.to ? [n - volume.from + 2] : []));
    const [first, last] = [inside[0], inside.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [first === last ? word('contents.volume_page', { volume: i + 1, from: first }) : word('contents.volume_pages', { volume: i + 1, from: first, to: last })];
  });
  return at.join('\n');
};

const picturePages = (exhibits: readonly Exhibit[], source: readonly ExhibitPage[], isWhole: boolean): readonly PicturePage[] =>
  source.map((page, i) => {
    const title = exhibits.find((exhibit) => exhibit.number === page.exhibit)?.title ?? '';
    const heading = word('exhibits.title', { number: page.exhibit, title });
    const opens = i === 0 || source[i - 1]?.exhibit !== page.exhibit;
    const ends = source[i + 1]?.exhibit !== page.exhibit;
    return {
      ...(opens ? { opens: { ...(i === 0 && isWhole ? { all: word('exhibits.heading') } : {}), heading, short: shortened(heading) } } : {}),
      ids: [...(i === 0 && isWhole ? ['exhibits'] : []), ...(opens ? [`exhibit-${page.exhibit}`] : []), ...(ends ? [`exhibit-${page.exhibit}-end`] : [])],
      stamp: word('exhibits.stamp', { number: page.exhibit, page: page.page, pages: page.pages }),
      alt: word('exhibits.alt', { title, page: page.page, pages: page.pages }),
    };
  });

/** Above a picture there is room for two lines; the index has the whole title. */
const shortened = (heading: string): string => (heading.length <= 100 ? heading : `${heading.slice(0, heading.lastIndexOf(' ', 96))} …`);

/** The record with every text printable; hashes and the link stay as they are, nobody reads them letter by letter. */
const printableRecord = (record: DossierRecord): { readonly clean: DossierRecord; readonly replaced: number } => {
  let replaced = 0;
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      if (key === 'sha256' || key === 'downloadUrl') return value;
      const made = printable(value, covered);
      replaced += made.replaced;
      return made.text;
    }
    if (Array.isArray(value)) return value.map((item) => walk(item, key));
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, name)]));
    return value;
  };
  const clean = recordSchema.parse(walk(record, ''));
  return { clean, replaced };
};
