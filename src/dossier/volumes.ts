/** Owns the pages of exhibits as a list, and how that list is cut into volumes small enough to mail. */
import type { DossierRecord, Exhibit } from './record.js';

/** One picture: page `page` of the `pages` of exhibit `exhibit`; it is page `filePage` (from 0) of the `filePages` of the file `sha256`. */
export type ExhibitPage = {
  readonly exhibit: number;
  readonly page: number;
  readonly pages: number;
  readonly sha256: string;
  readonly filePage: number;
  readonly filePages: number;
};

/** Pages `from` up to, not including, `to` of the list of exhibit pages. */
export type Volume = { readonly from: number; readonly to: number };

export const pagesOf = (exhibit: Exhibit): number => exhibit.files.reduce((sum, file) => sum + file.pages, 0);

/** Every page of every exhibit, in printing order. */
export const exhibitPages = (record: Pick<DossierRecord, 'exhibits'>): readonly ExhibitPage[] =>
  record.exhibits.flatMap((exhibit) =>
    exhibit.files
      .flatMap(({ sha256, pages }) => Array.from({ length: pages }, (_, filePage) => ({ sha256, filePage, filePages: pages })))
      .map((place, i) => ({ exhibit: exhibit.number, page: i + 1, pages: pagesOf(exhibit), ...place })),
  );

/**
 * Cuts pages of these sizes (bytes, in order) into volumes of at most `limit` bytes, breaking between exhibits where that
 * wastes less than half a volume. Undefined when a single page is over the limit: then only the link remains.
 */
export const planVolumes = (pages: readonly ExhibitPage[], sizes: readonly number[], limit: number): readonly Volume[] | undefined => {
  const volumes: Volume[] = [];
  let from = 0;
  while (from < pages.length) {
    let to = from;
    let filled = 0;
    let lastStart = from;
    let filledAtStart = 0;
    while (to < pages.length && filled + (sizes[to] ?? 0) <= limit) {
      if (pages[to]?.page === 1) {
        lastStart = to;
        filledAtStart = filled;
      }
      filled += sizes[to] ?? 0;
      to += 1;
    }
    if (to === from) return undefined;
    const cutsExhibit = to < pages.length && pages[to]?.page !== 1;
    if (cutsExhibit && lastStart > from && filledAtStart > limit / 2) to = lastStart;
    volumes.push({ from, to });
    from = to;
  }
  return volumes;
};
